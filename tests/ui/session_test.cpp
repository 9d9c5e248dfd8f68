// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/model/model.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/session/exporter.h"
#include "ui/session/run_history.h"
#include "ui/session/session.h"

#include <QSignalSpy>
#include <QTest>

using namespace finetune;
using ui::RunState;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(finetune::session::ExportReport)

namespace {

constexpr int kPatience = 60'000; // milliseconds; a tiny run takes a few hundred

struct Tiny {
    fs::path where = test::scratchFolder();
    test::TinyProject project = test::writeTinyProject(where);
    train::TrainingArguments arguments;

    Tiny() {
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        arguments.outputDir = (where / "run").string();
        arguments.maxLength = 32;
        arguments.docStride = 8;
        arguments.padding = "none";
        arguments.numTrainEpochs = 2;
        arguments.perDeviceTrainBatchSize = 4;
        arguments.learningRate = 5e-3;
        arguments.loggingSteps = 1;
        arguments.evalStrategy = "epoch";
        arguments.saveStrategy = "epoch";
        arguments.threads = 1;
    }

    void open(Session& session) const {
        session.openFile(Split::Train, QString::fromStdString(project.squad.string()));
        session.openFile(Split::Validation, QString::fromStdString(project.squad.string()));
        session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(session.missing(), QString(), kPatience);
    }
};

} // namespace

class UiSessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunEndsWithMetricsAndAnExport() {
        const Tiny tiny;
        Session session;
        tiny.open(session);
        std::vector<train::RunEvent> events;
        connect(&session, &Session::eventsArrived, this,
                [&](const auto& arrived) { events.insert(events.end(), arrived.begin(), arrived.end()); });
        QSignalSpy ended(&session, &Session::runEnded);
        session.start(tiny.arguments);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(session.status().state, RunState::Finished);
        QCOMPARE(session.status().step, session.status().totalSteps);
        QVERIFY(session.outcome());
        QVERIFY(session.outcome()->metrics.contains("eval_f1"));
        const auto of = [&](train::RunEvent::Type type) {
            return std::ranges::count_if(events, [type](const auto& event) { return event.type == type; });
        };
        QCOMPARE(of(train::RunEvent::Type::Evaluation), 2);
        QCOMPARE(of(train::RunEvent::Type::Checkpoint), 2);
        QCOMPARE(of(train::RunEvent::Type::Finished), 1);

        const fs::path target = tiny.where / "finetuned_model";
        session::ExportReport report;
        ui::Exporter exporter(session);
        connect(&exporter, &ui::Exporter::exported, this, [&](const session::ExportReport& got) { report = got; });
        exporter.start({session.outcome()->model, target, session.outcome()->runFolder});
        QTRY_VERIFY_WITH_TIMEOUT(!report.files.empty(), kPatience);
        QCOMPARE(report.largestLogitDifference, 0.0);
        QVERIFY(fs::exists(target / "model.safetensors"));
    }

    void aStoppedRunIsAskedAboutAndGoesOn() {
        Tiny tiny;
        tiny.arguments.numTrainEpochs = 200;
        Session session;
        tiny.open(session);
        QSignalSpy ended(&session, &Session::runEnded);
        session.start(tiny.arguments);
        QTRY_VERIFY_WITH_TIMEOUT(session.status().step >= 2, kPatience);
        session.stop();
        QCOMPARE(session.status().state, RunState::Stopping);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(session.status().state, RunState::Stopped);
        const qint64 stoppedAt = session.status().step;

        QSignalSpy taken(&session, &Session::runFolderTaken);
        session.start(tiny.arguments);
        QTRY_COMPARE_WITH_TIMEOUT(taken.size(), 1, kPatience);
        QVERIFY(!session.status().active());

        tiny.arguments.resumeFromCheckpoint = "true";
        session.start(tiny.arguments, ui::ExistingRun::Resume);
        QTRY_VERIFY_WITH_TIMEOUT(session.status().step > stoppedAt, kPatience);
        session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, kPatience);
    }

    void theEndOfTheSessionEndsTheRunWithACheckpoint() {
        Tiny tiny;
        tiny.arguments.numTrainEpochs = 200;
        {
            Session session;
            tiny.open(session);
            session.start(tiny.arguments);
            QTRY_VERIFY_WITH_TIMEOUT(session.status().step >= 2, kPatience);
        }
        const auto runs = session::listRuns(tiny.arguments.outputDir);
        QCOMPARE(runs.size(), std::size_t{1});
        QCOMPARE(runs[0].state, std::string("stopped"));
        QVERIFY(!runs[0].checkpoints.empty());
    }

    void aRunFolderTellsALaterWindowTheSame() {
        const Tiny tiny;
        {
            Session session;
            tiny.open(session);
            QSignalSpy ended(&session, &Session::runEnded);
            session.start(tiny.arguments);
            QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        }
        Session later;
        QSignalSpy ended(&later, &Session::runEnded);
        later.openLastRun(QString::fromStdString(tiny.where.string()));
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(later.status().state, RunState::Finished);
        QVERIFY(later.outcome()->metrics.contains("eval_f1"));
        QCOMPARE(later.layout(), "packed");
        const auto events = ui::readHistory(tiny.arguments.outputDir);
        QCOMPARE(
            std::ranges::count_if(events, [](const auto& e) { return e.type == train::RunEvent::Type::Evaluation; }),
            2);
    }

    void theNewestFileWins() {
        const Tiny tiny;
        const auto other = test::writeTinyProject(test::scratchFolder(), 3);
        Session session;
        session.openFile(Split::Train, QString::fromStdString(tiny.project.squad.string()));
        session.openFile(Split::Train, QString::fromStdString(other.squad.string()));
        QTRY_VERIFY_WITH_TIMEOUT(session.dataset(Split::Train), kPatience);
        QCOMPARE(session.dataset(Split::Train)->file, other.squad);
        QSignalSpy changed(&session, &Session::fileChanged);
        session.openFile(Split::Train, {});
        QCOMPARE(changed.size(), 1);
        QVERIFY(!session.dataset(Split::Train));
    }

    void whatCannotBeReadIsSaidAndHindersTheStart() {
        const Tiny tiny;
        Session session;
        QVERIFY(session.missing().contains("training file"));
        std::string happened;
        connect(&session, &Session::fileFailed, this, [&](Split, const Error& error) { happened = error.what(); });
        session.openFile(Split::Train, QString::fromStdString((tiny.where / "nothing.json").string()));
        QTRY_VERIFY_WITH_TIMEOUT(!happened.empty(), kPatience);
        QVERIFY2(happened.find("nothing.json") != std::string::npos, happened.c_str());
        QVERIFY(!session.missing().isEmpty());
        session.start(tiny.arguments);
        QVERIFY(!session.status().active());
    }

    void aFailureOfTheRunIsTold() {
        Tiny tiny;
        Session session;
        tiny.open(session);
        tiny.arguments.maxLength = 4000;
        std::string happened;
        connect(&session, &Session::failed, this, [&](const Error& error) { happened = error.what(); });
        session.start(tiny.arguments);
        QTRY_VERIFY_WITH_TIMEOUT(!happened.empty(), kPatience);
        QCOMPARE(session.status().state, RunState::Failed);
        QVERIFY2(happened.find("max_length") != std::string::npos, happened.c_str());
    }

    void argumentsGoThroughAFile() {
        const Tiny tiny;
        Session session;
        const QString file = QString::fromStdString((tiny.where / "arguments.json").string());
        QSignalSpy saved(&session, &Session::argumentsSaved);
        session.saveArguments(file, tiny.arguments);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
        std::optional<train::ArgumentsFromJson> got;
        connect(&session, &Session::argumentsLoaded, this, [&](const auto& loaded) { got = loaded; });
        session.loadArguments(file);
        QTRY_VERIFY_WITH_TIMEOUT(got, kPatience);
        QVERIFY(train::toJson(got->arguments) == train::toJson(tiny.arguments));
        QVERIFY(got->unknown.empty());
    }

    void aFreshRunFolderIsFree() {
        const fs::path where = test::scratchFolder();
        const QString base = QString::fromStdString(where.string());
        QCOMPARE(Session::freshRunFolder(base), base + "/run-1");
        fs::create_directories(where / "run-1");
        files::writeAtomically(where / "run-1" / "run.json", "{}");
        QCOMPARE(Session::freshRunFolder(base + "/run-1"), base + "/run-2");
    }
};

QTEST_MAIN(UiSessionTest)
#include "session_test.moc"
