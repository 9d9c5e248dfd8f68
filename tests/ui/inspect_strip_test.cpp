// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/token_strip.h"
#include "ui/widgets/token_texts.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace finetune;
using session::TokenKind;
using ui::TokenPlace;
using ui::TokenStrip;

namespace {

session::InspectedToken token(std::int32_t id, std::string text, TokenKind kind, text::Span span) {
    session::InspectedToken made;
    made.id = id;
    made.text = std::move(text);
    made.kind = kind;
    made.span = span;
    made.bytes = {{span.start}, {span.end}};
    return made;
}

// Windows of `words` context tokens each ("w0", "w1" …, one code point apart), two shared with the next.
std::shared_ptr<session::Inspection> inspection(int windows, int words, const std::string& context = "w") {
    auto made = std::make_shared<session::Inspection>();
    made->question = "who";
    made->context = std::make_shared<const std::string>(context);
    made->contextTokens = windows * (words - 2) + 2;
    made->paddingToken = "[PAD]";
    for (int w = 0; w < windows; ++w) {
        session::InspectedWindow window;
        window.tokens = {token(101, "[CLS]", TokenKind::Special, {}), token(7, "who", TokenKind::Question, {0, 3}),
                         token(102, "[SEP]", TokenKind::Special, {})};
        window.firstContextToken = w * (words - 2);
        window.endContextToken = window.firstContextToken + words;
        for (int i = 0; i < words; ++i) {
            const int at = window.firstContextToken + i;
            auto made = token(1000 + at, "w" + std::to_string(at), TokenKind::Context, {4 * at, 4 * at + 3});
            made.sharedWithPrevious = w > 0 && i < 2;
            made.sharedWithNext = w + 1 < windows && i >= words - 2;
            window.tokens.push_back(made);
        }
        window.tokens.push_back(token(102, "[SEP]", TokenKind::Special, {}));
        window.padding = 5;
        made->windows.push_back(window);
    }
    return made;
}

constexpr TokenPlace kNone{-1, -1};

struct Shown {
    std::shared_ptr<session::Inspection> inspection;
    TokenStrip strip;
    Shown(int windows, int words, const std::string& context = "w")
        : inspection(::inspection(windows, words, context)) {
        strip.resize(500, 300);
        strip.setInspection(inspection);
        strip.show();
        strip.setFocus();
    }
};

void moveTo(TokenStrip& strip, QPoint place) {
    QMouseEvent move(QEvent::MouseMove, place, strip.viewport()->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(strip.viewport(), &move);
}

} // namespace

class InspectStripTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chipsFlowInReadingOrderWithinTheWidth() {
        Shown shown(3, 60);
        const auto& chips = shown.strip.tokenLayout().chips();
        QCOMPARE(chips.size(), std::size_t{3 * (60 + 4 + 1)});
        for (std::size_t i = 1; i < chips.size(); ++i) {
            const bool sameRow = chips[i].rect.top() == chips[i - 1].rect.top();
            QVERIFY(sameRow ? chips[i].rect.left() > chips[i - 1].rect.right()
                            : chips[i].rect.top() >= chips[i - 1].rect.bottom());
            QVERIFY(chips[i].rect.right() <= shown.strip.viewport()->width());
        }
        QCOMPARE(chips[64].text, "+5 [PAD]");
    }

    void aContextReadFromTheRightFlowsFromTheRight() {
        Shown shown(1, 10, "القاهرة");
        const auto& chips = shown.strip.tokenLayout().chips();
        QVERIFY(chips[1].rect.right() < chips[0].rect.left());
        QTest::keyClick(&shown.strip, Qt::Key_Left);
        QCOMPARE(shown.strip.current(), (TokenPlace{0, 1}));
    }

    void aTokenLongerThanTheWidthIsElided() {
        auto made = inspection(1, 3);
        made->windows[0].tokens[3].text = std::string(500, 'x');
        TokenStrip strip;
        strip.resize(300, 200);
        strip.setInspection(made);
        const auto& chip = strip.tokenLayout().chips()[3];
        QVERIFY(chip.rect.right() <= 300);
        QVERIFY(chip.text.size() < 100);
    }

    void onlyRowsInSightArePainted() {
        Shown shown(20, 380);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.strip));
        shown.strip.viewport()->repaint();
        const std::size_t all = shown.strip.tokenLayout().chips().size();
        QCOMPARE(all, std::size_t{20 * (380 + 4 + 1)});
        const auto inSightRows = shown.strip.tokenLayout().rowsIn(shown.strip.viewport()->rect());
        QCOMPARE(inSightRows.size(), std::size_t{1}); // one column
        const auto [first, end] = inSightRows.front();
        const auto& rows = shown.strip.tokenLayout().rows();
        const std::size_t inSight = rows[end - 1].end - rows[first].first;
        const std::size_t painted = shown.strip.chipsPainted();
        QVERIFY(painted > 0);
        QVERIFY2(painted <= 2 * inSight, qPrintable(QString::number(painted)));
        QVERIFY(painted * 50 < all);
    }

    void windowsStandSideBySideInColumnsOfTheirOwn() {
        Shown shown(4, 60);
        shown.strip.resize(1000, 400);
        shown.strip.setArrangement(ui::WindowArrangement::SideBySide);
        const ui::TokenLayout& layout = shown.strip.tokenLayout();
        QCOMPARE(layout.columns().size(), std::size_t{4});
        for (const auto& chip : layout.chips()) {
            const auto& column = layout.columns()[static_cast<std::size_t>(chip.place.window)];
            QVERIFY(chip.rect.left() >= column.left && chip.rect.right() <= column.left + column.width + 0.01);
        }
        for (const auto& head : layout.heads())
            QCOMPARE(head.top, layout.heads().front().top);
        QVERIFY(layout.columns()[1].left > layout.columns()[0].left + layout.columns()[0].width);
        QVERIFY(layout.width() > 1000); // the fourth must be scrolled to
        moveTo(shown.strip, shown.strip.rectOf({1, 5}).center());
        QTest::mouseClick(shown.strip.viewport(), Qt::LeftButton, {}, shown.strip.rectOf({1, 5}).center());
        QCOMPARE(shown.strip.current(), (TokenPlace{1, 5}));
        QTest::keyClick(&shown.strip, Qt::Key_Down);
        QCOMPARE(shown.strip.current().window, 1);
        for (int i = 0; i < 200; ++i)
            QTest::keyClick(&shown.strip, Qt::Key_Down);
        QCOMPARE(shown.strip.current().window, 1); // a column ends
        QTest::keyClick(&shown.strip, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(shown.strip.current().window, 3);
        QVERIFY(shown.strip.viewport()->rect().contains(shown.strip.rectOf(shown.strip.current()).center()));
    }

    void columnsOfATextReadFromTheRightBeginAtTheRight() {
        Shown shown(3, 30, "القاهرة");
        shown.strip.resize(1000, 400);
        shown.strip.setArrangement(ui::WindowArrangement::SideBySide);
        const auto& columns = shown.strip.tokenLayout().columns();
        QVERIFY(columns[0].left > columns[1].left && columns[1].left > columns[2].left);
    }

    void captionsCountWhatNeighboursShare() {
        const auto made = inspection(3, 10);
        QVERIFY(!ui::captionOf(*made, 0).note.contains("window 0"));
        const QString note = ui::captionOf(*made, 1).note;
        QVERIFY2(note.contains("2 tokens of window 1") && note.contains("2 of window 3"), qPrintable(note));
    }

    void thePointerOnAChipNamesItsToken() {
        Shown shown(2, 12);
        QSignalSpy hovered(&shown.strip, &TokenStrip::tokenHovered);
        moveTo(shown.strip, shown.strip.rectOf({0, 5}).center());
        QCOMPARE(hovered.takeLast(), (QVariantList{0, 5}));
        moveTo(shown.strip, {1, 1});
        QCOMPARE(hovered.takeLast(), (QVariantList{-1, -1}));
    }

    void charactersLightTheirTokenInEveryWindow() {
        Shown shown(3, 10);
        const auto& shared = shown.inspection->windows[0].tokens[3 + 8]; // also the first of the next window
        QVERIFY(shared.sharedWithNext);
        shown.strip.setLit(TokenKind::Context, shared.span);
        std::vector<TokenPlace> lit;
        for (const auto& chip : shown.strip.tokenLayout().chips())
            if (shown.strip.isLit(chip.place))
                lit.push_back(chip.place);
        QCOMPARE(lit, (std::vector<TokenPlace>{{0, 11}, {1, 3}}));
        shown.strip.setLit(TokenKind::Question, {1, 2});
        QVERIFY(shown.strip.isLit({0, 1}) && shown.strip.isLit({2, 1}) && !shown.strip.isLit({0, 11}));
        shown.strip.setLit(TokenKind::Special, {});
        QVERIFY(!shown.strip.isLit({0, 0}));
    }

    void keysMoveTheCurrentToken_data() {
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<int>("window");
        QTest::addColumn<int>("token");
        const int lastChip = 3 + 30 + 1; // the padding
        QTest::newRow("right") << QList<int>{Qt::Key_Right, Qt::Key_Right} << 0 << 2;
        QTest::newRow("left stops at the first") << QList<int>{Qt::Key_Left} << 0 << 0;
        QTest::newRow("end") << QList<int>{Qt::Key_End} << 0 << lastChip;
        QTest::newRow("over the end into the next window") << QList<int>{Qt::Key_End, Qt::Key_Right} << 1 << 0;
        QTest::newRow("back into the window before") << QList<int>{Qt::Key_PageDown, Qt::Key_Left} << 0 << lastChip;
        QTest::newRow("page down") << QList<int>{Qt::Key_PageDown, Qt::Key_PageDown} << 2 << 0;
        QTest::newRow("page down stops at the last") << QList<int>(9, Qt::Key_PageDown) << 2 << 0;
        QTest::newRow("page up to the window's begin")
            << QList<int>{Qt::Key_PageDown, Qt::Key_Right, Qt::Key_PageUp} << 1 << 0;
        QTest::newRow("down and up") << QList<int>{Qt::Key_Right, Qt::Key_Down, Qt::Key_Up} << 0 << 1;
        QTest::newRow("home") << QList<int>{Qt::Key_Down, Qt::Key_Home} << 0 << 0;
        QTest::newRow("to the very end") << QList<int>{Qt::Key_End | static_cast<int>(Qt::CTRL)} << 2 << lastChip;
    }
    void keysMoveTheCurrentToken() {
        QFETCH(QList<int>, keys);
        QFETCH(int, window);
        QFETCH(int, token);
        Shown shown(3, 30);
        QSignalSpy changed(&shown.strip, &TokenStrip::currentChanged);
        for (const int key : keys)
            QTest::keyClick(&shown.strip, static_cast<Qt::Key>(key & ~static_cast<int>(Qt::CTRL)),
                            key & static_cast<int>(Qt::CTRL) ? Qt::ControlModifier : Qt::NoModifier);
        QCOMPARE(shown.strip.current(), (TokenPlace{window, token}));
        if (window > 0)
            QVERIFY(shown.strip.viewport()->rect().contains(shown.strip.rectOf(shown.strip.current()).center()));
        if (!changed.isEmpty())
            QCOMPARE(changed.last(), (QVariantList{window, token}));
    }

    void downReachesTheRowBelow() {
        Shown shown(1, 60);
        QTest::keyClick(&shown.strip, Qt::Key_Right);
        const QRect before = shown.strip.rectOf(shown.strip.current());
        QTest::keyClick(&shown.strip, Qt::Key_Down);
        const QRect after = shown.strip.rectOf(shown.strip.current());
        QVERIFY(after.top() >= before.bottom());
        QVERIFY(after.right() >= before.left() - 60 && after.left() <= before.right() + 60);
    }

    void aClickMakesCurrentAndBesideChipsNothingIs() {
        Shown shown(1, 12);
        QTest::mouseClick(shown.strip.viewport(), Qt::LeftButton, {}, shown.strip.rectOf({0, 4}).center());
        QCOMPARE(shown.strip.current(), (TokenPlace{0, 4}));
        QVERIFY(shown.strip.accessibleDescription().contains("w1"));
        QTest::mouseClick(shown.strip.viewport(), Qt::LeftButton, {}, {1, 1});
        QCOMPARE(shown.strip.current(), kNone);
    }

    void theWheelWithControlZooms() {
        Shown shown(1, 12);
        const qreal before = shown.strip.tokenLayout().chips()[0].rect.height();
        QWheelEvent wheel({50, 50}, shown.strip.viewport()->mapToGlobal(QPointF(50, 50)), {}, {0, 240}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.strip.viewport(), &wheel);
        QVERIFY(shown.strip.tokenLayout().chips()[0].rect.height() > before * 1.1);
        QTest::keyClick(&shown.strip, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(shown.strip.zoom(), 1.0);
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(&shown.strip, Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(shown.strip.zoom() > 0.5);
    }

    void anEmptyStripAnswersKeysAndPointer() {
        TokenStrip strip;
        strip.resize(300, 200);
        strip.show();
        QTest::keyClick(&strip, Qt::Key_Right);
        QTest::mouseClick(strip.viewport(), Qt::LeftButton, {}, {20, 20});
        strip.setInspection(std::make_shared<session::Inspection>());
        QTest::keyClick(&strip, Qt::Key_End);
        QCOMPARE(strip.current(), kNone);
    }

    void captionsSayWhichPartAndWhyItIsLabelledSo() {
        auto made = inspection(3, 10);
        made->answers = {{"w3", {12}}};
        auto& window = made->windows[1];
        window.answer = session::AnswerPlace::Partly;
        auto caption = ui::captionOf(*made, 1);
        QCOMPARE(caption.title, "Window 2 of 3");
        QVERIFY2(caption.note.contains("9–18") && caption.note.contains("not wholly inside") &&
                     caption.note.contains("[CLS]"),
                 qPrintable(caption.note));
        QVERIFY(caption.warning.isEmpty());
        window.answer = session::AnswerPlace::Whole;
        window.exact = {12, 12};
        window.tutorial = {18, 12};
        window.labelledText = "w3x";
        caption = ui::captionOf(*made, 1);
        QVERIFY2(caption.note.contains("12") && caption.note.contains("“w3x”"), qPrintable(caption.note));
        QVERIFY2(caption.warning.contains("18") && caption.warning.contains("padding"), qPrintable(caption.warning));
    }

    void aDescriptionHoldsIdPlacesAndOtherWindows() {
        const auto made = inspection(3, 10);
        const QString text = ui::tokenDescription(*made, 1, 3);
        for (const char* part : {"w8", "id 1008", "context", "code points 32–35", "bytes 32–35", "also in window 1"})
            QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));
        QVERIFY(ui::tokenDescription(*made, 1, made->windows[1].size()).contains("14–18"));
    }

    void aTokenFromRightToLeftMovesNothingAroundIt() {
        const auto made = inspection(3, 10);
        const QString arabic = QStringLiteral("القاهرة");
        auto& token = const_cast<session::InspectedToken&>(made->windows[1].tokens[3]);
        token.text = arabic.toStdString();
        const QString text = ui::tokenDescription(*made, 1, 3);
        QVERIFY2(text.contains(QChar(0x2068) + arabic + QChar(0x2069)), qPrintable(text));
    }
};

QTEST_MAIN(InspectStripTest)
#include "inspect_strip_test.moc"
