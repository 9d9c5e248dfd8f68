// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace finetune::ui {

// The first rows of a file as they will be read: what cannot be read before the rest, then the questions in their
// order, each with what is wrong with it or noted of it.
class PreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Remark, Id, Title, Question, Context, Answers, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::shared_ptr<const data::Dataset> rows); // null: none
    int problems() const { return problems_; }
    int notes() const { return notes_; } // which are no problems
    bool isQuestion(int row) const { return rows_[static_cast<std::size_t>(row)].example != nullptr; } // else a problem

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        const data::Example* example = nullptr; // null: a problem is all there is of it
        const data::Problem* problem = nullptr;
    };
    QString text(const Row& row, int column) const;

    std::shared_ptr<const data::Dataset> dataset_;
    std::vector<Row> rows_;
    int problems_ = 0, notes_ = 0;
};

} // namespace finetune::ui
