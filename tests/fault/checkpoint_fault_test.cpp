// SPDX-License-Identifier: GPL-3.0-or-later
// A run that dies, or whose disk fails, at every single operation of a save. The dying run is this program started
// again.
#include "core/base/files.h"
#include "core/train/checkpoint.h"
#include "tests/core/train/golden_training.h"
#include "tests/support/shared_data.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <unistd.h>

using namespace finetune;
using namespace finetune::test;
namespace fs = std::filesystem;

namespace {

constexpr int kKilled = 137;

// Six updates with a checkpoint every second one, the oldest of three rotated away.
train::TrainingArguments savingRun(const fs::path& folder) {
    auto arguments = goldenArguments(folder);
    arguments.maxSteps = 6;
    arguments.saveStrategy = "steps";
    arguments.saveSteps = 2;
    arguments.saveTotalLimit = 1;
    return arguments;
}

// Counts the disk's operations from the fourth update on (the second save, its rotation and what it logs) and calls
// `act` at number `at`.
class OperationCounter {
public:
    OperationCounter(int at, std::function<void()> act) {
        files::setOperationHook([this, at, act = std::move(act)](std::string_view, const fs::path&) {
            if (armed && ++count == at)
                act();
        });
        recorder.react = [this](const train::RunEvent& event) { armed = event.step == 4; };
    }
    ~OperationCounter() { files::setOperationHook({}); }
    Recorder recorder;
    bool armed = false;
    int count = 0;
};

// The dying run: model folder, run folder, shared folder, number of the operation.
int dieAt(char** argv) {
    const GoldenTraining data(argv[4]);
    OperationCounter counter(std::stoi(argv[5]), [] { ::_exit(kKilled); });
    runTraining(argv[2], data.set(), savingRun(argv[3]), counter.recorder);
    return 0;
}

} // namespace

class CheckpointFaultTest : public QObject {
    Q_OBJECT
private:
    // Goes on from the newest whole checkpoint and ends like a run that nothing happened to.
    void finishesAsIfNothingHadBeen(const fs::path& model, const fs::path& folder, const GoldenTraining& data,
                                    const model::Model& whole) {
        const train::ResumePoint point = train::findResume(folder);
        QVERIFY(point.notices.empty()); // nothing half-written carries a checkpoint's name
        auto arguments = savingRun(folder);
        arguments.resumeFromCheckpoint = "true";
        Recorder recorder;
        const Run resumed = runTraining(model, data.set(), arguments, recorder);
        QCOMPARE(firstDifference(*resumed.model, whole), "");
        for (const auto& entry : fs::directory_iterator(folder))
            QVERIFY2(entry.path().filename().string()[0] != '.', entry.path().c_str());
    }

private Q_SLOTS:
    void killedAtAnyOperationOfASaveTheRunResumesFromAWholeCheckpoint() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path model = modelWithDropout(shared), scratch = scratchFolder();
        OperationCounter counter(-1, [] {});
        const Run whole = runTraining(model, data.set(), savingRun(scratch / "whole"), counter.recorder);
        QVERIFY(counter.count > 15);
        files::setOperationHook({});
        for (int at = 1; at <= counter.count; ++at) {
            const fs::path folder = scratch / ("killed-at-" + std::to_string(at));
            const QStringList arguments{"--die", model.c_str(), folder.c_str(), shared.c_str(), QString::number(at)};
            QCOMPARE(QProcess::execute(QCoreApplication::applicationFilePath(), arguments), kKilled);
            finishesAsIfNothingHadBeen(model, folder, data, *whole.model);
        }
    }

    void aFullDiskAtAnyOperationOfASaveLeavesAWholeCheckpoint() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        const fs::path model = modelWithDropout(shared), scratch = scratchFolder();
        OperationCounter all(-1, [] {});
        const Run whole = runTraining(model, data.set(), savingRun(scratch / "whole"), all.recorder);
        for (int at = 1; at <= all.count; ++at) {
            const fs::path folder = scratch / ("full-at-" + std::to_string(at));
            {
                OperationCounter counter(at, [] { throw Error(Kind::Environment, "No space left on device"); });
                QVERIFY_THROWS_EXCEPTION(Error, runTraining(model, data.set(), savingRun(folder), counter.recorder));
            }
            finishesAsIfNothingHadBeen(model, folder, data, *whole.model);
        }
    }
};

int main(int argc, char** argv) {
    if (argc == 6 && std::string_view(argv[1]) == "--die")
        return dieAt(argv);
    QCoreApplication application(argc, argv);
    CheckpointFaultTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "checkpoint_fault_test.moc"
