// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include "ui/session/run_list.h"
#include "ui/words.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace finetune::ui {
namespace {

QString text(const Json& object, const char* key) {
    if (!object.is_object())
        return {};
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

double number(const Json& object, const char* key) {
    if (!object.is_object())
        return std::nan("");
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : std::nan("");
}

QDateTime startOf(const WatchedRun& run) {
    return QDateTime::fromString(text(run.summary.run, "started"), Qt::ISODate).toLocalTime();
}

// To the end, to now, or to the last sign of a run that nobody ended.
double secondsOf(const WatchedRun& run) {
    const QDateTime start = startOf(run);
    if (!start.isValid())
        return std::nan("");
    QDateTime end = QDateTime::fromString(text(run.summary.run, "ended"), Qt::ISODate);
    if (run.isRunning())
        end = QDateTime::currentDateTime();
    else if (!end.isValid() || run.summary.state == "interrupted")
        end = QDateTime::fromSecsSinceEpoch(
            std::chrono::duration_cast<std::chrono::seconds>(run.summary.lastSign.time_since_epoch()).count());
    return std::max(0.0, static_cast<double>(start.secsTo(end)));
}

QString nameIn(const WatchedRun& run, const char* key) {
    return QFileInfo(text(run.summary.run, key)).fileName();
}

double scoreOf(const WatchedRun& run, int column) {
    const Json& metrics = run.summary.metrics;
    return column == RunsModel::ExactMatch ? number(metrics, "eval_exact_match")
           : column == RunsModel::F1       ? number(metrics, "eval_f1")
                                           : number(metrics, "eval_loss");
}

bool isNumber(int column) {
    return column == RunsModel::Duration || column >= RunsModel::ExactMatch;
}

} // namespace

QString runStateText(const WatchedRun& run) {
    const std::string& state = run.summary.state;
    if (state == "running") {
        if (run.totalSteps <= 0)
            return RunsModel::tr("Running");
        const qint64 share = 100 * run.step / run.totalSteps;
        return run.paused.value_or(false) ? RunsModel::tr("Paused · %1 %").arg(share)
                                          : RunsModel::tr("Running · %1 %").arg(share);
    }
    if (state == "finished")
        return RunsModel::tr("Finished");
    if (state == "stopped")
        return RunsModel::tr("Stopped at step %1").arg(count(run.step));
    if (state == "failed")
        return RunsModel::tr("Failed");
    return RunsModel::tr("Interrupted at step %1").arg(count(run.step));
}

RunsModel::RunsModel(RunList& list, QObject* parent) : QAbstractTableModel(parent), list_(list) {
    connect(&list_, &RunList::changed, this, &RunsModel::sync);
    sync();
}

QColor Theme::*RunsModel::colorOf(int place) {
    static constexpr QColor Theme::*colors[kPlaces] = {&Theme::loss, &Theme::evaluation,  &Theme::exactMatch,
                                                       &Theme::rate, &Theme::tokenShared, &Theme::muted};
    return colors[place];
}

int RunsModel::rowOf(const QString& folder) const {
    const auto found = std::ranges::find(folders_, folder);
    return found == folders_.end() ? -1 : static_cast<int>(found - folders_.begin());
}

int RunsModel::placeOf(const QString& folder) const {
    const auto found = std::ranges::find(compared_, folder);
    return found == compared_.end() ? -1 : static_cast<int>(found - compared_.begin());
}

bool RunsModel::setCompared(const QString& folder, bool compared) {
    const int place = placeOf(folder);
    if ((place >= 0) == compared)
        return true;
    const auto free = std::ranges::find(compared_, QString());
    if (compared && free == compared_.end()) {
        Q_EMIT placesTaken();
        return false;
    }
    (compared ? *free : compared_[static_cast<std::size_t>(place)]) = compared ? folder : QString();
    if (const int row = rowOf(folder); row >= 0)
        Q_EMIT dataChanged(index(row, Name), index(row, Name));
    Q_EMIT comparedChanged();
    return true;
}

void RunsModel::insert(int row, const WatchedRun& run) {
    beginInsertRows({}, row, row);
    folders_.insert(folders_.begin() + row, run.folder);
    endInsertRows();
    // What is being trained is looked at, and something always is.
    const bool none = std::ranges::all_of(compared_, &QString::isEmpty);
    if ((run.isRunning() || (row == 0 && none)) && std::ranges::find(compared_, QString()) != compared_.end())
        setCompared(run.folder, true);
}

void RunsModel::sync() {
    for (int row = rowCount() - 1; row >= 0; --row) {
        const QString folder = folderOf(row);
        if (list_.find(folder))
            continue;
        beginRemoveRows({}, row, row);
        folders_.erase(folders_.begin() + row);
        endRemoveRows();
        setCompared(folder, false);
    }
    for (std::size_t i = 0; i < list_.runs().size(); ++i) {
        const WatchedRun& run = list_.runs()[i];
        if (i < folders_.size() && folders_[i] == run.folder)
            continue;
        if (rowOf(run.folder) < 0) {
            insert(static_cast<int>(i), run);
            continue;
        }
        beginResetModel(); // two runs changed places
        folders_.clear();
        for (const WatchedRun& known : list_.runs())
            folders_.push_back(known.folder);
        endResetModel();
        break;
    }
    if (!folders_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(folders_.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    const WatchedRun* run = index.isValid() ? list_.find(folderOf(index.row())) : nullptr;
    if (!run)
        return {};
    const int column = index.column();
    const int place = column == Name ? placeOf(run->folder) : -1;
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*run, column);
    case Qt::ToolTipRole:
        return column == Model                                     ? text(run->summary.run, "model")
               : column == Data                                    ? text(run->summary.run, "train_file")
               : column == Name                                    ? QDir::toNativeSeparators(run->folder)
               : column == State && run->summary.state == "failed" ? text(run->summary.run, "error")
                                                                   : QString();
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::CheckStateRole:
        return column == Name ? QVariant(place >= 0 ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::DecorationRole:
        return place >= 0 ? QVariant(theme().*colorOf(place)) : QVariant();
    case Qt::ForegroundRole:
        if (column != State)
            return {};
        return run->summary.state == "failed"        ? QVariant(theme().danger)
               : run->summary.state == "interrupted" ? QVariant(theme().warning)
               : run->isRunning()                    ? QVariant(theme().accent)
                                                     : QVariant();
    case FolderRole:
        return run->folder;
    case SortRole:
        return sortValue(*run, column);
    default:
        return {};
    }
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Name || role != Qt::CheckStateRole)
        return false;
    return setCompared(folderOf(index.row()), value.toInt() == Qt::Checked);
}

QString RunsModel::textOf(const WatchedRun& run, int column) const {
    switch (column) {
    case Name:
        return run.name();
    case State:
        return runStateText(run);
    case Started:
        return QLocale().toString(startOf(run), QLocale::ShortFormat);
    case Duration:
        return std::isnan(secondsOf(run)) ? QStringLiteral("–") : duration(secondsOf(run));
    case Model:
        return nameIn(run, "model");
    case Data:
        return nameIn(run, "train_file");
    default:
        return decimal(scoreOf(run, column), column == Loss ? 4 : 2);
    }
}

QVariant RunsModel::sortValue(const WatchedRun& run, int column) const {
    if (column == Started)
        return startOf(run);
    if (column == Duration)
        return secondsOf(run);
    if (column < ExactMatch)
        return textOf(run, column);
    const double score = scoreOf(run, column); // a run without one comes last, whichever way is up
    return std::isnan(score) ? (column == Loss ? 1e300 : -1.0) : score;
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const std::pair<QString, QString> names[] = {
        {tr("Run"), tr("The check box shows the curves and arguments of the run below")},
        {tr("State"), {}},
        {tr("Started"), {}},
        {tr("Duration"), {}},
        {tr("Model"), tr("The folder that training began from")},
        {tr("Data"), tr("The training file")},
        {tr("EM, %", "exact match, a narrow column"), tr("Exact match at the newest evaluation, in percent")},
        {tr("F1, %"), tr("F1 at the newest evaluation, in percent")},
        {tr("Eval loss", "a narrow column"), tr("Evaluation loss at the newest evaluation")}};
    return role == Qt::DisplayRole   ? names[section].first
           : role == Qt::ToolTipRole ? names[section].second
                                     : QVariant();
}

} // namespace finetune::ui
