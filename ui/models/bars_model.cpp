// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bars_model.h"

#include "ui/words.h"

namespace finetune::ui {

void BarsModel::setBars(std::vector<Bar> bars, const QString& nameTitle) {
    beginResetModel();
    bars_ = std::move(bars);
    nameTitle_ = nameTitle;
    total_ = 0;
    for (const Bar& bar : bars_)
        total_ += bar.count;
    endResetModel();
}

QString BarsModel::shareOf(int row) const {
    const double count = static_cast<double>(bars_[static_cast<std::size_t>(row)].count);
    return percent(total_ > 0 ? 100 * count / static_cast<double>(total_) : 0);
}

int BarsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(bars_.size());
}

int BarsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BarsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const Bar& bar = bars_[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Name:
        return bar.name;
    case Count:
        return ui::count(bar.count);
    default:
        return shareOf(index.row());
    }
}

QVariant BarsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const QString names[] = {nameTitle_, tr("Count"), tr("Share")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
