// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "ui/session/job.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace finetune::ui {

// The examples of a data set as rows. Nothing is copied: a cell's text is made when it is drawn. A filter is worked out
// in the background; the rows change when it is done.
class ExamplesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Question, AnswerText, Context, Title, Id, ColumnCount };
    enum Role { UnanswerableRole = Qt::UserRole };

    explicit ExamplesModel(QObject* parent = nullptr);

    void setDataset(std::shared_ptr<const data::Dataset> dataset); // null: no rows; the filter is kept
    void setFilter(const QString& text);                           // empty: all; compared without case
    int exampleOf(int row) const;                                  // index in the data set
    int rowOf(int example) const;                                  // -1 when the filter hides it
    int total() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void filtered(); // the rows agree with the filter

private:
    void show(std::vector<int> rows, bool all);
    void refilter();
    QString textOf(const data::Example& example, int column) const;

    std::shared_ptr<const data::Dataset> dataset_;
    QString filter_;
    bool all_ = true;       // no filter: row i is example i
    std::vector<int> rows_; // otherwise
    Job filterJob_{this};
};

} // namespace finetune::ui
