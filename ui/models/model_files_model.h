// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/model_folder.h"

#include <QAbstractTableModel>

namespace finetune::ui {

// The files of a model folder: name, size, and what each is for.
class ModelFilesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Size, Use, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<session::ModelFile> files);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<session::ModelFile> files_;
};

} // namespace finetune::ui
