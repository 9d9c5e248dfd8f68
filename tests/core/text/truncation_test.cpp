// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/truncation.h"

#include "core/base/error.h"

#include <QTest>

using namespace finetune;
using namespace finetune::text;

namespace {

QString written(const Parts& parts) {
    QStringList out;
    for (const auto& text : parts) {
        QStringList ranges;
        for (const TokenRange range : text)
            ranges << QString("%1-%2").arg(range.begin).arg(range.end);
        out << ranges.join(' ');
    }
    return out.join(" | ");
}

} // namespace

class TruncationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsEqualTheReference_data() {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::addColumn<Truncation>("strategy");
        QTest::addColumn<int>("room");
        QTest::addColumn<int>("stride");
        QTest::addColumn<QString>("expected");
        using enum Truncation;
        QTest::newRow("fits") << 3 << 4 << OnlySecond << 7 << 2 << "0-3 | 0-4";
        QTest::newRow("second") << 3 << 10 << OnlySecond << 7 << 0 << "0-3 | 0-4 4-8 8-10";
        QTest::newRow("second with stride") << 3 << 10 << OnlySecond << 7 << 2 << "0-3 | 0-4 2-6 4-8 6-10";
        QTest::newRow("ends exactly") << 0 << 8 << OnlySecond << 4 << 0 << "0-0 | 0-4 4-8";
        QTest::newRow("stride one below the room") << 0 << 5 << OnlySecond << 3 << 2 << "0-0 | 0-3 1-4 2-5";
        QTest::newRow("first") << 6 << 2 << OnlyFirst << 5 << 1 << "0-3 2-5 4-6 | 0-2";
        QTest::newRow("longest: only the longer") << 2 << 9 << LongestFirst << 6 << 0 << "0-2 | 0-4 4-8 8-9";
        QTest::newRow("longest: both, a tie") << 5 << 5 << LongestFirst << 7 << 0 << "0-3 3-5 | 0-4 4-5";
        QTest::newRow("longest: both, first longer") << 8 << 5 << LongestFirst << 7 << 0 << "0-4 4-8 | 0-3 3-5";
        QTest::newRow("no truncation") << 8 << 5 << None << 1 << 0 << "0-8 | 0-5";
    }

    void partsEqualTheReference() {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(Truncation, strategy);
        QFETCH(int, room);
        QFETCH(int, stride);
        QFETCH(QString, expected);
        const Parts parts = truncate(static_cast<std::size_t>(first), static_cast<std::size_t>(second), strategy,
                                     stride, {room + 3, 3, 2}, Side::Right);
        QCOMPARE(written(parts), expected);
    }

    void truncationOfTheLeftStepsFromTheEnd() {
        const Parts parts = truncate(10, std::nullopt, Truncation::OnlyFirst, 1, {6, 2, 2}, Side::Left);
        QCOMPARE(written(parts), QString("6-10 3-7 0-4 | 0-0"));
    }

    void whatLeavesNoRoomIsAnError_data() {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::addColumn<Truncation>("strategy");
        QTest::addColumn<int>("maxLength");
        QTest::addColumn<int>("stride");
        using enum Truncation;
        QTest::newRow("the other text fills it") << 9 << 20 << OnlySecond << 12 << 0;
        QTest::newRow("the stride is the room") << 5 << 20 << OnlySecond << 12 << 4;
        QTest::newRow("the stride is more than max_length, though all fits") << 1 << 1 << OnlySecond << 12 << 11;
        QTest::newRow("only special tokens fit") << 0 << 2 << OnlySecond << 3 << 0;
        QTest::newRow("not even the special tokens fit") << 0 << 0 << OnlyFirst << 2 << 0;
        QTest::newRow("longest leaves one text nothing") << 5 << 5 << LongestFirst << 4 << 0;
        QTest::newRow("negative stride") << 5 << 5 << LongestFirst << 9 << -1;
    }

    void whatLeavesNoRoomIsAnError() {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(Truncation, strategy);
        QFETCH(int, maxLength);
        QFETCH(int, stride);
        try {
            truncate(static_cast<std::size_t>(first), static_cast<std::size_t>(second), strategy, stride,
                     {maxLength, 3, 2}, Side::Right);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
        }
    }

    void truncatingAMissingSecondTextIsAnErrorOnlyWhenItIsNeeded() {
        QCOMPARE(written(truncate(4, std::nullopt, Truncation::OnlySecond, 0, {6, 2, 2}, Side::Right)),
                 QString("0-4 | 0-0"));
        QVERIFY_EXCEPTION_THROWN(truncate(5, std::nullopt, Truncation::OnlySecond, 0, {6, 2, 2}, Side::Right), Error);
    }
};

QTEST_APPLESS_MAIN(TruncationTest)
#include "truncation_test.moc"
