// SPDX-License-Identifier: GPL-3.0-or-later
// A run whose numbers are read late, as a GPU wants it, on the CPU.
#include "core/train/loop.h"
#include "tests/core/train/golden_training.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace finetune;
using namespace finetune::test;
namespace fs = std::filesystem;

namespace {

struct Trained {
    train::TrainResult result;
    std::vector<train::RunEvent> events;

    std::int64_t count(train::RunEvent::Type type) const {
        return std::ranges::count(events, type, &train::RunEvent::type);
    }
};

Trained trainAs(const model::Execution& execution, const fs::path& model, const train::TrainingSet& set,
                const train::TrainingArguments& arguments) {
    const auto loaded = model::loadModel(model);
    loaded->setExecution(execution);
    fs::create_directories(arguments.outputDir);
    Recorder recorder;
    const train::Evaluator evaluator = [](model::Model&, const train::RunEvent&) { return Json{{"eval_loss", 1.0}}; };
    train::Loop loop(*loaded, set, arguments, evaluator, {}, recorder, {});
    Trained trained{loop.run(), {}};
    trained.events = std::move(recorder.events);
    return trained;
}

bool near(const Json& a, const Json& b) {
    return std::abs(a.get<double>() - b.get<double>()) <= 1e-4 * std::abs(b.get<double>());
}

} // namespace

class QueuedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersThatAreReadLateAreTheSame() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        auto arguments = goldenArguments(scratchFolder() / "at-once");
        arguments.maxSteps = 20;
        arguments.loggingSteps = 3;
        arguments.gradientAccumulationSteps = 2;
        arguments.saveStrategy = "steps";
        arguments.saveSteps = 5; // between two log entries
        arguments.evalStrategy = "steps";
        arguments.evalSteps = 7;
        const fs::path model = shared / "goldens/training/distilbert";
        const Trained atOnce = trainAs({.fused = false}, model, data.set(), arguments);
        const fs::path folder = arguments.outputDir;
        arguments.outputDir = scratchFolder() / "late";
        const Trained late = trainAs({.queued = true}, model, data.set(), arguments);

        QCOMPARE(late.result.logHistory.size(), atOnce.result.logHistory.size());
        for (std::size_t i = 0; i < late.result.logHistory.size(); ++i)
            for (const char* key : {"step", "loss", "grad_norm", "learning_rate", "eval_loss", "train_loss"}) {
                const Json &a = late.result.logHistory[i], &b = atOnce.result.logHistory[i];
                QVERIFY2(a.contains(key) == b.contains(key) && (!a.contains(key) || near(a[key], b[key])),
                         (a.dump() + " for " + b.dump()).c_str());
            }
        QVERIFY(near(late.result.trainLoss, atOnce.result.trainLoss));
        const auto position = [](const fs::path& run) {
            return readJson(run / "checkpoint-10/training_state.json").at("position");
        };
        for (const char* key : {"loss_since_log", "loss_before_log"})
            QVERIFY2(near(position(arguments.outputDir)[key], position(folder)[key]), key);
        using Type = train::RunEvent::Type;
        QVERIFY(atOnce.count(Type::Progress) >= 20);
        QVERIFY(late.count(Type::Progress) > 0);
    }

    void aLossThatIsNotFiniteIsToldWhenItIsRead() {
        FINETUNE_REQUIRE_SHARED(shared);
        const GoldenTraining data(shared);
        auto arguments = goldenArguments(scratchFolder() / "infinite");
        arguments.maxSteps = 6;
        arguments.learningRate = 1e3;
        arguments.adamEpsilon = 0;
        arguments.lrSchedulerType = "constant";
        arguments.weightDecay = 1e3;
        const Trained late = trainAs({.queued = true}, shared / "goldens/training/distilbert", data.set(), arguments);
        QVERIFY(std::ranges::any_of(late.events, [](const train::RunEvent& event) {
            return event.type == train::RunEvent::Type::Notice &&
                   event.text.find("not a finite number") != std::string::npos;
        }));
    }
};

QTEST_APPLESS_MAIN(QueuedTest)
#include "queued_test.moc"
