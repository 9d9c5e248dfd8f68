// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/side_by_side.h"

#include <QBoxLayout>
#include <QEvent>
#include <algorithm>

namespace finetune::ui {

SideBySide::SideBySide(QWidget* first, QWidget* second, int leastFirst, QWidget* parent)
    : QWidget(parent), first_(first), second_(second), leastFirst_(leastFirst),
      row_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(8);
    row_->addWidget(first, 1);
    row_->addWidget(second);
}

void SideBySide::setStretch(int first, int second) {
    row_->setStretch(0, first);
    row_->setStretch(1, second);
}

QSize SideBySide::minimumSizeHint() const {
    return {std::max(first_->minimumSizeHint().width(), second_->minimumSizeHint().width()),
            QWidget::minimumSizeHint().height()};
}

bool SideBySide::event(QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void SideBySide::arrange() {
    const int needed =
        std::max(first_->minimumSizeHint().width(), leastFirst_) + row_->spacing() + second_->sizeHint().width();
    row_->setDirection(width() < needed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace finetune::ui
