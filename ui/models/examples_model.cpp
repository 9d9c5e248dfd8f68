// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/examples_model.h"

#include "core/text/utf8.h"
#include "ui/models/finding_words.h"
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

QString problemsOf(std::uint16_t kinds, const QString& separator) {
    QStringList names;
    for (std::size_t kind = 0; kind < data::kFindingKinds; ++kind)
        if (kinds >> kind & 1)
            names << findingName(static_cast<data::FindingKind>(kind));
    return names.join(separator);
}

ExampleOrder orderOf(int column) {
    constexpr ExampleOrder kOrders[ExamplesModel::ColumnCount] = {
        ExampleOrder::Number, ExampleOrder::Question, ExampleOrder::Answer, ExampleOrder::AnswerStart,
        ExampleOrder::Length, ExampleOrder::Problem,  ExampleOrder::Title,  ExampleOrder::Id};
    return column >= 0 && column < ExamplesModel::ColumnCount ? kOrders[column] : ExampleOrder::Number;
}

} // namespace

ExamplesModel::ExamplesModel(QObject* parent) : QAbstractTableModel(parent) {}

void ExamplesModel::setDataset(std::shared_ptr<const data::Dataset> dataset) {
    if (dataset == dataset_)
        return;
    job_.cancel();
    beginResetModel();
    dataset_ = std::move(dataset);
    facts_.findings = nullptr;
    facts_.tokens = nullptr;
    all_ = wanted_.isAll();
    rows_.clear();
    endResetModel();
    if (!all_)
        renew();
}

void ExamplesModel::setFindings(const std::shared_ptr<const Findings>& findings, Split split) {
    const bool fits = findings && findings->datasets[static_cast<std::size_t>(split)] == dataset_;
    const auto used = fits ? findings : nullptr;
    facts_.split = split;
    if (used == facts_.findings)
        return;
    facts_.findings = used;
    factsChanged(wanted_.only.testFlag(Only::WithProblem) || wanted_.order == ExampleOrder::Problem);
}

void ExamplesModel::setTokens(TokenList tokens) {
    if (tokens == facts_.tokens)
        return;
    facts_.tokens = std::move(tokens);
    Q_EMIT headerDataChanged(Qt::Horizontal, Length, Length);
    factsChanged(wanted_.only.testFlag(Only::LongContext) || wanted_.order == ExampleOrder::Length);
}

void ExamplesModel::factsChanged(bool matters) {
    if (matters)
        renew();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Length), index(rowCount() - 1, Problem));
}

void ExamplesModel::setFilter(const QString& text) {
    if (text == wanted_.text)
        return;
    wanted_.text = text;
    renew();
}

void ExamplesModel::setOnly(Onlys only) {
    if (only == wanted_.only)
        return;
    wanted_.only = only;
    renew();
}

void ExamplesModel::setLongTokens(int tokens) {
    if (tokens == wanted_.longTokens)
        return;
    wanted_.longTokens = tokens;
    if (wanted_.only.testFlag(Only::LongContext))
        renew();
}

void ExamplesModel::sort(int column, Qt::SortOrder order) {
    const ExampleOrder by = orderOf(column);
    const bool descending = column >= 0 && order == Qt::DescendingOrder;
    if (by == wanted_.order && descending == wanted_.descending)
        return;
    wanted_.order = by;
    wanted_.descending = descending;
    renew();
}

void ExamplesModel::renew() {
    job_.cancel();
    if (wanted_.isAll() || !dataset_) {
        show({}, wanted_.isAll());
        return;
    }
    job_.start<std::vector<int>>(
        [dataset = dataset_, wanted = wanted_, facts = facts_](const StopToken& stop, const Progress&) {
            return exampleRows(*dataset, wanted, facts, stop);
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
    const auto found = std::ranges::find(rows_, example);
    return found != rows_.end() ? static_cast<int>(found - rows_.begin()) : -1;
}

int ExamplesModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return all_ ? total() : static_cast<int>(rows_.size());
}

int ExamplesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExamplesModel::textOf(const data::Example& example, int number, int column) const {
    switch (column) {
    case Number:
        return QLocale().toString(number + 1);
    case Question:
        return QString::fromStdString(example.question).simplified();
    case AnswerText:
        return example.answers.empty() ? tr("unanswerable")
                                       : QString::fromStdString(example.answers.front().text).simplified();
    case Context:
        return excerpt(example).simplified();
    case Length: {
        const std::int32_t tokens = facts_.tokensOf(static_cast<std::size_t>(number));
        return QLocale().toString(tokens >= 0 ? tokens : text::countCodePoints(*example.context));
    }
    case Problem:
        return problemsOf(facts_.kindsOf(static_cast<std::size_t>(number)), QStringLiteral(" · "));
    case Title:
        return QString::fromStdString(example.title).replace(u'_', u' ');
    case Id:
        return QString::fromStdString(example.id);
    default:
        return {};
    }
}

QString ExamplesModel::toolTipOf(const data::Example& example, int number, int column) const {
    switch (column) {
    case Number:
        return {};
    case Context:
        return firstCharacters(*example.context, kToolTipLength);
    case Length:
        return facts_.tokens ? tr("Tokens of the question and its context, without special ones")
                             : tr("Characters of the context");
    case Problem:
        return problemsOf(facts_.kindsOf(static_cast<std::size_t>(number)), QStringLiteral("\n"));
    default:
        return textOf(example, number, column);
    }
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const {
    if (!dataset_ || !index.isValid() || index.row() >= rowCount())
        return {};
    const int number = exampleOf(index.row());
    const data::Example& example = dataset_->examples[static_cast<std::size_t>(number)];
    const bool unanswerable = example.answers.empty();
    const bool isNumber = index.column() == Number || index.column() == Length;
    switch (role) {
    case Qt::DisplayRole:
        return textOf(example, number, index.column());
    case Qt::ToolTipRole:
        return toolTipOf(example, number, index.column());
    case Qt::TextAlignmentRole:
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (index.column() == Question || (index.column() == AnswerText && !unanswerable))
            return {};
        return index.column() == Problem ? theme().warning : theme().muted;
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
        return int((section == Number || section == Length ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return tr("Click to sort; again for the other way round");
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {
        tr("No."),     tr("Question"), tr("Answer"), tr("Context"), facts_.tokens ? tr("Tokens") : tr("Characters"),
        tr("Problem"), tr("Article"),  tr("ID")};
    return section >= 0 && section < ColumnCount ? names[section] : QVariant();
}

} // namespace finetune::ui
