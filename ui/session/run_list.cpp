// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_list.h"

#include "ui/session/paths.h"
#include "ui/session/recent.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>
#include <utility>

namespace finetune::ui {
namespace {

constexpr int kPollMilliseconds = 2000;
constexpr int kSoonMilliseconds = 150; // a file that is being written changes many times a second
constexpr QLatin1String kResults("results");
constexpr QLatin1String kDeclined("runs/declined");

QString cleaned(const QString& folder) {
    return QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
}

std::string startedAt(const WatchedRun& run) {
    const auto started = run.summary.run.find("started");
    return started != run.summary.run.end() && started->is_string() ? started->get<std::string>() : std::string();
}

// A resumed run keeps its folder; the time of its last sign tells one interruption from the next.
QString interruption(const WatchedRun& run) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(run.summary.lastSign.time_since_epoch());
    return QStringLiteral("%1|%2").arg(run.folder).arg(seconds.count());
}

} // namespace

RunList::RunList(QObject* parent)
    : QObject(parent), trash_([](const QString& folder) { return QFile::moveToTrash(folder); }), look_(this),
      removal_(this) {
    for (const QString& folder : recentPaths(kResults))
        folders_.insert(folder);
    poll_.setInterval(kPollMilliseconds);
    soon_.setInterval(kSoonMilliseconds);
    soon_.setSingleShot(true);
    connect(&poll_, &QTimer::timeout, this, &RunList::refresh);
    connect(&soon_, &QTimer::timeout, this, &RunList::refresh);
    const auto changedSoon = [this] {
        if (!soon_.isActive())
            soon_.start();
    };
    connect(&files_, &QFileSystemWatcher::directoryChanged, this, changedSoon);
    connect(&files_, &QFileSystemWatcher::fileChanged, this, changedSoon);
    poll_.start();
    soon_.start(); // after those who made the list have said what to watch
}

void RunList::watch(const QString& resultsFolder, bool remember) {
    if (resultsFolder.isEmpty())
        return;
    const QString folder = cleaned(resultsFolder);
    if (remember)
        rememberPath(kResults, folder);
    if (folders_.insert(folder).second && looked_)
        refresh();
}

void RunList::follow(const QString& resultsFolder) {
    const QString folder = resultsFolder.isEmpty() ? QString() : cleaned(resultsFolder);
    if (std::exchange(followed_, folder) != folder && looked_)
        refresh();
}

std::set<QString> RunList::watched() const {
    std::set<QString> all = folders_;
    if (!followed_.isEmpty())
        all.insert(followed_);
    return all;
}

void RunList::refresh() {
    if (look_.running()) {
        again_ = true;
        return;
    }
    look_.start<std::vector<Look>>([folders = watched(), read = read_](
                                       const StopToken& stop, const Progress&) { return look(folders, read, stop); },
                                   [this](std::vector<Look> looks) { take(std::move(looks)); }, {});
}

std::vector<RunList::Look> RunList::look(const std::set<QString>& folders, const ReadSoFar& read,
                                         const StopToken& stop) {
    std::set<std::filesystem::path> found;
    for (const QString& folder : folders)
        for (const auto& run : session::findRuns(toPath(folder)))
            found.insert(run);
    std::vector<Look> looks;
    for (const auto& folder : found) {
        stop.throwIfRequested();
        Look one;
        one.run.folder = QString::fromStdString(folder.string());
        try {
            one.run.summary = session::readRun(folder);
        } catch (const Error&) {
            continue; // not ours, or gone while we looked
        }
        const auto known = read.find(one.run.folder);
        const std::uint64_t from = known == read.end() ? 0 : known->second;
        const auto take = [&one](Json entry) { tell(one.run, std::move(entry)); };
        one.next = session::readEvents(folder, from, take);
        one.anew = one.next < from;
        if (one.anew)
            one.next = session::readEvents(folder, 0, take);
        looks.push_back(std::move(one));
    }
    std::ranges::stable_sort(looks, std::greater(), [](const Look& one) { return startedAt(one.run); });
    return looks;
}

void RunList::take(std::vector<Look> looks) {
    std::map<QString, WatchedRun*> before;
    for (WatchedRun& run : runs_)
        before[run.folder] = &run;
    bool differs = looks.size() != runs_.size();
    QStringList grown, anew;
    std::vector<WatchedRun> runs;
    read_.clear();
    for (Look& one : looks) {
        differs = differs || runs_[runs.size()].folder != one.run.folder;
        read_[one.run.folder] = one.next;
        const auto known = before.find(one.run.folder);
        if (hasNews(one.run))
            (one.anew ? anew : grown) << one.run.folder;
        else if (one.anew)
            anew << one.run.folder;
        if (known == before.end() || one.anew) {
            differs = true;
            runs.push_back(std::move(one.run));
        } else {
            runs.push_back(std::move(*known->second));
            differs = addTo(runs.back(), one.run) || differs;
        }
        if (!runs.back().evaluations.empty())
            runs.back().summary.metrics = runs.back().evaluations.back();
    }
    runs_ = std::move(runs);
    watchFiles();
    if (differs)
        Q_EMIT changed();
    for (const QString& folder : anew)
        Q_EMIT began(folder);
    for (const QString& folder : grown)
        Q_EMIT grew(folder);
    if (!std::exchange(looked_, true))
        offerInterrupted();
    if (std::exchange(again_, false))
        soon_.start();
}

// The folders, where runs come and go, and the files of those that are being written.
void RunList::watchFiles() {
    QStringList wanted;
    for (const QString& folder : watched())
        wanted << folder;
    for (const WatchedRun& run : runs_)
        if (run.isRunning())
            wanted << run.folder << QDir(run.folder).filePath(QStringLiteral("events.jsonl"));
    const QStringList now = files_.directories() + files_.files();
    for (const QString& path : now)
        if (!wanted.contains(path))
            files_.removePath(path);
    for (const QString& path : wanted)
        if (!now.contains(path) && QFileInfo::exists(path))
            files_.addPath(path);
}

void RunList::offerInterrupted() {
    const QStringList declined = QSettings().value(kDeclined).toStringList();
    for (const WatchedRun& run : runs_)
        if (run.summary.state == "interrupted" && run.canResume() && !declined.contains(interruption(run))) {
            Q_EMIT interruptedFound(run.folder);
            return;
        }
}

void RunList::declineResuming(const QString& folder) {
    const WatchedRun* run = find(folder);
    if (!run)
        return;
    constexpr int kKept = 50;
    QStringList declined = QSettings().value(kDeclined).toStringList();
    declined.prepend(interruption(*run));
    QSettings().setValue(kDeclined, QStringList(declined.mid(0, kKept)));
}

const WatchedRun* RunList::find(const QString& folder) const {
    const auto found = std::ranges::find(runs_, folder, &WatchedRun::folder);
    return found == runs_.end() ? nullptr : &*found;
}

std::vector<session::RunSummary> RunList::summaries() const {
    std::vector<session::RunSummary> all;
    for (const WatchedRun& run : runs_)
        all.push_back(run.summary);
    return all;
}

void RunList::remove(const QString& folder, Removal how) {
    struct Outcome {
        bool gone = false;
        session::RunContents left;
    };
    removal_.start<Outcome>(
        [folder, how, trash = trash_](const StopToken&, const Progress&) -> Outcome {
            const auto path = toPath(folder);
            if (how == Removal::ForGood) {
                session::deleteRun(path);
                return {true, {}};
            }
            session::checkRemovable(path);
            if (trash(folder))
                return {true, {}};
            return {false, session::contentsOf(path)};
        },
        [this, folder, how](Outcome outcome) {
            if (!outcome.gone) {
                Q_EMIT trashRefused(folder, outcome.left.files, outcome.left.bytes);
                return;
            }
            refresh();
            Q_EMIT removed(folder, how);
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

} // namespace finetune::ui
