// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/chip_painter.h"

#include <QWidget>
#include <vector>

namespace finetune::ui {

// What the colours and marks of a TokenStrip mean; wraps into lines where it is narrow.
class TokenLegend : public QWidget {
    Q_OBJECT
public:
    explicit TokenLegend(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry {
        ChipLook look;
        QString text;
        QRectF rect;
    };
    std::vector<Entry> entries(qreal width) const; // laid out in a width
};

} // namespace finetune::ui
