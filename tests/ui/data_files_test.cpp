// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/model/model.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/models/bars_model.h"
#include "ui/models/findings_model.h"
#include "ui/models/problems_model.h"
#include "ui/session/data_statistics.h"
#include "ui/session/paths.h"
#include "ui/session/session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace finetune;
using data::FindingKind;
using ui::DataFiles;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

Json question(const char* id, const char* text, const char* answer, int start) {
    return {{"id", id}, {"question", text}, {"answers", Json::array({{{"text", answer}, {"answer_start", start}}})}};
}

// Five sound questions and: an offset in bytes, an answer of other case, an id used again, an entry without a text.
fs::path writeIllFile(const fs::path& folder) {
    const fs::path file = folder / "ill.json";
    const Json sound{
        {"context", "the town of arle lies by the river linn ."},
        {"qas", Json::array({question("1", "which town ?", "arle", 12), question("2", "which river ?", "linn", 35),
                             question("3", "what lies ?", "town", 4)})}};
    const Json ill{
        {"context", "é the town of dorn lies by the river moos ."},
        {"qas", Json::array({question("4", "which town ?", "dorn", 15), question("5", "which river ?", "MOOS", 37),
                             question("1", "what lies ?", "town", 6),
                             Json{{"id", "7"}, {"question", "?"}, {"answers", Json::array({Json::object()})}}})}};
    writeJson(file, {{"version", "1.1"}, {"data", Json::array({{{"title", "towns"}, {"paragraphs", {sound, ill}}}})}});
    return file;
}

struct Ill {
    fs::path folder = test::scratchFolder();
    fs::path file = writeIllFile(folder);
    std::string before = files::read(file);
    Session session;
    DataFiles& data = session.dataFiles();

    void open(Split split = Split::Train) {
        session.openFile(split, QString::fromStdString(file.string()));
        settle();
    }
    QString path() const { return QString::fromStdString(file.string()); }
    void repair(FindingKind kind) {
        const int steps = data.undoStack().index();
        data.repair(of(kind));
        QTRY_COMPARE_WITH_TIMEOUT(data.undoStack().index(), steps + 1, kPatience);
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(data.findings() && !data.checking(), kPatience); }
    train::TrainingArguments arguments() const { // of a run that is soon on its way
        train::TrainingArguments arguments;
        arguments.outputDir = (folder / "run").string();
        arguments.maxLength = 32;
        arguments.docStride = 8;
        arguments.perDeviceTrainBatchSize = 4;
        arguments.threads = 1;
        return arguments;
    }
    std::vector<std::size_t> of(FindingKind kind) const {
        std::vector<std::size_t> indexes;
        for (std::size_t i = 0; i < data.findings()->list.size(); ++i)
            if (data.findings()->list[i].kind == kind)
                indexes.push_back(i);
        return indexes;
    }
};

} // namespace

class DataFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatATrainingLeavesOutIsShownAndDiagnosed() {
        Ill ill;
        ill.open();
        QCOMPARE(ill.data.shown(Split::Train)->examples.size(), std::size_t{6});
        QCOMPARE(ill.session.dataset(Split::Train)->examples.size(), std::size_t{4});
        QCOMPARE(ill.of(FindingKind::Misplaced).size(), std::size_t{1});
        QCOMPARE(ill.of(FindingKind::NotInContext).size(), std::size_t{1});
        QCOMPARE(ill.of(FindingKind::DuplicateId).size(), std::size_t{1});
        QCOMPARE(ill.data.usableOf(Split::Train, 3), -1);
        QCOMPARE(ill.data.usableOf(Split::Train, 5), 3);
        QCOMPARE(ill.data.shownOf(Split::Train, 3), 5);
    }

    void repairsAreStepsThatAreUndoneAndRedone() {
        Ill ill;
        ill.open();
        ill.data.repair(ill.of(FindingKind::Misplaced));
        QTRY_VERIFY_WITH_TIMEOUT(ill.data.undoStack().count() == 1, kPatience);
        ill.settle();
        QVERIFY(ill.data.isEdited(Split::Train));
        QCOMPARE(ill.session.dataset(Split::Train)->examples.size(), std::size_t{5});
        QVERIFY(ill.of(FindingKind::Misplaced).empty());
        ill.data.leaveOut(ill.of(FindingKind::NotInContext));
        QTRY_VERIFY_WITH_TIMEOUT(ill.data.undoStack().count() == 2, kPatience);
        ill.settle();
        QCOMPARE(ill.data.shown(Split::Train)->examples.size(), std::size_t{5});
        // An index of what is shown now is not one of the file any more.
        ill.data.repair(ill.of(FindingKind::DuplicateId));
        QTRY_VERIFY_WITH_TIMEOUT(ill.data.undoStack().count() == 3, kPatience);
        ill.settle();
        QCOMPARE(ill.data.shown(Split::Train)->examples[4].id, std::string("1-2"));
        QVERIFY(ill.data.findings()->list.empty());

        ill.data.undoStack().setIndex(0);
        ill.settle();
        QVERIFY(!ill.data.isEdited(Split::Train));
        QCOMPARE(ill.data.findings()->list.size(), std::size_t{3});
        ill.data.undoStack().redo();
        ill.settle();
        QVERIFY(ill.of(FindingKind::Misplaced).empty());
        QCOMPARE(files::read(ill.file), ill.before);
    }

    void repairedDataIsSavedUnderAnotherNameOnly() {
        Ill ill;
        ill.open();
        ill.data.repair(ill.of(FindingKind::Misplaced));
        QTRY_VERIFY_WITH_TIMEOUT(ill.data.isEdited(Split::Train), kPatience);
        ill.settle();
        std::string happened;
        connect(&ill.session, &Session::failed, this, [&](const Error& error) { happened = error.what(); });
        ill.data.save(Split::Train, QString::fromStdString(ill.file.string()));
        QTRY_VERIFY_WITH_TIMEOUT(!happened.empty(), kPatience);
        QVERIFY2(happened.find("never changed") != std::string::npos, happened.c_str());
        const fs::path other = ill.folder / "repaired.json";
        QSignalSpy saved(&ill.data, &DataFiles::saved);
        ill.data.save(Split::Train, QString::fromStdString(other.string()));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
        QCOMPARE(data::readSquad(other).examples.size(), std::size_t{5});
        QCOMPARE(files::read(ill.file), ill.before);
    }

    void repairedDataIsNotSavedOverAFileThatIsUsedElsewhere_data() {
        QTest::addColumn<QString>("use");
        QTest::addColumn<QString>("message");
        QTest::newRow("another place") << "validation"
                                       << "is open as the validation file";
        QTest::newRow("changes of another place") << "saved"
                                                  << "is open as the validation file";
        QTest::newRow("a run's training file") << "training"
                                               << "is the training file of the run that is going on";
        QTest::newRow("a run's validation file") << "measured"
                                                 << "is the validation file of the run that is going on";
    }

    void repairedDataIsNotSavedOverAFileThatIsUsedElsewhere() {
        QFETCH(const QString, use);
        QFETCH(const QString, message);
        Ill ill;
        ill.open();
        const fs::path other = ill.folder / "other.json";
        const QString name = QString::fromStdString(other.string());
        QSignalSpy saved(&ill.data, &DataFiles::saved);
        if (use == "validation") {
            fs::copy_file(ill.file, other);
            ill.session.openFile(Split::Validation, name);
        } else if (use == "saved") {
            fs::copy_file(ill.file, ill.folder / "validation.json");
            ill.session.openFile(Split::Validation, QString::fromStdString((ill.folder / "validation.json").string()));
            ill.settle();
            ill.data.repair(ill.of(FindingKind::NotInContext)); // in both files
            QTRY_VERIFY_WITH_TIMEOUT(ill.data.isEdited(Split::Validation), kPatience);
            ill.settle();
            ill.data.save(Split::Validation, name);
            QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
        } else {
            fs::copy_file(ill.file, other);
            ill.data.setFilesOfRun(use == "training" ? name : QString(), use == "training" ? QString() : name);
        }
        ill.settle();
        const std::string before = files::read(other);
        saved.clear();
        std::string happened;
        connect(&ill.session, &Session::failed, this, [&](const Error& error) { happened = error.what(); });
        // By another spelling of its name.
        ill.data.save(Split::Train, QString::fromStdString((ill.folder / "." / "other.json").string()));
        QTRY_VERIFY_WITH_TIMEOUT(!happened.empty() || !saved.isEmpty(), kPatience);
        QVERIFY2(happened.find(message.toStdString()) != std::string::npos, happened.c_str());
        QCOMPARE(files::read(other), before);
    }

    void anotherFileForgetsTheSteps() {
        Ill ill;
        ill.open();
        ill.data.repair(ill.of(FindingKind::Misplaced));
        QTRY_VERIFY_WITH_TIMEOUT(ill.data.isEdited(Split::Train), kPatience);
        ill.settle();
        ill.session.openFile(Split::Train, {});
        QVERIFY(!ill.data.isEdited(Split::Train));
        QVERIFY(!ill.data.undoStack().canUndo());
        QTRY_VERIFY_WITH_TIMEOUT(!ill.data.findings(), kPatience);
        ill.open();
        QCOMPARE(ill.of(FindingKind::Misplaced).size(), std::size_t{1});
    }

    void changesAreUnsavedUntilAFileHoldsThem() {
        Ill ill;
        ill.open();
        QCOMPARE(ill.data.unsavedChanges(Split::Train), qint64{0});
        ill.repair(FindingKind::Misplaced);
        QCOMPARE(ill.data.unsavedChanges(Split::Train), qint64{1});
        QCOMPARE(ui::fromPath(ill.data.source(Split::Train).file), ill.path());
        QCOMPARE(ill.data.source(ill.path()).edited, ill.session.dataset(Split::Train));
        const QString saved = QString::fromStdString((ill.folder / "repaired.json").string());
        bool isSaved = false;
        ill.data.save(Split::Train, saved, [&] { isSaved = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isSaved, kPatience);
        QCOMPARE(ill.data.unsavedChanges(Split::Train), qint64{0});
        QCOMPARE(ui::fromPath(ill.data.source(ill.path()).file), saved);
        QVERIFY(!ill.data.source(Split::Train).edited);
        ill.repair(FindingKind::DuplicateId);
        QCOMPARE(ill.data.unsavedChanges(Split::Train), qint64{1}); // the other one is in the saved file
        ill.data.undoStack().undo();
        QCOMPARE(ill.data.unsavedChanges(Split::Train), qint64{0});
        ill.data.undoStack().undo(); // as the file that was opened
        QCOMPARE(ill.data.unsavedChanges(Split::Train), qint64{0});
        ill.data.undoStack().redo();
        ill.settle();
        fs::remove(saved.toStdString());
        QCOMPARE(ill.data.unsavedChanges(Split::Train), qint64{1});
        QVERIFY(ill.data.source(Split::Train).edited);
    }

    void aFileInThePlaceOfAChangedOneWaitsForAnAnswer() {
        Ill ill;
        ill.open();
        ill.repair(FindingKind::Misplaced);
        QSignalSpy asked(&ill.data, &DataFiles::changesAtRisk);
        int gone = 0;
        const auto goOn = [&] { ++gone; };
        ill.data.replace({{Split::Train, ill.path()}, {Split::Validation, "/other.json"}}, goOn); // loses nothing
        QCOMPARE(gone, 1);
        ill.data.replace({{Split::Train, "/other.json"}}, goOn);
        QCOMPARE(gone, 1);
        QCOMPARE(asked.size(), 1);
        asked[0][1].value<std::function<void()>>()();
        QCOMPARE(gone, 2);
    }

    void openingAnotherFileLeavesTheUndoListOfTheOthers() {
        Ill ill;
        ill.open(Split::Train);
        ill.open(Split::Validation);
        QTRY_VERIFY_WITH_TIMEOUT(!ill.of(FindingKind::Leak).empty(), kPatience);
        ill.repair(FindingKind::Misplaced); // of both files, in one step
        ill.repair(FindingKind::DuplicateId);
        ill.data.undoStack().undo();
        ill.settle();
        ill.session.openFile(Split::Validation, {});
        ill.settle();
        QCOMPARE(ill.data.undoStack().count(), 2);
        QVERIFY(ill.data.undoStack().canRedo());
        QVERIFY(ill.data.isEdited(Split::Train));
        ill.data.undoStack().undo();
        ill.settle();
        QVERIFY(!ill.data.isEdited(Split::Train));
        QCOMPARE(ill.of(FindingKind::Misplaced).size(), std::size_t{1});
        ill.session.openFile(Split::Train, {});
        QCOMPARE(ill.data.undoStack().count(), 0);
    }

    void theSameContextsInTwoFilesAreALeak() {
        Ill ill;
        ill.open(Split::Train);
        ill.open(Split::Validation);
        QTRY_COMPARE_WITH_TIMEOUT(ill.of(FindingKind::Leak).size(), std::size_t{2}, kPatience);
        ill.data.leaveOut(ill.of(FindingKind::Leak));
        QTRY_VERIFY_WITH_TIMEOUT(ill.data.isEdited(Split::Train), kPatience);
        ill.settle();
        QVERIFY(ill.session.dataset(Split::Train)->examples.empty());
        QVERIFY(!ill.data.isEdited(Split::Validation));
        QVERIFY(!ill.session.missing().isEmpty());
    }

    void oneFileBecomesTwoThatAreOpened() {
        const fs::path folder = test::scratchFolder();
        const auto project = test::writeTinyProject(folder);
        Session session;
        QSignalSpy split(&session.dataFiles(), &DataFiles::wasSplit);
        session.dataFiles().split({QString::fromStdString(project.squad.string()),
                                   QString::fromStdString(folder.string()),
                                   {.secondShare = 0.25}});
        QTRY_COMPARE_WITH_TIMEOUT(split.size(), 1, kPatience);
        QCOMPARE(split[0][0].toLongLong() + split[0][1].toLongLong(), qint64{24});
        QTRY_VERIFY_WITH_TIMEOUT(session.dataset(Split::Train) && session.dataset(Split::Validation), kPatience);
        QCOMPARE(session.dataset(Split::Validation)->examples.size(), std::size_t{6});
        QVERIFY(fs::exists(folder / "data-train.json"));
        session.dataFiles().split({QString::fromStdString(project.squad.string()),
                                   QString::fromStdString(folder.string()),
                                   {.secondShare = 0.25}});
        QTRY_COMPARE_WITH_TIMEOUT(split.size(), 2, kPatience);
        QVERIFY(fs::exists(folder / "data-train-2.json")); // the first parts stay
    }

    void theFilesOfARunAreNotSavedOverUntilItEnds() {
        Ill ill;
        const auto project = test::writeTinyProject(ill.folder);
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        ill.session.openFile(Split::Train, QString::fromStdString(project.squad.string()));
        ill.session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(ill.session.missing(), QString(), kPatience);
        train::TrainingArguments arguments = ill.arguments();
        arguments.maxSteps = 100'000;
        QSignalSpy ended(&ill.session, &Session::runEnded), saved(&ill.data, &DataFiles::saved);
        ill.session.start(arguments);
        QTRY_VERIFY_WITH_TIMEOUT(ill.session.status().step >= 1, kPatience);
        ill.open(); // another file takes the place of the run's
        std::string happened;
        connect(&ill.session, &Session::failed, this, [&](const Error& error) { happened = error.what(); });
        ill.data.save(Split::Train, QString::fromStdString(project.squad.string()));
        QTRY_VERIFY_WITH_TIMEOUT(!happened.empty() || !saved.isEmpty(), kPatience);
        QVERIFY2(happened.find("training file of the run") != std::string::npos, happened.c_str());
        ill.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        ill.data.save(Split::Train, QString::fromStdString(project.squad.string()));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
    }

    void aRunIsTrainedOnWhatWasRepaired() {
        Ill ill;
        const auto project = test::writeTinyProject(ill.folder);
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        ill.open();
        ill.data.repair(ill.of(FindingKind::Misplaced));
        QTRY_VERIFY_WITH_TIMEOUT(ill.data.isEdited(Split::Train), kPatience);
        ill.settle();
        ill.session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(ill.session.missing(), QString(), kPatience);
        train::TrainingArguments arguments = ill.arguments();
        arguments.maxSteps = 1;
        QSignalSpy ended(&ill.session, &Session::runEnded);
        ill.session.start(arguments);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(ill.session.status().state, ui::RunState::Finished);
        const Json run = readJson(ill.folder / "run" / "run.json");
        QCOMPARE(run["train_file"].get<std::string>(), (ill.folder / "run" / "data" / "train.json").string());
        QCOMPARE(run["train_questions"].get<int>(), 5);
        QCOMPARE(files::read(ill.file), ill.before);
    }

    void theModelsTellKindsFindingsAndEntries() {
        Ill ill;
        ui::FindingKindsModel kinds;
        ui::FindingsModel findings;
        ui::ProblemsModel problems;
        const QAbstractItemModelTester one(&kinds), two(&findings), three(&problems);
        QCOMPARE(kinds.index(0, ui::FindingKindsModel::Count).data().toString(), "–");
        ill.open();
        kinds.setFindings(ill.data.findings());
        QCOMPARE(kinds.index(0, ui::FindingKindsModel::Name).data().toString(), "Answer at another place");
        QCOMPARE(kinds.index(0, ui::FindingKindsModel::Count).data().toString(), "1");
        QCOMPARE(kinds.countOf(ui::FindingKindsModel::kReaderRow), qint64{1});
        QCOMPARE(kinds.total(), qint64{4});
        findings.setFindings(ill.data.findings(), FindingKind::Misplaced);
        QCOMPARE(findings.rowCount(), 1);
        QCOMPARE(findings.index(0, ui::FindingsModel::File).data().toString(), "Training");
        QCOMPARE(findings.index(0, ui::FindingsModel::Number).data().toString(), "4");
        QCOMPARE(findings.index(0, ui::FindingsModel::Detail).data().toString(),
                 "“dorn” stands at 14, not at 15: bytes of UTF-8 were counted");
        findings.setFindings(ill.data.findings(), FindingKind::NotInContext);
        QCOMPARE(findings.index(0, ui::FindingsModel::Detail).data().toString(),
                 "“MOOS”: the context has “moos” at 37");
        problems.setDatasets({ill.data.shown(Split::Train)});
        QCOMPARE(problems.rowCount(), 1); // what the doctor shows is not told twice
        QVERIFY(problems.index(0, ui::ProblemsModel::What).data().toString().contains("has no “text”"));
    }

    void theBarsOfAChartAreRows() {
        ui::BarsModel bars;
        const QAbstractItemModelTester tester(&bars);
        bars.setBars({{"who", 3}, {"what", 1}}, "Word");
        QCOMPARE(bars.index(0, ui::BarsModel::Share).data().toString(), "75.00 %");
        QCOMPARE(bars.headerData(0, Qt::Horizontal).toString(), "Word");
        bars.setBars({}, "Word");
        QCOMPARE(bars.rowCount(), 0);
    }

    void statisticsAreInTokensOnceThereIsAModel() {
        const fs::path folder = test::scratchFolder();
        const auto project = test::writeTinyProject(folder);
        Session session;
        session.openFile(Split::Train, QString::fromStdString(project.squad.string()));
        QTRY_VERIFY_WITH_TIMEOUT(session.dataset(Split::Train), kPatience);
        ui::DataStatistics statistics;
        statistics.show(session.dataset(Split::Train), {});
        QTRY_VERIFY_WITH_TIMEOUT(statistics.statistics(), kPatience);
        QVERIFY(!statistics.statistics()->inTokens);
        QCOMPARE(statistics.statistics()->questions, std::int64_t{24});
        statistics.show(session.dataset(Split::Train), QString::fromStdString(project.folder.string()));
        QTRY_VERIFY_WITH_TIMEOUT(statistics.statistics()->inTokens, kPatience);
        QCOMPARE(statistics.statistics()->contextLength.largest, 10);
        QCOMPARE(statistics.tokensOf(session.dataset(Split::Train))->size(), std::size_t{24});
    }
};

QTEST_MAIN(DataFilesTest)
#include "data_files_test.moc"
