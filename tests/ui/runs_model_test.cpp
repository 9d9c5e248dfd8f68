// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_run.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "ui/models/export_files_model.h"
#include "ui/models/model_files_model.h"
#include "ui/models/run_arguments_model.h"
#include "ui/models/runs_model.h"
#include "ui/session/paths.h"
#include "ui/session/run_list.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace finetune;
using ui::fromPath;
using ui::RunArgumentsModel;
using ui::RunsModel;
namespace fs = std::filesystem;

namespace {

struct Listed {
    fs::path where = test::scratchFolder();
    ui::RunList list;
    RunsModel model{list};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Listed() { list.watch(fromPath(where)); }
    fs::path add(const std::string& name, const Json& changes = Json::object()) {
        test::MadeRun run(where, name);
        run.description.update(changes);
        run.write().log(10, 2).evaluate(10, 40, 1.5);
        return run.folder;
    }
    QString text(int row, int column) const { return model.index(row, column).data().toString(); }
};

Json started(const char* day) {
    return {{"started", std::string(day) + "T10:00:00Z"}, {"ended", std::string(day) + "T10:02:05Z"}};
}

} // namespace

class RunsModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::useOwnSettings(); }

    void aRowTellsHowTheRunStands() {
        Listed runs;
        Json about = started("2026-03-01");
        about["model"] = "/models/tiny-bert";
        about["train_file"] = "/data/train.json";
        runs.add("run-1", about);
        QTRY_COMPARE(runs.model.rowCount(), 1);
        QCOMPARE(runs.text(0, RunsModel::Name), QStringLiteral("run-1"));
        QCOMPARE(runs.text(0, RunsModel::State), QStringLiteral("Finished"));
        QCOMPARE(runs.text(0, RunsModel::Duration), QStringLiteral("2 min 05 s"));
        QCOMPARE(runs.text(0, RunsModel::Model), QStringLiteral("tiny-bert"));
        QCOMPARE(runs.text(0, RunsModel::Data), QStringLiteral("train.json"));
        QCOMPARE(runs.text(0, RunsModel::F1), QStringLiteral("40.00"));
        QCOMPARE(runs.text(0, RunsModel::Loss), QStringLiteral("1.5000"));
        QCOMPARE(runs.model.index(0, RunsModel::Model).data(Qt::ToolTipRole).toString(), "/models/tiny-bert");
    }

    void statesAreSaidInWords_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("text");
        QTest::newRow("running") << "running"
                                 << "Running · 25 %";
        QTest::newRow("stopped") << "stopped"
                                 << "Stopped at step 10";
        QTest::newRow("failed") << "failed"
                                << "Failed";
        QTest::newRow("interrupted") << "interrupted"
                                     << "Interrupted at step 10";
        QTest::newRow("paused") << "paused"
                                << "Paused · 25 %";
    }

    void statesAreSaidInWords() {
        QFETCH(QString, state);
        QFETCH(QString, text);
        Listed runs;
        test::MadeRun run(runs.where);
        run.description["state"] = state == "paused" ? "running" : state.toStdString();
        run.tell({{"type", "progress"}, {"text", "training"}, {"step", 10}, {"total_steps", 40}, {"loss", 1}});
        if (state == "paused")
            run.tell({{"type", "paused"}, {"step", 10}, {"total_steps", 40}});
        run.write();
        QTRY_COMPARE(runs.model.rowCount(), 1);
        QCOMPARE(runs.text(0, RunsModel::State), text);
    }

    void rowsComeAndGoWithoutAReset() {
        Listed runs;
        QSignalSpy reset(&runs.model, &QAbstractItemModel::modelReset);
        runs.add("run-1", started("2026-03-01"));
        runs.add("run-3", started("2026-03-03"));
        QTRY_COMPARE(runs.model.rowCount(), 2);
        const fs::path between = runs.add("run-2", started("2026-03-02"));
        QTRY_COMPARE(runs.model.rowCount(), 3);
        QCOMPARE(runs.text(1, RunsModel::Name), QStringLiteral("run-2"));
        fs::remove_all(between);
        QTRY_COMPARE(runs.model.rowCount(), 2);
        QVERIFY(reset.isEmpty());
    }

    void aRunThatIsBeingTrainedIsComparedAtOnce() {
        Listed runs;
        runs.add("run-1", started("2026-03-01"));
        QTRY_COMPARE(runs.model.rowCount(), 1);
        QCOMPARE(runs.model.placeOf(fromPath(runs.where / "run-1")), 0); // something always is
        runs.add("run-2", started("2026-03-02"));
        QTRY_COMPARE(runs.model.rowCount(), 2);
        QCOMPARE(runs.model.placeOf(fromPath(runs.where / "run-2")), -1);
        Json going = started("2026-03-03");
        going["state"] = "running";
        runs.add("run-3", going);
        QTRY_COMPARE(runs.model.rowCount(), 3);
        QCOMPARE(runs.model.placeOf(fromPath(runs.where / "run-3")), 1);
    }

    void theCheckBoxComparesAndEachRunKeepsItsPlace() {
        Listed runs;
        for (int i = 1; i <= RunsModel::kPlaces + 1; ++i)
            runs.add("run-" + std::to_string(i), started("2026-03-01"));
        QTRY_COMPARE(runs.model.rowCount(), RunsModel::kPlaces + 1);
        QSignalSpy compared(&runs.model, &RunsModel::comparedChanged), full(&runs.model, &RunsModel::placesTaken);
        for (int row = 0; row < RunsModel::kPlaces; ++row)
            runs.model.setCompared(runs.model.folderOf(row), true);
        const QModelIndex last = runs.model.index(RunsModel::kPlaces, RunsModel::Name);
        const bool taken = last.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        QVERIFY(!taken);
        QVERIFY(!runs.model.setData(last, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(full.size(), 1);
        const QString second = runs.model.compared()[1];
        QVERIFY(runs.model.setData(runs.model.index(runs.model.rowOf(runs.model.compared()[0]), RunsModel::Name),
                                   Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(runs.model.compared()[1], second);
        QVERIFY(runs.model.setData(last, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(runs.model.placeOf(runs.model.folderOf(RunsModel::kPlaces)), 0);
        QVERIFY(!compared.isEmpty());
    }

    void argumentsThatDifferAreBoldAndMarked() {
        RunArgumentsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto run = [](double rate) {
            return Json{{"model", "/m"}, {"arguments", {{"learning_rate", rate}, {"seed", 42}}}};
        };
        model.show({{"run-1", run(2e-5)}, {"run-2", run(3e-5)}});
        QCOMPARE(model.differences(), 1);
        model.setOnlyDifferences(true);
        QCOMPARE(model.rowCount(), 1);
        const auto at = [&](int column) { return model.index(0, column); };
        QCOMPARE(at(RunArgumentsModel::Name).data().toString(), QStringLiteral("learning_rate"));
        QCOMPARE(at(RunArgumentsModel::Mark).data().toString(), QStringLiteral("≠"));
        QCOMPARE(at(RunArgumentsModel::FirstRun).data().toString(), QStringLiteral("2e-05"));
        QCOMPARE(at(RunArgumentsModel::FirstRun + 1).data().toString(), QStringLiteral("3e-05"));
        QVERIFY(at(RunArgumentsModel::FirstRun).data(Qt::FontRole).value<QFont>().bold());
        model.setOnlyDifferences(false);
        QVERIFY(model.rowCount() > 30);
        QVERIFY(!model.index(0, RunArgumentsModel::FirstRun).data(Qt::FontRole).isValid());
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }

    void filesOfAModelAndOfAnExportAreListed() {
        ui::ModelFilesModel files;
        ui::ExportFilesModel exported;
        const QAbstractItemModelTester one(&files, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester other(&exported, QAbstractItemModelTester::FailureReportingMode::QtTest);
        files.show({{"config.json", 700, session::FileUse::Configuration}, {"x.txt", 1, session::FileUse::NotUsed}});
        QCOMPARE(files.index(0, ui::ModelFilesModel::Use).data().toString(), QStringLiteral("Sizes of the model"));
        QCOMPARE(files.index(1, ui::ModelFilesModel::Use).data().toString(), QStringLiteral("Not used"));
        exported.show(session::ExportPlan{{{"README.md", 0}, {"model.safetensors", 4000}}, 4000, false});
        QCOMPARE(exported.index(0, ui::ExportFilesModel::Size).data().toString(), QStringLiteral("–"));
        exported.show(session::ExportReport{"/x", {{"config.json", "ab12", 700}}, 0});
        QCOMPARE(exported.index(0, ui::ExportFilesModel::Content).data().toString(), QStringLiteral("ab12"));
        QCOMPARE(exported.headerData(ui::ExportFilesModel::Content, Qt::Horizontal).toString(), "SHA-256");
    }
};

QTEST_MAIN(RunsModelTest)
#include "runs_model_test.moc"
