// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/example_rows.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace finetune::ui {

// The examples of a data set as rows. Nothing is copied: a cell's text is made when it is drawn. Which rows there are,
// and their order, is worked out in the background; the rows change when it is done.
class ExamplesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Question, AnswerText, Context, Length, Problem, Title, Id, ColumnCount };
    enum Role { UnanswerableRole = Qt::UserRole };

    explicit ExamplesModel(QObject* parent = nullptr);

    void setDataset(std::shared_ptr<const data::Dataset> dataset); // null: no rows; what is wanted is kept
    // What the doctor found; for another data set than the one shown it is passed over.
    void setFindings(const std::shared_ptr<const Findings>& findings, Split split);
    void setTokens(TokenList tokens); // null: lengths are characters
    void setFilter(const QString& text);
    void setOnly(Onlys only);
    void setLongTokens(int tokens);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    const RowsWanted& wanted() const { return wanted_; }
    bool isFiltered() const { return !wanted_.text.isEmpty() || wanted_.only != Onlys(); }
    bool working() const { return job_.running(); }
    bool knowsTokens() const { return facts_.tokens != nullptr; }
    int exampleOf(int row) const; // index in the data set
    int rowOf(int example) const; // -1 when the filter hides it
    int total() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void filtered(); // the rows agree with what is wanted

private:
    void show(std::vector<int> rows, bool all);
    void renew();
    void factsChanged(bool matters);
    QString textOf(const data::Example& example, int number, int column) const;
    QString toolTipOf(const data::Example& example, int number, int column) const;

    std::shared_ptr<const data::Dataset> dataset_;
    RowsWanted wanted_;
    RowFacts facts_;
    bool all_ = true;       // row i is example i
    std::vector<int> rows_; // otherwise
    Job job_{this};
};

} // namespace finetune::ui
