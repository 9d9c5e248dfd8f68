// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/statistics.h"
#include "tests/core/data/sample_examples.h"

#include <QTest>
#include <numeric>

using namespace finetune;
using test::contextOf;
using test::example;

class StatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstWordIsTheWordThatAsks_data() {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("word");
        QTest::newRow("english") << " Who dug it?"
                                 << "who";
        QTest::newRow("apostrophe") << "What's that?"
                                    << "what";
        QTest::newRow("spanish") << "¿Qué es?"
                                 << "qué";
        QTest::newRow("arabic") << "ماذا حدث؟"
                                << "ماذا";
        QTest::newRow("chinese at the end") << "博物馆收藏了什么?"
                                            << "什么";
        QTest::newRow("the longest at one place") << "他为什么来?"
                                                  << "为什么";
        QTest::newRow("the first of two") << "谁在哪里?"
                                          << "谁";
        QTest::newRow("traditional") << "哪裡有水?"
                                     << "哪裡";
        QTest::newRow("chinese without one") << "请解释。"
                                             << "";
        QTest::newRow("nothing") << "?"
                                 << "";
    }
    void theFirstWordIsTheWordThatAsks() {
        QFETCH(QString, question);
        QFETCH(QString, word);
        QCOMPARE(QString::fromStdString(data::firstWordOf(question.toStdString())), word);
    }

    void aSmallHistogramHasABinAValue() {
        const auto histogram = data::histogramOf({3, 1, 3, 2});
        QCOMPARE(histogram.first, 1);
        QCOMPARE(histogram.width, 1);
        QCOMPARE(histogram.counts, (std::vector<std::int64_t>{1, 1, 2}));
        QVERIFY(!histogram.lastIsOpen);
        QCOMPARE(histogram.smallest, 1);
        QCOMPARE(histogram.largest, 3);
        QCOMPARE(histogram.mean, 2.25);
    }

    void everyValueIsInABin_data() {
        QTest::addColumn<int>("range");
        for (const int range : {1, 39, 40, 41, 1000, 123'457})
            QTest::addRow("%d", range) << range;
    }
    void everyValueIsInABin() {
        QFETCH(int, range);
        std::vector<std::int32_t> values(static_cast<std::size_t>(range));
        std::iota(values.begin(), values.end(), 17);
        const auto histogram = data::histogramOf(values);
        QVERIFY(histogram.counts.size() <= 42);
        QCOMPARE(std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t{0}),
                 std::int64_t{range});
        QVERIFY(histogram.first <= 17);
    }

    void aLongTailIsOneOpenBin() {
        std::vector<std::int32_t> values(1000, 100);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += static_cast<std::int32_t>(i % 50);
        values.back() = 1'000'000;
        const auto histogram = data::histogramOf(values);
        QVERIFY(histogram.lastIsOpen);
        QVERIFY(histogram.width < 10);
        QCOMPARE(histogram.counts.back(), std::int64_t{1});
        QCOMPARE(histogram.largest, 1'000'000);
    }

    void nothingGivesNothing() {
        QVERIFY(data::histogramOf({}).counts.empty());
        QCOMPARE(data::statistics({}).questions, std::int64_t{0});
    }

    void aDatasetIsCounted() {
        const auto context = contextOf("the town lies by 東京"), copy = contextOf("the town lies by 東京");
        auto set = std::make_shared<data::Dataset>();
        set->examples = {example("1", "Where?", context, {{"東京", {17}}, {"town", {4}}}),
                         example("2", "where is it?", copy, {}),
                         example("3", "Who?", contextOf("nobody"), {{"nobody", {0}}})};
        set->examples[2].title = "other";
        const auto statistics = data::statistics(*set);
        QCOMPARE(statistics.questions, std::int64_t{3});
        QCOMPARE(statistics.contexts, std::int64_t{2});
        QCOMPARE(statistics.articles, std::int64_t{2});
        QCOMPARE(statistics.unanswerable, std::int64_t{1});
        QCOMPARE(statistics.severalAnswers, std::int64_t{1});
        QCOMPARE(statistics.contextLength.values, std::int64_t{2});
        QCOMPARE(statistics.contextLength.largest, 19);
        QCOMPARE(statistics.answerLength.smallest, 2);
        QCOMPARE(statistics.firstWords[0].word, std::string("where"));
        QCOMPARE(statistics.firstWords[0].count, std::int64_t{2});
        QCOMPARE(statistics.answerPosition.counts[17], std::int64_t{1}); // 17 of 19 characters: 89 percent
        QCOMPARE(statistics.answerPosition.counts[0], std::int64_t{1});
    }

    void lengthsAreTokensWhenTheyAreGiven() {
        const auto context = contextOf("the town");
        const auto set =
            test::datasetOf({example("1", "Where?", context, {{"town", {4}}}), example("2", "Why?", context, {})});
        const std::vector<data::TokenCounts> tokens{{.question = 5, .context = 70, .answer = 3},
                                                    {.question = 9, .context = 70}};
        const auto statistics = data::statistics(*set, tokens);
        QVERIFY(statistics.inTokens);
        QCOMPARE(statistics.contextLength.values, std::int64_t{1});
        QCOMPARE(statistics.contextLength.largest, 70);
        QCOMPARE(statistics.questionLength.largest, 9);
        QCOMPARE(statistics.answerLength.largest, 3);
    }
};

QTEST_APPLESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
