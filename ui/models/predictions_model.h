// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/evaluations.h"

#include <QAbstractTableModel>

namespace finetune::ui {

struct PredictionFilter {
    enum class Show { All, Wrong, Right, BecameRight, BecameWrong, NoAnswer }; // NoAnswer: none was given
    Show show = Show::All;
    std::optional<eval::AnswerKind> kind = std::nullopt;
    QString text = {}; // in question, answers or id; compared without case
    bool operator==(const PredictionFilter&) const = default;
};

// The questions of an evaluation as rows, with the given and the model's answers. Nothing is copied: a cell's text is
// made when it is drawn. Filtering and sorting are done in the background; the rows change when it is done.
class PredictionsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Question, Gold, Predicted, Kind, Probability, ColumnCount };

    explicit PredictionsModel(QObject* parent = nullptr);

    // Null: no rows. The filter is kept, and the rows until the new ones are known.
    void setEvaluation(std::shared_ptr<const ShownEvaluation> evaluation);
    void setFilter(const PredictionFilter& filter);
    const PredictionFilter& filter() const { return filter_; }

    std::shared_ptr<const ShownEvaluation> evaluation() const { return evaluation_; }
    int exampleOf(int row) const; // index in the evaluation
    int rowOf(int example) const; // -1 when the filter hides it
    // How many rows a filter's `show` would give, the rest left out.
    qint64 count(PredictionFilter::Show show) const { return counts_[static_cast<std::size_t>(show)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // column -1 or Number: as in the file

Q_SIGNALS:
    void filtered(); // the rows agree with evaluation, filter and order

private:
    void refilter();
    void show(std::shared_ptr<const ShownEvaluation> evaluation, std::vector<int> rows,
              const std::array<qint64, 6>& counts);
    QString textOf(int example, int column) const;

    std::shared_ptr<const ShownEvaluation> evaluation_, next_; // of the rows; the one that is being filtered
    PredictionFilter filter_;
    int sortColumn_ = Number;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
    std::vector<int> rows_;
    std::array<qint64, 6> counts_{};
    Job filterJob_{this};
};

} // namespace finetune::ui
