// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/model/model.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/project_menu.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace finetune;
using ui::Project;
using ui::ProjectFile;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

QString toText(const fs::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

class ProjectFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::useOwnSettings(); }

    void pathsBesideTheFileAreRelative() {
        Project project{"/work/a/train.json", "/elsewhere/dev.json", {}, "/work/a/models/tiny", {}};
        project.arguments.outputDir = "/work/a/results/run-1";
        const Json json = ui::toJson(project, "/work/a");
        QCOMPARE(json["train_file"].get<std::string>(), std::string("train.json"));
        QCOMPARE(json["validation_file"].get<std::string>(), std::string("/elsewhere/dev.json"));
        QVERIFY(!json.contains("test_file"));
        QCOMPARE(json["model"].get<std::string>(), std::string("models/tiny"));
        QCOMPARE(json["arguments"]["output_dir"].get<std::string>(), std::string("results/run-1"));
        // Moved with its folder, it finds its things.
        const Project moved = ui::projectFromJson(json, "/moved/b/mine.ftstudio");
        QCOMPARE(moved.train, QString("/moved/b/train.json"));
        QCOMPARE(moved.validation, QString("/elsewhere/dev.json"));
        QCOMPARE(moved.test, QString());
        QCOMPARE(moved.model, QString("/moved/b/models/tiny"));
        QCOMPARE(moved.arguments.outputDir, std::string("/moved/b/results/run-1"));
    }

    void argumentsComeBackAsTheyWere() {
        Project project;
        project.arguments.learningRate = 7e-5;
        project.arguments.maxLength = 256;
        const Project back = ui::projectFromJson(ui::toJson(project, "/p"), "/p/q.ftstudio");
        QCOMPARE(back.arguments.learningRate, 7e-5);
        QCOMPARE(back.arguments.maxLength, 256);
    }

    void whatIsNoProjectIsRefusedWithACure_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("part");
        const QByteArray head = R"("format": "finetune-studio project")";
        QTest::newRow("a SQuAD file") << QByteArray(R"({"data": []})") << "not a project";
        QTest::newRow("an array") << QByteArray("[]") << "not a project";
        QTest::newRow("no version") << "{" + head + "}"
                                    << "later version";
        QTest::newRow("a later version") << "{" + head + R"(, "version": 2})"
                                         << "later version";
        QTest::newRow("a number for a path") << "{" + head + R"(, "version": 1, "model": 7})"
                                             << "model is not a path";
        QTest::newRow("arguments as text") << "{" + head + R"(, "version": 1, "arguments": "x"})"
                                           << "arguments is not an object";
    }
    void whatIsNoProjectIsRefusedWithACure() {
        QFETCH(QByteArray, json);
        QFETCH(QString, part);
        try {
            ui::projectFromJson(Json::parse(json.toStdString()), "/p/bad.ftstudio");
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(part), error.what());
            QVERIFY(QString(error.what()).contains("bad.ftstudio"));
            QVERIFY(!error.help().empty());
        }
    }

    void aSavedProjectOpensInAnotherSession() {
        const fs::path where = test::scratchFolder();
        const test::TinyProject tiny = test::writeTinyProject(where);
        model::saveModel(*model::initModel(readJson(tiny.folder / "config.json"), 3), tiny.folder);
        const QString file = toText(where / "mine.ftstudio");
        {
            Session session;
            session.openFile(Split::Train, toText(tiny.squad));
            session.openFile(Split::Validation, toText(tiny.squad));
            session.openModel(toText(tiny.folder));
            QTRY_COMPARE_WITH_TIMEOUT(session.missing(), QString(), kPatience);
            ProjectFile project(session);
            QSignalSpy saved(&project, &ProjectFile::saved);
            train::TrainingArguments arguments;
            arguments.maxLength = 32;
            project.save(file, arguments);
            QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
            QCOMPARE(project.path(), file);
            QCOMPARE(project.name(), QString("mine"));
        }
        Session session;
        ProjectFile project(session);
        std::optional<train::TrainingArguments> arguments;
        connect(&project, &ProjectFile::opened, this, [&](const auto& opened) { arguments = opened; });
        project.open(file);
        QTRY_VERIFY_WITH_TIMEOUT(arguments, kPatience);
        QCOMPARE(arguments->maxLength, 32);
        QTRY_COMPARE_WITH_TIMEOUT(session.missing(), QString(), kPatience);
        QCOMPARE(session.file(Split::Train), toText(tiny.squad));
        project.clear();
        QCOMPARE(session.file(Split::Train), QString());
        QCOMPARE(session.modelFolder(), QString());
        QCOMPARE(project.name(), QString());
    }

    void aFileThatIsGoneIsToldAndNothingIsClosed() {
        Session session;
        ProjectFile project(session);
        QString told;
        connect(&project, &ProjectFile::failed, this, [&](const Error& error) { told = error.what(); });
        project.open("/nowhere/gone.ftstudio");
        QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), kPatience);
        QVERIFY(told.contains("gone.ftstudio"));
        QCOMPARE(project.path(), QString());
    }

    void theMenuOffersWhatWasUsedLast() {
        QSettings().clear();
        Session session;
        ProjectFile project(session);
        ui::ProjectMenu menu(
            project, [] { return train::TrainingArguments(); }, nullptr);
        auto* recent = menu.findChild<QMenu*>("project.recent");
        QVERIFY(recent);
        Q_EMIT recent->aboutToShow();
        QVERIFY(!recent->actions().constFirst()->isEnabled());
        const QString file = toText(test::scratchFolder() / "kept.ftstudio");
        QSignalSpy saved(&project, &ProjectFile::saved);
        project.save(file, {});
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
        Q_EMIT recent->aboutToShow();
        QCOMPARE(recent->actions().constFirst()->text(), QString("kept.ftstudio"));
        project.clear();
        recent->actions().constFirst()->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(project.path(), file, kPatience);
    }
};

QTEST_MAIN(ProjectFileTest)
#include "project_file_test.moc"
