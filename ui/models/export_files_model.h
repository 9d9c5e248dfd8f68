// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/export_plan.h"

#include <QAbstractTableModel>

namespace finetune::ui {

// The files of an export: those that will be written, or those that were, with their checksums.
class ExportFilesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Size, Content, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void show(const session::ExportPlan& plan);
    void show(const session::ExportReport& report);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString name;
        qint64 bytes = 0;
        QString sha256; // empty: not written yet
    };
    void reset(std::vector<Row> rows, bool written);

    std::vector<Row> rows_;
    bool written_ = false;
};

} // namespace finetune::ui
