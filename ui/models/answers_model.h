// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: the moc of Qt 6.4 stumbles over <compare> as a file's first standard header.
#include <QAbstractTableModel>
#include <vector>

#include "core/eval/nbest.h"

namespace finetune::ui {

// The answers to one question, best first. A probability is also given as a number, for a delegate's bar.
class AnswersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Answer, Probability, ColumnCount };
    static constexpr int ShareRole = Qt::UserRole; // 0 to 1, of the column Probability

    using QAbstractTableModel::QAbstractTableModel;

    void setAnswers(std::vector<eval::Candidate> answers);
    const std::vector<eval::Candidate>& answers() const { return answers_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<eval::Candidate> answers_;
};

} // namespace finetune::ui
