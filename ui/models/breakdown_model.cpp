// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/breakdown_model.h"

#include "ui/words.h"

namespace finetune::ui {

BreakdownModel::BreakdownModel(const QString& groupName, Measure measure, QObject* parent)
    : QAbstractTableModel(parent), groupName_(groupName), measure_(measure) {}

void BreakdownModel::setRows(std::vector<BreakdownRow> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

int BreakdownModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int BreakdownModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return measure_ == Measure::Scores ? 4 : 3;
}

double BreakdownModel::percentOf(const BreakdownRow& row, int column) const {
    if (measure_ == Measure::Share)
        return 100 * row.share;
    return column == First ? row.exact : row.f1;
}

QVariant BreakdownModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const BreakdownRow& row = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return row.name;
        return index.column() == Count ? ui::count(row.count) : decimal(percentOf(row, index.column()), 1);
    case Qt::ToolTipRole:
        return row.meaning.isEmpty() ? QVariant() : row.meaning;
    case Qt::TextAlignmentRole:
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ShareRole:
        return index.column() >= First ? percentOf(row, index.column()) / 100 : QVariant();
    default:
        return {};
    }
}

QVariant BreakdownModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const bool isShare = measure_ == Measure::Share;
    const QString names[] = {groupName_, tr("Questions"), isShare ? tr("Of all, %") : tr("Exact, %"), tr("F1, %")};
    return names[section];
}

} // namespace finetune::ui
