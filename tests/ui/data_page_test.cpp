// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/pages/data/data_page.h"
#include "ui/session/recent.h"
#include "ui/theme.h"
#include "ui/widgets/bar_plot.h"
#include "ui/widgets/highlighted_text.h"
#include "ui/widgets/path_field.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

using namespace finetune;
using ui::DataPage;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

// Three questions, of which one's offset is counted in bytes and one is unanswerable.
fs::path writeFile(const fs::path& folder) {
    const Json answers = Json::array({{{"text", "dorn"}, {"answer_start", 15}}});
    const Json right =
        Json::array({{{"text", "moos"}, {"answer_start", 37}}, {{"text", "river"}, {"answer_start", 31}}});
    const Json paragraph{
        {"context", "é the town of dorn lies by the river moos ."},
        {"qas",
         Json::array(
             {Json{{"id", "1"}, {"question", "which town ?"}, {"answers", answers}},
              Json{{"id", "2"}, {"question", "which river ?"}, {"answers", right}},
              Json{{"id", "3"}, {"question", "and why ?"}, {"answers", Json::array()}, {"is_impossible", true}}})}};
    const fs::path file = folder / "towns.json";
    writeJson(file, {{"version", "v2.0"}, {"data", Json::array({{{"title", "towns"}, {"paragraphs", {paragraph}}}})}});
    return file;
}

struct Page {
    fs::path folder = test::scratchFolder();
    Session session;
    DataPage page{session};

    Page() {
        page.resize(1100, 760);
        page.show();
        page.activateWindow();
    }
    void open() {
        session.openFile(Split::Train, QString::fromStdString(writeFile(folder).string()));
        settle();
    }
    void settle() {
        QTRY_VERIFY_WITH_TIMEOUT(session.dataFiles().findings() && !session.dataFiles().checking(), kPatience);
    }
    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = page.findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("there is no %s", name);
        return widget;
    }
    void click(const char* name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    QTableView* table() { return find<QTableView>("examplesTable"); }
    int rows() { return table()->model()->rowCount(); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
};

} // namespace

class DataPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        test::useOwnSettings();
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void everyControlHasANameThatAReaderFinds() {
        Page p;
        p.open();
        for (QAbstractButton* button : p.page.findChildren<QAbstractButton*>()) {
            if (qobject_cast<QTableView*>(button->parent()) || qobject_cast<QLineEdit*>(button->parent()))
                continue; // Qt's own
            QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text() + button->toolTip()));
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty() || button->isHidden(),
                     qPrintable(button->objectName()));
        }
        for (QTableView* table : p.page.findChildren<QTableView*>())
            QVERIFY2(!table->accessibleName().isEmpty(), qPrintable(table->objectName()));
    }

    void withoutDataItSaysWhatToDo() {
        Page p;
        QVERIFY(p.find<QAbstractButton>("emptySample")->isVisible());
        QVERIFY(!p.find<QLineEdit>("search")->isEnabled());
        QVERIFY(!p.find<QAbstractButton>("chip.problem")->isEnabled());
    }

    void filesDroppedAnywhereTakeTheFreePlaces() {
        Page p;
        const auto file = QUrl::fromLocalFile(QString::fromStdString(writeFile(p.folder).string()));
        QMimeData files;
        files.setUrls({file, file, file});
        const QPoint middle = p.page.rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&p.page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(middle, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&p.page, &drop);
        for (const Split split : ui::allSplits())
            QCOMPARE(p.session.file(split), file.toLocalFile());
        p.settle();
        QVERIFY(p.find<QAbstractButton>("segment.test")->isVisible());
    }

    void searchChipsAndSortingNarrowTheRows() {
        Page p;
        p.open();
        QCOMPARE(p.rows(), 3);
        QTest::keyClicks(p.find<QLineEdit>("search"), "RIVER ?");
        QTRY_COMPARE(p.rows(), 1);
        QTRY_COMPARE(p.find<QLabel>("found")->text(), "1 of 3");
        QTest::keyClick(p.find<QLineEdit>("search"), Qt::Key_Down);
        QVERIFY(p.table()->hasFocus());
        p.find<QLineEdit>("search")->clear();
        QTRY_COMPARE(p.rows(), 3);
        p.click("chip.unanswerable");
        QTRY_COMPARE(p.rows(), 1);
        p.click("chip.several");
        QTRY_COMPARE(p.rows(), 0);
        p.click("chip.unanswerable");
        QTRY_COMPARE(p.rows(), 1);
        p.click("chip.several");
        p.click("chip.problem");
        QTRY_COMPARE(p.rows(), 1);
        p.click("chip.problem");
        QTRY_COMPARE(p.rows(), 3);
        QHeaderView* header = p.table()->horizontalHeader();
        const QPoint title(header->sectionViewportPosition(1) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
        QTRY_COMPARE(p.cell(0, 1), "and why ?");
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
        QTRY_COMPARE(p.cell(0, 1), "which town ?");
    }

    void anExampleIsInspectedByItsNumberAmongTheUsableOnes() {
        Page p;
        p.open();
        QSignalSpy asked(&p.page, &DataPage::inspectRequested);
        QCOMPARE(p.page.shownDataset()->examples.size(), std::size_t{2});
        p.table()->setFocus();
        p.table()->setCurrentIndex(p.table()->model()->index(2, 1));
        QTest::keyClick(p.table(), Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toInt(), 1);
        p.table()->setCurrentIndex(p.table()->model()->index(0, 1)); // a training leaves it out
        QVERIFY(!p.find<QAbstractButton>("inspectButton")->isEnabled());
        QTest::keyClick(p.table(), Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        p.page.selectExample(1);
        QCOMPARE(p.table()->currentIndex().row(), 2);
    }

    void theDoctorRepairsWithOneClickAndUndoesWithAKey() {
        Page p;
        p.open();
        QVERIFY(p.find<QAbstractButton>("tab.doctor")->text().contains("1"));
        p.click("tab.doctor");
        auto* findings = p.find<QTableView>("findingsTable");
        QCOMPARE(findings->model()->rowCount(), 1);
        QVERIFY(p.find<ui::HighlightedText>("doctor.text")->utf8().starts_with("é the town"));
        QVERIFY(p.find<QAbstractButton>("doctor.repairAll")->isEnabled());
        p.find<QAbstractButton>("doctor.repairAll")->setFocus();
        p.click("doctor.repairAll");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataFiles().isEdited(Split::Train), kPatience);
        QCOMPARE(p.page.focusWidget(), p.find<QTableView>("kindsTable")); // and did not wander
        p.settle();
        QCOMPARE(p.page.shownDataset()->examples.size(), std::size_t{3});
        QVERIFY(p.find<QLabel>("path.train.note")->text().contains("changed"));
        QVERIFY(!p.find<QAbstractButton>("doctor.repairAll")->isVisible());
        findings->setFocus();
        QTest::keyClick(p.find<QTableView>("kindsTable"), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!p.session.dataFiles().isEdited(Split::Train), kPatience);
        p.settle();
        QCOMPARE(p.page.shownDataset()->examples.size(), std::size_t{2});
        p.click("doctor.redo");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataFiles().isEdited(Split::Train), kPatience);
    }

    void thePartsOfAFileGoBesideItUnlessAnotherFolderIsChosen() {
        Page p;
        const QString first = QString::fromStdString((p.folder / "first" / "a.json").string());
        const QString second = QString::fromStdString((p.folder / "second" / "b.json").string());
        p.session.openFile(Split::Train, first);
        p.click("splitFile");
        const auto type = [&](const char* name, const QString& path) {
            auto* edit = p.find<QLineEdit>(name);
            edit->setText(path);
            Q_EMIT edit->editingFinished();
        };
        auto* folder = p.find<QLineEdit>("path.splitFolder.edit");
        QCOMPARE(folder->text(), QFileInfo(first).path());
        type("path.split.edit", second);
        QCOMPARE(folder->text(), QFileInfo(second).path());
        type("path.splitFolder.edit", QFileInfo(first).path());
        type("path.split.edit", first);
        type("path.split.edit", second);
        QCOMPARE(folder->text(), QFileInfo(first).path());
    }

    void theCardsAboveTheTableTakeTurns() {
        Page p;
        p.click("splitFile");
        QVERIFY(p.find<QWidget>("splitCard")->isVisible());
        p.click("datasetByName");
        QVERIFY(p.find<QWidget>("hubCard")->isVisible() && !p.find<QWidget>("splitCard")->isVisible());
        p.click("splitFile");
        QVERIFY(!p.find<QWidget>("hubCard")->isVisible() && p.find<QWidget>("splitCard")->isVisible());
        QVERIFY(p.page.minimumSizeHint().height() < 760);
    }

    void aFileIsLookedForBesideTheOneUsedLast() {
        Page p;
        ui::rememberPath("train", QString::fromStdString(writeFile(p.folder).string()));
        p.find<ui::PathField>("path.validation")->browse();
        auto* dialog = p.page.findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->directory().canonicalPath(), QFileInfo(writeFile(p.folder).c_str()).canonicalPath());
        dialog->close();
    }

    void theWheelOverABarChartScrollsThePage() {
        QScrollArea page;
        auto* plot = new ui::BarPlot("Length", "bars");
        plot->setMinimumHeight(800);
        page.setWidgetResizable(true);
        page.setWidget(plot);
        page.resize(400, 300);
        page.show();
        auto* canvas = plot->findChild<QWidget*>("bars.plot");
        QWheelEvent wheel({100, 100}, canvas->mapToGlobal(QPointF(100, 100)), {}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&wheel); // one that a program makes is not handed on to the page
        qApp->notify(canvas, &wheel);
        QVERIFY(page.verticalScrollBar()->value() > 0);
    }

    void oneFileIsSplitFromThePage() {
        Page p;
        const auto project = test::writeTinyProject(p.folder);
        p.session.openFile(Split::Train, QString::fromStdString(project.squad.string()));
        p.settle();
        p.click("splitFile");
        QVERIFY(p.find<QFrame>("splitCard")->isVisible());
        QCOMPARE(p.find<QLineEdit>("path.split.edit")->text(), QString::fromStdString(project.squad.string()));
        p.find<QSpinBox>("split.share")->setValue(25);
        p.click("split.split");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataset(Split::Validation), kPatience);
        QTRY_VERIFY(p.find<QFrame>("splitCard")->isHidden());
        QCOMPARE(p.session.dataset(Split::Validation)->examples.size(), std::size_t{6});
    }

    void theStatisticsAreReadByKeyAndAsATable() {
        Page p;
        p.open();
        p.click("tab.statistics");
        QTRY_COMPARE_WITH_TIMEOUT(p.find<QLabel>("statistics.questions.value")->text(), "3", kPatience);
        auto* words = p.find<ui::BarPlot>("plot.words");
        auto* plot = p.find<QWidget>("plot.words.plot");
        QTest::keyClick(plot, Qt::Key_Home);
        QCOMPARE(words->current(), 0);
        QVERIFY2(words->reading().startsWith("which: 2"), qPrintable(words->reading()));
        QTest::keyClick(plot, Qt::Key_Down);
        QVERIFY(words->reading().startsWith("and: 1"));
        p.click("plot.words.asTable");
        auto* table = p.find<QTableView>("plot.words.table");
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->index(0, 1).data().toString(), "2");
    }

    void aFileThatCannotBeReadSaysWhy() {
        Page p;
        p.session.openFile(Split::Train, QString::fromStdString((p.folder / "nothing.json").string()));
        QTRY_VERIFY_WITH_TIMEOUT(p.find<QLabel>("path.train.note")->text().contains("no such file"), kPatience);
    }
};

QTEST_MAIN(DataPageTest)
#include "data_page_test.moc"
