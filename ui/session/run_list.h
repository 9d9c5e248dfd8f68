// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/job.h"
#include "ui/session/watched_run.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace finetune::ui {

enum class Removal { ToTrash, ForGood };

// Every run in the results folders that it watches, whoever trains it: this window, another one, a terminal. It looks
// again when the disk says that something changed, and every two seconds; reading happens in the background.
class RunList : public QObject {
    Q_OBJECT
public:
    explicit RunList(QObject* parent = nullptr);

    // Shows the runs of a folder as well. `remember`: in the next start, too.
    void watch(const QString& resultsFolder, bool remember = false);
    // The same for one folder that follows what is being typed: the one before is given up.
    void follow(const QString& resultsFolder);
    void refresh();

    const std::vector<WatchedRun>& runs() const { return runs_; } // newest first
    const WatchedRun* find(const QString& folder) const;
    std::vector<session::RunSummary> summaries() const;

    // Not asked about again.
    void declineResuming(const QString& folder);
    // Emits removed, trashRefused or failed.
    void remove(const QString& folder, Removal how);
    // Moves a folder to the trash and says whether it could; tests put another one in its place.
    void setTrash(std::function<bool(const QString&)> trash) { trash_ = std::move(trash); }

Q_SIGNALS:
    void changed();                               // runs came, went or stand otherwise
    void grew(const QString& folder);             // its curves have more points
    void began(const QString& folder);            // its curves were made anew
    void interruptedFound(const QString& folder); // once, after the first look: the newest run that can be resumed
    void removed(const QString& folder, finetune::ui::Removal how);
    void trashRefused(const QString& folder, qint64 files, qint64 bytes);
    void failed(const Error& error);

private:
    // What a look at one run found; curves and evaluations are only what is new.
    struct Look {
        WatchedRun run;
        std::uint64_t next = 0;
        bool anew = false;
    };
    using ReadSoFar = std::map<QString, std::uint64_t>;
    static std::vector<Look> look(const std::set<QString>& folders, const ReadSoFar& read, const StopToken& stop);

    void take(std::vector<Look> looks);
    void watchFiles();
    void offerInterrupted();

    std::set<QString> watched() const;

    std::set<QString> folders_;
    QString followed_;
    std::vector<WatchedRun> runs_;
    ReadSoFar read_;
    bool looked_ = false, again_ = false;
    std::function<bool(const QString&)> trash_;
    QFileSystemWatcher files_;
    QTimer poll_, soon_;
    Job look_, removal_;
};

} // namespace finetune::ui
