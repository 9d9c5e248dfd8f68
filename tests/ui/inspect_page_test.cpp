// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/pages/inspect/inspect_page.h"
#include "ui/session/paths.h"
#include "ui/widgets/highlighted_text.h"
#include "ui/widgets/token_strip.h"

#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace finetune;
using ui::HighlightedText;
using ui::InspectPage;
using ui::TokenPlace;
using ui::TokenStrip;

namespace {

struct Shown {
    test::TinyProject project = test::writeTinyProject(test::scratchFolder());
    std::shared_ptr<const data::Dataset> dataset =
        std::make_shared<const data::Dataset>(data::readSquad(project.squad));
    InspectPage page;

    Shown() {
        page.resize(1000, 700);
        page.show();
        page.setDataset(dataset);
        page.setModelFolder(QString::fromStdString(project.folder.string()));
        page.setWindowOptions(16, 2); // two windows an example
    }
    TokenStrip* strip() const { return page.findChild<TokenStrip*>("inspectStrip"); }
    HighlightedText* context() const { return page.findChild<HighlightedText*>("inspectContext"); }
    QString label(const char* name) const { return page.findChild<QLabel*>(name)->text(); }
    QSpinBox* box(const char* name) const { return page.findChild<QSpinBox*>(name); }
    std::size_t windows() const { return strip()->tokenLayout().heads().size(); }
    bool ready() const {
        return QTest::qWaitFor([this] { return windows() > 0; });
    }
};

void moveTo(QAbstractScrollArea& area, QPoint place) {
    QMouseEvent move(QEvent::MouseMove, place, area.viewport()->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(area.viewport(), &move);
}

} // namespace

class InspectPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAModelTheTextsStandAlone() {
        const auto project = test::writeTinyProject(test::scratchFolder());
        InspectPage page;
        page.show();
        page.setDataset(std::make_shared<const data::Dataset>(data::readSquad(project.squad)));
        QVERIFY(page.findChild<HighlightedText*>("inspectContext")->toPlainText().startsWith("the town of"));
        QVERIFY(page.findChild<QLabel*>("inspectMessage")->text().contains("Choose a model"));
    }

    void anExampleShowsItsWindowsAndItsAnswer() {
        Shown shown;
        QVERIFY(shown.ready());
        QCOMPARE(shown.windows(), std::size_t{2});
        const auto selections = shown.context()->extraSelections();
        QCOMPARE(selections.size(), 1);
        QCOMPARE(selections[0].cursor.selectedText().toStdString(), shown.dataset->examples[0].answers[0].text);
    }

    void thePointerOnATokenLightsExactlyItsCharacters() {
        Shown shown;
        QVERIFY(shown.ready());
        const auto& chips = shown.strip()->tokenLayout().chips();
        int seen = 0;
        for (const char* word : {"town", "lies"}) {
            for (const auto& chip : chips) {
                if (chip.text != word || chip.place.token < 9)
                    continue;
                moveTo(*shown.strip(), shown.strip()->rectOf(chip.place).center());
                QCOMPARE(shown.context()->textOf(shown.context()->lit()), word);
                QVERIFY(shown.label("inspectStatus").contains(word));
                ++seen;
            }
        }
        QVERIFY(seen >= 2);
        moveTo(*shown.strip(), {1, 1});
        QCOMPARE(shown.context()->lit(), text::Span{});
    }

    void thePointerOnACharacterLightsItsTokens() {
        Shown shown;
        QVERIFY(shown.ready());
        moveTo(*shown.context(), shown.context()->rectOf({5}).center()); // "the town"
        QCOMPARE(shown.context()->textOf(shown.context()->lit()), "town");
        QStringList lit;
        for (const auto& chip : shown.strip()->tokenLayout().chips())
            if (shown.strip()->isLit(chip.place))
                lit << chip.text;
        QCOMPARE(lit, QStringList{"town"});
        moveTo(*shown.context(), shown.context()->rectOf({3}).center()); // a space
        QCOMPARE(shown.context()->lit(), text::Span{});
    }

    void theKeyboardReachesWhatThePointerReaches() {
        Shown shown;
        QVERIFY(shown.ready());
        shown.strip()->setFocus();
        for (int i = 0; i < 40 && shown.context()->lit() == text::Span{}; ++i)
            QTest::keyClick(shown.strip(), Qt::Key_Right);
        QCOMPARE(shown.context()->textOf(shown.context()->lit()), "the");
        QVERIFY(shown.label("inspectStatus").contains("code points 0–3"));
    }

    void otherExamplesAreReachedByKeyAndNumber() {
        Shown shown;
        QVERIFY(shown.ready());
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        QSignalSpy changed(&shown.page, &InspectPage::currentExampleChanged);
        QTest::keyClick(&shown.page, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(changed.last().at(0).toInt(), 1);
        QTest::keyClick(&shown.page, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(changed.last().at(0).toInt(), 0);
        shown.box("inspectExample")->setValue(7);
        QCOMPARE(changed.last().at(0).toInt(), 6);
        shown.page.showExample(100000);
        QCOMPARE(changed.last().at(0).toInt(), static_cast<int>(shown.dataset->examples.size()) - 1);
        QVERIFY(shown.label("inspectTitle").contains(QString::fromStdString(shown.dataset->examples.back().id)));
        QVERIFY(shown.label("inspectTitle").startsWith(ui::fromPath(shown.dataset->file.filename())));
    }

    void theNewestExampleWins() {
        Shown shown;
        const int last = static_cast<int>(shown.dataset->examples.size()) - 1;
        for (int i = 0; i <= last; ++i)
            shown.page.showExample(i);
        const QString expected =
            QString::fromStdString(*shown.dataset->examples[static_cast<std::size_t>(last)].context);
        QVERIFY(QTest::qWaitFor([&] { return shown.windows() > 0 && shown.context()->toPlainText() == expected; }));
    }

    void theOptionsChangeWindowsAndSummary() {
        Shown shown;
        QVERIFY(shown.ready());
        QVERIFY(QTest::qWaitFor([&] { return shown.label("inspectSummary").contains("<b>48</b> windows"); }));
        shown.box("inspectMaxLength")->setValue(64);
        QVERIFY(QTest::qWaitFor([&] { return shown.windows() == 1; }));
        QVERIFY(QTest::qWaitFor([&] { return shown.label("inspectSummary").contains("<b>24</b> windows"); }));
    }

    void whatIsTriedStaysWhileTheRunsValuesStay() {
        Shown shown;
        shown.box("inspectMaxLength")->setValue(64);
        shown.page.setWindowOptions(16, 2);
        QCOMPARE(shown.box("inspectMaxLength")->value(), 64);
        shown.page.setWindowOptions(20, 2);
        QCOMPARE(shown.box("inspectMaxLength")->value(), 20);
    }

    void anExampleThatCannotBeCutSaysWhy() {
        Shown shown;
        shown.page.setWindowOptions(9, 2);
        QVERIFY(QTest::qWaitFor([&] { return shown.label("inspectMessage").contains("gives no window"); }));
        QVERIFY(shown.page.findChild<QLabel*>("inspectMessage")->isVisible());
    }

    void problemsAreReachedByKeyRoundAndRound() {
        Shown shown;
        shown.page.setWindowOptions(11, 1); // one context token of the next window is shared; some answers get lost
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        const session::Inspector inspector(shown.project.folder);
        const auto expected =
            session::summarize(session::measureLengths(shown.dataset->examples, inspector.tokenizer()),
                               {.maxLength = 11, .stride = 1})
                .problems;
        QVERIFY(expected.size() > 1);
        const QString told = QStringLiteral("%1 problem").arg(expected.size());
        QTRY_VERIFY2(shown.label("inspectProblems").startsWith(told), qPrintable(shown.label("inspectProblems")));
        shown.page.showExample(expected.back());
        QSignalSpy changed(&shown.page, &InspectPage::currentExampleChanged);
        QTest::keyClick(&shown.page, Qt::Key_F8);
        QCOMPARE(changed.last().at(0).toInt(), expected[0]);
        QTest::keyClick(&shown.page, Qt::Key_F8);
        QCOMPARE(changed.last().at(0).toInt(), expected[1]);
        QTest::keyClick(&shown.page, Qt::Key_F8, Qt::ShiftModifier);
        QTest::keyClick(&shown.page, Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(changed.last().at(0).toInt(), expected.back());
    }

    void aLostAnswerIsSaid() {
        test::TinyProject project = test::writeTinyProject(test::scratchFolder());
        auto dataset = std::make_shared<data::Dataset>(data::readSquad(project.squad));
        dataset->examples[0].answers = {{"town of arle lies by", {4}}};
        InspectPage page;
        page.resize(1000, 700);
        page.show();
        page.setDataset(dataset);
        page.setModelFolder(QString::fromStdString(project.folder.string()));
        page.setWindowOptions(14, 1);
        auto* problem = page.findChild<QLabel*>("inspectProblem");
        QTRY_VERIFY2(problem->text().contains("No window holds"), qPrintable(problem->text()));
        QVERIFY(problem->isVisible());
        page.setWindowOptions(64, 8);
        QTRY_VERIFY(!problem->isVisible());
    }

    void theLongestExampleIsOneClickAway() {
        Shown shown;
        auto* button = shown.page.findChild<QToolButton*>("inspectLongest");
        QTRY_VERIFY(button->isEnabled());
        shown.page.showExample(5);
        QSignalSpy changed(&shown.page, &InspectPage::currentExampleChanged);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(changed.size(), 1);
        const session::Inspector inspector(shown.project.folder);
        const auto lengths = session::measureLengths(shown.dataset->examples, inspector.tokenizer());
        QCOMPARE(changed.last().at(0).toInt(), session::summarize(lengths, {}).longestExample);
    }

    void buttonsZoomAndTurnTheWindows() {
        Shown shown;
        QVERIFY(shown.ready());
        const auto click = [&](const char* name) {
            QTest::mouseClick(shown.page.findChild<QToolButton*>(name), Qt::LeftButton);
        };
        click("inspectZoomIn");
        QVERIFY(shown.strip()->zoom() > 1);
        QCOMPARE(shown.page.findChild<QToolButton*>("inspectZoom")->text(), "110 %");
        click("inspectZoomOut");
        click("inspectZoomOut");
        QVERIFY(shown.strip()->zoom() < 1);
        click("inspectZoom");
        QCOMPARE(shown.strip()->zoom(), 1.0);
        auto* sideBySide = shown.page.findChild<QCheckBox*>("inspectSideBySide");
        QVERIFY(sideBySide->isEnabled());
        QTest::keyClick(sideBySide, Qt::Key_Space);
        QCOMPARE(shown.strip()->tokenLayout().columns().size(), std::size_t{2});
        shown.box("inspectMaxLength")->setValue(64); // one window
        QTRY_VERIFY(!sideBySide->isEnabled());
    }

    void aFolderWithoutATokenizerIsNamed() {
        Shown shown;
        const auto folder = test::scratchFolder();
        shown.page.setModelFolder(QString::fromStdString(folder.string()));
        QVERIFY(QTest::qWaitFor(
            [&] { return shown.label("inspectMessage").contains(QString::fromStdString(folder.string())); }));
        QCOMPARE(shown.windows(), std::size_t{0});
    }

    void aPageThatEndsWhileItWorksEndsItsWork() {
        for (int i = 0; i < 20; ++i) {
            Shown shown;
            QCoreApplication::processEvents();
        }
    }

    void aDatasetThatIsClosedLeavesThePageEmpty() {
        Shown shown;
        QVERIFY(shown.ready());
        shown.page.setDataset(nullptr);
        QVERIFY(!shown.context()->isVisible());
        QTest::keyClick(&shown.page, Qt::Key_Right, Qt::AltModifier);
    }
};

QTEST_MAIN(InspectPageTest)
#include "inspect_page_test.moc"
