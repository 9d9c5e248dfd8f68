// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/characters.h"

#include <QTest>

using namespace finetune::text;

namespace {

std::u32string lower(char32_t c) {
    std::u32string out;
    appendLower(c, out);
    return out;
}

std::u32string decomposed(char32_t c) {
    std::u32string out;
    appendDecomposed(c, out);
    return out;
}

} // namespace

// The golden sweeps hold every code point; these name the differences between the reference's Unicode versions and ICU.
class CharactersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void punctuationIsThatOfUnicode8() {
        QVERIFY(isPunctuation(U'$') && isPunctuation(U'^') && isPunctuation(U'、'));
        QVERIFY(!isPunctuation(0x20AC)); // the euro is a currency symbol
        QVERIFY(isPunctuation(0x166D));  // a symbol since Unicode 12
        QVERIFY(isPunctuation(0x111C9)); // a mark since Unicode 11
        QVERIFY(!isPunctuation(0x2E43)); // came with Unicode 9
    }

    void marksAreThoseOfUnicode8() {
        QVERIFY(isNonspacingMark(0x301));
        QVERIFY(isNonspacingMark(0x1734) && isNonspacingMark(0x1171E)); // spacing since 14 and 16
        QVERIFY(!isNonspacingMark(0x1885) && !isNonspacingMark(0xA9BD) && !isNonspacingMark(0x111C9));
        QVERIFY(!isNonspacingMark(0x1DF6)); // came with Unicode 10
    }

    void controlsAreThoseOfUnicode8() {
        QVERIFY(isControl(0x200B + 2) && isControl(0xAD) && isControl(0xE000) && isControl(0x10FFFD));
        QVERIFY(!isControl('\t') && !isControl('\n') && !isControl('\r'));
        QVERIFY(!isControl(0x378));  // unassigned
        QVERIFY(!isControl(0x8E2));  // came with Unicode 9
        QVERIFY(!isControl(0xFFFE)); // a noncharacter has no category
    }

    void lowerCaseIsThatOfUnicode17() {
        QCOMPARE(lower(U'Σ'), std::u32string(U"σ"));
        QCOMPARE(lower(0x130), std::u32string(U"i\u0307"));
        QCOMPARE(lower(0x1C89), std::u32string(1, 0x1C8A));
        QCOMPARE(lower(0xA7CB), std::u32string(1, 0x264));
        QCOMPARE(lower(0x10D65), std::u32string(1, 0x10D85));
        QCOMPARE(lower(0x16EB8), std::u32string(1, 0x16ED3));
        QCOMPARE(lower(0x16EB9), std::u32string(1, 0x16EB9));
    }

    void decompositionIsThatOfUnicode9() {
        QCOMPARE(decomposed(U'é'), std::u32string(U"e\u0301"));
        QCOMPARE(decomposed(0xAC01), std::u32string(U"\u1100\u1161\u11A8"));
        QCOMPARE(decomposed(0x2F800), std::u32string(1, 0x4E3D));
        QCOMPARE(decomposed(0x11938), std::u32string(1, 0x11938)); // came with Unicode 13
        QCOMPARE(int(combiningClass(0x301)), 230);
        QCOMPARE(int(combiningClass(0x1DF6)), 0); // came with Unicode 10
    }

    void wordCharactersAreThoseOfUnicode16() {
        QVERIFY(isWordCharacter(U'_') && isWordCharacter(U'é') && isWordCharacter(U'9') && isWordCharacter(0x200D));
        QVERIFY(isWordCharacter(0x2EBF0) && isWordCharacter(0x10D40) && isWordCharacter(0x897));
        QVERIFY(!isWordCharacter(U' ') && !isWordCharacter(U'-') && !isWordCharacter(0x1F600));
    }
};

QTEST_APPLESS_MAIN(CharactersTest)
#include "characters_test.moc"
