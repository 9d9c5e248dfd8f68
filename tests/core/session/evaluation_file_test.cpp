// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/session/evaluation_file.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

const auto kContext = std::make_shared<const std::string>("河坝 was dammed in 1902 by two brothers.");

data::Example example(const std::string& id) {
    return {.id = id, .title = {}, .question = "?", .context = kContext, .answers = {{"1902", {17}}}};
}

eval::Candidate candidate(std::int32_t start, std::int32_t end, double score, double probability,
                          const std::string& text) {
    return {.span = {start, end}, .score = score, .probability = probability, .text = text};
}

session::EvaluationRecord record() {
    eval::Prediction prediction{
        .best = {candidate(0, 0, 5.5, 0.6, ""), candidate(17, 21, 5.25, 0.3, "1902"), candidate(0, 2, 1, 0.1, "河坝")},
        .text = "",
        .nullScore = 5.5,
        .nullDifference = 0.25};
    return {.step = 200,
            .epoch = 2,
            .model = "/runs/1",
            .data = "/data/validation.json",
            .v2 = true,
            .nullThreshold = 0,
            .metrics = {{"eval_f1", 50.5}, {"eval_loss", 1.25}},
            .ids = {"q1", "q2"},
            .predictions = {prediction, {.best = {}, .text = "", .nullScore = 0, .nullDifference = 0}},
            .windows = {1, 3}};
}

fs::path written(const session::EvaluationRecord& record) {
    const fs::path file = session::evaluationFileOf(test::scratchFolder(), record.step);
    session::writeEvaluation(file, record);
    return file;
}

} // namespace

class EvaluationFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsReadBack() {
        const session::EvaluationRecord made = record();
        session::EvaluationRecord read = session::readEvaluation(written(made));
        QCOMPARE(read.step, made.step);
        QCOMPARE(read.epoch, made.epoch);
        QCOMPARE(read.model, made.model);
        QCOMPARE(read.data, made.data);
        QVERIFY(read.v2);
        QVERIFY(read.metrics == made.metrics);
        QVERIFY(read.ids == made.ids);
        QVERIFY(read.windows == made.windows);
        QCOMPARE(read.predictions[0].nullDifference, 0.25);
        const auto examples = session::alignedExamples(read, {example("q1"), example("q2")});
        QCOMPARE(examples.size(), std::size_t{2});
        for (std::size_t i = 0; i < 3; ++i) {
            const eval::Candidate &is = read.predictions[0].best[i], &was = made.predictions[0].best[i];
            QVERIFY(is.span == was.span);
            QCOMPARE(is.text, was.text);
            QCOMPARE(is.score, was.score);
            QCOMPARE(is.probability, was.probability);
        }
        QVERIFY(read.predictions[1].best.empty());
    }

    void theHeadIsReadAlone() {
        const session::EvaluationHead head = session::readEvaluationHead(written(record()));
        QCOMPARE(head.step, std::int64_t{200});
        QCOMPARE(head.metrics["eval_f1"].get<double>(), 50.5);
        QCOMPARE(head.data, fs::path("/data/validation.json"));
    }

    void theFileIsOrdinaryJsonWithALineForEachQuestion() {
        const fs::path file = written(record());
        const Json json = readJson(file);
        QCOMPARE(json["examples"].size(), std::size_t{2});
        QCOMPARE(json["examples"][0]["null_difference"].get<double>(), 0.25);
        const std::string text = files::read(file);
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t{5});
    }

    void fiveCandidatesAreKeptAndTheBestThatAnswers() {
        session::EvaluationRecord made = record();
        auto& best = made.predictions[0].best;
        best.assign(7, candidate(0, 0, 9, 0.1, ""));
        best.push_back(candidate(17, 21, 1, 0.05, "1902"));
        best.push_back(candidate(0, 2, 0, 0.01, "河坝"));
        session::EvaluationRecord read = session::readEvaluation(written(made));
        session::alignedExamples(read, {example("q1")});
        QCOMPARE(read.predictions[0].best.size(), std::size_t{6});
        QCOMPARE(read.predictions[0].best.back().text, std::string("1902"));
    }

    void whatIsNoNumberBecomesNull() {
        session::EvaluationRecord made = record();
        made.metrics["eval_loss"] = std::nan("");
        made.predictions[0].nullDifference = std::nan("");
        const session::EvaluationRecord read = session::readEvaluation(written(made));
        QVERIFY(read.metrics["eval_loss"].is_null());
        QCOMPARE(read.predictions[0].nullDifference, 0.0);
    }

    void examplesInAnotherOrderAreFoundById() {
        session::EvaluationRecord made = record();
        const auto examples = session::alignedExamples(made, {example("new"), example("q2"), example("q1")});
        QCOMPARE(examples.size(), std::size_t{2});
        QCOMPARE(examples[0].id, std::string("q2"));
        QVERIFY((made.ids == std::vector<std::string>{"q2", "q1"}));
        QVERIFY((made.windows == std::vector<std::int32_t>{3, 1}));
        QCOMPARE(made.predictions[1].best[1].text, std::string("1902"));
    }

    void anIdThatOccursTwiceKeepsBothPredictions() {
        session::EvaluationRecord made = record();
        made.ids = {"q1", "q1"};
        const auto examples = session::alignedExamples(made, {example("q1"), example("q1")});
        QCOMPARE(examples.size(), std::size_t{2});
        QVERIFY((made.windows == std::vector<std::int32_t>{1, 3}));
    }

    void otherQuestionsAreNotTheEvaluations() {
        session::EvaluationRecord made = record();
        try {
            session::alignedExamples(made, {example("other")});
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("/data/validation.json") != std::string::npos);
        }
    }

    void filesOfOtherFormsAreRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("not JSON") << "{"
                                  << "";
        QTest::newRow("a list") << "[]"
                                << "is not an evaluation";
        QTest::newRow("another format") << R"({"format": 2})"
                                        << "\"format\" must be 1";
        QTest::newRow("no examples") << R"({"format": 1})"
                                     << "examples";
        QTest::newRow("an example without an id") << R"({"format": 1, "examples": [{"text": "", "best": []}]})"
                                                  << "example 1";
        QTest::newRow("a candidate that is cut off")
            << R"({"format": 1, "examples": [{"id": "q", "text": "", "windows": 1, "best": [[1]]}]})"
            << "example 1";
    }
    void filesOfOtherFormsAreRefused() {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const fs::path file = test::scratchFolder() / "bad.json";
        files::writeAtomically(file, text.toStdString());
        try {
            session::readEvaluation(file);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
            QCOMPARE(error.file(), file);
        }
    }

    void evaluationsOfTrainingComeFirstByStep() {
        const fs::path run = test::scratchFolder();
        for (const char* name : {"step-100", "step-20", "model-on-test", "step-", "step-x"})
            session::writeEvaluation(session::evaluationFileOf(run, std::string(name)), record());
        files::writeAtomically(run / "evaluations" / "notes.txt", "mine");
        std::vector<std::string> names;
        for (const fs::path& file : session::listEvaluations(run))
            names.push_back(file.stem().string());
        QVERIFY((names == std::vector<std::string>{"step-20", "step-100", "model-on-test", "step-", "step-x"}));
        QVERIFY(session::listEvaluations(run / "nowhere").empty());
    }

    void aFullDiskLeavesTheOldFile() {
        const fs::path file = written(record());
        const std::string before = files::read(file);
        files::setOperationHook([](std::string_view operation, const fs::path&) {
            if (operation == "write")
                throw Error(Kind::Environment, "no space left");
        });
        session::EvaluationRecord other = record();
        other.ids = {"q1", "q3"};
        QVERIFY_THROWS_EXCEPTION(Error, session::writeEvaluation(file, other));
        files::setOperationHook({});
        QCOMPARE(files::read(file), before);
    }

    void theThresholdIsKeptWithTheRunAndFoundFromItsModels() {
        const fs::path run = test::scratchFolder();
        files::writeAtomically(run / "run.json", "{}");
        fs::create_directories(run / "checkpoint-5");
        QVERIFY(!session::storedThreshold(run));
        QVERIFY(!session::thresholdOf(run / "checkpoint-5"));
        session::storeThreshold(run, {-1.5, 70, 75.5, "/data/v2.json", 5});
        QCOMPARE(session::storedThreshold(run)->threshold, -1.5);
        QCOMPARE(session::storedThreshold(run)->f1, 75.5);
        QCOMPARE(*session::thresholdOf(run / "checkpoint-5"), -1.5);
        QCOMPARE(*session::thresholdOf(fs::path((run / "checkpoint-5").string() + "/")), -1.5);

        const fs::path exported = test::scratchFolder();
        files::writeAtomically(exported / "config.json", R"({"null_score_diff_threshold": 0.75})");
        QCOMPARE(*session::thresholdOf(exported), 0.75);
        QVERIFY(session::runOf(exported).empty());
    }

    void aThresholdFileWithoutANumberIsNamed() {
        const fs::path run = test::scratchFolder();
        files::writeAtomically(run / "no_answer_threshold.json", "{}");
        try {
            session::storedThreshold(run);
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("null_score_diff_threshold") != std::string::npos);
        }
    }

    void windowsAreCountedForEachExample() {
        std::vector<data::Feature> features(4);
        for (std::size_t i = 0; i < 4; ++i)
            features[i].example = i < 3 ? 0 : 2;
        QVERIFY((session::windowsPerExample(3, features) == std::vector<std::int32_t>{3, 0, 1}));
    }
};

QTEST_APPLESS_MAIN(EvaluationFileTest)
#include "evaluation_file_test.moc"
