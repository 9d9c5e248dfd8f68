// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace finetune::ui {

// What the bars at words mean: painted as they are at a text.
class HeatLegend : public QWidget {
    Q_OBJECT
public:
    explicit HeatLegend(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString startText() const;
    QString endText() const;
    QFont legendFont() const;
};

} // namespace finetune::ui
