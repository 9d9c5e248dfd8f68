// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace finetune::ui {

// A share of a whole in a table's cell: the cell's text, and below it a bar as long as the share that `role` gives,
// 0 to 1.
class ShareDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    ShareDelegate(int role, QObject* parent) : QStyledItemDelegate(parent), role_(role) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const int role_;
};

} // namespace finetune::ui
