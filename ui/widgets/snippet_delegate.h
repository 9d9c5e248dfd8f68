// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace finetune::ui {

// Paints a Snippet (models/probe_model.h): the given answer underlined, the model's underlined with dashes, both with a
// wave, each on its own ground. Text from right to left begins at the right.
class SnippetDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

// What the marks mean, as a line of rich text.
QString snippetLegend();

} // namespace finetune::ui
