// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/main_window.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

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
    MainWindow window{session, ui::Appearance::Light};
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
    int page() { return window.findChild<QStackedWidget*>()->currentIndex(); }
};

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           QString::fromStdString(test::scratchFolder().string()));
        QApplication::setOrganizationName("finetune-studio-test");
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void everyPageIsReachedByKey() {
        Window w;
        w.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&w.window));
        for (const int page : {MainWindow::Train, MainWindow::Results, MainWindow::Inspect, MainWindow::Data}) {
            QTest::keyClick(&w.window, static_cast<Qt::Key>(Qt::Key_1 + page), Qt::ControlModifier);
            QTRY_COMPARE(
                w.find<QAbstractButton>(QStringList{"rail.data", "rail.inspect", "rail.train", "rail.results"}[page])
                    ->isChecked(),
                true);
        }
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
        w.window.showPage(MainWindow::Results);
        QVERIFY(w.find<QLabel>("result.f1.value")->text() != QStringLiteral("–"));
        w.find<QAbstractButton>("export")->click();
        QTRY_VERIFY_WITH_TIMEOUT(w.find<QLabel>("exportVerdict")->isVisible(), kPatience);
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
        QVERIFY(later.find<QLabel>("result.f1.value")->text() != QStringLiteral("–"));
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
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
