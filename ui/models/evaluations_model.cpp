// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/evaluations_model.h"

#include <QLocale>
#include <cmath>

namespace finetune::ui {

void EvaluationsModel::clear() {
    beginResetModel();
    rows_.clear();
    endResetModel();
}

void EvaluationsModel::append(const EvaluationRow& row) {
    beginInsertRows({}, static_cast<int>(rows_.size()), static_cast<int>(rows_.size()));
    rows_.push_back(row);
    endInsertRows();
}

int EvaluationsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int EvaluationsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EvaluationsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const EvaluationRow& row = rows_[static_cast<std::size_t>(index.row())];
    const QLocale locale;
    if (index.column() == Step)
        return locale.toString(row.step);
    const double values[] = {0, row.epoch, row.loss, row.exactMatch, row.f1, row.characterF1, row.seconds};
    const int digits[] = {0, 2, 4, 2, 2, 2, 1};
    const double value = values[index.column()];
    return std::isnan(value) ? QStringLiteral("–") : locale.toString(value, 'f', digits[index.column()]);
}

QVariant EvaluationsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const QString names[] = {tr("Step"),  tr("Epoch"),           tr("Loss"),   tr("Exact match, %"),
                             tr("F1, %"), tr("Character F1, %"), tr("Seconds")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
