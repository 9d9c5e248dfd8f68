// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/predictions_model.h"

#include "ui/evaluation_words.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QFont>
#include <QLocale>
#include <algorithm>
#include <numeric>

namespace finetune::ui {
namespace {

using Show = PredictionFilter::Show;

bool shows(const ShownEvaluation& evaluation, std::size_t i, Show show) {
    const auto became = [&](eval::Change change) {
        return !evaluation.changes.empty() && evaluation.changes[i] == change;
    };
    switch (show) {
    case Show::All:
        return true;
    case Show::Wrong:
        return evaluation.analysis.judgements[i].kind != eval::AnswerKind::Right;
    case Show::Right:
        return evaluation.analysis.judgements[i].kind == eval::AnswerKind::Right;
    case Show::BecameRight:
        return became(eval::Change::BecameRight);
    case Show::BecameWrong:
        return became(eval::Change::BecameWrong);
    case Show::NoAnswer:
        return !evaluation.given(i);
    }
    return false;
}

bool contains(const std::string& text, const QString& needle) {
    return QString::fromStdString(text).contains(needle, Qt::CaseInsensitive);
}

bool matches(const ShownEvaluation& evaluation, std::size_t i, const QString& needle) {
    const data::Example& example = evaluation.example(i);
    const eval::Candidate* given = evaluation.given(i);
    return contains(example.question, needle) || contains(example.id, needle) ||
           (given && contains(given->text, needle)) ||
           std::ranges::any_of(example.answers,
                               [&](const data::Answer& answer) { return contains(answer.text, needle); });
}

double probability(const ShownEvaluation& evaluation, std::size_t i) {
    if (const eval::Candidate* given = evaluation.given(i))
        return given->probability;
    const auto& best = evaluation.prediction(i).best;
    const auto none = std::ranges::find_if(best, [](const eval::Candidate& one) { return one.text.empty(); });
    return none == best.end() ? 0 : none->probability;
}

// Lower-cased once each, so that sorting compares and does not convert.
QString sortText(const ShownEvaluation& evaluation, std::size_t i, int column) {
    const data::Example& example = evaluation.example(i);
    const eval::Candidate* given = evaluation.given(i);
    if (column == PredictionsModel::Question)
        return QString::fromStdString(example.question).toLower();
    if (column == PredictionsModel::Gold)
        return example.answers.empty() ? QString() : QString::fromStdString(example.answers.front().text).toLower();
    return given ? QString::fromStdString(given->text).toLower() : QString();
}

template <class Key>
void sortBy(std::vector<int>& rows, Qt::SortOrder order, const std::vector<Key>& keys) {
    std::ranges::stable_sort(rows, [&](int a, int b) {
        const Key &one = keys[static_cast<std::size_t>(a)], &other = keys[static_cast<std::size_t>(b)];
        return order == Qt::AscendingOrder ? one < other : other < one;
    });
}

template <class Key, class Of>
std::vector<Key> keysOf(const ShownEvaluation& evaluation, const std::vector<int>& rows, Of of) {
    std::vector<Key> keys(evaluation.size());
    for (const int row : rows)
        keys[static_cast<std::size_t>(row)] = of(static_cast<std::size_t>(row));
    return keys;
}

void sortRows(std::vector<int>& rows, const ShownEvaluation& evaluation, int column, Qt::SortOrder order) {
    switch (column) {
    case PredictionsModel::Question:
    case PredictionsModel::Gold:
    case PredictionsModel::Predicted:
        sortBy(rows, order,
               keysOf<QString>(evaluation, rows, [&](std::size_t i) { return sortText(evaluation, i, column); }));
        break;
    case PredictionsModel::Kind:
        sortBy(rows, order, keysOf<int>(evaluation, rows, [&](std::size_t i) {
                   return static_cast<int>(evaluation.analysis.judgements[i].kind);
               }));
        break;
    case PredictionsModel::Probability:
        sortBy(rows, order,
               keysOf<double>(evaluation, rows, [&](std::size_t i) { return probability(evaluation, i); }));
        break;
    default:
        if (order == Qt::DescendingOrder)
            std::ranges::reverse(rows);
    }
}

std::vector<int> rowsFor(const ShownEvaluation& evaluation, const PredictionFilter& filter, int column,
                         Qt::SortOrder order, const StopToken& stop) {
    std::vector<int> rows;
    for (std::size_t i = 0; i < evaluation.size(); ++i) {
        if (i % 256 == 0)
            stop.throwIfRequested();
        const bool isKind = !filter.kind || evaluation.analysis.judgements[i].kind == *filter.kind;
        if (isKind && shows(evaluation, i, filter.show) &&
            (filter.text.isEmpty() || matches(evaluation, i, filter.text)))
            rows.push_back(static_cast<int>(i));
    }
    sortRows(rows, evaluation, column, order);
    return rows;
}

std::array<qint64, 6> countsOf(const ShownEvaluation& evaluation) {
    std::array<qint64, 6> counts{};
    for (std::size_t i = 0; i < evaluation.size(); ++i)
        for (std::size_t show = 0; show < counts.size(); ++show)
            counts[show] += shows(evaluation, i, static_cast<Show>(show));
    return counts;
}

struct Filtered {
    std::vector<int> rows;
    std::array<qint64, 6> counts;
};

} // namespace

PredictionsModel::PredictionsModel(QObject* parent) : QAbstractTableModel(parent) {}

void PredictionsModel::setEvaluation(std::shared_ptr<const ShownEvaluation> evaluation) {
    next_ = std::move(evaluation);
    refilter();
}

void PredictionsModel::setFilter(const PredictionFilter& filter) {
    if (filter == filter_)
        return;
    filter_ = filter;
    refilter();
}

void PredictionsModel::sort(int column, Qt::SortOrder order) {
    sortColumn_ = column;
    sortOrder_ = column < 0 ? Qt::AscendingOrder : order;
    refilter();
}

void PredictionsModel::refilter() {
    filterJob_.cancel();
    if (!next_) {
        show(nullptr, {}, {});
        return;
    }
    filterJob_.start<Filtered>(
        [evaluation = next_, filter = filter_, column = sortColumn_, order = sortOrder_](const StopToken& stop,
                                                                                         const Progress&) {
            return Filtered{rowsFor(*evaluation, filter, column, order, stop), countsOf(*evaluation)};
        },
        [this, evaluation = next_](Filtered filtered) { show(evaluation, std::move(filtered.rows), filtered.counts); },
        {});
}

void PredictionsModel::show(std::shared_ptr<const ShownEvaluation> evaluation, std::vector<int> rows,
                            const std::array<qint64, 6>& counts) {
    beginResetModel();
    evaluation_ = std::move(evaluation);
    rows_ = std::move(rows);
    counts_ = counts;
    endResetModel();
    Q_EMIT filtered();
}

int PredictionsModel::exampleOf(int row) const {
    return rows_[static_cast<std::size_t>(row)];
}

int PredictionsModel::rowOf(int example) const {
    const auto found = std::ranges::find(rows_, example);
    return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

int PredictionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int PredictionsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString PredictionsModel::textOf(int example, int column) const {
    const auto i = static_cast<std::size_t>(example);
    const data::Example& asked = evaluation_->example(i);
    const eval::Candidate* given = evaluation_->given(i);
    switch (column) {
    case Number:
        return ui::count(example + 1);
    case Question:
        return QString::fromStdString(asked.question).simplified();
    case Gold:
        return asked.answers.empty() ? tr("no answer")
                                     : QString::fromStdString(asked.answers.front().text).simplified();
    case Predicted:
        return given ? QString::fromStdString(given->text).simplified() : tr("no answer");
    case Kind:
        return kindName(evaluation_->analysis.judgements[i].kind);
    case Probability:
        return decimal(100 * probability(*evaluation_, i), 1);
    default:
        return {};
    }
}

QVariant PredictionsModel::data(const QModelIndex& index, int role) const {
    if (!evaluation_ || !index.isValid() || index.row() >= rowCount())
        return {};
    const int example = exampleOf(index.row());
    const auto i = static_cast<std::size_t>(example);
    const eval::Judgement& judgement = evaluation_->analysis.judgements[i];
    const bool isNone = (index.column() == Gold && evaluation_->example(i).answers.empty()) ||
                        (index.column() == Predicted && !evaluation_->given(i));
    switch (role) {
    case Qt::DisplayRole:
        return textOf(example, index.column());
    case Qt::ToolTipRole:
        return index.column() == Kind ? kindMeaning(judgement.kind) : textOf(example, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() == Number || index.column() == Probability ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (index.column() != Kind)
            return {};
        return judgement.kind == eval::AnswerKind::Right ? icon(QStringLiteral("success"), theme().success)
                                                         : icon(QStringLiteral("error"), theme().danger);
    case Qt::ForegroundRole:
        return isNone || index.column() == Number ? theme().muted : QVariant();
    case Qt::FontRole:
        if (isNone) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant PredictionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Number || section == Probability ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString tips[] = {{},
                            {},
                            tr("The first of the given answers"),
                            tr("What the model answers"),
                            {},
                            tr("How sure the model is, among the answers that it considered")};
    if (role == Qt::ToolTipRole && !tips[section].isEmpty())
        return tips[section];
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("No."), tr("Question"), tr("Given"), tr("Model"), tr("Kind"), tr("Sure, %")};
    return names[section];
}

} // namespace finetune::ui
