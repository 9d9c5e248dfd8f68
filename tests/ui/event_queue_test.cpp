// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/event_queue.h"

#include <QTest>
#include <algorithm>
#include <thread>

using namespace finetune;
using Type = train::RunEvent::Type;

namespace {

train::RunEvent told(Type type, std::int64_t step) {
    train::RunEvent out;
    out.type = type;
    out.step = step;
    return out;
}

} // namespace

class EventQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFullQueueThinsProgressAndKeepsTheRestInOrder() {
        ui::EventQueue queue(16);
        for (std::int64_t step = 1; step <= 1000; ++step) {
            queue.onEvent(told(Type::Progress, step));
            if (step % 100 == 0)
                queue.onEvent(told(Type::Log, step));
            if (step % 500 == 0)
                queue.onEvent(told(Type::Evaluation, step));
        }
        const auto events = queue.take();
        const auto countOf = [&](Type type) {
            return std::ranges::count_if(events, [type](const auto& e) { return e.type == type; });
        };
        QCOMPARE(countOf(Type::Log), 10);
        QCOMPARE(countOf(Type::Evaluation), 2);
        QVERIFY(countOf(Type::Progress) > 0);
        QVERIFY(events.size() <= 17);
        QVERIFY(std::ranges::is_sorted(events, {}, &train::RunEvent::step));
        QVERIFY(queue.take().empty());
    }

    void eventsToKeepGoBeyondTheBound() {
        ui::EventQueue queue(8);
        for (std::int64_t step = 1; step <= 100; ++step) {
            queue.onEvent(told(Type::Checkpoint, step));
            queue.onEvent(told(Type::Progress, step));
        }
        const auto events = queue.take();
        QCOMPARE(std::ranges::count_if(events, [](const auto& e) { return e.type == Type::Checkpoint; }), 100);
        QVERIFY(events.size() < 110);
    }

    void nothingIsLostBetweenTwoThreads() {
        ui::EventQueue queue(32);
        constexpr std::int64_t kCount = 5000;
        std::thread trainer([&queue] {
            for (std::int64_t step = 1; step <= kCount; ++step)
                queue.onEvent(told(step % 10 == 0 ? Type::Log : Type::Progress, step));
        });
        std::int64_t logs = 0, last = 0;
        bool ordered = true;
        const auto take = [&] {
            for (const auto& e : queue.take()) {
                ordered = ordered && e.step > last;
                last = e.step;
                logs += e.type == Type::Log;
            }
        };
        while (last < kCount)
            take();
        trainer.join();
        take();
        QCOMPARE(logs, kCount / 10);
        QVERIFY(ordered);
    }
};

QTEST_APPLESS_MAIN(EventQueueTest)
#include "event_queue_test.moc"
