// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/preview_model.h"

#include "ui/theme.h"

#include <algorithm>

namespace finetune::ui {
namespace {

constexpr qsizetype kShownLetters = 300; // of a context: a cell has one line

QString oneLine(const std::string& text) {
    return QString::fromStdString(text).left(kShownLetters).simplified();
}

} // namespace

void PreviewModel::setRows(std::shared_ptr<const data::Dataset> rows) {
    if (rows == dataset_)
        return;
    beginResetModel();
    dataset_ = std::move(rows);
    rows_.clear();
    problems_ = notes_ = 0;
    if (dataset_) {
        std::vector<const data::Problem*> ofExample(dataset_->examples.size());
        for (const data::Problem& problem : dataset_->problems) {
            ++(problem.note ? notes_ : problems_);
            const auto example = static_cast<std::size_t>(problem.example);
            if (problem.example < 0 || example >= ofExample.size())
                rows_.push_back({nullptr, &problem});
            else if (!ofExample[example] || ofExample[example]->note)
                ofExample[example] = &problem;
        }
        for (std::size_t i = 0; i < ofExample.size(); ++i)
            rows_.push_back({&dataset_->examples[i], ofExample[i]});
    }
    endResetModel();
}

QString PreviewModel::text(const Row& row, int column) const {
    if (column == Remark && row.problem && row.example)
        return oneLine(row.problem->what);
    if (column == Remark)
        return row.problem ? tr("%1: %2", "place, what is wrong there")
                                 .arg(oneLine(row.problem->place), oneLine(row.problem->what))
                           : QString();
    if (!row.example)
        return {};
    switch (column) {
    case Id:
        return oneLine(row.example->id);
    case Title:
        return oneLine(row.example->title);
    case Question:
        return oneLine(row.example->question);
    case Context:
        return oneLine(*row.example->context);
    default:
        QStringList answers;
        for (const data::Answer& answer : row.example->answers)
            answers
                << tr("%1 at %2", "answer, its place in the context").arg(oneLine(answer.text)).arg(answer.start.value);
        return answers.isEmpty() ? tr("unanswerable") : answers.join(QStringLiteral(" · "));
    }
}

int PreviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::ToolTipRole)
        return index.column() == Remark && row.problem
                   ? text(row, Remark) + (row.problem->cure.empty() ? QString() : u'\n' + oneLine(row.problem->cure))
                   : text(row, index.column());
    if (role == Qt::ForegroundRole && index.column() == Remark && row.problem)
        return row.problem->note ? theme().muted : row.problem->kept ? theme().warning : theme().danger;
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Remark"), tr("ID"), tr("Title"), tr("Question"), tr("Context"), tr("Answers")};
    return names[section];
}

} // namespace finetune::ui
