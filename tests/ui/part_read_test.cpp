// SPDX-License-Identifier: GPL-3.0-or-later
// A table too large to be read for a look, on the Data page and behind it.
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "ui/models/findings_model.h"
#include "ui/models/problems_model.h"
#include "ui/pages/data/data_page.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <fstream>

using namespace finetune;
using data::FindingKind;
using ui::DataFiles;
using ui::DataPage;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 20'000;
constexpr int kRows = 20, kRead = 4;

// Twenty rows; the second one's answer stands elsewhere, in every other one there is none.
fs::path writeRows(const fs::path& folder) {
    const fs::path file = folder / "rows.csv";
    std::ofstream out(file);
    out << "id,question,context,answer,answer_start\n";
    for (int i = 0; i < kRows; ++i)
        out << i << ",who is " << i << "?,the reader of " << i
            << (i % 2 == 0 ? ",,\n"
                : i == 1   ? ",reader,7\n"
                           : ",reader,4\n");
    return file;
}

struct Large {
    fs::path folder = test::scratchFolder();
    fs::path file = writeRows(folder);
    Session session;
    DataFiles& data = session.dataFiles();

    explicit Large(const data::OpenOptions& options = {}) {
        data.setRowLimit({.most = 10, .first = kRead, .mostTextBytes = 10});
        open(Split::Train, options);
    }
    QString path() const { return QString::fromStdString(file.string()); }
    void open(Split split, const data::OpenOptions& options = {}) {
        session.openFile(split, path(), options);
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(data.findings() && !data.checking(), kPatience); }
    void readAll() {
        data.readAll(Split::Train);
        settle();
    }
    std::size_t shown() const { return data.shown(Split::Train)->examples.size(); }
    std::vector<std::size_t> of(FindingKind kind) const {
        std::vector<std::size_t> indexes;
        for (std::size_t i = 0; i < data.findings()->list.size(); ++i)
            if (data.findings()->list[i].kind == kind)
                indexes.push_back(i);
        return indexes;
    }
};

struct Page : Large {
    DataPage page{session};

    Page() {
        page.resize(1100, 760);
        page.show();
        page.activateWindow();
    }
    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = page.findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("there is no %s", name);
        return widget;
    }
    void click(const char* name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    QString text(const char* label) { return find<QLabel>(label)->text(); }
};

} // namespace

class PartReadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        test::useOwnSettings();
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void theRestIsReadWhenItIsAskedFor() {
        Large large;
        QCOMPARE(large.shown(), std::size_t{kRead});
        QVERIFY(large.data.part(Split::Train) && !large.data.isReadingAll(Split::Train));
        large.data.readAll(Split::Train);
        QVERIFY(large.data.isReadingAll(Split::Train) && large.session.reading(Split::Train));
        QCOMPARE(large.shown(), std::size_t{kRead}); // they stay until all is there
        large.settle();
        QCOMPARE(large.shown(), std::size_t{kRows});
        QVERIFY(!large.data.part(Split::Train) && !large.data.isReadingAll(Split::Train));
    }

    void whatWasReadStaysWhenTheRestIsNotWantedOrCannotBeRead() {
        Large large;
        large.data.readAll(Split::Train);
        large.data.stopReadingAll(Split::Train);
        QVERIFY(!large.data.isReadingAll(Split::Train) && !large.session.reading(Split::Train));
        large.settle();
        QCOMPARE(large.shown(), std::size_t{kRead});
        QSignalSpy failed(&large.session, &Session::failed), refused(&large.session, &Session::fileFailed);
        fs::remove(large.file);
        large.readAll();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatience);
        QCOMPARE(refused.size(), 0);
        QCOMPARE(large.shown(), std::size_t{kRead});
        QVERIFY(large.data.part(Split::Train));
    }

    void aChoiceThatLeavesFewRowsIsReadWhole() {
        data::OpenOptions options;
        options.rows.where = {data::conditionFromText("answer is not empty")};
        Large large(options);
        QCOMPARE(large.shown(), std::size_t{10});
        QVERIFY(!large.data.part(Split::Train));
    }

    void aTrainingTakesTheWholeFileUnlessItWasChangedByHand() {
        data::OpenOptions options;
        options.rows.where = {data::conditionFromText("question not contains 7")};
        Large large(options);
        QVERIFY(large.data.part(Split::Train));
        const session::TrainRequest request = large.session.request({});
        QCOMPARE(request.training.file, large.file);
        QVERIFY(request.training.options == options);
        QVERIFY(!request.training.edited);
        QVERIFY(!large.data.source(large.path()).edited); // nor an evaluation
        large.readAll();
        QVERIFY(!large.session.request({}).training.edited);
        large.data.repair(large.of(FindingKind::Misplaced));
        QTRY_VERIFY_WITH_TIMEOUT(large.data.isEdited(Split::Train), kPatience);
        large.settle();
        const auto edited = large.session.request({}).training.edited;
        QVERIFY(edited);
        QCOMPARE(edited->examples.size(), std::size_t{18});
    }

    void nothingIsChangedByHandBeforeAllIsRead() {
        Large large;
        QCOMPARE(large.of(FindingKind::Misplaced).size(), std::size_t{1});
        large.data.repair(large.of(FindingKind::Misplaced));
        large.data.leaveOut(large.of(FindingKind::Misplaced));
        QVERIFY(!large.data.checking());
        QCOMPARE(large.data.undoStack().count(), 0);
    }

    void whatIsWrittenHasAllRows() {
        Large large;
        QSignalSpy saved(&large.data, &DataFiles::saved), split(&large.data, &DataFiles::wasSplit);
        const fs::path copy = large.folder / "copy.json";
        large.data.save(Split::Train, QString::fromStdString(copy.string()));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
        QCOMPARE(saved[0][1].toLongLong(), qint64{kRows});
        QCOMPARE(data::readSquad(copy, data::OnProblem::Keep).examples.size(), std::size_t{kRows});
        large.data.split({large.path(), QString::fromStdString(large.folder.string()), {.secondShare = 0.25}});
        QTRY_COMPARE_WITH_TIMEOUT(split.size(), 1, kPatience);
        QCOMPARE(split[0][0].toLongLong() + split[0][1].toLongLong(), qint64{kRows});
    }

    void aSplitTakesTheChosenRows() {
        data::OpenOptions options;
        options.rows.where = {data::conditionFromText("question not contains 7")};
        Large large(options);
        QSignalSpy split(&large.data, &DataFiles::wasSplit);
        large.data.split({large.path(), QString::fromStdString(large.folder.string()), {.secondShare = 0.25}});
        QTRY_COMPARE_WITH_TIMEOUT(split.size(), 1, kPatience);
        QCOMPARE(split[0][0].toLongLong() + split[0][1].toLongLong(), qint64{18});
    }

    void thePageSaysWhereTheCountStandsAndReadsTheRest() {
        Page p;
        QVERIFY(p.find<QWidget>("partBar")->isVisible());
        QVERIFY2(p.text("part.text").contains("the first 4 rows are shown"), qPrintable(p.text("part.text")));
        QVERIFY(p.text("part.text").contains("A training uses all rows"));
        QVERIFY(p.text("path.train.note").startsWith("the first 4 rows are shown"));
        QCOMPARE(p.find<QAbstractButton>("segment.train")->text(), QString("Training  4+"));
        p.click("tab.statistics");
        QVERIFY(p.find<QWidget>("partBar")->isVisible());
        p.click("segment.validation");
        QVERIFY(!p.find<QWidget>("partBar")->isVisible());
        p.click("tab.doctor"); // speaks of all files
        QVERIFY(p.find<QWidget>("partBar")->isVisible());
        auto* repair = p.find<QAbstractButton>("doctor.repairAll");
        QVERIFY(repair->isVisible() && !repair->isEnabled());
        QVERIFY(repair->toolTip().contains("Read all rows"));
        p.click("part.readAll");
        p.settle();
        QVERIFY(!p.find<QWidget>("partBar")->isVisible());
        QVERIFY(repair->isEnabled() && repair->toolTip().isEmpty());
        p.click("segment.train");
        QCOMPARE(p.find<QAbstractButton>("segment.train")->text(), QString("Training  20"));
        QVERIFY(p.text("path.train.note").contains("of 20 questions"));
        QCOMPARE(p.find<QTableView>("examplesTable")->model()->rowCount(), kRows);
    }

    void rowsAreCountedWhereTheFileIsReadForACondition() {
        data::OpenOptions options;
        options.rows.where = {data::conditionFromText("question not contains 7")};
        Page p;
        p.open(Split::Train, options);
        QVERIFY2(p.text("part.text").contains("the first 4 of 18 rows"), qPrintable(p.text("part.text")));
        QCOMPARE(p.find<QAbstractButton>("segment.train")->text(), QString("Training  4 of 18"));
        QVERIFY(p.text("path.train.note").contains("chosen rows"));
    }

    void theRestIsNotReadAfterACancel() {
        Page p;
        p.find<QAbstractButton>("part.readAll")->setFocus();
        p.click("part.readAll");
        QVERIFY(p.find<QAbstractButton>("part.cancel")->isVisible());
        QCOMPARE(p.page.focusWidget(), p.find<QAbstractButton>("part.cancel"));
        p.click("part.cancel");
        p.settle();
        QVERIFY(p.find<QAbstractButton>("part.readAll")->isVisible());
        QCOMPARE(p.shown(), std::size_t{kRead});
    }

    void anAnswerThatStandsAtTwoPlacesIsANoteAndNoProblem() {
        Large large;
        std::ofstream(large.file) << "question,context,answer\nwho?,the reader and the writer,the\n";
        large.session.openFile(Split::Train, {});
        large.open(Split::Train);
        ui::FindingKindsModel kinds;
        kinds.setFindings(large.data.findings());
        QCOMPARE(kinds.total(), qint64{0});
        QCOMPARE(kinds.countOf(ui::FindingKindsModel::kNoteRow), qint64{1});
        ui::ProblemsModel problems;
        problems.setDatasets({large.data.shown(Split::Train)});
        QCOMPARE(problems.rowCount(), 0);
        problems.setDatasets({large.data.shown(Split::Train)}, true);
        QCOMPARE(problems.rowCount(), 1);
        QVERIFY(problems.index(0, ui::ProblemsModel::What).data().toString().contains("stands at 2 places"));
    }
};

QTEST_MAIN(PartReadTest)
#include "part_read_test.moc"
