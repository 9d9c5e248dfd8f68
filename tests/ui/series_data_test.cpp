// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/series_data.h"

#include <QElapsedTimer>
#include <QTest>
#include <cmath>
#include <limits>
#include <random>

using namespace finetune;
using ui::RunAxis;
using ui::SeriesData;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

SeriesData noise(std::size_t points, std::uint32_t seed) {
    std::mt19937 random(seed);
    SeriesData data;
    for (std::size_t i = 0; i < points; ++i) {
        const double step = static_cast<double>(i + 1);
        data.append({step, step / 100, step / 10, static_cast<double>(random() % 1000)});
    }
    return data;
}

// What `drawn` must give, without blocks: every point into its pixel.
std::vector<SeriesData::Column> plainly(const SeriesData& data, double from, double to, int pixels) {
    std::vector<SeriesData::Column> columns;
    const double width = (to - from) / pixels;
    int last = -2;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const double key = data.key(RunAxis::Steps, i);
        if (key < from || key > to)
            continue;
        const int pixel = std::min(static_cast<int>((key - from) / width), pixels - 1);
        if (pixel != last)
            columns.push_back({key, data.value(i), data.value(i)});
        columns.back().low = std::min(columns.back().low, data.value(i));
        columns.back().high = std::max(columns.back().high, data.value(i));
        last = pixel;
    }
    return columns;
}

} // namespace

class SeriesDataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fewPointsAreDrawnAsTheyAre() {
        const SeriesData data = noise(100, 1);
        const auto drawn = data.drawn(RunAxis::Steps, 0, 101, 200);
        QVERIFY(!drawn.band);
        QCOMPARE(drawn.columns.size(), std::size_t{100});
        for (std::size_t i = 0; i < 100; ++i) {
            QCOMPARE(drawn.columns[i].low, data.value(i));
            QCOMPARE(drawn.columns[i].high, data.value(i));
        }
    }

    void manyPointsBecomeTheLowestAndHighestOfEachPixel() {
        const SeriesData data = noise(50'000, 2);
        for (const auto& [from, to] : {std::pair{1.0, 50'000.0}, {777.0, 31'313.0}, {12'000.5, 20'000.5}}) {
            const int pixels = 500;
            const auto drawn = data.drawn(RunAxis::Steps, from, to, pixels);
            QVERIFY(drawn.band);
            const auto expected = plainly(data, from, to, pixels);
            // One column more at each side, for the lines to the edges.
            double low = kInfinity, high = -kInfinity, expectedLow = kInfinity, expectedHigh = -kInfinity;
            for (const auto& column : drawn.columns)
                low = std::min(low, column.low), high = std::max(high, column.high);
            for (const auto& column : expected)
                expectedLow = std::min(expectedLow, column.low), expectedHigh = std::max(expectedHigh, column.high);
            QVERIFY(drawn.columns.size() >= expected.size() && drawn.columns.size() <= expected.size() + 2);
            QCOMPARE(low, expectedLow);
            QCOMPARE(high, expectedHigh);
        }
    }

    void noPeakIsLost() {
        SeriesData data;
        for (int i = 0; i < 200'000; ++i)
            data.append({double(i), 0, 0, i == 123'456 ? 9.0 : 1.0});
        const auto drawn = data.drawn(RunAxis::Steps, 0, 200'000, 300);
        QCOMPARE(std::ranges::count_if(drawn.columns, [](const auto& column) { return column.high == 9.0; }), 1);
    }

    void whatIsNoNumberIsKeptAndMarked() {
        SeriesData data;
        const double values[] = {1, std::nan(""), kInfinity, -kInfinity, 2};
        for (int i = 0; i < 5; ++i)
            data.append({double(i), 0, 0, values[i]});
        QCOMPARE(data.notNumbers(), std::size_t{3});
        QVERIFY(std::isnan(data.value(1)) && std::isinf(data.value(2)));
        const auto drawn = data.drawn(RunAxis::Steps, 0, 4, 100);
        QCOMPARE(drawn.bad.size(), std::size_t{3});
        QVERIFY(!drawn.bad[0].below && !drawn.bad[1].below && drawn.bad[2].below);
        QVERIFY(std::isnan(drawn.columns[2].high)); // a gap
    }

    void oneThatIsNoNumberIsSeenAmongAMillion() {
        SeriesData data;
        for (int i = 0; i < 1'000'000; ++i)
            data.append({double(i), 0, 0, i == 765'432 ? std::nan("") : 1.0});
        const auto drawn = data.drawn(RunAxis::Steps, 0, 1e6, 800);
        QCOMPARE(drawn.bad.size(), std::size_t{1});
        QCOMPARE(drawn.bad[0].key, 765'432.0);
    }

    void everyAxisHasItsKeys() {
        const SeriesData data = noise(1000, 3);
        QCOMPARE(data.lastKey(RunAxis::Steps), 1000.0);
        QCOMPARE(data.lastKey(RunAxis::Epochs), 10.0);
        QCOMPARE(data.lastKey(RunAxis::Time), 100.0);
        QCOMPARE(data.nearest(RunAxis::Epochs, 5.004), std::size_t{499});
        QCOMPARE(data.nearest(RunAxis::Steps, 1e9), std::size_t{999});
        QCOMPARE(data.firstFrom(RunAxis::Steps, 10.5), std::size_t{10});
    }

    void aLatePointDoesNotTurnBack() {
        SeriesData data;
        data.append({10, 1, 5, 1});
        data.append({8, 0.5, 4, 2});
        QCOMPARE(data.key(RunAxis::Steps, 1), 10.0);
        QCOMPARE(data.key(RunAxis::Time, 1), 5.0);
    }

    void aRunThatGoesOnFromAnOlderCheckpointLosesWhatCameAfterIt() {
        SeriesData data = noise(2000, 4);
        data.append({2001, 20.01, 200.1, std::nan("")});
        data.truncateAfter(700);
        QCOMPARE(data.size(), std::size_t{700});
        QCOMPARE(data.notNumbers(), std::size_t{0});
        data.append({701, 7.01, 70.1, 5000});
        for (int i = 702; i < 1500; ++i)
            data.append({double(i), 0, 0, 1});
        const auto drawn = data.drawn(RunAxis::Steps, 0, 1500, 100);
        QVERIFY(std::ranges::any_of(drawn.columns, [](const auto& column) { return column.high == 5000; }));
    }

    void smoothingIsTheMeanOfTheValuesSoFar() {
        SeriesData data;
        for (const double value : {4.0, 2.0, std::nan(""), 6.0})
            data.append({double(data.size() + 1), 0, 0, value});
        const auto& none = data.smoothed(0);
        QCOMPARE(none[0], 4.0);
        QCOMPARE(none[3], 6.0);
        const auto& half = data.smoothed(0.5);
        QCOMPARE(half[0], 4.0); // corrected for its beginning
        QCOMPARE(half[1], (0.25 * 4 + 0.5 * 2) / 0.75);
        QCOMPARE(half[2], half[1]); // NaN is passed over
        data.append({5, 0, 0, 6.0});
        QCOMPARE(data.smoothed(0.5).size(), std::size_t{5});
    }

    void aMillionPointsInMilliseconds() {
        const SeriesData data = noise(1'000'000, 5);
        data.smoothed(0.9);
        QElapsedTimer timer;
        timer.start();
        constexpr int kTimes = 20;
        std::size_t columns = 0;
        for (int i = 0; i < kTimes; ++i)
            columns += data.drawn(RunAxis::Steps, -i, 1e6 + i, 800).columns.size();
        qInfo("1,000,000 points to 800 pixels: %.3f ms", double(timer.nsecsElapsed()) / 1e6 / kTimes);
        timer.restart();
        data.smoothed(0.95);
        qInfo("smoothing 1,000,000 points anew: %.3f ms", double(timer.nsecsElapsed()) / 1e6);
        QVERIFY(columns > 0);
    }
};

QTEST_APPLESS_MAIN(SeriesDataTest)
#include "series_data_test.moc"
