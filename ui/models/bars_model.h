// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

namespace finetune::ui {

struct Bar {
    QString name; // "120–129", "who"
    qint64 count = 0;
};

// The bars of a chart as rows: name, count, share of all.
class BarsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Count, Share, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setBars(std::vector<Bar> bars, const QString& nameTitle);
    const std::vector<Bar>& bars() const { return bars_; }
    QString shareOf(int row) const; // "3.25 %"

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<Bar> bars_;
    QString nameTitle_;
    qint64 total_ = 0;
};

} // namespace finetune::ui
