// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"

#include <QTest>
#include <random>

using namespace finetune;
using namespace finetune::text;

class Utf8Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodePointSurvivesEncodingAndDecoding() {
        for (char32_t c = 0; c < 0x110000; ++c) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            std::string bytes;
            append(bytes, c);
            std::size_t at = 0;
            const bool same = next(bytes, at) == c && at == bytes.size() && isValidUtf8(bytes);
            if (!same)
                QFAIL(qPrintable(QString("U+%1").arg(static_cast<uint>(c), 4, 16)));
        }
    }

    void bytesThatAreNotUtf8ReadAsOneReplacementEach_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("lone continuation") << QByteArray("\x80");
        QTest::newRow("cut short") << QByteArray("\xE4\xB8");
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF");
        QTest::newRow("overlong of three") << QByteArray("\xE0\x80\x80");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
        QTest::newRow("past the last code point") << QByteArray("\xF4\x90\x80\x80");
        QTest::newRow("never a lead byte") << QByteArray("\xFF");
    }

    void bytesThatAreNotUtf8ReadAsOneReplacementEach() {
        QFETCH(QByteArray, bytes);
        const std::string text = "a" + bytes.toStdString() + "b";
        QVERIFY(!isValidUtf8(text));
        std::u32string characters;
        decode(text, characters);
        QCOMPARE(characters, U'a' + std::u32string(static_cast<std::size_t>(bytes.size()), kReplacement) + U'b');
    }

    void randomBytesNeverReadPastTheEnd() {
        std::mt19937 random(7);
        std::u32string characters;
        for (int i = 0; i < 20000; ++i) {
            std::string bytes(random() % 12, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random());
            decode(bytes, characters);
            QVERIFY(characters.size() <= bytes.size());
            QCOMPARE(static_cast<std::size_t>(countCodePoints(bytes)), characters.size());
        }
    }

    void positionsConvertBetweenTheThreeUnits_data() {
        QTest::addColumn<int>("codePoints");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("units");
        QTest::newRow("start") << 0 << 0 << 0;
        QTest::newRow("after a") << 1 << 1 << 1;
        QTest::newRow("after é") << 2 << 3 << 2;
        QTest::newRow("after 中") << 3 << 6 << 3;
        QTest::newRow("after the emoji") << 4 << 10 << 5;
        QTest::newRow("end") << 5 << 11 << 6;
    }

    void positionsConvertBetweenTheThreeUnits() {
        QFETCH(int, codePoints);
        QFETCH(int, bytes);
        QFETCH(int, units);
        const std::string text = "aé中😀z";
        QCOMPARE(toBytes(text, {codePoints}).value, bytes);
        QCOMPARE(toCodePoints(text, {bytes}).value, codePoints);
        QCOMPARE(toUtf16(text, {codePoints}).value, units);
        QCOMPARE(fromUtf16(text, {units}).value, codePoints);
    }

    void aPositionInsideASurrogatePairIsBeforeTheCharacter() { QCOMPARE(fromUtf16("😀z", {1}).value, 0); }

    void slicesLeaveOutWhatLiesOutside() {
        QCOMPARE(sliceCodePoints("aé中😀z", 1, 4), std::string("é中😀"));
        QCOMPARE(sliceCodePoints("aé", 1, 9), std::string("é"));
        QCOMPARE(sliceCodePoints("aé", 5, 9), std::string());
    }

    void stripTakesTheWhiteSpaceThatPythonTakes() {
        QCOMPARE(strip("\u3000 \x1c\u0085 a b\u00a0\n"), std::string_view("a b"));
        QCOMPARE(strip("\u200b a"), std::string_view("\u200b a"));
        QCOMPARE(strip(" \t "), std::string_view());
    }
};

QTEST_APPLESS_MAIN(Utf8Test)
#include "utf8_test.moc"
