// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/main_window.h"
#include "ui/theme.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <fstream>

using namespace finetune;
using ui::MainWindow;
using ui::RunState;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

struct Window {
    Session session;
    MainWindow window{session};
    fs::path where = test::scratchFolder();
    test::TinyProject project = test::writeTinyProject(where);

    Window() { window.show(); }

    void open() {
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        session.openFile(Split::Train, QString::fromStdString(project.squad.string()));
        session.openFile(Split::Validation, QString::fromStdString(project.squad.string()));
        session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(session.missing(), QString(), kPatience);
    }
    void set(const char* argument, const QString& text) {
        auto* edit = find<QLineEdit>(QStringLiteral("argument.%1.edit").arg(argument));
        edit->setText(text);
        Q_EMIT edit->textEdited(text);
    }
    void setTinyArguments(const QString& epochs) {
        window.setOutputFolder(QString::fromStdString((where / "run").string()));
        set("num_train_epochs", epochs);
        set("max_length", "32");
        set("doc_stride", "8");
        set("per_device_train_batch_size", "4");
        set("threads", "1");
    }
    template <class Widget>
    Widget* find(const QString& name) {
        auto* widget = window.findChild<Widget*>(name);
        if (!widget)
            qFatal("there is no %s", qPrintable(name));
        return widget;
    }
    // Leaves out the questions of one paragraph, which is in both files.
    void change() {
        ui::DataFiles& files = session.dataFiles();
        QTRY_VERIFY_WITH_TIMEOUT(files.findings() && !files.checking(), kPatience);
        files.leaveOut({0});
        QTRY_VERIFY_WITH_TIMEOUT(files.isEdited(Split::Train) && !files.checking(), kPatience);
    }
    bool asks(const QString& what) { return window.findChild<ui::MessageBar*>()->text().contains(what); }
    void answer(const char* name) {
        auto* bar = window.findChild<ui::MessageBar*>();
        const auto buttons = bar->findChildren<QAbstractButton*>(QStringLiteral("message.%1").arg(name));
        QVERIFY2(!buttons.isEmpty(), name);
        buttons.last()->click(); // those of an earlier question go with the next event
    }
    int page() { return window.findChild<QStackedWidget*>()->currentIndex(); }
};

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void init() { // no test finds the runs of the one before
        test::useOwnSettings();
    }

    void everyPageIsReachedByKey() {
        Window w;
        w.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&w.window));
        for (const char* name : {"runs", "export", "try", "evaluate", "train", "inspect", "model", "data"}) {
            const int page = MainWindow::pageNamed(name);
            QTest::keyClick(&w.window, static_cast<Qt::Key>(Qt::Key_1 + page), Qt::ControlModifier);
            QTRY_VERIFY(w.find<QAbstractButton>(QStringLiteral("rail.%1").arg(name))->isChecked());
            QCOMPARE(w.window.page(), page);
        }
    }

    void theArrowKeysGoThroughThePages() {
        Window w;
        auto* data = w.find<QAbstractButton>("rail.data");
        data->setFocus();
        for (int page = MainWindow::Model; page < MainWindow::PageCount; ++page) {
            QTest::keyClick(w.window.focusWidget(), Qt::Key_Down);
            QCOMPARE(w.window.page(), page);
        }
        QTest::keyClick(w.window.focusWidget(), Qt::Key_Up);
        QCOMPARE(w.window.page(), MainWindow::Export);
    }

    void everyPageFitsASmallScreenBelowAMessage() {
        Window w;
        w.window.findChild<ui::MessageBar*>()->show(ui::MessageBar::Tone::Info, "one<br>two");
        QCoreApplication::processEvents();
        auto* stack = w.window.findChild<QStackedWidget*>();
        QStringList tooLarge;
        for (int page = 0; page < stack->count(); ++page) {
            const QSize least = stack->widget(page)->minimumSizeHint();
            if (least.width() > 1040 || least.height() > 690)
                tooLarge << QStringLiteral("%1: %2 × %3")
                                .arg(stack->widget(page)->objectName())
                                .arg(least.width())
                                .arg(least.height());
        }
        QVERIFY2(tooLarge.isEmpty(), qPrintable(tooLarge.join("; ")));
        const QSize least = w.window.minimumSizeHint();
        QVERIFY2(least.height() <= 800 && least.width() <= 1280, qPrintable(QString::number(least.height())));
    }

    void aPageThatIsNoneIsData() {
        QCOMPARE(MainWindow::pageNamed("export"), MainWindow::Export);
        QCOMPARE(MainWindow::pageNamed("nothing"), MainWindow::Data);
    }

    void everyControlHasANameThatAReaderFinds() {
        Window w;
        for (QAbstractButton* button : w.window.findChildren<QAbstractButton*>()) {
            const bool inside =
                qobject_cast<QTableView*>(button->parent()) || qobject_cast<QLineEdit*>(button->parent());
            if (inside) // Qt's own corner and clear buttons
                continue;
            QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text() + button->toolTip()));
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
        }
        for (QLineEdit* edit : w.window.findChildren<QLineEdit*>())
            QVERIFY2(!edit->objectName().isEmpty(), qPrintable(edit->parent()->objectName()));
    }

    void anExampleOpensInInspectByEnter() {
        Window w;
        w.open();
        auto* table = w.find<QTableView>("examplesTable");
        QTRY_VERIFY(table->model()->rowCount() > 0);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(2, 1));
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(w.find<QAbstractButton>("rail.inspect")->isChecked());
    }

    void startIsHinderedUntilEverythingIsThere() {
        Window w;
        auto* start = w.find<QAbstractButton>("start");
        QVERIFY(!start->isEnabled());
        QVERIFY(w.find<QLabel>("runDetail")->text().contains("training file"));
        w.open();
        QVERIFY(!start->isEnabled()); // the tiny model reads less than 384 tokens
        w.setTinyArguments("1");
        QVERIFY2(start->isEnabled(), qPrintable(w.find<QLabel>("runDetail")->text()));
        w.set("learning_rate", "fast");
        QVERIFY(!start->isEnabled());
        QVERIFY(w.find<QLabel>("runDetail")->text().contains("learning_rate"));
    }

    void aRunFromTheWindowEndsWithAnExport() {
        Window w;
        w.open();
        w.setTinyArguments("1");
        QSignalSpy ended(&w.session, &Session::runEnded);
        w.window.showPage(MainWindow::Train);
        w.find<QAbstractButton>("start")->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(w.session.status().state, RunState::Finished);
        w.window.showPage(MainWindow::Export);
        QTRY_VERIFY_WITH_TIMEOUT(w.find<QAbstractButton>("export")->isEnabled(), kPatience);
        QCOMPARE(w.find<QComboBox>("exportRun")->currentData().toString(),
                 QString::fromStdString((w.where / "run").string()));
        w.find<QAbstractButton>("export")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.find<QLabel>("exportState")->text().contains("same logits"), kPatience);
        QVERIFY(w.find<QTableView>("exportedFiles")->model()->rowCount() >= 4);
        QCOMPARE(w.find<QLineEdit>("argument.output_dir.edit")->text(),
                 QString::fromStdString((w.where / "run").string()));
    }

    void anOldRunIsShownAndLeavesTheNextRunsFolderAlone() {
        Window w;
        w.open();
        w.setTinyArguments("1");
        QSignalSpy ended(&w.session, &Session::runEnded);
        w.find<QAbstractButton>("start")->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        Window later;
        QSignalSpy shown(&later.session, &Session::runEnded);
        const QString before = later.find<QLineEdit>("argument.output_dir.edit")->text();
        later.session.openLastRun(QString::fromStdString(w.where.string()));
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, kPatience);
        QCOMPARE(later.find<QLineEdit>("argument.output_dir.edit")->text(), before);
        QTRY_VERIFY_WITH_TIMEOUT(later.find<QLabel>("score.f1.value")->text() != QStringLiteral("–"), kPatience);
    }

    void closingWhileTrainingAsksThenStopsAndCloses() {
        Window w;
        w.open();
        w.setTinyArguments("500");
        w.find<QAbstractButton>("start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.session.status().step >= 1, kPatience);
        QVERIFY(!w.window.close());
        QVERIFY(w.window.isVisible());
        QTRY_VERIFY(w.window.findChild<QAbstractButton*>("message.stopAndClose"));
        w.find<QAbstractButton>("message.stopAndClose")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!w.window.isVisible(), kPatience);
        QCOMPARE(w.session.status().state, RunState::Stopped);
        QVERIFY(!session::listRuns(w.where / "run")[0].checkpoints.empty());
    }

    void closingAsksAboutChangesThatAreInNoFile() {
        Window w;
        w.open();
        w.change();
        QVERIFY(!w.window.close());
        QVERIFY(w.asks("data.json (2 change"));
        w.answer("keepChanges");
        QVERIFY(w.window.isVisible());
        QVERIFY(w.session.dataFiles().undoStack().canUndo());
        QVERIFY(!w.window.close());
        w.answer("throwChangesAway");
        QVERIFY(!w.window.isVisible());
    }

    void changesSavedAtTheEndAreThereAtTheNextStart() {
        Window w;
        w.open();
        w.change();
        QVERIFY(!w.window.close());
        w.answer("saveChanges");
        const fs::path saved = w.where / "repaired.json";
        auto* dialog = w.find<QFileDialog>("saveData");
        QVERIFY(!dialog->selectedFiles().isEmpty());
        Q_EMIT dialog->fileSelected(QString::fromStdString(saved.string()));
        QTRY_VERIFY_WITH_TIMEOUT(!w.window.isVisible(), kPatience);
        QCOMPARE(data::readSquad(saved).examples.size(), std::size_t{22});
        Window later;
        later.window.restoreProject();
        QTRY_VERIFY_WITH_TIMEOUT(later.session.dataset(Split::Train), kPatience);
        QCOMPARE(later.session.dataset(Split::Train)->examples.size(), std::size_t{22});
    }

    void namedColumnsAndChosenRowsAreThereAtTheNextStart() {
        Window w;
        const fs::path file = w.where / "rows.csv";
        std::ofstream(file) << "ask,read,say\nwho?,the reader,reader\nwhy?,the rain,\n";
        data::OpenOptions options{.columns = data::mappingFromText("question=ask,context=read,answer_text=say")};
        options.rows.where = {data::conditionFromText("say is empty")};
        w.session.openFile(Split::Train, QString::fromStdString(file.string()), options);
        QTRY_VERIFY_WITH_TIMEOUT(w.session.dataset(Split::Train), kPatience);
        QVERIFY(w.window.close());
        Window later;
        later.window.restoreProject();
        QTRY_VERIFY_WITH_TIMEOUT(later.session.dataset(Split::Train), kPatience);
        QCOMPARE(later.session.dataset(Split::Train)->examples.size(), std::size_t{1});
        QVERIFY(later.session.dataFiles().options(Split::Train) == options);
    }

    void closingWhileTrainingAsksAboutChangesFirst() {
        Window w;
        w.open();
        w.setTinyArguments("500");
        w.find<QAbstractButton>("start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.session.status().step >= 1, kPatience);
        w.change();
        QVERIFY(!w.window.close());
        QVERIFY(w.asks("data.json"));
        w.answer("throwChangesAway");
        QVERIFY(w.asks("Training is going on"));
        w.answer("keepTraining"); // nothing was thrown away
        QVERIFY(w.session.dataFiles().isEdited(Split::Train));
        QVERIFY(!w.window.close());
        QVERIFY(w.asks("data.json"));
        w.answer("throwChangesAway");
        w.session.dataFiles().undoStack().undo();
        w.session.dataFiles().undoStack().redo(); // not what was spoken of any more
        w.answer("goOnInBackground");
        QVERIFY(w.window.isVisible() && w.asks("data.json"));
        w.answer("throwChangesAway");
        w.answer("goOnInBackground");
        QVERIFY(!w.window.isVisible());
        QSignalSpy closed(&w.window, &MainWindow::closed);
        w.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, kPatience);
    }

    void aNewProjectAsksAboutChangesThatAreInNoFile() {
        Window w;
        w.open();
        w.change();
        w.window.projectFile().clear();
        QVERIFY(w.asks("data.json"));
        w.answer("keepChanges");
        QVERIFY(w.session.dataFiles().isEdited(Split::Train));
        w.session.openSample();
        QTRY_VERIFY_WITH_TIMEOUT(w.asks("data.json"), kPatience);
        QVERIFY(!w.session.modelFolder().isEmpty());
        w.window.projectFile().clear();
        w.answer("throwChangesAway");
        QVERIFY(w.session.file(Split::Train).isEmpty());
    }

    void goingOnInTheBackgroundHidesTheWindowUntilTheRunEnds() {
        Window w;
        w.open();
        w.setTinyArguments("500");
        w.find<QAbstractButton>("start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.session.status().step >= 1, kPatience);
        QVERIFY(!w.window.close());
        QTRY_VERIFY(w.window.findChild<QAbstractButton*>("message.goOnInBackground"));
        w.find<QAbstractButton>("message.goOnInBackground")->click();
        QVERIFY(!w.window.isVisible());
        QVERIFY(w.session.status().active());
        QSignalSpy closed(&w.window, &MainWindow::closed);
        w.session.stop(); // stands for the end of the run
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, kPatience);
        QVERIFY(!w.window.isVisible());
    }

    void aFolderThatHoldsARunIsAskedAbout() {
        Window w;
        w.open();
        w.setTinyArguments("500");
        QSignalSpy ended(&w.session, &Session::runEnded);
        w.find<QAbstractButton>("start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.session.status().step >= 1, kPatience);
        w.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        w.find<QAbstractButton>("start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.window.findChild<QAbstractButton*>("message.resume"), kPatience);
        w.find<QAbstractButton>("message.fresh")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.session.status().active(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(w.session.status().step >= 1, kPatience);
        w.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, kPatience);
        QVERIFY(fs::exists(w.where / "run-1" / "run.json"));
    }

    // A run in the window's results folder as a power loss leaves it: its process is gone, its checkpoint there.
    void anInterruptedRunIsOfferedAtTheNextStartAndGoesOn() {
        Window first;
        first.open();
        first.setTinyArguments("500");
        QSignalSpy ended(&first.session, &Session::runEnded);
        first.find<QAbstractButton>("start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(first.session.status().step >= 2, kPatience);
        first.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        const fs::path run = first.where / "run";
        Json description = readJson(run / "run.json");
        description["state"] = "running";
        description["process_mark"] = "";
        description["process"] = 0;
        writeJson(run / "run.json", description);

        Window next;
        next.window.setOutputFolder(QString::fromStdString((first.where / "run-9").string()));
        QTRY_VERIFY_WITH_TIMEOUT(next.window.findChild<QAbstractButton*>("message.resumeInterrupted"), kPatience);
        next.find<QAbstractButton>("message.resumeInterrupted")->click();
        QTRY_VERIFY_WITH_TIMEOUT(next.session.status().step > first.session.status().step, kPatience);
        QCOMPARE(next.window.page(), MainWindow::Train);
        QCOMPARE(next.find<QLineEdit>("argument.output_dir.edit")->text(), QString::fromStdString(run.string()));
        QCOMPARE(next.find<QLineEdit>("argument.max_length.edit")->text(), QStringLiteral("32"));
        QSignalSpy secondEnded(&next.session, &Session::runEnded);
        next.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(secondEnded.size(), 1, kPatience);
    }

    void aDuplicatedRunFillsTheFormWithAFolderOfItsOwn() {
        Window w;
        w.open();
        w.setTinyArguments("1");
        w.set("learning_rate", "0.004");
        QSignalSpy ended(&w.session, &Session::runEnded);
        w.find<QAbstractButton>("start")->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);

        Window later;
        later.window.setOutputFolder(QString::fromStdString((w.where / "elsewhere").string()));
        later.window.showPage(MainWindow::Runs);
        auto* runs = later.find<QTableView>("runsTable");
        QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, kPatience);
        later.find<QAbstractButton>("duplicateRun")->click();
        QCOMPARE(later.window.page(), MainWindow::Train);
        QCOMPARE(later.find<QLineEdit>("argument.learning_rate.edit")->text().toDouble(), 0.004);
        QCOMPARE(later.find<QLineEdit>("argument.output_dir.edit")->text(),
                 QString::fromStdString((w.where / "run-1").string()));
        QTRY_VERIFY_WITH_TIMEOUT(later.session.missing().isEmpty(), kPatience);
        QCOMPARE(later.session.file(Split::Train), w.session.file(Split::Train));
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
