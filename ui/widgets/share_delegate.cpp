// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/share_delegate.h"

#include "ui/theme.h"

#include <QPainter>
#include <algorithm>

namespace finetune::ui {

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const double share = std::clamp(index.data(role_).toDouble(), 0.0, 1.0);
    const QRectF cell = QRectF(option.rect).adjusted(8, 0, -8, -3);
    const double height = 3; // a bar below the text leaves it as readable as it was
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().sunken);
    painter->drawRoundedRect(QRectF(cell.left(), cell.bottom() - height, cell.width(), height), 1.5, 1.5);
    painter->setBrush(theme().accent);
    const double length = cell.width() * share;
    const double left = option.direction == Qt::RightToLeft ? cell.right() - length : cell.left();
    painter->drawRoundedRect(QRectF(left, cell.bottom() - height, length, height), 1.5, 1.5);
    painter->restore();
}

} // namespace finetune::ui
