// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/series_data.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace finetune::ui {

// A chart as a table: a row a step, with its epoch, its time and the value of every curve there. The values stay in the
// series; a row costs its step only, so that a million rows are no matter.
class SeriesTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Epoch, Time, FirstValue };

    struct Source {
        QString name;
        std::shared_ptr<const SeriesData> data;
        char format = 'f';
        int digits = 4;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSources(std::vector<Source> sources);
    void refresh(); // takes in what was appended since; begins anew where points were taken back

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<double> newSteps();
    QString text(int row, int column) const;
    const SeriesData* seriesWith(double step, std::size_t& at) const;

    std::vector<Source> sources_;
    std::vector<std::size_t> seen_; // points of each source that are in the rows
    std::vector<double> steps_;     // rising
};

// A value as the charts write it: in the user's language; "NaN", "∞" and "−∞" for what is no finite number.
QString seriesValueText(double value, char format, int digits);

} // namespace finetune::ui
