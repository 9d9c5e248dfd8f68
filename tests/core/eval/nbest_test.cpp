// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/eval/nbest.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace finetune;
using data::Feature;
using eval::NBest;
using eval::NBestOptions;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

data::Example example(const std::string& context) {
    return {.id = "1",
            .title = {},
            .question = "?",
            .context = std::make_shared<const std::string>(context),
            .answers = {}};
}

// [CLS] ? [SEP] and five words of one letter: tokens 3 to 7.
const std::vector<data::Example> kOne = {example("a b c d e")};

Feature window() {
    return data::featureOf(std::vector<std::int32_t>(9), 3, {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}});
}

eval::Prediction predict(const std::vector<float>& starts, const std::vector<float>& ends, NBestOptions options = {}) {
    NBest nBest(kOne, options);
    nBest.add(window(), starts, ends);
    return nBest.finish().front();
}

} // namespace

class NBestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // nbest_golden.json is ours: random logits over made-up sentences, some with ties, some of no use, put through the
    // formula of transformers' utils_qa.py (numpy's argsort, stable).
    void textsAndScoresAreThoseOfThePythonExample() {
        const Json golden = readJson(NBEST_GOLDEN);
        std::vector<data::Example> examples;
        for (const Json& context : golden["examples"])
            examples.push_back(example(context));
        for (const Json& run : golden["runs"]) {
            NBest nBest(examples, {.nBest = run["n_best_size"],
                                   .maxAnswerTokens = run["max_answer_length"],
                                   .v2 = run["version_2_with_negative"],
                                   .nullThreshold = run["null_score_diff_threshold"]});
            for (const Json& given : golden["windows"]) {
                std::vector<text::Span> offsets;
                for (const Json& span : given["offsets"])
                    offsets.push_back({span[0], span[1]});
                Feature feature = data::featureOf({}, given["begin"], std::move(offsets));
                feature.example = given["example"];
                nBest.add(feature, given["start"].get<std::vector<float>>(), given["end"].get<std::vector<float>>());
            }
            const auto predictions = nBest.finish();
            for (std::size_t i = 0; i < predictions.size(); ++i)
                compare(predictions[i], run["predictions"][i]);
        }
    }

    void theBestPairOfTheContextIsTheAnswer() {
        const auto prediction = predict({9, 9, 9, 0, 5, 0, 0, 0, 9}, {9, 9, 9, 0, 0, 4, 0, 0, 9});
        QCOMPARE(prediction.text, std::string("b c"));
        QCOMPARE(prediction.best[0].score, 9.0);
        QCOMPARE(prediction.best[0].span, (text::Span{2, 5}));
        QCOMPARE(prediction.nullScore, 18.0);
    }

    void reversedAndLongPairsAreSkipped() {
        const auto reversed = predict({0, 0, 0, 0, 0, 0, 9, 0, 0}, {0, 0, 0, 0, 9, 0, 1, 0, 0});
        QCOMPARE(reversed.text, std::string("d"));
        const auto tooLong = predict({0, 0, 0, 9, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 1, 0, 9, 0}, {.maxAnswerTokens = 3});
        QCOMPARE(tooLong.text, std::string("a b c"));
    }

    void ofEqualLogitsTheLaterPositionComesFirst() {
        const auto prediction = predict({0, 0, 0, 1, 1, 1, 1, 1, 0}, {0, 0, 0, 1, 1, 1, 1, 1, 0}, {.nBest = 2});
        QCOMPARE(prediction.best.size(), std::size_t{2});
        QCOMPARE(prediction.best[0].text, std::string("e"));
        QCOMPARE(prediction.best[1].text, std::string("d e"));
    }

    void ofEqualScoresTheEarlierWindowComesFirst() {
        NBest nBest(kOne, {});
        const Feature second =
            data::featureOf(std::vector<std::int32_t>(9), 3, {{0, 3}, {4, 5}, {6, 7}, {8, 9}, {8, 9}});
        nBest.add(window(), std::vector<float>{0, 0, 0, 2, 0, 0, 0, 0, 0},
                  std::vector<float>{0, 0, 0, 2, 0, 0, 0, 0, 0});
        nBest.add(second, std::vector<float>{0, 0, 0, 2, 0, 0, 0, 0, 0}, std::vector<float>{0, 0, 0, 2, 0, 0, 0, 0, 0});
        const auto best = nBest.finish().front().best;
        QCOMPARE(best[0].text, std::string("a"));
        QCOMPARE(best[1].text, std::string("a b"));
        QCOMPARE(best[0].probability, best[1].probability);
    }

    void theNullScoreIsTheSmallestOfTheWindows() {
        NBest nBest(kOne, {.v2 = true});
        nBest.add(window(), std::vector<float>{5, 0, 0, 3, 0, 0, 0, 0, 0},
                  std::vector<float>{5, 0, 0, 3, 0, 0, 0, 0, 0});
        nBest.add(window(), std::vector<float>{1, 0, 0, 0, 0, 0, 0, 0, 0},
                  std::vector<float>{1, 0, 0, 0, 0, 0, 0, 0, 0});
        const auto prediction = nBest.finish().front();
        QCOMPARE(prediction.nullScore, 2.0);
        QCOMPARE(prediction.nullDifference, -4.0);
        QCOMPARE(prediction.text, std::string("a"));
    }

    void theThresholdDecidesBetweenNothingAndTheBest_data() {
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QString>("text");
        QTest::newRow("below the difference") << 1.5 << "";
        QTest::newRow("equal to it") << 2.0 << "b";
        QTest::newRow("above it") << 2.5 << "b";
    }

    void theThresholdDecidesBetweenNothingAndTheBest() {
        QFETCH(double, threshold);
        QFETCH(QString, text);
        const auto prediction =
            predict({4, 0, 0, 0, 3, 0, 0, 0, 0}, {4, 0, 0, 0, 3, 0, 0, 0, 0}, {.v2 = true, .nullThreshold = threshold});
        QCOMPARE(prediction.nullDifference, 2.0);
        QCOMPARE(QString::fromStdString(prediction.text), text);
        QVERIFY(prediction.best[0].text.empty());
    }

    void noAnswerStaysAmongTheBestHoweverLowItsScore() {
        const auto prediction =
            predict({-9, 0, 0, 5, 5, 5, 5, 5, 0}, {-9, 0, 0, 5, 5, 5, 5, 5, 0}, {.nBest = 3, .v2 = true});
        QCOMPARE(prediction.best.size(), std::size_t{4});
        QVERIFY(prediction.best.back().text.empty());
        QCOMPARE(prediction.best.back().score, -18.0);
    }

    void whereNoPairIsValidTheAnswerIsEmpty() {
        const auto prediction = predict({9, 9, 0, 0, 0, 0, 0, 0, 0}, {9, 9, 0, 0, 0, 0, 0, 0, 0}, {.nBest = 2});
        QVERIFY(prediction.best.empty());
        QVERIFY(prediction.text.empty());
    }

    void anExampleWithoutWindowsHasAnEmptyAnswer() {
        for (const bool v2 : {false, true}) {
            const auto prediction = NBest(kOne, {.v2 = v2}).finish().front();
            QVERIFY(prediction.best.empty());
            QVERIFY(prediction.text.empty());
            QCOMPARE(prediction.nullScore, 0.0);
        }
    }

    void probabilitiesAreASoftmaxOverTheCandidates() {
        const auto prediction = predict({0, 0, 0, 500, 499, 0, 0, 0, 0}, {0, 0, 0, 0, 500, 0, 0, 0, 0}, {.nBest = 2});
        double sum = 0;
        for (const eval::Candidate& candidate : prediction.best)
            sum += candidate.probability;
        QVERIFY(std::abs(sum - 1) < 1e-12);
        QVERIFY(std::abs(prediction.best[1].probability / prediction.best[0].probability - std::exp(-1.0)) < 1e-12);
    }

    void whatIsNotFiniteIsNoCandidate() {
        const float infinity = std::numeric_limits<float>::infinity();
        const auto some =
            predict({kNan, kNan, 0, kNan, 2, infinity, 0, 0, kNan}, {0, kNan, 0, 0, 2, 1, kNan, 0, 0}, {.v2 = true});
        QCOMPARE(some.text, std::string("b"));
        QCOMPARE(some.nullScore, 0.0);
        QVERIFY(std::isfinite(some.best[0].probability));
        const std::vector<float> nothing(9, kNan);
        QVERIFY(predict(nothing, nothing).text.empty());
    }

    void logitsOfPaddingTakePlacesButGiveNoAnswer() {
        const auto prediction =
            predict({0, 0, 0, 3, 0, 0, 0, 0, 0, 9, 9}, {0, 0, 0, 3, 0, 0, 0, 0, 0, 9, 9}, {.nBest = 3});
        QCOMPARE(prediction.best.size(), std::size_t{1});
        QCOMPARE(prediction.text, std::string("a"));
    }

private:
    static void compare(const eval::Prediction& got, const Json& expected) {
        QCOMPARE(got.text, expected["text"].get<std::string>());
        QCOMPARE(got.best.size(), expected["scores"].size());
        for (std::size_t i = 0; i < got.best.size(); ++i)
            QCOMPARE(got.best[i].score, expected["scores"][i].get<double>());
        for (std::size_t i = 0; i < expected["texts"].size(); ++i)
            QCOMPARE(got.best[i].text, expected["texts"][i].get<std::string>());
        if (!got.best.empty())
            QVERIFY(std::abs(got.best[0].probability - expected["probability"].get<double>()) < 1e-6);
        if (expected["null_difference"].is_number())
            QVERIFY(std::abs(got.nullDifference - expected["null_difference"].get<double>()) < 1e-5);
    }
};

QTEST_APPLESS_MAIN(NBestTest)
#include "nbest_test.moc"
