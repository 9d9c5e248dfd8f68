// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/threshold.h"

#include <QAbstractTableModel>

namespace finetune::ui {

// The threshold curve as a table: the twin of ThresholdPlot for those who do not see it.
class ThresholdModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Threshold, Answered, ExactMatch, F1, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setCurve(const eval::ThresholdCurve& curve);
    double threshold(int row) const { return points_[static_cast<std::size_t>(row)].threshold; }
    int rowAt(double threshold) const; // the row that a threshold falls into; -1 below the first

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<eval::ThresholdPoint> points_;
};

} // namespace finetune::ui
