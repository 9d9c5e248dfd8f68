// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/examples_model.h"

#include "core/text/utf8.h"
#include "ui/theme.h"

#include <QFont>
#include <QLocale>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kExcerptBefore = 24, kExcerptLength = 160, kToolTipLength = 600; // code points

QString firstCharacters(const std::string& text, int count) {
    const bool longer = static_cast<int>(text.size()) > count;
    QString out = QString::fromStdString(longer ? text::sliceCodePoints(text, 0, count) : text);
    return longer && static_cast<std::size_t>(out.toUtf8().size()) < text.size() ? out + u'…' : out;
}

// The context around the first answer, so that rows of one paragraph differ.
QString excerpt(const data::Example& example) {
    const int start = example.answers.empty() ? 0 : example.answers.front().start.value - kExcerptBefore;
    if (start <= 0)
        return firstCharacters(*example.context, kExcerptLength);
    const QString part = QString::fromStdString(text::sliceCodePoints(*example.context, start, start + kExcerptLength));
    const qsizetype space = part.indexOf(u' '); // begins with a whole word, where words have spaces between them
    return u'…' + (space >= 0 && space < kExcerptBefore ? part.mid(space + 1) : part);
}

bool contains(const std::string& text, const QString& needle) {
    return QString::fromStdString(text).contains(needle, Qt::CaseInsensitive);
}

// Questions of one paragraph share their context: each is searched once.
std::vector<int> matching(const data::Dataset& dataset, const QString& needle, const StopToken& stop) {
    std::vector<int> rows;
    const std::string* context = nullptr;
    bool inContext = false;
    for (std::size_t i = 0; i < dataset.examples.size(); ++i) {
        if (i % 256 == 0)
            stop.throwIfRequested();
        const data::Example& example = dataset.examples[i];
        if (example.context.get() != context) {
            context = example.context.get();
            inContext = contains(*context, needle);
        }
        const auto inAnswer = [&](const data::Answer& answer) { return contains(answer.text, needle); };
        if (inContext || contains(example.question, needle) || contains(example.title, needle) ||
            contains(example.id, needle) || std::ranges::any_of(example.answers, inAnswer))
            rows.push_back(static_cast<int>(i));
    }
    return rows;
}

} // namespace

ExamplesModel::ExamplesModel(QObject* parent) : QAbstractTableModel(parent) {}

void ExamplesModel::setDataset(std::shared_ptr<const data::Dataset> dataset) {
    if (dataset == dataset_)
        return;
    filterJob_.cancel();
    beginResetModel();
    dataset_ = std::move(dataset);
    all_ = filter_.isEmpty();
    rows_.clear();
    endResetModel();
    if (!all_)
        refilter();
}

void ExamplesModel::setFilter(const QString& text) {
    if (text == filter_)
        return;
    filter_ = text;
    refilter();
}

void ExamplesModel::refilter() {
    filterJob_.cancel();
    if (filter_.isEmpty() || !dataset_) {
        show({}, filter_.isEmpty());
        return;
    }
    filterJob_.start<std::vector<int>>(
        [dataset = dataset_, needle = filter_](const StopToken& stop, const Progress&) {
            return matching(*dataset, needle, stop);
        },
        [this](std::vector<int> rows) { show(std::move(rows), false); }, {});
}

void ExamplesModel::show(std::vector<int> rows, bool all) {
    beginResetModel();
    rows_ = std::move(rows);
    all_ = all;
    endResetModel();
    Q_EMIT filtered();
}

int ExamplesModel::total() const {
    return dataset_ ? static_cast<int>(dataset_->examples.size()) : 0;
}

int ExamplesModel::exampleOf(int row) const {
    return all_ ? row : rows_[static_cast<std::size_t>(row)];
}

int ExamplesModel::rowOf(int example) const {
    if (all_)
        return example < total() ? example : -1;
    const auto found = std::ranges::lower_bound(rows_, example);
    return found != rows_.end() && *found == example ? static_cast<int>(found - rows_.begin()) : -1;
}

int ExamplesModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return all_ ? total() : static_cast<int>(rows_.size());
}

int ExamplesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExamplesModel::textOf(const data::Example& example, int column) const {
    switch (column) {
    case Question:
        return QString::fromStdString(example.question).simplified();
    case AnswerText:
        return example.answers.empty() ? tr("unanswerable")
                                       : QString::fromStdString(example.answers.front().text).simplified();
    case Context:
        return excerpt(example).simplified();
    case Title:
        return QString::fromStdString(example.title).replace(u'_', u' ');
    case Id:
        return QString::fromStdString(example.id);
    default:
        return {};
    }
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const {
    if (!dataset_ || !index.isValid() || index.row() >= rowCount())
        return {};
    const int number = exampleOf(index.row());
    const data::Example& example = dataset_->examples[static_cast<std::size_t>(number)];
    const bool unanswerable = example.answers.empty();
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Number ? QLocale().toString(number + 1) : textOf(example, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Context)
            return firstCharacters(*example.context, kToolTipLength);
        return index.column() == Number ? QVariant() : textOf(example, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() == Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (index.column() == Question || (index.column() == AnswerText && !unanswerable))
            return {};
        return theme().muted;
    case Qt::FontRole:
        if (index.column() == AnswerText && unanswerable) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    case UnanswerableRole:
        return unanswerable;
    default:
        return {};
    }
}

QVariant ExamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("No."), tr("Question"), tr("Answer"), tr("Context"), tr("Article"), tr("ID")};
    return section >= 0 && section < ColumnCount ? names[section] : QVariant();
}

} // namespace finetune::ui
