// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"
#include "ui/widgets/highlighted_text.h"

#include "core/text/utf8.h" // after Qt: see highlighted_text.h

#include <QSignalSpy>
#include <QTest>

using namespace finetune;
using ui::HighlightedText;

namespace {

text::Span spanOf(const std::string& text, const std::string& part) {
    const auto at = static_cast<std::int32_t>(text.find(part));
    const std::int32_t start = text::toCodePoints(text, {at}).value;
    return {start, start + text::countCodePoints(part)};
}

void moveTo(HighlightedText& widget, QPoint place) {
    QMouseEvent move(QEvent::MouseMove, place, widget.viewport()->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(widget.viewport(), &move);
}

} // namespace

class InspectTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSpanOfCodePointsIsExactlyItsCharacters_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("plain") << "the river Nera"
                               << "river";
        QTest::newRow("after an emoji") << "a 😀😀 river"
                                        << "river";
        QTest::newRow("the emoji itself") << "a 😀 b"
                                          << "😀";
        QTest::newRow("a family joined from several") << "x 👨‍👩‍👧 y"
                                                      << "👨‍👩‍👧";
        QTest::newRow("combining mark") << QString::fromUtf8("cafe\u0301 noir") << QString::fromUtf8("e\u0301");
        QTest::newRow("Chinese") << "柏林是德国的首都。"
                                 << "首都";
        QTest::newRow("beyond the basic plane") << "𠮷野家 is here"
                                                << "is";
        QTest::newRow("Arabic") << "تقع القاهرة على نهر النيل"
                                << "نهر النيل";
        QTest::newRow("mixed directions") << "Cairo القاهرة is big"
                                          << "is big";
        QTest::newRow("after a line break") << "one\ntwo"
                                            << "two";
        QTest::newRow("after a Windows line break") << "one\r\ntwo three"
                                                    << "two";
        QTest::newRow("after a tab") << "one\ttwo"
                                     << "two";
    }
    void aSpanOfCodePointsIsExactlyItsCharacters() {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const std::string utf8 = text.toStdString();
        HighlightedText widget;
        widget.setUtf8(utf8);
        QCOMPARE(widget.textOf(spanOf(utf8, part.toStdString())), part);
    }

    void whatADocumentWouldSwallowKeepsItsPlace_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a zero") << QByteArray("a\0b two", 7);
        QTest::newRow("a byte that is no UTF-8") << QByteArray("a\xFF two");
        QTest::newRow("a mark of Qt's own") << QByteArray("a\uFDD0\uFDD1\uFFFC two");
        QTest::newRow("separators") << QByteArray("a\u2028\u2029\u0085 two");
        QTest::newRow("a lone carriage return") << QByteArray("a\r two");
        QTest::newRow("a soft hyphen and marks of direction") << QByteArray("a\u00AD\u200E\u202E\u202C two");
    }
    void whatADocumentWouldSwallowKeepsItsPlace() {
        QFETCH(QByteArray, text);
        const std::string utf8 = text.toStdString();
        HighlightedText widget;
        widget.setUtf8(utf8);
        const std::int32_t count = text::countCodePoints(utf8);
        QCOMPARE(widget.textOf({count - 3, count}), "two");
    }

    void thePlaceOfACharacterLeadsBackToIt_data() { aSpanOfCodePointsIsExactlyItsCharacters_data(); }
    void thePlaceOfACharacterLeadsBackToIt() {
        QFETCH(QString, text);
        const std::string utf8 = text.toStdString();
        HighlightedText widget;
        widget.resize(120, 300); // several lines
        widget.setUtf8(utf8);
        widget.show();
        std::u32string codePoints;
        text::decode(utf8, codePoints);
        int found = 0;
        for (std::int32_t i = 0; i < static_cast<std::int32_t>(codePoints.size()); ++i) {
            const QRect place = widget.rectOf({i});
            if (place.width() < 3 || text::isPythonSpace(codePoints[static_cast<std::size_t>(i)]))
                continue; // a part of a cluster has no place of its own
            const auto back = widget.codePointAt(place.center());
            QVERIFY2(back, qPrintable(QString::number(i)));
            if (!widget.rectOf(*back).contains(place.center())) // parts of one drawing share their place
                QCOMPARE(back->value, i);
            ++found;
        }
        QVERIFY(found >= 2);
    }

    void thePointerTellsTheCodePointUnderItAndItsEnd() {
        HighlightedText widget;
        widget.resize(400, 100);
        widget.setUtf8("a 😀 river");
        widget.show();
        QSignalSpy hovered(&widget, &HighlightedText::hovered);
        moveTo(widget, widget.rectOf({4}).center());
        QCOMPARE(hovered.takeLast().at(0).toInt(), 4);
        moveTo(widget, {380, 90});
        QCOMPARE(hovered.takeLast().at(0).toInt(), -1);
        moveTo(widget, widget.rectOf({0}).center());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(widget.viewport(), &leave);
        QCOMPARE(hovered.takeLast().at(0).toInt(), -1);
    }

    void marksAndLightCoverTheirCharacters() {
        const std::string text = "😀 the river Nera";
        HighlightedText widget;
        widget.setUtf8(text);
        widget.setMarks(
            {{spanOf(text, "river Nera"), ui::MarkKind::OtherAnswer}, {spanOf(text, "river"), ui::MarkKind::Answer}});
        widget.setLit(spanOf(text, "the"));
        const auto selections = widget.extraSelections();
        QCOMPARE(selections.size(), 3);
        QCOMPARE(selections[0].cursor.selectedText(), "river Nera");
        QCOMPARE(selections[1].cursor.selectedText(), "river");
        QCOMPARE(selections[1].format.background().color(), ui::theme().answer);
        QCOMPARE(selections[2].cursor.selectedText(), "the");
        QCOMPARE(selections[2].format.background().color(), ui::theme().lit);
        widget.setLit({});
        QCOMPARE(widget.extraSelections().size(), 2);
        widget.setUtf8("other");
        QVERIFY(widget.extraSelections().empty());
    }

    void aSpanOutOfSightIsScrolledTo() {
        std::string text;
        for (int i = 0; i < 300; ++i)
            text += "words and more words ";
        text += "here";
        HighlightedText widget;
        widget.resize(300, 120);
        widget.setUtf8(text);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        const text::Span span = spanOf(text, "here");
        QVERIFY(!widget.viewport()->rect().contains(widget.rectOf({span.start})));
        widget.reveal(span);
        QVERIFY(widget.viewport()->rect().contains(widget.rectOf({span.start})));
    }

    void textReadsWellOnItsMarks() {
        for (const ui::Theme* theme : {&ui::lightTheme(), &ui::darkTheme()}) {
            QVERIFY(ui::contrast(theme->onAnswer, theme->answer) >= 4.5);
            QVERIFY(ui::contrast(theme->onAnswer, theme->otherAnswer) >= 4.5);
            QVERIFY(ui::contrast(theme->onLit, theme->lit) >= 4.5);
            QVERIFY(ui::contrast(theme->onTokenSpecial, theme->tokenSpecial) >= 4.5);
            QVERIFY(ui::contrast(theme->onTokenQuestion, theme->tokenQuestion) >= 4.5);
            QVERIFY(ui::contrast(theme->tokenShared, theme->sunken) >= 3);
        }
    }
};

QTEST_MAIN(InspectTextTest)
#include "inspect_text_test.moc"
