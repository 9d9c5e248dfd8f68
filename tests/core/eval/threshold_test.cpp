// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/metrics.h"
#include "core/eval/threshold.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <random>

using namespace finetune;

namespace {

data::Example example(const std::string& id, const std::vector<std::string>& golds) {
    data::Example made{.id = id, .title = {}, .question = "?", .context = {}, .answers = {}};
    for (const std::string& gold : golds)
        made.answers.push_back({gold, {0}});
    return made;
}

eval::Prediction prediction(const std::string& text, double nullDifference) {
    eval::Prediction made;
    made.best = {{.span = {0, 0}, .text = {}}};
    if (!text.empty())
        made.best.push_back({.span = {0, 1}, .text = text});
    made.nullDifference = nullDifference;
    return made;
}

struct Data {
    std::vector<data::Example> examples;
    std::vector<eval::Prediction> predictions;

    void add(const std::string& id, const std::vector<std::string>& golds, const std::string& text, double odds) {
        examples.push_back(example(id, golds));
        predictions.push_back(prediction(text, odds));
    }

    Json official(double threshold) const {
        eval::Predictions texts;
        eval::NullOdds odds;
        for (std::size_t i = 0; i < examples.size(); ++i) {
            texts[examples[i].id] = predictions[i].best.size() > 1 ? predictions[i].best[1].text : "";
            odds[examples[i].id] = predictions[i].nullDifference;
        }
        return eval::squadMetrics(examples, texts, odds, threshold);
    }
};

// Made-up answers over few words, so that all cases occur: equal, overlapping, none, equal odds.
Data randomData(unsigned seed, int size) {
    std::mt19937 random(seed);
    const std::vector<std::string> words = {"", "red", "blue", "red blue", "green"};
    const auto word = [&] { return words[random() % words.size()]; };
    Data data;
    for (int i = 0; i < size; ++i) {
        const std::string gold = word();
        data.add(std::to_string(i), gold.empty() ? std::vector<std::string>{} : std::vector<std::string>{gold, word()},
                 word(), static_cast<double>(random() % 40) / 4 - 5);
    }
    return data;
}

} // namespace

class ThresholdTest : public QObject {
    Q_OBJECT

    static void compareWithOfficial(const Data& data) {
        const eval::ThresholdCurve curve = eval::thresholdCurve(data.examples, data.predictions);
        const Json official = data.official(0);
        QCOMPARE(curve.bestExact.exact, official["best_exact"].get<double>());
        QCOMPARE(curve.bestExact.threshold, official["best_exact_thresh"].get<double>());
        QCOMPARE(curve.bestF1.f1, official["best_f1"].get<double>());
        QCOMPARE(curve.bestF1.threshold, official["best_f1_thresh"].get<double>());
        for (const double threshold : {-100.0, -2.25, -0.1, 0.0, 0.25, 3.0, 100.0}) {
            const Json at = data.official(threshold);
            QVERIFY(std::abs(curve.at(threshold).exact - at["exact"].get<double>()) < 1e-9);
            QVERIFY(std::abs(curve.at(threshold).f1 - at["f1"].get<double>()) < 1e-9);
        }
    }

private Q_SLOTS:
    void curveAndBestAreThoseOfTheOfficialMetric() {
        for (unsigned seed = 1; seed <= 20; ++seed)
            compareWithOfficial(randomData(seed, 60));
    }

    void curveAndBestAreThoseOfTheOfficialMetricOnRealData() {
        FINETUNE_REQUIRE_SHARED(shared);
        Data data;
        data.examples = data::readSquad(shared / "data/squad/split/validation-v2.json").examples;
        const auto texts = readJson(shared / "goldens/metrics/v2/noisy.predictions.json").get<eval::Predictions>();
        const auto odds = readJson(shared / "goldens/metrics/v2/noisy.null_odds.json").get<eval::NullOdds>();
        for (const data::Example& example : data.examples)
            data.predictions.push_back(prediction(texts.at(example.id), odds.at(example.id)));
        compareWithOfficial(data);
    }

    void theCurveRisesOneQuestionAtATime() {
        Data data;
        data.add("1", {"red"}, "red", -4);
        data.add("2", {}, "green", 3);
        data.add("3", {"blue"}, "blue", 1.5);
        const eval::ThresholdCurve curve = eval::thresholdCurve(data.examples, data.predictions);
        QCOMPARE(curve.total, std::int64_t{3});
        QCOMPARE(curve.points.size(), std::size_t{3});
        QCOMPARE(curve.never.exact, 100 / 3.0);
        QCOMPARE(curve.points[0].answered, std::int64_t{1});
        QCOMPARE(curve.at(2).exact, 100.0);
        QCOMPARE(curve.at(3).exact, 200 / 3.0);
        QCOMPARE(curve.bestExact.threshold, 1.5);
    }

    void equalDifferencesAreOnePoint() {
        Data data;
        data.add("1", {"red"}, "red", 1);
        data.add("2", {}, "green", 1);
        const eval::ThresholdCurve curve = eval::thresholdCurve(data.examples, data.predictions);
        QCOMPARE(curve.points.size(), std::size_t{1});
        QCOMPARE(curve.points[0].exact, 50.0);
        QCOMPARE(curve.points[0].answered, std::int64_t{2});
    }

    void ofQuestionsWithOneIdTheLastCounts() {
        Data data;
        data.add("1", {"red"}, "red", 1);
        data.add("1", {"red"}, "blue", 2);
        const eval::ThresholdCurve curve = eval::thresholdCurve(data.examples, data.predictions);
        QCOMPARE(curve.total, std::int64_t{1});
        QCOMPARE(curve.bestExact.exact, 0.0);
    }

    void nothingGivesNoPoint() {
        const eval::ThresholdCurve curve = eval::thresholdCurve({}, {});
        QVERIFY(curve.points.empty());
        QCOMPARE(curve.at(0).exact, 0.0);
    }
};

QTEST_APPLESS_MAIN(ThresholdTest)
#include "threshold_test.moc"
