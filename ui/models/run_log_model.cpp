// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_log_model.h"

#include "ui/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace finetune::ui {
namespace {

using Type = train::RunEvent::Type;
using Entry = RunLogModel::Entry;

QString words(const char* text) {
    return QCoreApplication::translate("RunLog", text);
}

double number(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_number() ? found->get<double>() : std::nan("");
}

Entry entryOf(Type type) {
    switch (type) {
    case Type::Log:
        return Entry::Loss;
    case Type::Evaluation:
        return Entry::Evaluation;
    case Type::Checkpoint:
        return Entry::Checkpoint;
    default:
        return Entry::Notice;
    }
}

QString real(double value, char format, int digits) {
    return std::isnan(value) ? QStringLiteral("NaN") : QLocale().toString(value, format, digits);
}

QString textOf(const train::RunEvent& event) {
    switch (event.type) {
    case Type::Log:
        return words(QT_TRANSLATE_NOOP("RunLog", "loss %1, learning rate %2, gradient norm %3"))
            .arg(real(event.loss, 'f', 4), real(event.learningRate, 'e', 2), real(event.gradNorm, 'f', 3));
    case Type::Evaluation:
        return words(QT_TRANSLATE_NOOP("RunLog", "loss %1, exact match %2, F1 %3"))
            .arg(real(number(event.entry, "eval_loss"), 'f', 4), percent(number(event.entry, "eval_exact_match")),
                 percent(number(event.entry, "eval_f1")));
    case Type::Checkpoint:
        return QString::fromStdString(event.entry.value("folder", std::string()));
    case Type::Prepared:
        return event.step == 0
                   ? words(QT_TRANSLATE_NOOP("RunLog", "training starts: %1 steps")).arg(count(event.totalSteps))
                   : words(QT_TRANSLATE_NOOP("RunLog", "training goes on at step %1 of %2"))
                         .arg(count(event.step), count(event.totalSteps));
    case Type::Paused:
        return words(QT_TRANSLATE_NOOP("RunLog", "paused"));
    case Type::Continued:
        return words(QT_TRANSLATE_NOOP("RunLog", "goes on after a pause of %1"))
            .arg(duration(number(event.entry, "rest_seconds")));
    case Type::Finished:
        return words(QT_TRANSLATE_NOOP("RunLog", "finished in %1, mean training loss %2"))
            .arg(duration(number(event.entry, "train_runtime")), real(number(event.entry, "train_loss"), 'f', 4));
    case Type::Notice:
    case Type::Probe:
    case Type::Progress:
        break;
    }
    return QString::fromStdString(event.text);
}

} // namespace

void RunLogModel::clear() {
    beginResetModel();
    rows_.clear();
    endResetModel();
}

void RunLogModel::append(const std::vector<train::RunEvent>& entries, std::size_t first) {
    if (first >= entries.size())
        return;
    const int row = rowCount();
    beginInsertRows({}, row, row + static_cast<int>(entries.size() - first) - 1);
    for (std::size_t i = first; i < entries.size(); ++i)
        rows_.push_back({entries[i].step, entryOf(entries[i].type), textOf(entries[i])});
    endInsertRows();
}

int RunLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RunLogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunLogModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == kEntryRole)
        return static_cast<int>(row.entry);
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Step ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Text)
        return row.text;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Step)
        return row.step > 0 ? count(row.step) : QString();
    if (index.column() == Text)
        return row.text;
    const QString kinds[] = {tr("loss"), tr("evaluation"), tr("checkpoint"), tr("notice")};
    return kinds[static_cast<std::size_t>(row.entry)];
}

QVariant RunLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Step ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("Step"), tr("Kind"), tr("What the run told")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

RunLogFilter::RunLogFilter(RunLogModel& model, QObject* parent) : QSortFilterProxyModel(parent) {
    setSourceModel(&model);
}

void RunLogFilter::setEntry(std::optional<RunLogModel::Entry> entry) {
    entry_ = entry;
    invalidateFilter();
}

void RunLogFilter::setSought(const QString& text) {
    sought_ = text.trimmed();
    invalidateFilter();
}

bool RunLogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex kind = sourceModel()->index(row, RunLogModel::Text, parent);
    if (entry_ && kind.data(RunLogModel::kEntryRole).toInt() != static_cast<int>(*entry_))
        return false;
    return sought_.isEmpty() || kind.data().toString().contains(sought_, Qt::CaseInsensitive);
}

} // namespace finetune::ui
