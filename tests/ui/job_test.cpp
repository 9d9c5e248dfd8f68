// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/job.h"

#include <QTest>
#include <condition_variable>
#include <stdexcept>
#include <thread>

using namespace finetune;

namespace {

// The window of a test: a job and what came home.
struct Home : QObject {
    explicit Home(std::shared_ptr<ui::Worker> worker = std::make_shared<ui::Worker>()) : job(this, std::move(worker)) {}
    ui::Job job;
    QList<int> results;
    QStringList errors;
    QList<int> kinds;

    void start(std::function<int(const StopToken&, const Progress&)> work) {
        job.start<int>(
            std::move(work),
            [this](int result) {
                QCOMPARE(QThread::currentThread(), thread());
                results << result;
            },
            [this](const Error& error) {
                errors << QString::fromStdString(error.happened());
                kinds << static_cast<int>(error.kind());
            });
    }
};

void waitForStop(const StopToken& stop) {
    while (!stop.requested())
        std::this_thread::yield();
}

} // namespace

class JobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aResultComesHomeInTheWindowsThread() {
        Home home;
        home.start([](auto&, auto&) { return 7; });
        QVERIFY(home.job.running());
        QTRY_COMPARE(home.results, QList<int>{7});
        QVERIFY(!home.job.running());
    }

    void theNewestWinsAndTheOlderIsAskedToStop() {
        Home home;
        home.start([](const StopToken& stop, auto&) {
            waitForStop(stop);
            return 1; // late, although it was told
        });
        home.start([](auto&, auto&) { return 2; });
        QTRY_COMPARE(home.results, QList<int>{2});
        QVERIFY(home.errors.isEmpty());
    }

    void aCancelledJobTellsNothing() {
        Home home;
        home.start([](const StopToken& stop, auto&) {
            waitForStop(stop);
            return 1;
        });
        home.job.cancel();
        home.start([](auto&, auto&) { return 2; });
        QTRY_COMPARE(home.results, QList<int>{2});
    }

    void aStoppedJobTellsItsEnd() {
        Home home;
        home.start([](const StopToken& stop, auto&) -> int {
            waitForStop(stop);
            stop.throwIfRequested();
            return 1;
        });
        home.job.stop();
        QTRY_COMPARE(home.kinds, QList<int>{static_cast<int>(Kind::Cancelled)});
    }

    void whatIsThrownBecomesOneError_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("kind");
        QTest::newRow("ours") << 0 << static_cast<int>(Kind::Input);
        QTest::newRow("memory") << 1 << static_cast<int>(Kind::Environment);
        QTest::newRow("other") << 2 << static_cast<int>(Kind::Internal);
    }
    void whatIsThrownBecomesOneError() {
        QFETCH(int, what);
        QFETCH(int, kind);
        Home home;
        home.start([what](auto&, auto&) -> int {
            if (what == 0)
                throw Error(Kind::Input, "not a file");
            if (what == 1)
                throw std::bad_alloc();
            throw std::runtime_error("oh");
        });
        QTRY_COMPARE(home.kinds, QList<int>{kind});
    }

    void theEndOfTheHomeStopsTheWorkAndWaits() {
        std::atomic<bool> ended = false;
        {
            Home home;
            std::atomic<bool> began = false;
            home.start([&](const StopToken& stop, auto&) {
                began = true;
                waitForStop(stop);
                ended = true;
                return 1;
            });
            QTRY_VERIFY(began);
        }
        QVERIFY(ended);
    }

    void jobsOfOneWorkerRunOneAfterTheOtherInItsThread() {
        const auto worker = std::make_shared<ui::Worker>();
        Home first(worker), second(worker);
        std::vector<std::thread::id> threads;
        std::atomic<bool> atWork = false;
        const auto work = [&](const StopToken&, const Progress&) {
            const bool overlaps = atWork.exchange(true);
            threads.push_back(std::this_thread::get_id());
            std::this_thread::yield();
            atWork = false;
            return overlaps ? 1 : 0;
        };
        first.start(work);
        second.start(work);
        QTRY_COMPARE(first.results, QList<int>{0});
        QTRY_COMPARE(second.results, QList<int>{0});
        QCOMPARE(threads.size(), std::size_t{2});
        QCOMPARE(threads[0], threads[1]);
    }

    void stoppingAJobThatWaitsIsToldAtOnceAndLeavesTheOther() {
        const auto worker = std::make_shared<ui::Worker>();
        Home busy(worker), waits(worker);
        const StopToken release;
        busy.start([release](auto&, auto&) {
            waitForStop(release);
            return 1;
        });
        waits.start([](auto&, auto&) { return 2; });
        waits.job.stop();
        QTRY_COMPARE(waits.kinds, QList<int>{static_cast<int>(Kind::Cancelled)});
        QVERIFY(!waits.job.running());
        QVERIFY(busy.job.running() && busy.results.isEmpty());
        release.request();
        QTRY_COMPARE(busy.results, QList<int>{1});
        QVERIFY(waits.results.isEmpty());
    }

    void theEndOfAHomeDoesNotWaitForTheWorkOfOthers() {
        const auto worker = std::make_shared<ui::Worker>();
        Home busy(worker);
        const StopToken release;
        busy.start([release](auto&, auto&) {
            waitForStop(release);
            return 1;
        });
        bool began = false;
        {
            Home waits(worker);
            waits.start([&](auto&, auto&) {
                began = true;
                return 2;
            });
        }
        release.request();
        QTRY_COMPARE(busy.results, QList<int>{1});
        QVERIFY(!began);
    }

    // What a piece that never runs holds may, as it goes, post to the same worker.
    void aWorkersEndFreesWhatPostsToItAgain() {
        const StopToken freed;
        auto worker = std::make_unique<ui::Worker>();
        ui::Worker* const same = worker.get();
        worker->post(same, [freed] { waitForStop(freed); }); // keeps the next piece from running
        worker->post(same, [held = std::shared_ptr<void>(nullptr, [freed, same](void*) {
                                freed.request();
                                same->post(same, [] {});
                            })] {});
        worker.reset();
        QVERIFY(freed.requested());
    }
};

QTEST_GUILESS_MAIN(JobTest)
#include "job_test.moc"
