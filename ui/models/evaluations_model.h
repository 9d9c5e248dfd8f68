// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

namespace finetune::ui {

// One evaluation of a run; the scores in percent. What an evaluation does not give is NaN.
struct EvaluationRow {
    qint64 step = 0;
    double epoch = 0, loss = 0, exactMatch = 0, f1 = 0, characterF1 = 0, seconds = 0;
};

// The evaluations of a run, oldest first.
class EvaluationsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Epoch, Loss, ExactMatch, F1, CharacterF1, Seconds, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const EvaluationRow& row);
    const std::vector<EvaluationRow>& rows() const { return rows_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<EvaluationRow> rows_;
};

} // namespace finetune::ui
