// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace finetune::ui {

// Two parts beside each other where there is room for both, else the second below the first: a narrow window cuts
// nothing off.
class SideBySide : public QWidget {
public:
    // `leastFirst`: the width below which the first part wants the row for itself, when it says none.
    SideBySide(QWidget* first, QWidget* second, int leastFirst, QWidget* parent);

    void setStretch(int first, int second); // 1 and 0
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;

private:
    void arrange();

    QWidget *first_, *second_;
    int leastFirst_;
    QBoxLayout* row_;
};

} // namespace finetune::ui
