// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace finetune::ui {

// What the readers say of entries that no example shows, or their notes, one a row: file, place, what, what helps.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { File, Place, What, Cure, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // Null ones are passed over.
    void setDatasets(std::vector<std::shared_ptr<const data::Dataset>> datasets, bool notes = false);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        const data::Dataset* dataset;
        const data::Problem* problem;
    };
    std::vector<std::shared_ptr<const data::Dataset>> datasets_;
    std::vector<Row> problems_;
    bool notes_ = false;
};

} // namespace finetune::ui
