// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/answerer.h"

#include "core/base/files.h"
#include "core/model/model.h"
#include "core/session/pipeline_answers.h"
#include "core/session/predictor.h"
#include "core/session/project.h"
#include "core/session/session.h"
#include "core/text/utf8.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QTest>
#include <cmath>
#include <map>
#include <torch/torch.h>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

const std::string kQuestion = "which river is by the town ?";
const std::string kContext = "the town of arle lies by the river nera .";

train::TrainingArguments tinyArguments() {
    train::TrainingArguments arguments;
    arguments.maxLength = 32;
    arguments.docStride = 8;
    arguments.padding = "none";
    arguments.perDeviceEvalBatchSize = 4;
    arguments.threads = 1;
    arguments.precision = "float32";
    return arguments;
}

// A folder with a model of random weights, head included.
test::TinyProject tinyModel(std::uint64_t seed) {
    const test::TinyProject project = test::writeTinyProject(test::scratchFolder());
    model::saveModel(*model::initModel(readJson(project.folder / "config.json"), seed), project.folder);
    return project;
}

bool isClose(double one, double other) {
    return std::abs(one - other) <= 1e-5 * std::max(1.0, std::abs(other));
}

void compare(const std::vector<eval::Candidate>& found, const std::vector<eval::Candidate>& expected) {
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        QCOMPARE(found[i].span, expected[i].span);
        QCOMPARE(found[i].text, expected[i].text);
        QVERIFY2(isClose(found[i].score, expected[i].score), qPrintable(QString::number(found[i].score)));
        QVERIFY2(isClose(found[i].probability, expected[i].probability),
                 qPrintable(QString::number(found[i].probability)));
    }
}

// The start probabilities by a way of their own: the largest logit of every place in the text, then a softmax.
std::map<std::int32_t, double> startsByPlace(const fs::path& folder, const std::string& question,
                                             const std::string& context) {
    const session::Loaded loaded = session::load(folder, tinyArguments());
    data::Example example;
    example.question = question;
    example.context = std::make_shared<const std::string>(context);
    const auto windows = data::windowsOf(example, *loaded.tokenizer, session::featureOptions(tinyArguments()));
    std::map<std::int32_t, double> largest;
    session::forwardAll(*loaded.model, windows, loaded.tokenizer->padId(), tinyArguments(),
                        [&](const data::Feature& window, std::span<const float> starts, std::span<const float>) {
                            for (std::size_t i = 0; i < window.offsets.size(); ++i) {
                                const double logit = starts[static_cast<std::size_t>(window.contextBegin) + i];
                                const auto at = largest.emplace(window.offsets[i].start, logit).first;
                                at->second = std::max(at->second, logit);
                            }
                        },
                        {}, {});
    double sum = 0;
    for (auto& [place, logit] : largest)
        sum += logit = std::exp(logit);
    for (auto& [place, probability] : largest)
        probability /= sum;
    return largest;
}

std::string longText(int sentences) {
    std::string text;
    for (int i = 0; i < sentences; ++i)
        text += i % 2 ? "the town of bruno lies by the river moos . " : "the town of dorn lies by the river linn . ";
    return text;
}

} // namespace

class AnswererTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersAreThoseOfTheEvaluation_data() {
        QTest::addColumn<QString>("precision");
        QTest::newRow("float32") << "float32";
        QTest::newRow("bfloat16") << "bfloat16";
    }
    void answersAreThoseOfTheEvaluation() {
        QFETCH(QString, precision);
        const test::TinyProject project = tinyModel(3);
        train::TrainingArguments arguments = tinyArguments();
        arguments.precision = precision.toStdString();
        arguments.perDeviceEvalBatchSize = 1;
        const auto evaluation =
            session::evaluate({.model = project.folder, .data = {project.squad}, .arguments = arguments}, {}, {});
        const auto answerer = session::makeAnswerer(project.folder, arguments);
        for (std::size_t i = 0; i < evaluation.predictions.size(); ++i) {
            const data::Example& example = evaluation.dataset.examples[i];
            const auto answers = answerer->answer(example.question, *example.context, {.topK = 20});
            compare(answers.best, evaluation.predictions[i].best);
        }
    }

    void aLoadedModelAnswersAsPredictDoes_data() {
        QTest::addColumn<bool>("pipeline");
        QTest::newRow("as the pipeline") << true;
        QTest::newRow("as the evaluation") << false;
    }
    void aLoadedModelAnswersAsPredictDoes() {
        QFETCH(bool, pipeline);
        const test::TinyProject project = tinyModel(3);
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        for (const std::string& context : {kContext, longText(30), kContext}) {
            const auto expected = session::predict({project.folder, kQuestion, context, 5, pipeline, tinyArguments()});
            const auto answers = answerer->answer(kQuestion, context, {.topK = 5, .pipeline = pipeline});
            compare(answers.best, expected);
            QCOMPARE(answers.best.size(), std::size_t{5});
        }
    }

    // pipeline_golden.json is ours: random logits over made-up texts, put through QuestionAnsweringPipeline of
    // transformers 4.57.6 with max_seq_len, doc_stride, top_k 5, handle_impossible_answer off and on. Its answers of
    // score 0 are left out, as PipelineAnswers leaves them out.
    void answersAreThoseOfThePipeline_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("mayBeNone");
        const Json golden = readJson(PIPELINE_GOLDEN);
        for (std::size_t i = 0; i < golden.at("cases").size(); ++i)
            for (const bool mayBeNone : {false, true})
                QTest::addRow("%d%s", static_cast<int>(i), mayBeNone ? " or none" : "")
                    << static_cast<int>(i) << mayBeNone;
    }
    void answersAreThoseOfThePipeline() {
        QFETCH(int, row);
        QFETCH(bool, mayBeNone);
        const Json golden = readJson(PIPELINE_GOLDEN);
        const Json& asked = golden.at("cases").at(static_cast<std::size_t>(row));
        const fs::path folder = test::scratchFolder() / "tokenizer";
        std::string vocabulary;
        for (const Json& token : golden.at("vocabulary"))
            vocabulary += token.get<std::string>() + '\n';
        fs::create_directories(folder);
        files::writeAtomically(folder / "vocab.txt", vocabulary);
        writeJson(folder / "tokenizer_config.json", {{"tokenizer_class", "BertTokenizer"}, {"do_lower_case", true}});
        const auto tokenizer = text::loadTokenizer(folder);
        data::Example example;
        example.question = asked.at("question");
        example.context = std::make_shared<const std::string>(asked.at("context").get<std::string>());
        const auto windows =
            data::windowsOf(example, *tokenizer, {.maxLength = asked.at("max_length"), .stride = asked.at("stride")});
        QCOMPARE(windows.size(), asked.at("logits").size());
        session::PipelineAnswers pipeline(*example.context, *tokenizer, 5, mayBeNone);
        for (std::size_t i = 0; i < windows.size(); ++i) {
            const auto starts = asked.at("logits")[i][0].get<std::vector<float>>();
            const auto ends = asked.at("logits")[i][1].get<std::vector<float>>();
            QCOMPARE(starts.size(), static_cast<std::size_t>(windows[i].size()));
            pipeline.add(windows[i], starts, ends);
        }
        std::vector<eval::Candidate> expected;
        for (const Json& answer : asked.at(mayBeNone ? "answers_or_none" : "answers"))
            expected.push_back(
                {.span = {answer[0], answer[1]}, .score = answer[3], .probability = answer[3], .text = answer[2]});
        compare(pipeline.finish(), expected);
    }

    void everyTokenOfALongTextHasItsProbabilities() {
        const test::TinyProject project = tinyModel(5);
        const std::string context = longText(1200); // 12,000 tokens
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        std::size_t told = 0;
        const auto answers =
            answerer->answer(kQuestion, context, {}, {}, [&](const std::string&, std::size_t done, std::size_t total) {
                QVERIFY(done <= total);
                told = done;
            });
        QCOMPARE(answers.tokens.size(), std::size_t{12'000});
        QVERIFY(answers.windows > 800);
        QCOMPARE(told, static_cast<std::size_t>(answers.windows));
        const auto expected = startsByPlace(project.folder, kQuestion, context);
        double starts = 0, ends = 0;
        std::int32_t before = -1;
        for (const session::TokenProbability& token : answers.tokens) {
            QVERIFY(token.span.start > before);
            before = token.span.start;
            QVERIFY(isClose(token.start, expected.at(token.span.start)));
            starts += token.start;
            ends += token.end;
        }
        QVERIFY(isClose(starts, 1) && isClose(ends, 1));
        QCOMPARE(text::sliceCodePoints(context, answers.tokens[11'993].span.start, answers.tokens[11'993].span.end),
                 std::string("bruno"));
    }

    void placesAreCodePointsInAnyScript() {
        const test::TinyProject project = tinyModel(3);
        const std::string context = "😀 阿尔勒的 town 位于 river nera é 边。";
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        const auto answers = answerer->answer("哪条 river ?", context, {.topK = 20});
        QVERIFY(!answers.best.empty());
        for (const eval::Candidate& answer : answers.best)
            QCOMPARE(answer.text, text::sliceCodePoints(context, answer.span.start, answer.span.end));
        std::vector<std::string> words;
        for (const session::TokenProbability& token : answers.tokens)
            words.push_back(text::sliceCodePoints(context, token.span.start, token.span.end));
        for (const char* word : {"😀", "阿", "town", "于", "nera", "。"})
            QVERIFY2(std::ranges::find(words, word) != words.end(), word);
    }

    void aSnapshotReplacesTheWeights() {
        const test::TinyProject one = tinyModel(3), other = tinyModel(8);
        const auto trained = model::loadModel(other.folder);
        const auto snapshot = session::WeightsSnapshot::of(*trained, 70, one.folder, tinyArguments());
        {
            const torch::NoGradGuard noGrad;
            torch::Tensor value = trained->parameters().front().value;
            value.zero_(); // training goes on; the snapshot stays
        }
        const auto answerer = session::makeAnswerer(one.folder, tinyArguments());
        const auto before = answerer->answer(kQuestion, kContext, {});
        answerer->use(*snapshot);
        const auto after = answerer->answer(kQuestion, kContext, {});
        compare(after.best, session::makeAnswerer(other.folder, tinyArguments())->answer(kQuestion, kContext, {}).best);
        QVERIFY(before.tokens.front().start != after.tokens.front().start);
        QCOMPARE(snapshot->step(), std::int64_t{70});
    }

    void weightsOfAnotherArchitectureAreRefused() {
        const test::TinyProject project = tinyModel(3);
        Json config = readJson(project.folder / "config.json");
        config["num_hidden_layers"] = 1;
        const auto snapshot = session::WeightsSnapshot::of(*model::initModel(config, 4), 1, project.folder, {});
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        const auto before = answerer->answer(kQuestion, kContext, {});
        QVERIFY_THROWS_EXCEPTION(Error, answerer->use(*snapshot));
        compare(answerer->answer(kQuestion, kContext, {}).best, before.best);
    }

    void aRunPublishesItsWeightsAtEveryEvaluation() {
        const test::TinyProject project = tinyModel(3);
        session::TrainRequest request{project.folder, {project.squad}, {project.squad}, tinyArguments()};
        request.arguments.outputDir = (test::scratchFolder() / "run").string();
        request.arguments.numTrainEpochs = 2;
        request.arguments.learningRate = 5e-3;
        request.arguments.evalStrategy = "epoch";
        std::vector<std::shared_ptr<const session::WeightsSnapshot>> published;
        request.evaluated = [&](auto weights) { published.push_back(std::move(weights)); };
        struct Deaf : train::RunObserver {
            void onEvent(const train::RunEvent&) override {}
        } observer;
        const auto outcome = session::train(request, observer, StopToken{});
        QCOMPARE(published.size(), std::size_t{2});
        QVERIFY(published[0]->step() > 0 && published[0]->step() < published[1]->step());
        const auto answerer = session::makeAnswerer(published[1]->base(), tinyArguments());
        answerer->use(*published[1]);
        compare(answerer->answer(kQuestion, kContext, {}).best,
                session::makeAnswerer(outcome.model, tinyArguments())->answer(kQuestion, kContext, {}).best);
    }

    void whatTwoWindowsFindIsOneAnswerWhenAsked() {
        const test::TinyProject project = tinyModel(3);
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        const auto all = answerer->answer(kQuestion, longText(6), {.topK = 20});
        const auto joined = answerer->answer(kQuestion, longText(6), {.topK = 20, .joinSpans = true});
        std::map<std::pair<int, int>, double> sums;
        for (const eval::Candidate& answer : all.best)
            sums[{answer.span.start, answer.span.end}] += answer.probability;
        QCOMPARE(joined.best.size(), sums.size());
        for (const eval::Candidate& answer : joined.best)
            QVERIFY(isClose(answer.probability, sums.at({answer.span.start, answer.span.end})));
    }

    void noAnswerIsAmongTheAnswersWhenItMayBe() {
        const test::TinyProject project = tinyModel(3);
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        const auto hasNone = [](const session::Answers& answers) {
            return std::ranges::any_of(answers.best, [](const auto& answer) { return answer.text.empty(); });
        };
        QVERIFY(!hasNone(answerer->answer(kQuestion, kContext, {.topK = 20})));
        QVERIFY(hasNone(answerer->answer(kQuestion, kContext, {.topK = 20, .mayBeNone = true})));
    }

    void theThresholdDecidesWhatStandsFirst() {
        const test::TinyProject project = tinyModel(3);
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        const auto asked = [&](double threshold, int topK) {
            return answerer->answer(kQuestion, longText(6),
                                    {.topK = topK, .mayBeNone = true, .nullThreshold = threshold, .joinSpans = true});
        };
        const double difference = asked(0, 10).nullDifference;
        QVERIFY(difference != 0);
        for (const int topK : {1, 10}) {
            QVERIFY(asked(difference - 0.01, topK).best.front().text.empty());
            QVERIFY(!asked(difference + 0.01, topK).best.front().text.empty());
        }
        const auto best = asked(difference + 0.01, 10).best; // behind the answer the rest stays in order
        for (std::size_t i = 2; i < best.size(); ++i)
            QVERIFY(best[i].text.empty() || best[i].probability <= best[i - 1].probability);
    }

    void whatCannotBeAskedIsRefused_data() {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("part");
        QTest::newRow("no question") << " \t"
                                     << "the town"
                                     << "question is empty";
        QTest::newRow("no text") << "which ?"
                                 << "\n "
                                 << "text is empty";
        QTest::newRow("a question without end") << QString("town ").repeated(40) << "the town"
                                                << "";
    }
    void whatCannotBeAskedIsRefused() {
        QFETCH(QString, question);
        QFETCH(QString, context);
        QFETCH(QString, part);
        const test::TinyProject project = tinyModel(3);
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        try {
            answerer->answer(question.toStdString(), context.toStdString(), {});
            QFAIL("answered");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QVERIFY2(QString::fromUtf8(error.what()).contains(part), error.what());
        }
    }

    void aStopIsAnsweredBetweenBatches() {
        const test::TinyProject project = tinyModel(3);
        const auto answerer = session::makeAnswerer(project.folder, tinyArguments());
        const StopToken stop;
        std::size_t last = 0;
        try {
            answerer->answer(kQuestion, longText(300), {}, stop, [&](auto&, std::size_t done, std::size_t) {
                last = done;
                if (done >= 8)
                    stop.request();
            });
            QFAIL("went on");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Cancelled);
            QCOMPARE(last, std::size_t{8});
        }
        QVERIFY(!answerer->answer(kQuestion, kContext, {}).best.empty());
    }
};

QTEST_APPLESS_MAIN(AnswererTest)
#include "answerer_test.moc"
