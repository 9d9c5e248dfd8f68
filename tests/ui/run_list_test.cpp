// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that another process trains, as the window sees them: `finetune train` is started and killed in these tests.
#include "ui/session/paths.h"
#include "ui/session/run_list.h"

#include "core/base/files.h"
#include "core/model/model.h"
#include "tests/support/made_run.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <csignal>

using namespace finetune;
using ui::fromPath;
using ui::RunCurve;
using ui::RunList;
using ui::WatchedRun;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

// A run in a terminal.
struct Terminal {
    fs::path where = test::scratchFolder(), results = where / "results", run = results / "run-1";
    QProcess process;

    explicit Terminal(const QStringList& more = {}) {
        const test::TinyProject project = test::writeTinyProject(where);
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        process.start(FINETUNE_PROGRAM, QStringList{"train",
                                                    "--model",
                                                    fromPath(project.folder),
                                                    "--train_file",
                                                    fromPath(project.squad),
                                                    "--output_dir",
                                                    fromPath(run),
                                                    "--max_length",
                                                    "32",
                                                    "--doc_stride",
                                                    "8",
                                                    "--padding",
                                                    "none",
                                                    "--logging_steps",
                                                    "1",
                                                    "--save_steps",
                                                    "5",
                                                    "--save_total_limit",
                                                    "2",
                                                    "--threads",
                                                    "1",
                                                    "--per_device_train_batch_size",
                                                    "4"} +
                                            more);
    }
    ~Terminal() {
        process.kill();
        process.waitForFinished();
    }
};

std::string stateOf(const RunList& list, const fs::path& folder) {
    const WatchedRun* run = list.find(fromPath(folder));
    return run ? run->summary.state : std::string();
}

std::size_t points(const RunList& list, const fs::path& folder, RunCurve curve) {
    const WatchedRun* run = list.find(fromPath(folder));
    return run ? run->curves.shared(curve)->size() : 0;
}

} // namespace

class RunListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::useOwnSettings(); }

    void aRunInATerminalAppearsAndIsWatchedLive() {
        const Terminal terminal({"--max_steps", "100000"});
        RunList list;
        list.watch(fromPath(terminal.results));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(list, terminal.run), std::string("running"), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(points(list, terminal.run, RunCurve::Loss) > 2, kPatience);
        const std::size_t seen = points(list, terminal.run, RunCurve::Loss);
        QSignalSpy grew(&list, &RunList::grew);
        QTRY_VERIFY_WITH_TIMEOUT(points(list, terminal.run, RunCurve::Loss) > seen, kPatience);
        QVERIFY(!grew.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(list.find(fromPath(terminal.run))->totalSteps == 100000, kPatience);
    }

    void aKilledRunIsInterruptedAndOfferedAtTheNextStart() {
        Terminal terminal({"--max_steps", "100000"});
        {
            RunList list;
            list.watch(fromPath(terminal.results));
            QTRY_VERIFY_WITH_TIMEOUT(list.find(fromPath(terminal.run)) &&
                                         !list.find(fromPath(terminal.run))->summary.checkpoints.empty(),
                                     kPatience);
            QVERIFY(!list.find(fromPath(terminal.run))->canResume());
            ::kill(static_cast<pid_t>(terminal.process.processId()), SIGKILL);
            QVERIFY(terminal.process.waitForFinished(kPatience));
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(list, terminal.run), std::string("interrupted"), kPatience);
            QVERIFY(list.find(fromPath(terminal.run))->canResume());
        }
        {
            RunList next;
            QSignalSpy found(&next, &RunList::interruptedFound);
            next.watch(fromPath(terminal.results));
            QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kPatience);
            QCOMPARE(found[0][0].toString(), fromPath(terminal.run));
            next.declineResuming(fromPath(terminal.run));
        }
        RunList afterThat;
        QSignalSpy changed(&afterThat, &RunList::changed), found(&afterThat, &RunList::interruptedFound);
        afterThat.watch(fromPath(terminal.results));
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), kPatience);
        QCOMPARE(found.size(), 0);
    }

    void aRunThatIsResumedTellsItsLaterAccount() {
        const fs::path where = test::scratchFolder();
        test::MadeRun run(where);
        run.write().log(10, 3).log(20, 2).log(30, 1);
        RunList list;
        list.watch(fromPath(where));
        QTRY_COMPARE(points(list, run.folder, RunCurve::Loss), std::size_t{3});
        run.log(20, 2.5); // goes on from checkpoint-10
        QTRY_COMPARE(points(list, run.folder, RunCurve::Loss), std::size_t{2});
        QCOMPARE(list.find(fromPath(run.folder))->curves.shared(RunCurve::Loss)->value(1), 2.5);
    }

    void aNewRunInTheSameFolderBeginsItsCurvesAnew() {
        const fs::path where = test::scratchFolder();
        test::MadeRun run(where);
        run.write().log(10, 3).log(20, 2).evaluate(20, 50, 1);
        RunList list;
        list.watch(fromPath(where));
        QTRY_COMPARE(points(list, run.folder, RunCurve::F1), std::size_t{1});
        QSignalSpy began(&list, &RunList::began);
        fs::remove(run.folder / "events.jsonl");
        run.log(5, 9);
        QTRY_COMPARE(began.size(), 1);
        QCOMPARE(points(list, run.folder, RunCurve::Loss), std::size_t{1});
        QVERIFY(list.find(fromPath(run.folder))->evaluations.empty());
    }

    void runsComeAndGoNewestFirst() {
        const fs::path where = test::scratchFolder();
        test::MadeRun old(where, "run-1"), fresh(where, "run-2");
        fresh.description["started"] = "2026-02-02T00:00:00Z";
        old.write();
        RunList list;
        list.watch(fromPath(where));
        QTRY_COMPARE(list.runs().size(), std::size_t{1});
        fresh.write();
        QTRY_COMPARE(list.runs().size(), std::size_t{2});
        QCOMPARE(list.runs()[0].folder, fromPath(fresh.folder));
        fs::remove_all(fresh.folder);
        QTRY_COMPARE(list.runs().size(), std::size_t{1});
    }

    void whatIsNoRunIsPassedOver() {
        const fs::path where = test::scratchFolder();
        test::MadeRun run(where), other(where, "other");
        files::writeAtomically(other.folder / "run.json", "not JSON");
        run.write();
        RunList list;
        list.watch(fromPath(where));
        list.watch(fromPath(where / "nowhere"));
        QTRY_COMPARE(list.runs().size(), std::size_t{1});
    }

    void aRunGoesToTheTrashOrIsAskedAbout() {
        const fs::path where = test::scratchFolder(), trash = test::scratchFolder();
        test::MadeRun run(where);
        run.write().keep("checkpoint-5");
        RunList list;
        list.watch(fromPath(where));
        QTRY_COMPARE(list.runs().size(), std::size_t{1});
        QSignalSpy refused(&list, &RunList::trashRefused), removed(&list, &RunList::removed);
        list.setTrash([](const QString&) { return false; });
        list.remove(fromPath(run.folder), ui::Removal::ToTrash);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused[0][1].toLongLong(), 2);
        QVERIFY(fs::exists(run.folder));

        list.setTrash([trash](const QString& folder) {
            fs::rename(fs::path(folder.toStdString()), trash / "run-1");
            return true;
        });
        list.remove(fromPath(run.folder), ui::Removal::ToTrash);
        QTRY_COMPARE(removed.size(), 1);
        QVERIFY(fs::exists(trash / "run-1" / "run.json"));
        QTRY_VERIFY(list.runs().empty());
    }

    void aRunningRunIsNotRemoved() {
        const fs::path where = test::scratchFolder();
        test::MadeRun run(where);
        run.description["state"] = "running";
        run.write();
        RunList list;
        std::string happened;
        connect(&list, &RunList::failed, this, [&](const Error& error) { happened = error.what(); });
        list.remove(fromPath(run.folder), ui::Removal::ForGood);
        QTRY_VERIFY(!happened.empty());
        QVERIFY2(happened.find("being trained") != std::string::npos, happened.c_str());
        QVERIFY(fs::exists(run.folder / "run.json"));
    }
};

QTEST_MAIN(RunListTest)
#include "run_list_test.moc"
