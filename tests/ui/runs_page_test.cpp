// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_page.h"

#include "core/base/files.h"
#include "tests/support/made_run.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "ui/models/runs_model.h"
#include "ui/session/paths.h"
#include "ui/session/run_list.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/series_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace finetune;
using ui::fromPath;
using ui::RunsModel;
namespace fs = std::filesystem;

namespace {

struct Page {
    fs::path where = test::scratchFolder();
    ui::RunList list;
    ui::MessageBar bar;
    ui::RunsPage page{list, bar};

    Page() {
        list.watch(fromPath(where));
        page.resize(1040, 720);
        page.show();
    }
    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = page.findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("there is no %s", name);
        return widget;
    }
    QTableView* table() { return find<QTableView>("runsTable"); }
    int rows() { return table()->model()->rowCount(); }
    void select(int row) { table()->setCurrentIndex(table()->model()->index(row, RunsModel::Name)); }
    bool enabled(const char* button) { return find<QPushButton>(button)->isEnabled(); }
};

// Run 1 finished, run 2 was killed, run 3 (the newest) was stopped; the learning rates differ.
void makeThree(const fs::path& where) {
    const char* const states[] = {"finished", "running", "stopped"};
    for (int i = 0; i < 3; ++i) {
        test::MadeRun run(where, "run-" + std::to_string(i + 1));
        run.description["state"] = states[i];
        run.description["started"] = "2026-03-0" + std::to_string(i + 1) + "T10:00:00Z";
        run.description["arguments"] = {{"learning_rate", 1e-5 * (i + 1)}, {"seed", 42}};
        if (i == 1)
            run.description["process"] = 0; // nobody
        run.keep("checkpoint-10").write().log(5, 3.0 - i).log(10, 2.5 - i).evaluate(10, 40 + 10 * i, 1.5);
    }
}

} // namespace

class RunsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::useOwnSettings(); }

    void withoutRunsItSaysWhereTheyComeFrom() {
        Page p;
        QSignalSpy train(&p.page, &ui::RunsPage::trainRequested);
        QVERIFY(p.find<QPushButton>("runs.goToTraining")->isVisible());
        QTest::mouseClick(p.find<QPushButton>("runs.goToTraining"), Qt::LeftButton);
        QCOMPARE(train.size(), 1);
    }

    void whatCanBeDoneFollowsTheRun() {
        Page p;
        makeThree(p.where);
        QTRY_COMPARE(p.rows(), 3);
        p.select(2); // run-1, finished
        QVERIFY(!p.enabled("resumeRun") && p.enabled("duplicateRun") && p.enabled("deleteRun"));
        p.select(1); // run-2, interrupted
        QVERIFY(p.enabled("resumeRun"));
        QSignalSpy resume(&p.page, &ui::RunsPage::resumeRequested), copy(&p.page, &ui::RunsPage::duplicateRequested);
        QTest::mouseClick(p.find<QPushButton>("resumeRun"), Qt::LeftButton);
        QTest::mouseClick(p.find<QPushButton>("duplicateRun"), Qt::LeftButton);
        QCOMPARE(resume.at(0)[0].toString(), fromPath(p.where / "run-2"));
        QCOMPARE(copy.at(0)[0].toString(), fromPath(p.where / "run-2"));
        QVERIFY(p.find<QLabel>("runPath")->text().endsWith("run-2"));
    }

    void spaceComparesTheCurrentRun() {
        Page p;
        makeThree(p.where);
        QTRY_COMPARE(p.rows(), 3);
        auto* arguments = p.find<QTableView>("runArguments")->model();
        QCOMPARE(arguments->columnCount(), 3); // the newest run is looked at
        p.table()->setFocus();
        p.select(2);
        QTest::keyClick(p.table(), Qt::Key_Space);
        QCOMPARE(arguments->columnCount(), 4);
        QVERIFY(p.find<QLabel>("runDifferences")->text().contains("≠"));
        QTest::mouseClick(p.find<QCheckBox>("onlyDifferences"), Qt::LeftButton, {}, QPoint(10, 10));
        QCOMPARE(arguments->rowCount(), 1);
        QTest::keyClick(p.table(), Qt::Key_Space);
        QCOMPARE(arguments->columnCount(), 3);
        QVERIFY(!p.find<QCheckBox>("onlyDifferences")->isChecked());
    }

    void theCurvesOfComparedRunsAreDrawn() {
        Page p;
        makeThree(p.where);
        QTRY_COMPARE(p.rows(), 3);
        p.select(2);
        QTest::keyClick(p.table(), Qt::Key_Space);
        auto* plot = p.page.findChild<ui::SeriesPlot*>();
        QCOMPARE(plot->points(0), 2);
        QCOMPARE(plot->points(1), 2);
        auto* curve = p.find<QComboBox>("runsCurve");
        curve->setCurrentIndex(curve->findText("F1, %"));
        QCOMPARE(plot->points(0), 1);
        QVERIFY(!p.find<QLabel>("runsPlotNote")->isVisible());
        curve->setCurrentIndex(curve->findText("Loss of single steps"));
        QVERIFY(p.find<QLabel>("runsPlotNote")->text().contains("run-3, run-1") ||
                p.find<QLabel>("runsPlotNote")->text().contains("run-1, run-3"));
    }

    void aRunThatGrowsIsDrawnOn() {
        Page p;
        test::MadeRun run(p.where);
        run.description["state"] = "running";
        run.write().log(1, 3);
        QTRY_COMPARE(p.rows(), 1);
        auto* plot = p.page.findChild<ui::SeriesPlot*>();
        QCOMPARE(plot->points(0), 1);
        run.log(2, 2.5);
        QTRY_COMPARE(plot->points(0), 2);
    }

    void deletingAsksOnlyWhereThereIsNoTrash() {
        Page p;
        makeThree(p.where);
        QTRY_COMPARE(p.rows(), 3);
        p.list.setTrash([](const QString&) { return false; });
        p.select(0);
        p.table()->setFocus();
        QTest::keyClick(p.table(), Qt::Key_Delete);
        QTRY_VERIFY(p.bar.findChild<QPushButton*>("message.deleteForGood"));
        QVERIFY2(p.bar.text().contains("There is no trash"), qPrintable(p.bar.text()));
        QVERIFY(fs::exists(p.where / "run-3"));
        p.bar.findChild<QPushButton*>("message.deleteForGood")->click();
        QTRY_VERIFY(!fs::exists(p.where / "run-3"));
        QTRY_COMPARE(p.rows(), 2);
        QTRY_VERIFY(p.bar.text().contains("was deleted"));
    }

    void columnsAreSortedByTheirValues() {
        Page p;
        makeThree(p.where);
        QTRY_COMPARE(p.rows(), 3);
        p.table()->sortByColumn(RunsModel::F1, Qt::AscendingOrder);
        QCOMPARE(p.table()->model()->index(0, RunsModel::Name).data().toString(), QStringLiteral("run-1"));
        p.table()->sortByColumn(RunsModel::F1, Qt::DescendingOrder);
        QCOMPARE(p.table()->model()->index(0, RunsModel::Name).data().toString(), QStringLiteral("run-3"));
    }
};

QTEST_MAIN(RunsPageTest)
#include "runs_page_test.moc"
