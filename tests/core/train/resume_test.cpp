// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/checkpoint.h"
#include "tests/core/train/golden_training.h"
#include "tests/support/shared_data.h"

#include <QTest>

using namespace finetune;
using namespace finetune::test;
namespace fs = std::filesystem;

namespace {

// 40 updates of 2 batches with dropout, logged every 3rd: most steps are inside an epoch and a logging interval.
train::TrainingArguments shortRun(const fs::path& folder) {
    auto arguments = goldenArguments(folder);
    arguments.maxSteps = 40;
    arguments.loggingSteps = 3;
    arguments.gradientAccumulationSteps = 2;
    return arguments;
}

// log_history without the last entry, which has the clock in it.
Json trainingEntries(const train::TrainResult& result) {
    Json entries = result.logHistory;
    entries.erase(entries.size() - 1);
    return entries;
}

} // namespace

class ResumeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resumedAtAnyStepTheRunEndsEqualToTheBit() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path model = modelWithDropout(shared), folder = scratchFolder() / "whole";
        Recorder recorder;
        auto arguments = shortRun(folder);
        arguments.saveStrategy = "steps";
        arguments.saveSteps = 1;
        const Run whole = runTraining(model, data.set(), arguments, recorder);
        QVERIFY(!firstDifference(*whole.model, *model::loadModel(model)).empty());
        for (int step = 1; step < 40; ++step) {
            auto rest = shortRun(scratchFolder() / ("from-" + std::to_string(step)));
            rest.resumeFromCheckpoint = (folder / ("checkpoint-" + std::to_string(step))).string();
            const Run resumed = runTraining(model, data.set(), rest, recorder);
            QCOMPARE(firstDifference(*resumed.model, *whole.model), "");
            QCOMPARE(trainingEntries(resumed.result).dump(), trainingEntries(whole.result).dump());
            QCOMPARE(resumed.result.trainLoss, whole.result.trainLoss);
        }
    }

    void aStopKeepsTheLastUpdateAndTheRunGoesOnAsIfNothingHadBeen() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path model = modelWithDropout(shared), folder = scratchFolder() / "stopped";
        Recorder quiet;
        const Run whole = runTraining(model, data.set(), shortRun(scratchFolder() / "unstopped"), quiet);
        const StopToken stop;
        Recorder recorder;
        recorder.react = [&](const train::RunEvent& event) {
            if (event.step == 7)
                stop.request();
        };
        const Run first = runTraining(model, data.set(), shortRun(folder), recorder, stop);
        QVERIFY(first.result.stopped);
        QCOMPARE(first.result.globalStep, 7);
        QVERIFY(!train::damage(folder / "checkpoint-7"));
        auto rest = shortRun(folder);
        rest.resumeFromCheckpoint = "true";
        const Run second = runTraining(model, data.set(), rest, quiet);
        QCOMPARE(firstDifference(*second.model, *whole.model), "");
    }

    void aDamagedCheckpointIsPassedOverByName() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path model = modelWithDropout(shared), folder = scratchFolder() / "damaged";
        auto arguments = shortRun(folder);
        arguments.saveStrategy = "steps";
        arguments.saveSteps = 10;
        Recorder recorder;
        runTraining(model, data.set(), arguments, recorder);
        std::string bytes = files::read(folder / "checkpoint-40/model.safetensors");
        bytes.back() ^= 1;
        files::writeAtomically(folder / "checkpoint-40/model.safetensors", bytes);
        fs::remove(folder / "checkpoint-30/optimizer.safetensors");
        const train::ResumePoint point = train::findResume(folder);
        QCOMPARE(point.checkpoint->filename().string(), "checkpoint-20");
        QCOMPARE(point.notices.size(), 2u);
        QVERIFY(point.notices[0].find("checkpoint-40") == 0 && point.notices[1].find("checkpoint-30") == 0);
    }

    void rotationKeepsTheNewestAndTheBest() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path folder = scratchFolder() / "rotated";
        auto arguments = shortRun(folder);
        arguments.saveStrategy = arguments.evalStrategy = "steps";
        arguments.saveSteps = arguments.evalSteps = 10;
        arguments.saveTotalLimit = 1;
        arguments.loadBestModelAtEnd = true;
        double losses[] = {3, 1, 2, 2}; // step 20 is the best
        int evaluation = 0;
        Recorder recorder;
        const Run run =
            runTraining(modelWithDropout(shared), data.set(), arguments, recorder, {}, [&](model::Model&, const auto&) {
                return Json{{"eval_loss", losses[evaluation++]}};
            });
        const auto left = train::checkpointsOf(folder);
        QCOMPARE(left.size(), 2u);
        QCOMPARE(left[0].filename().string(), "checkpoint-20");
        QCOMPARE(left[1].filename().string(), "checkpoint-40");
        QCOMPARE(run.result.bestCheckpoint, left[0]);
        QCOMPARE(firstDifference(*run.model, *model::loadModel(left[0])), "");
    }

    void earlyStoppingEndsTheRunAfterEvaluationsWithoutImprovement() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        auto arguments = shortRun(scratchFolder() / "early");
        arguments.evalStrategy = "epoch";
        arguments.earlyStoppingPatience = 2;
        int evaluation = 0;
        Recorder recorder;
        const Run run =
            runTraining(modelWithDropout(shared), data.set(), arguments, recorder, {}, [&](model::Model&, const auto&) {
                return Json{{"eval_loss", evaluation++ == 0 ? 1.0 : 2.0}};
            });
        QCOMPARE(evaluation, 3);
        QCOMPARE(run.result.globalStep, 15);
    }
};

QTEST_APPLESS_MAIN(ResumeTest)
#include "resume_test.moc"
