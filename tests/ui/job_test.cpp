// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/job.h"

#include <QTest>
#include <condition_variable>
#include <stdexcept>

using namespace finetune;

namespace {

// The window of a test: a job and what came home.
struct Home : QObject {
    ui::Job job{this};
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
};

QTEST_GUILESS_MAIN(JobTest)
#include "job_test.moc"
