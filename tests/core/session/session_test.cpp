// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/eval/analysis.h"
#include "core/model/model.h"
#include "core/session/evaluation_file.h"
#include "core/session/session.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QTest>
#include <cmath>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

// Counts events, and asks for a stop at a given step.
struct Watcher : train::RunObserver {
    int logs = 0, evaluations = 0, checkpoints = 0;
    std::int64_t stopAt = -1;
    StopToken stop;
    void onEvent(const train::RunEvent& event) override {
        logs += event.type == train::RunEvent::Type::Log;
        evaluations += event.type == train::RunEvent::Type::Evaluation;
        checkpoints += event.type == train::RunEvent::Type::Checkpoint;
        if (event.type == train::RunEvent::Type::Log && event.step == stopAt)
            stop.request();
    }
};

session::TrainRequest tinyRequest() {
    const fs::path where = test::scratchFolder();
    const test::TinyProject project = test::writeTinyProject(where);
    model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
    session::TrainRequest request{project.folder, {project.squad}, {project.squad}, {}, data::OnProblem::Refuse};
    request.arguments.outputDir = (where / "run").string();
    request.arguments.maxLength = 32;
    request.arguments.docStride = 8;
    request.arguments.padding = "none";
    request.arguments.numTrainEpochs = 2;
    request.arguments.perDeviceTrainBatchSize = 4;
    request.arguments.learningRate = 5e-3;
    request.arguments.loggingSteps = 1;
    request.arguments.evalStrategy = "epoch";
    request.arguments.saveStrategy = "epoch";
    request.arguments.threads = 1;
    return request;
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunLeavesItsFolderAndAModelThatGivesTheSameMetrics() {
        const session::TrainRequest request = tinyRequest();
        Watcher watcher;
        const session::TrainOutcome outcome = session::train(request, watcher, watcher.stop);
        QCOMPARE(watcher.evaluations, 2);
        QCOMPARE(watcher.checkpoints, 2);
        QVERIFY(watcher.logs >= 12);
        const auto runs = session::listRuns(outcome.runFolder);
        QCOMPARE(runs.size(), std::size_t{1});
        QCOMPARE(runs[0].state, "finished");
        QCOMPARE(runs[0].checkpoints.size(), std::size_t{2});

        session::EvaluateRequest again{outcome.model, request.validation.file, request.arguments, false, 0};
        const auto evaluation = session::evaluate(again, {}, {});
        QCOMPARE(evaluation.metrics["eval_loss"].get<double>(), outcome.metrics["eval_loss"].get<double>());
        QCOMPARE(evaluation.predictions.size(), evaluation.dataset.examples.size());
    }

    void anExportReloadsToTheSameLogitsAndKeepsUnknownConfigKeys() {
        const session::TrainRequest request = tinyRequest();
        Watcher watcher;
        const auto outcome = session::train(request, watcher, watcher.stop);
        const fs::path target = outcome.runFolder / "finetuned_model";
        const auto report = session::exportModel({outcome.model, target, outcome.runFolder}, {}, {});
        QCOMPARE(report.largestLogitDifference, 0.0);
        for (const char* name : {"config.json", "model.safetensors", "vocab.txt", "tokenizer_config.json", "README.md"})
            QVERIFY2(fs::exists(target / name), name);
        const Json config = readJson(target / "config.json");
        QCOMPARE(config.value("note_of_the_user", ""), std::string("kept"));
        QCOMPARE(config["architectures"][0].get<std::string>(), std::string("BertForQuestionAnswering"));
        QCOMPARE(files::read(target / "vocab.txt"), files::read(request.model / "vocab.txt"));
    }

    void everyEvaluationOfTrainingIsKeptAndAnalysedToItsMetrics() {
        const session::TrainRequest request = tinyRequest();
        Watcher watcher;
        const auto outcome = session::train(request, watcher, watcher.stop);
        const auto files = session::listEvaluations(outcome.runFolder);
        QCOMPARE(files.size(), std::size_t{2});
        session::EvaluationRecord record = session::readEvaluation(files.back());
        QCOMPARE(record.metrics["eval_loss"].get<double>(), outcome.metrics["eval_loss"].get<double>());
        const auto examples = session::alignedExamples(record, data::readSquad(record.data).examples);
        QCOMPARE(examples.size(), record.predictions.size());
        const eval::Analysis analysis = eval::analyse(examples, record.predictions, record.windows, {});
        QCOMPARE(analysis.all.exact, record.metrics["eval_exact_match"].get<double>());
        QVERIFY(std::abs(analysis.all.f1 - record.metrics["eval_f1"].get<double>()) < 1e-9);
        QVERIFY(std::abs(analysis.characterF1 - record.metrics["eval_character_f1"].get<double>()) < 1e-9);
    }

    void theChosenThresholdIsExportedWithTheModel() {
        const session::TrainRequest request = tinyRequest();
        Watcher watcher;
        const auto outcome = session::train(request, watcher, watcher.stop);
        session::storeThreshold(outcome.runFolder, {-1.25, 60, 62.5, request.validation.file, 12});
        const fs::path target = outcome.runFolder / "finetuned_model";
        session::exportModel({outcome.model, target, outcome.runFolder}, {}, {});
        QCOMPARE(readJson(target / "config.json")["null_score_diff_threshold"].get<double>(), -1.25);
        QVERIFY(files::read(target / "README.md").find("null_score_diff_threshold") != std::string::npos);
        const auto evaluation = session::evaluate(
            {.model = target, .data = request.validation, .arguments = request.arguments, .v2 = true}, {}, {});
        QCOMPARE(evaluation.nullThreshold, -1.25);
    }

    void theArgumentsForAnEvaluationAreThoseOfTheRunOrFitTheModel() {
        const session::TrainRequest request = tinyRequest();
        Watcher watcher;
        const auto outcome = session::train(request, watcher, watcher.stop);
        QCOMPARE(session::argumentsFor(outcome.model).maxLength, std::int64_t{32});
        QCOMPARE(session::argumentsFor(request.model).maxLength, std::int64_t{64}); // all that it has room for
    }

    void anExportRefusesAFolderWithOtherFiles() {
        const session::TrainRequest request = tinyRequest();
        const fs::path target = test::scratchFolder();
        files::writeAtomically(target / "diary.txt", "mine");
        QVERIFY_THROWS_EXCEPTION(Error, session::exportModel({request.model, target, {}}, {}, {}));
        QCOMPARE(files::read(target / "diary.txt"), "mine");
    }

    void aStoppedRunKeepsACheckpointAndGoesOnToTheEnd() {
        session::TrainRequest request = tinyRequest();
        Watcher watcher;
        watcher.stopAt = 3;
        const auto stopped = session::train(request, watcher, watcher.stop);
        QVERIFY(stopped.stopped);
        QVERIFY(fs::exists(stopped.runFolder / "checkpoint-3"));
        QCOMPARE(session::listRuns(stopped.runFolder)[0].state, "stopped");

        request.arguments.resumeFromCheckpoint = "true";
        Watcher second;
        const auto finished = session::train(request, second, second.stop);
        QVERIFY(!finished.stopped);
        session::TrainRequest whole = tinyRequest();
        Watcher third;
        const auto reference = session::train(whole, third, third.stop);
        QCOMPARE(finished.metrics["eval_loss"].get<double>(), reference.metrics["eval_loss"].get<double>());
    }

    void aVocabularyLargerThanTheEmbeddingIsRefused() {
        const session::TrainRequest request = tinyRequest();
        std::string words = files::read(request.model / "vocab.txt");
        files::writeAtomically(request.model / "vocab.txt", words + "extra\n");
        Watcher watcher;
        try {
            session::train(request, watcher, watcher.stop);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QVERIFY2(std::string(error.what()).find("does not fit the embedding") != std::string::npos, error.what());
        }
    }

    void aThresholdDecidesWhetherPredictGivesAnAnswer() {
        const session::TrainRequest request = tinyRequest();
        session::PredictRequest asked{request.model,
                                      "which river is by the town ?",
                                      "the town of arle lies by the river nera .",
                                      2,
                                      false,
                                      request.arguments,
                                      true};
        asked.nullThreshold = -1e9;
        QCOMPARE(session::predict(asked).front().text, std::string());
        asked.nullThreshold = 1e9;
        const auto answers = session::predict(asked);
        QVERIFY(!answers.front().text.empty());
        QCOMPARE(answers.size(), std::size_t{2});
    }

    void bothDecodingsOfPredictReturnTextOfTheContext() {
        const session::TrainRequest request = tinyRequest();
        Watcher watcher;
        const auto outcome = session::train(request, watcher, watcher.stop);
        const std::string context = "the town of arle lies by the river nera .";
        for (const bool pipeline : {true, false}) {
            const auto answers = session::predict(
                {outcome.model, "which river is by the town ?", context, 3, pipeline, request.arguments});
            QVERIFY(!answers.empty());
            QCOMPARE(context.substr(static_cast<std::size_t>(answers[0].span.start),
                                    static_cast<std::size_t>(answers[0].span.end - answers[0].span.start)),
                     answers[0].text);
        }
    }
};

QTEST_APPLESS_MAIN(SessionTest)
#include "session_test.moc"
