// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/threshold_model.h"

#include "ui/words.h"

#include <algorithm>

namespace finetune::ui {

void ThresholdModel::setCurve(const eval::ThresholdCurve& curve) {
    beginResetModel();
    points_ = curve.points;
    endResetModel();
}

int ThresholdModel::rowAt(double threshold) const {
    const auto above = std::ranges::upper_bound(points_, threshold, {}, &eval::ThresholdPoint::threshold);
    return static_cast<int>(above - points_.begin()) - 1;
}

int ThresholdModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(points_.size());
}

int ThresholdModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ThresholdModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const eval::ThresholdPoint& point = points_[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Threshold:
        return decimal(point.threshold, 3);
    case Answered:
        return count(point.answered);
    case ExactMatch:
        return decimal(point.exact, 2);
    default:
        return decimal(point.f1, 2);
    }
}

QVariant ThresholdModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Threshold"), tr("Answered"), tr("Exact, %"), tr("F1, %")};
    return names[section];
}

} // namespace finetune::ui
