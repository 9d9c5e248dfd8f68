// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"
#include "tests/core/train/golden_training.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <thread>

using namespace finetune;
using namespace finetune::test;
namespace fs = std::filesystem;
using Type = train::RunEvent::Type;

namespace {

// 9 updates an epoch, 27 in all.
train::TrainingArguments threeEpochs(const fs::path& folder) {
    auto arguments = goldenArguments(folder);
    arguments.maxSteps = -1;
    arguments.numTrainEpochs = 3;
    return arguments;
}

train::TrainResult trainWith(const GoldenTraining& data, const fs::path& model,
                             const train::TrainingArguments& arguments, Recorder& recorder, const RunControl& control,
                             std::unique_ptr<model::Model>& trained) {
    trained = model::loadModel(model);
    const train::Evaluator evaluator = [](model::Model&, const train::RunEvent&) { return Json{{"eval_loss", 1.0}}; };
    return train::train(*trained, data.set(), arguments, evaluator, {}, recorder, control);
}

int countOf(const Recorder& recorder, Type type) {
    return static_cast<int>(
        std::ranges::count_if(recorder.events, [type](const auto& event) { return event.type == type; }));
}

} // namespace

class ControlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPausedRunRestsAndEndsAsIfNothingHadBeen() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path model = modelWithDropout(shared);
        Recorder quiet;
        std::unique_ptr<model::Model> whole, rested;
        trainWith(data, model, threeEpochs(scratchFolder() / "whole"), quiet, {}, whole);

        const RunControl control;
        Recorder recorder;
        std::thread waker;
        recorder.react = [&](const train::RunEvent& event) {
            if (event.type == Type::Progress && event.step == 4)
                control.setPaused(true);
            if (event.type == Type::Paused)
                waker = std::thread([&] { control.setPaused(false); });
        };
        const auto result = trainWith(data, model, threeEpochs(scratchFolder() / "rested"), recorder, control, rested);
        waker.join();
        QVERIFY(!result.stopped);
        QCOMPARE(countOf(recorder, Type::Paused), 1);
        QCOMPARE(countOf(recorder, Type::Continued), 1);
        QCOMPARE(firstDifference(*rested, *whole), "");
    }

    void aPauseDoesNotCountAsTimeOfTraining() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const RunControl control;
        Recorder recorder;
        std::thread waker;
        double before = 0, after = -1, rest = 0;
        recorder.react = [&](const train::RunEvent& event) {
            if (event.type == Type::Progress && event.step == 2)
                control.setPaused(true);
            if (event.type == Type::Paused) {
                before = event.elapsedSeconds;
                waker = std::thread([&] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(300)); // the rest that must not count
                    control.setPaused(false);
                });
            }
            if (event.type == Type::Continued) {
                rest = event.entry["rest_seconds"];
                after = event.elapsedSeconds;
            }
        };
        std::unique_ptr<model::Model> trained;
        trainWith(data, modelWithDropout(shared), threeEpochs(scratchFolder() / "clock"), recorder, control, trained);
        waker.join();
        QVERIFY(rest >= 0.3);
        QVERIFY(after >= before && after - before < rest);
    }

    void aStopEndsAPause() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const StopToken stop;
        const RunControl control(stop);
        Recorder recorder;
        recorder.react = [&](const train::RunEvent& event) {
            if (event.type == Type::Progress && event.step == 3)
                control.setPaused(true);
            if (event.type == Type::Paused)
                stop.request();
        };
        std::unique_ptr<model::Model> trained;
        const fs::path folder = scratchFolder() / "stopped-in-pause";
        const auto result = trainWith(data, modelWithDropout(shared), threeEpochs(folder), recorder, control, trained);
        QVERIFY(result.stopped);
        QCOMPARE(result.globalStep, 3);
        QVERIFY(!train::damage(folder / "checkpoint-3"));
    }

    void stoppedAfterTheEpochItIsEvaluatedKeptOnceAndGoesOn() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path model = modelWithDropout(shared), folder = scratchFolder() / "after-epoch";
        auto arguments = threeEpochs(folder);
        arguments.evalStrategy = arguments.saveStrategy = "epoch";
        Recorder quiet;
        std::unique_ptr<model::Model> whole, trained;
        auto unstopped = arguments;
        unstopped.outputDir = (scratchFolder() / "all-epochs").string();
        trainWith(data, model, unstopped, quiet, {}, whole);

        const RunControl control;
        Recorder recorder;
        recorder.react = [&](const train::RunEvent& event) {
            if (event.type == Type::Progress && event.step == 2)
                control.setStopAfterEpoch(true);
        };
        const auto result = trainWith(data, model, arguments, recorder, control, trained);
        QVERIFY(result.stopped);
        QCOMPARE(result.globalStep, 9);
        QCOMPARE(countOf(recorder, Type::Evaluation), 1);
        QCOMPARE(countOf(recorder, Type::Checkpoint), 1);

        arguments.resumeFromCheckpoint = "true";
        const auto rest = trainWith(data, model, arguments, quiet, {}, trained);
        QCOMPARE(rest.globalStep, 27);
        QCOMPARE(firstDifference(*trained, *whole), "");
    }

    void takenBackInTimeTheRunGoesOnOverTheEpoch() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const RunControl control;
        control.setStopAfterEpoch(true);
        Recorder recorder;
        recorder.react = [&](const train::RunEvent& event) {
            if (event.type == Type::Progress && event.step == 2)
                control.setStopAfterEpoch(false);
        };
        std::unique_ptr<model::Model> trained;
        const auto result = trainWith(data, modelWithDropout(shared), threeEpochs(scratchFolder() / "taken-back"),
                                      recorder, control, trained);
        QVERIFY(!result.stopped);
        QCOMPARE(result.globalStep, 27);
    }
};

QTEST_APPLESS_MAIN(ControlTest)
#include "control_test.moc"
