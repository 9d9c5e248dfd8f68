// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/eval/metrics.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <cmath>

using namespace finetune;
using eval::squadMetrics;

class MetricsTest : public QObject {
    Q_OBJECT

    static data::Example example(const std::string& id, std::vector<std::string> answers) {
        data::Example made{.id = id, .title = {}, .question = "?", .context = {}, .answers = {}};
        for (std::string& answer : answers)
            made.answers.push_back({std::move(answer), {0}});
        return made;
    }

    static void compare(const Json& got, const Json& expected) {
        for (const auto& [key, value] : expected.items()) {
            QVERIFY2(got.contains(key), key.c_str());
            const double difference = got[key].get<double>() - value.get<double>();
            QVERIFY2(std::abs(difference) < 1e-9, (key + ": " + got[key].dump() + " is not " + value.dump()).c_str());
        }
        QCOMPARE(got.size(), expected.size());
    }

private Q_SLOTS:
    void predictionFilesScoreAsTransformersScoresThem_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("data");
        QTest::newRow("bert") << "v1"
                              << "bert"
                              << "xquad/xquad.en.json";
        QTest::newRow("rnet") << "v1"
                              << "rnet"
                              << "xquad/xquad.en.json";
        QTest::newRow("noisy") << "v1"
                               << "noisy"
                               << "xquad/xquad.en.json";
        QTest::newRow("noisy v2") << "v2"
                                  << "noisy"
                                  << "squad/split/validation-v2.json";
    }

    void predictionFilesScoreAsTransformersScoresThem() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(QString, folder);
        QFETCH(QString, name);
        QFETCH(QString, data);
        const auto at = shared / "goldens/metrics" / folder.toStdString();
        const std::string stem = name.toStdString();
        const auto examples = data::readSquad(shared / "data" / data.toStdString()).examples;
        const Json all = readJson(at / "expected.json");
        const auto given = readJson(at / (stem + ".predictions.json")).get<eval::Predictions>();
        const auto odds = readJson(at / (stem + ".null_odds.json")).get<eval::NullOdds>();
        compare(squadMetrics(examples, given), all[stem]["plain"]);
        compare(squadMetrics(examples, given, odds, 0.5), all[stem]["with_null_odds"]);
    }

    void normalisationAndPairwiseScoresAreTransformers() {
        FINETUNE_REQUIRE_SHARED(shared);
        const Json expected = readJson(shared / "goldens/metrics/v1/expected.json");
        for (const Json& row : expected["normalise"])
            QCOMPARE(eval::normalizeAnswer(row[0]), row[1].get<std::string>());
        for (const Json& row : expected["f1"]) {
            QCOMPARE(eval::exactMatch(row[0], row[1]), row[2].get<double>());
            QCOMPARE(eval::f1(row[0], row[1]), row[3].get<double>());
        }
    }

    void normalisationFollowsPythonsUnicode_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("final sigma") << "ΟΔΟΣ"
                                     << "οδος";
        QTest::newRow("sigma inside") << "ΣΑΣ"
                                      << "σας";
        QTest::newRow("dotted capital I is two characters") << "İ" << QString::fromUtf8("i\xcc\x87");
        QTest::newRow("no language's rules") << "I"
                                             << "i";
        QTest::newRow("a mark is no word character")
            << QString::fromUtf8("the\xcc\x81 x") << QString::fromUtf8("\xcc\x81 x");
        QTest::newRow("a letter of any script is one") << QString::fromUtf8("theя") << QString::fromUtf8("theя");
        QTest::newRow("a superscript digit is one") << QString::fromUtf8("a²") << QString::fromUtf8("a²");
        QTest::newRow("a dash is none") << QString::fromUtf8("the—end") << QString::fromUtf8("—end");
        QTest::newRow("punctuation goes before articles are looked for") << "a.n"
                                                                         << "";
        QTest::newRow("an ideographic space divides") << QString::fromUtf8("x　y") << "x y";
        QTest::newRow("a zero-width space does not") << QString::fromUtf8("x\u200by") << QString::fromUtf8("x\u200by");
        QTest::newRow("an information separator divides") << QString("x\x1cy") << "x y";
    }

    void normalisationFollowsPythonsUnicode() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(eval::normalizeAnswer(text.toStdString())), expected);
    }

    void theBestOfSeveralGoldAnswersCounts() {
        const Json metrics = squadMetrics({example("1", {"red", "red blue"})}, {{"1", "blue"}});
        QCOMPARE(metrics["exact"].get<double>(), 0.0);
        QCOMPARE(metrics["f1"].get<double>(), 100 * 2.0 / 3.0);
    }

    void anAnswerOfArticlesAloneIsNoGoldAnswer() {
        const Json metrics = squadMetrics({example("1", {"the", "red"})}, {{"1", ""}});
        QCOMPARE(metrics["exact"].get<double>(), 0.0);
        QCOMPARE(squadMetrics({example("1", {"the"})}, {{"1", ""}})["exact"].get<double>(), 100.0);
    }

    void questionsWithoutAPredictionAreLeftOut() {
        const Json metrics = squadMetrics({example("1", {"red"}), example("2", {"blue"})}, {{"1", "red"}});
        QCOMPARE(metrics["total"].get<int>(), 1);
        QCOMPARE(metrics["exact"].get<double>(), 100.0);
    }

    void ofQuestionsWithOneIdTheLastCounts() {
        const Json metrics = squadMetrics({example("1", {"red"}), example("1", {"blue"})}, {{"1", "blue"}});
        QCOMPARE(metrics["total"].get<int>(), 1);
        QCOMPARE(metrics["exact"].get<double>(), 100.0);
    }

    void nothingToScoreIsZeroOfZero() {
        const Json metrics = squadMetrics({}, {});
        QCOMPARE(metrics["total"].get<int>(), 0);
        QCOMPARE(metrics["exact"].get<double>(), 0.0);
    }

    void theBestThresholdSeparatesAnsweredFromUnanswerable() {
        const std::vector<data::Example> examples = {example("1", {"red"}), example("2", {}), example("3", {"blue"})};
        const eval::Predictions given = {{"1", "red"}, {"2", "green"}, {"3", "blue"}};
        const Json metrics = squadMetrics(examples, given, eval::NullOdds{{"1", -4.0}, {"2", 3.0}, {"3", 1.5}}, 0.0);
        QCOMPARE(metrics["exact"].get<double>(), 100 * 2.0 / 3.0);
        QCOMPARE(metrics["best_exact"].get<double>(), 100.0);
        QCOMPARE(metrics["best_exact_thresh"].get<double>(), 1.5);
        QCOMPARE(metrics["NoAns_exact"].get<double>(), 100.0);
        QCOMPARE(metrics["HasAns_exact"].get<double>(), 50.0);
    }

    void oddsMustCoverEveryPrediction() {
        try {
            squadMetrics({example("q7", {"red"})}, {{"q7", "red"}}, eval::NullOdds{});
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("“q7”") != std::string::npos);
        }
    }

    void characterF1SeesWhatTokensOfUnspacedTextHide() {
        QCOMPARE(eval::f1("北京大学", "北京"), 0.0);
        QCOMPARE(eval::characterF1("北京大学", "北京"), 2.0 / 3.0);
        QCOMPARE(eval::characterF1("", ""), 1.0);
        QCOMPARE(eval::characterF1("", "a x"), 0.0);
        QCOMPARE(eval::characterF1("New York", "newyork"), 1.0);
    }
};

QTEST_APPLESS_MAIN(MetricsTest)
#include "metrics_test.moc"
