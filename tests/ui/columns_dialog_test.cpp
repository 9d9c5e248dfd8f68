// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/models/preview_model.h"
#include "ui/pages/data/columns_dialog.h"
#include "ui/pages/data/data_page.h"
#include "ui/session/paths.h"
#include "ui/session/project_file.h"
#include "ui/theme.h"
#include "ui/widgets/path_field.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace finetune;
using ui::ColumnsDialog;
using ui::DataPage;
using ui::PreviewModel;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 20'000;

QString write(const fs::path& file, const QByteArray& text) {
    fs::create_directories(file.parent_path());
    QFile out(QString::fromStdString(file.string()));
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        qFatal("cannot write");
    return out.fileName();
}

// Columns that nobody knows; every second row has an answer.
QByteArray unknownColumns(int rows = 20) {
    QByteArray text = "nr,ask,read,say\n";
    for (int i = 0; i < rows; ++i)
        text += QStringLiteral("%1,who is %1?,the reader of %1,%2\n").arg(i).arg(i % 2 == 0 ? "reader" : "").toUtf8();
    return text;
}

template <class Widget>
Widget* find(const QWidget& in, const char* name) {
    auto* widget = in.findChild<Widget*>(QString::fromLatin1(name));
    if (!widget)
        qFatal("there is no %s", name);
    return widget;
}

void choose(const QWidget& dialog, const char* box, const QString& text) {
    auto* combo = find<QComboBox>(dialog, box);
    const int index = combo->findText(text);
    if (index < 0)
        qFatal("there is no such choice");
    combo->setCurrentIndex(index);
    Q_EMIT combo->activated(index);
}

void nameColumns(const QWidget& dialog) {
    choose(dialog, "column.question", "ask");
    choose(dialog, "column.context", "read");
    choose(dialog, "column.answer_text", "say");
    choose(dialog, "column.id", "nr");
}

void drop(QWidget& on, const QStringList& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files)
        urls << QUrl::fromLocalFile(file);
    data.setUrls(urls);
    QDragEnterEvent enter(on.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enter);
    QDropEvent event(on.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &event);
}

struct Dialog {
    fs::path folder = test::scratchFolder();
    ColumnsDialog dialog;

    Dialog(const QByteArray& text, const char* name = "rows.csv", const data::OpenOptions& options = {})
        : dialog(write(folder / name, text), options) {
        dialog.show();
        QTest::qWait(0);
    }
    void wait() { QTRY_VERIFY_WITH_TIMEOUT(!counts().isEmpty() && counts() != "Counting…", kPatience); }
    QString counts() const { return find<QLabel>(dialog, "rowCounts")->text(); }
    QString message() const { return find<QLabel>(dialog, "columns.message")->text(); }
    bool opens() const { return find<QPushButton>(dialog, "columns.open")->isEnabled(); }
    int rows() const { return find<QTableView>(dialog, "previewTable")->model()->rowCount(); }
    QString cell(int row, int column) const {
        return find<QTableView>(dialog, "previewTable")->model()->index(row, column).data().toString();
    }
    void click(const char* name) { QTest::mouseClick(find<QAbstractButton>(dialog, name), Qt::LeftButton); }
};

struct Page {
    fs::path folder = test::scratchFolder();
    Session session;
    DataPage page{session};

    Page() {
        page.resize(1100, 760);
        page.show();
        page.activateWindow();
    }
    ColumnsDialog* dialog() {
        const auto dialogs = page.findChildren<ColumnsDialog*>();
        for (ColumnsDialog* one : dialogs)
            if (one->isVisible())
                return one;
        return nullptr;
    }
    qint64 examples(Split split = Split::Train) const {
        const auto dataset = session.dataset(split);
        return dataset ? static_cast<qint64>(dataset->examples.size()) : -1;
    }
};

} // namespace

class ColumnsDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        test::useOwnSettings();
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void theModelIsSoundWithAndWithoutRows() {
        PreviewModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        auto rows = std::make_shared<data::Dataset>();
        data::Example example;
        example.id = "1";
        example.question = "who\nis it?";
        example.context = std::make_shared<const std::string>("the reader");
        example.answers = {{"reader", {4}}};
        rows->examples = {example, example};
        rows->problems = {{"row 3", "column “read” is empty", "write it", false, -1},
                          {"row 2", "the id occurs again", "", true, 1}};
        model.setRows(rows);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.problems(), 2);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QVERIFY(text(0, PreviewModel::Remark).contains("row 3") && text(0, PreviewModel::Question).isEmpty());
        QCOMPARE(text(1, PreviewModel::Remark), QString());
        QCOMPARE(text(1, PreviewModel::Question), QString("who is it?"));
        QCOMPARE(text(1, PreviewModel::Answers), QString("reader at 4"));
        QVERIFY(text(2, PreviewModel::Remark).contains("occurs again"));
        auto noted = std::make_shared<data::Dataset>(*rows);
        noted->problems = {{"row 1", "stands at 2 places", "", true, 0, true}};
        model.setRows(noted);
        QCOMPARE(model.problems(), 0);
        QCOMPARE(model.notes(), 1);
        QCOMPARE(text(0, PreviewModel::Remark), QString("stands at 2 places"));
        model.setRows(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void theRowsFollowTheChoiceOfColumns() {
        Dialog d(unknownColumns());
        d.wait();
        QCOMPARE(d.counts(), QString("20 rows"));
        QVERIFY(!d.opens());
        QVERIFY(d.message().contains("question"));
        QCOMPARE(d.rows(), 0);
        choose(d.dialog, "column.question", "ask");
        QVERIFY(d.message().contains("context"));
        QVERIFY(find<QLabel>(d.dialog, "sample.question")->text().startsWith("who is 0? · who is 1?"));
        nameColumns(d.dialog);
        QTRY_COMPARE_WITH_TIMEOUT(d.rows(), 20, kPatience);
        QVERIFY(d.opens());
        QCOMPARE(d.message(), QString());
        QCOMPARE(d.cell(2, PreviewModel::Id), QString("2"));
        QCOMPARE(d.cell(2, PreviewModel::Answers), QString("reader at 4"));
        QCOMPARE(d.cell(1, PreviewModel::Answers), QString("unanswerable"));
        QCOMPARE(d.dialog.options().columns[data::DataField::Context], std::string("read"));
    }

    void whatIsRecognisedNeedsNoWord() {
        Dialog d("question,context,answer\nwho?,the reader,reader\n");
        QTRY_COMPARE_WITH_TIMEOUT(d.rows(), 1, kPatience);
        QVERIFY(d.opens());
        QVERIFY(d.dialog.options().isPlain());
        choose(d.dialog, "column.answer_text", "context");
        QVERIFY(!d.dialog.options().isPlain());
    }

    void aColumnOfAnswersHoldsTextsAndPlaces() {
        Dialog d(
            R"({"question":"who?","context":"the reader","gold":{"text":["reader"],"answer_start":[4]},"x":"reader"})"
            "\n",
            "rows.jsonl");
        d.wait();
        choose(d.dialog, "column.answer_text", "x");
        QVERIFY(find<QComboBox>(d.dialog, "column.answer_start")->isEnabled());
        choose(d.dialog, "column.answers", "gold");
        QVERIFY(!find<QComboBox>(d.dialog, "column.answer_text")->isEnabled());
        QVERIFY(!d.dialog.options().columns.has(data::DataField::AnswerText));
        QTRY_COMPARE_WITH_TIMEOUT(d.cell(0, PreviewModel::Answers), QString("reader at 4"), kPatience);
    }

    void aProblemIsToldWithRowAndColumn() {
        Dialog d("{\"question\":\"who?\",\"context\":\"the reader\",\"answer\":\"reader\"}\n"
                 "{\"question\":\"who?\",\"context\":7,\"answer\":\"reader\"}\n",
                 "rows.jsonl");
        QTRY_COMPARE_WITH_TIMEOUT(d.rows(), 2, kPatience);
        QVERIFY2(d.cell(0, PreviewModel::Remark).contains("row 2") &&
                     d.cell(0, PreviewModel::Remark).contains("“context”"),
                 qPrintable(d.cell(0, PreviewModel::Remark)));
        QTRY_VERIFY(d.counts().contains("1 problem"));
    }

    void theCountFollowsTheConditions() {
        Dialog d("question,context,answer\nwho?,the reader,reader\nwhere?,the river,river\nwhy?,the rain,\n");
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("3 rows"), kPatience);
        d.click("rows.add");
        choose(d.dialog, "condition.1.column", "answer");
        choose(d.dialog, "condition.1.is", "is not empty");
        QVERIFY(!find<QLineEdit>(d.dialog, "condition.1.value")->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("2 of 3 rows"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(d.rows(), 2, kPatience);
        choose(d.dialog, "condition.1.is", "contains");
        QTest::keyClicks(find<QLineEdit>(d.dialog, "condition.1.value"), "RIV");
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("1 of 3 rows"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(d.cell(0, PreviewModel::Question), QString("where?"), kPatience);
        choose(d.dialog, "condition.1.is", "is longer than");
        QCOMPARE(find<QLineEdit>(d.dialog, "condition.1.value")->text(), QString());
        QTest::keyClicks(find<QLineEdit>(d.dialog, "condition.1.value"), "a5");
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("1 of 3 rows"), kPatience);
        d.click("condition.1.remove");
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("3 rows"), kPatience);
        d.click("rows.sample");
        find<QSpinBox>(d.dialog, "rows.sample.count")->setValue(2);
        find<QSpinBox>(d.dialog, "rows.sample.seed")->setValue(7);
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("2 of 3 rows"), kPatience);
        d.click("rows.first");
        find<QSpinBox>(d.dialog, "rows.first.count")->setValue(1);
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("1 of 3 rows"), kPatience);
        const data::OpenOptions options = d.dialog.options();
        QVERIFY(options.columns.empty());
        QCOMPARE(options.rows.seed, std::uint64_t{7});
        QCOMPARE(options.rows.sample.value_or(0), std::int64_t{2});
    }

    void whatWasChosenBeforeIsShownAgain() {
        data::OpenOptions options{
            .columns = data::mappingFromText(
                "id=,title=,question=ask,context=read,answers=,answer_text=say,answer_start=,is_impossible=")};
        options.rows.where = {data::conditionFromText("say not equals Reader"),
                              data::conditionFromText("ask longer than 3")};
        options.rows.first = 9;
        options.rows.sample = 4;
        options.rows.seed = 3;
        Dialog d(unknownColumns(), "rows.csv", options);
        QTRY_COMPARE_WITH_TIMEOUT(d.counts(), QString("4 of 20 rows"), kPatience);
        QVERIFY(d.dialog.options() == options);
    }

    void ofSquadJsonOnlyRowsAreChosen() {
        const fs::path folder = test::scratchFolder();
        const test::TinyProject project = test::writeTinyProject(folder);
        ColumnsDialog dialog(QString::fromStdString(project.squad.string()), {});
        dialog.show();
        const auto counts = [&] { return find<QLabel>(dialog, "rowCounts")->text(); };
        QTRY_VERIFY_WITH_TIMEOUT(counts().endsWith(" rows"), kPatience);
        QVERIFY(!find<QWidget>(dialog, "columnChoices")->isVisible());
        QTest::mouseClick(find<QAbstractButton>(dialog, "rows.first"), Qt::LeftButton);
        find<QSpinBox>(dialog, "rows.first.count")->setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(counts().startsWith("2 of "), kPatience);
        QVERIFY(dialog.options().columns.empty());
    }

    void whatCannotBeReadIsToldAndNotOpened() {
        Dialog d("{\"a\": \n", "rows.jsonl");
        QTRY_VERIFY_WITH_TIMEOUT(!d.message().isEmpty(), kPatience);
        QVERIFY(!d.opens());
    }

    void everyControlHasANameThatAReaderFindsAndTheKeyboardReachesIt() {
        Dialog d(unknownColumns());
        d.wait();
        d.click("rows.add");
        for (QWidget* control : d.dialog.findChildren<QWidget*>()) {
            if (!(control->focusPolicy() & Qt::TabFocus) || !control->isVisible() || control->focusProxy())
                continue;
            QVERIFY2(!control->objectName().isEmpty(), control->metaObject()->className());
            QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(control);
            QVERIFY2(reader && !reader->text(QAccessible::Name).isEmpty(), qPrintable(control->objectName()));
        }
        QCOMPARE(QApplication::focusWidget(), find<QComboBox>(d.dialog, "condition.1.column"));
        QTest::keyClick(&d.dialog, Qt::Key_Escape);
        QVERIFY(!d.dialog.isVisible());
    }

    void aFileOfUnknownColumnsAsksAndOpensAsToldAndSoDoesTheNext() {
        Page p;
        p.session.openFiles({{Split::Train, write(p.folder / "train.csv", unknownColumns(20))},
                             {Split::Validation, write(p.folder / "dev.csv", unknownColumns(6))}});
        QTRY_VERIFY_WITH_TIMEOUT(p.dialog(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!p.session.reading(Split::Train) && !p.session.reading(Split::Validation), kPatience);
        QVERIFY(p.session.dataFiles().lacksColumns(Split::Train));
        QVERIFY(find<QLabel>(p.page, "path.train.note")->text().contains("Columns and rows"));
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(p.dialog(), kPatience);
            ColumnsDialog* dialog = p.dialog();
            auto* open = find<QPushButton>(*dialog, "columns.open");
            QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>(*dialog, "column.question")->isEnabled(), kPatience);
            if (!open->isEnabled()) // the second one knows
                nameColumns(*dialog);
            QTRY_VERIFY_WITH_TIMEOUT(open->isEnabled(), kPatience);
            QTest::mouseClick(open, Qt::LeftButton);
        }
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(Split::Train), 20, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(Split::Validation), 6, kPatience);
        QVERIFY(!p.session.dataFiles().lacksColumns(Split::Train));
    }

    void chosenRowsAreTrainedOnEvaluatedAndKeptWithTheProject() {
        Page p;
        data::OpenOptions options{.columns = data::mappingFromText("question=ask,context=read,answer_text=say")};
        options.rows.where = {data::conditionFromText("say is not empty")};
        const QString file = write(p.folder / "train.csv", unknownColumns(20));
        p.session.openFile(Split::Train, file, options);
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(), 10, kPatience);
        QVERIFY(find<QLabel>(p.page, "path.train.note")->text().contains("chosen rows"));
        QCOMPARE(p.session.dataFiles().unsavedChanges(Split::Train), 0); // they are no changes
        // Training, the flight check and the script take the request; evaluation takes the source.
        const session::TrainRequest request = p.session.request({});
        QVERIFY(request.training.options == options && !request.training.edited);
        QVERIFY(p.session.dataFiles().source(file).options == options);
        // Through the project's file.
        const QString project = QString::fromStdString((p.folder / "a.ftstudio").string());
        QSignalSpy saved(&p.session.projectFile(), &ui::ProjectFile::saved);
        p.session.projectFile().save(project, {});
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatience);
        Session other;
        other.projectFile().open(project);
        QTRY_VERIFY_WITH_TIMEOUT(other.dataset(Split::Train), kPatience);
        QCOMPARE(other.dataset(Split::Train)->examples.size(), std::size_t{10});
        QVERIFY(other.dataFiles().options(Split::Train) == options);
        // Saved as SQuAD JSON, the data is in a file, which is what a project names then.
        const QString written = QString::fromStdString((p.folder / "chosen.json").string());
        QSignalSpy written_(&p.session.dataFiles(), &ui::DataFiles::saved);
        p.session.dataFiles().save(Split::Train, written);
        QTRY_COMPARE_WITH_TIMEOUT(written_.count(), 1, kPatience);
        QCOMPARE(ui::fromPath(p.session.dataFiles().source(Split::Train).file), written);
        QVERIFY(p.session.dataFiles().source(Split::Train).options.isPlain());
        // The same file again, without a choice, is another opening.
        p.session.openFile(Split::Train, file, {.columns = options.columns});
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(), 20, kPatience);
    }

    void aProjectWithAChoiceThatIsNoneSaysWhere() {
        const fs::path folder = test::scratchFolder();
        const QString project = write(folder / "a.ftstudio", R"({"format":"finetune-studio project","version":1,)"
                                                             R"("train_file_options":{"rows":{"first":"many"}}})");
        Session session;
        std::string place;
        connect(&session.projectFile(), &ui::ProjectFile::failed, this,
                [&](const Error& error) { place = error.place(); });
        session.projectFile().open(project);
        QTRY_COMPARE_WITH_TIMEOUT(place, std::string("train_file_options"), kPatience);
    }

    void partsOfOneSetTakeOnePlaceAndAFolderOfDataIsNoModel() {
        Page p;
        const QByteArray head = "question,context,answer\n", row = "who?,the reader,reader\n";
        drop(p.page,
             {write(p.folder / "train-00001-of-00002.csv", head + row),
              write(p.folder / "train-00000-of-00002.csv", head + row + row), write(p.folder / "dev.csv", head + row)});
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(Split::Train), 3, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(Split::Validation), 1, kPatience);
        QCOMPARE(p.session.file(Split::Test), QString());
        write(p.folder / "more" / "a.csv", head + row + row);
        drop(p.page, {QString::fromStdString((p.folder / "more").string())});
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(Split::Test), 2, kPatience);
        QCOMPARE(p.session.modelFolder(), QString());
    }

    void severalFilesDroppedOnAFieldAreOneSet() {
        Page p;
        const QByteArray text = "question,context,answer\nwho?,the reader,reader\n";
        drop(*find<ui::PathField>(p.page, "path.validation"),
             {write(p.folder / "b.csv", text), write(p.folder / "a.csv", text)});
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(Split::Validation), 2, kPatience);
        QVERIFY(p.session.file(Split::Validation).endsWith("{a.csv,b.csv}"));
    }

    void aSavedFolderBringsItsSets() {
        Page p;
        const fs::path saved = p.folder / "saved";
        write(saved / "dataset_dict.json", R"({"splits": ["train", "validation"]})");
        fs::create_directories(saved / "train");
        fs::create_directories(saved / "validation");
        drop(p.page, {QString::fromStdString(saved.string())});
        QCOMPARE(p.session.file(Split::Train), QString::fromStdString((saved / "train").string()));
        QCOMPARE(p.session.file(Split::Validation), QString::fromStdString((saved / "validation").string()));
        QCOMPARE(p.session.file(Split::Test), QString());
    }

    void theButtonAsksOnDemandForTheFileThatIsShown() {
        Page p;
        auto* button = find<QPushButton>(p.page, "chooseColumns");
        QVERIFY(!button->isVisible());
        p.session.openFile(Split::Train,
                           write(p.folder / "a.csv", "question,context,answer\nwho?,the reader,reader\nwhy?,x,\n"));
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(), 2, kPatience);
        QVERIFY(!p.dialog());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(p.dialog());
        ColumnsDialog* dialog = p.dialog();
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*dialog, "columns.open")->isEnabled(), kPatience);
        QTest::mouseClick(find<QAbstractButton>(*dialog, "rows.first"), Qt::LeftButton);
        find<QSpinBox>(*dialog, "rows.first.count")->setValue(1);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(p.examples(), 1, kPatience);
        QCOMPARE(p.session.dataFiles().options(Split::Train).rows.first.value_or(0), std::int64_t{1});
    }
};

QTEST_MAIN(ColumnsDialogTest)
#include "columns_dialog_test.moc"
