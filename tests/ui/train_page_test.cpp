// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"
#include "core/session/session.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/language.h"
#include "ui/pages/train/train_page.h"
#include "ui/theme.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/series_plot.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QVBoxLayout>

using namespace finetune;
using ui::RunState;
using ui::Session;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

// The page in a window with its bar, on a project of 24 questions.
struct Page {
    fs::path where = test::scratchFolder();
    test::TinyProject project = test::writeTinyProject(where);
    Session session;
    QWidget window;
    ui::MessageBar bar{&window};
    ui::TrainPage page{session, bar, &window};

    Page() {
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(&bar);
        layout->addWidget(&page, 1);
        window.resize(1100, 760);
        window.show();
    }
    void open() {
        session.openFile(Split::Train, QString::fromStdString(project.squad.string()));
        session.openFile(Split::Validation, QString::fromStdString(project.squad.string()));
        session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(session.missing(), QString(), kPatience);
        page.setOutputFolder(QString::fromStdString((where / "run").string()));
        set("max_length", "32");
        set("doc_stride", "8");
        set("per_device_train_batch_size", "4");
        set("threads", "1");
        choose("eval_strategy", "epoch");
        choose("padding", "none");
    }
    void set(const char* argument, const QString& text) {
        auto* edit = find<QLineEdit>(QStringLiteral("argument.%1.edit").arg(argument));
        edit->setText(text);
        Q_EMIT edit->textEdited(text);
    }
    void choose(const char* argument, const char* value) {
        auto* box = find<QComboBox>(QStringLiteral("argument.%1.edit").arg(argument));
        box->setCurrentIndex(box->findData(value));
    }
    template <class Widget>
    Widget* find(const QString& name) {
        auto* widget = window.findChild<Widget*>(name);
        if (!widget)
            qFatal("there is no %s", qPrintable(name));
        return widget;
    }
    void click(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void trigger(const char* action) { find<QAction>(action)->trigger(); }
    QString state() { return find<QLabel>("runState")->text(); }
};

} // namespace

class TrainPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        test::useOwnSettings();
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void aRunIsPausedContinuedAndStopped() {
        Page p;
        p.open();
        p.set("num_train_epochs", "500");
        QSignalSpy ended(&p.session, &Session::runEnded);
        p.click("start");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.status().step >= 2, kPatience);
        p.click("pause");
        QTRY_COMPARE_WITH_TIMEOUT(p.session.status().state, RunState::Paused, kPatience);
        QVERIFY2(p.state().contains("Paused"), qPrintable(p.state()));
        QCOMPARE(p.find<QPushButton>("pause")->text(), "Continue");
        const qint64 restsAt = p.session.status().step;
        QTest::keyClick(&p.window, Qt::Key_P, Qt::ControlModifier); // as the button
        QTRY_VERIFY_WITH_TIMEOUT(p.session.status().step > restsAt, kPatience);
        p.click("pause");
        QTRY_COMPARE_WITH_TIMEOUT(p.session.status().state, RunState::Paused, kPatience);
        p.click("stop");
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(p.session.status().state, RunState::Stopped);
        QVERIFY(!session::listRuns(p.where / "run")[0].checkpoints.empty());
    }

    void aDoubleClickOnStartDoesNotStopTheRun() {
        Page p;
        p.open();
        p.set("num_train_epochs", "500");
        QSignalSpy ended(&p.session, &Session::runEnded);
        p.click("start");
        QTRY_VERIFY(p.session.status().active());
        auto* stop = p.find<QPushButton>("stop"); // it stands where Start was
        const QPointF middle = stop->rect().center();
        for (const auto type : {QEvent::MouseButtonDblClick, QEvent::MouseButtonRelease}) {
            QMouseEvent second(type, middle, stop->mapToGlobal(middle), Qt::LeftButton,
                               type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(stop, &second);
        }
        QTRY_VERIFY_WITH_TIMEOUT(p.session.status().step >= 1, kPatience);
        QVERIFY(p.session.status().active() && p.session.status().state != RunState::Stopping); // it may evaluate
        p.click("stop");
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    }

    void stopAfterTheEpochEndsAtItsEnd() {
        Page p;
        p.open();
        p.set("num_train_epochs", "500");
        QSignalSpy ended(&p.session, &Session::runEnded);
        p.click("start");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.status().step >= 1, kPatience);
        p.click("stopAfterEpoch");
        QVERIFY(p.find<QPushButton>("stopAfterEpoch")->isChecked());
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(p.session.status().state, RunState::Stopped);
        QCOMPARE(p.session.status().step % 6, 0); // 24 windows in batches of 4
    }

    void chartsProbesAndLogFillAndOutliveTheWindow() {
        Page p;
        p.open();
        p.set("num_train_epochs", "2");
        p.set("logging_steps", "1");
        QSignalSpy ended(&p.session, &Session::runEnded);
        p.click("start");
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(p.session.status().state, RunState::Finished);
        QCOMPARE(p.find<ui::SeriesPlot>("plot.loss")->points(0), 12);
        QCOMPARE(p.find<ui::SeriesPlot>("plot.norm")->points(0), 12);
        QCOMPARE(p.find<ui::SeriesPlot>("plot.evaluation")->points(0), 2);
        p.click("run.probes");
        auto* probe = p.find<QTableView>("probe.0");
        QVERIFY(probe->isVisible());
        QCOMPARE(probe->model()->rowCount(), 2);
        p.click("run.log");
        const int rows = p.find<QTableView>("log")->model()->rowCount();
        QVERIFY(rows >= 12 + 2);

        QWidget window;
        ui::MessageBar bar(&window);
        ui::TrainPage again(p.session, bar, &window);
        QCOMPARE(again.findChild<ui::SeriesPlot*>("plot.loss")->points(0), 12);
        QCOMPARE(again.findChild<QTableView*>("log")->model()->rowCount(), rows);
        QVERIFY(again.findChild<QTableView*>("probe.0"));
    }

    void theLogIsSearchedAndCopied() {
        Page p;
        p.open();
        p.set("num_train_epochs", "1");
        QSignalSpy ended(&p.session, &Session::runEnded);
        p.click("start");
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        p.click("run.log");
        QTest::keyClicks(p.find<QLineEdit>("log.search"), "exact match");
        QCOMPARE(p.find<QTableView>("log")->model()->rowCount(), 1);
        p.click("log.copy");
        QVERIFY2(QApplication::clipboard()->text().contains("exact match"),
                 qPrintable(QApplication::clipboard()->text()));
    }

    void theFlightCheckTellsTimeMemoryAndDiskAndNamesArguments() {
        Page p;
        p.open();
        p.set("learning_rate", "0.5");
        p.click("flightCheck");
        QTRY_VERIFY_WITH_TIMEOUT(p.find<QLabel>("flight.time.value")->text() != QStringLiteral("–"), kPatience);
        QVERIFY(p.find<QLabel>("flight.verdict")->isVisible());
        QVERIFY(p.find<QLabel>("flight.disk.value")->text() != QStringLiteral("–"));
        QVERIFY(!fs::exists(p.where / "run"));
        p.click("flight.show.learning_rate");
        QTRY_COMPARE(QApplication::focusWidget(), p.find<QLineEdit>("argument.learning_rate.edit"));
        p.set("learning_rate", "1e-3");
        QVERIFY(p.find<QLabel>("flight.state")->text().contains("changed"));
    }

    void presetsKeepFolderWindowAndThreads() {
        Page p;
        p.open();
        for (const char* preset : {"preset.quick", "preset.careful", "preset.workflow"}) {
            p.trigger(preset);
            QVERIFY2(!p.find<QPushButton>("start")->isHidden() && p.find<QPushButton>("start")->isEnabled(),
                     qPrintable(p.find<QLabel>("runDetail")->text()));
            QCOMPARE(p.page.arguments().maxLength, 32);
            QCOMPARE(p.page.arguments().threads, 1);
            QCOMPARE(p.page.arguments().outputDir, (p.where / "run").string());
        }
        QCOMPARE(p.page.arguments().evalStrategy, "epoch");
        QCOMPARE(p.page.arguments().learningRate, 2e-5);
    }

    void thePythonScriptIsInTheClipboard() {
        Page p;
        p.trigger("copyAsPython");
        QVERIFY(p.bar.text().contains("training file"));
        p.open();
        p.trigger("copyAsPython");
        const QString script = QApplication::clipboard()->text();
        QVERIFY(script.contains("Trainer("));
        QVERIFY(script.contains(QString::fromStdString(p.project.squad.string())));
    }

    void thePythonScriptReadsChangedDataFromAFileThatIsThere() {
        Page p;
        p.open();
        ui::DataFiles& files = p.session.dataFiles();
        QTRY_VERIFY_WITH_TIMEOUT(files.findings() && !files.checking(), kPatience);
        files.leaveOut({0}); // a paragraph that is in both files
        QTRY_VERIFY_WITH_TIMEOUT(files.isEdited(Split::Train) && !files.checking(), kPatience);
        QApplication::clipboard()->clear();
        p.trigger("copyAsPython");
        QVERIFY(p.bar.text().contains("data.json (2 change"));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        p.click("message.scriptWithoutChanges");
        QVERIFY(QApplication::clipboard()->text().contains("file without the changes"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        p.trigger("copyAsPython");
        p.click("message.saveForScript");
        const QString saved = QString::fromStdString((p.where / "repaired.json").string());
        Q_EMIT p.find<QFileDialog>("saveData")->fileSelected(saved);
        QTRY_VERIFY_WITH_TIMEOUT(QApplication::clipboard()->text().contains(saved), kPatience);
        QVERIFY(!QApplication::clipboard()->text().contains("without the changes"));
        QVERIFY(fs::exists(saved.toStdString()));
        QApplication::clipboard()->clear();
        p.trigger("copyAsPython"); // nothing to ask any more
        QVERIFY(QApplication::clipboard()->text().contains(saved));
    }

    void nothingIsCutOffInANarrowWindow_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("Chinese") << "zh_CN";
    }
    void nothingIsCutOffInANarrowWindow() {
        QFETCH(QString, language);
        ui::installLanguage(*qApp, QLocale(language));
        {
            Page p;
            p.open(); // changed arguments stand in bold
            p.window.layout()->setContentsMargins(0, 0, 0, 0);
            auto* scroll = p.find<QScrollArea>("argumentsScroll");
            for (const int window : {1024, 1200, 1280}) {
                const int width = window - 232; // beside the list of pages
                p.window.resize(width, 700);
                QCoreApplication::processEvents();
                QCOMPARE(p.window.width(), width); // it would be wider if something needed that
                QVERIFY2(scroll->widget()->width() <= scroll->viewport()->width(), qPrintable(QString::number(window)));
                QVERIFY(p.page.rect().contains(p.find<QWidget>("runPanel")->geometry()));
                for (const char* name : {"start", "flightCheck", "charts.smoothing", "charts.logarithmic"}) {
                    const auto* widget = p.find<QWidget>(name);
                    const QRect place(widget->mapTo(&p.page, QPoint()), widget->size());
                    QVERIFY2(p.page.rect().contains(place) && widget->width() >= widget->minimumSizeHint().width(),
                             name);
                }
            }
        }
        ui::installLanguage(*qApp, QLocale("en"));
    }

    void questionsArePinnedForTheNextRun() {
        Page p;
        p.open();
        p.click("run.probes");
        p.click("probes.pin");
        auto* list = p.find<QListWidget>("probePicker.list");
        QTRY_COMPARE(list->count(), 24);
        QTest::keyClicks(p.find<QLineEdit>("probePicker.search"), "river is by");
        QTRY_COMPARE(list->count(), 12);
        list->setCurrentRow(2);
        QTest::keyClick(list, Qt::Key_Space);
        p.click("probePicker.pin");
        QCOMPARE(p.session.pinnedQuestions(), QStringList{"r2"});
        p.set("num_train_epochs", "1");
        QSignalSpy ended(&p.session, &Session::runEnded);
        p.click("start");
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(p.session.record().probes().size(), std::size_t{1});
        QCOMPARE(p.session.record().probes()[0].id, "r2");
    }

    void theChartsShareAxisScaleAndSmoothing() {
        Page p;
        p.open();
        auto* axis = p.find<QComboBox>("charts.axis");
        axis->setFocus();
        QTest::keyClick(axis, Qt::Key_Down);
        QCOMPARE(axis->currentIndex(), 1);
        auto* slider = p.find<QSlider>("charts.smoothing");
        QTest::keyClick(slider, Qt::Key_PageUp);
        QVERIFY(p.find<QLabel>("charts.smoothingText")->text().contains("0.10"));
        QVERIFY(!p.find<ui::SeriesPlot>("plot.loss")->isLogarithmic());
        QTest::keyClick(p.find<QWidget>("charts.logarithmic"), Qt::Key_Space);
        QVERIFY(p.find<ui::SeriesPlot>("plot.loss")->isLogarithmic());
    }

    void aResumedRunOfAnotherFolderShowsItsFirstPart() {
        Page p;
        p.open();
        p.set("num_train_epochs", "500");
        QSignalSpy ended(&p.session, &Session::runEnded);
        p.click("start");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.status().step >= 8, kPatience);
        p.click("stop");
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        const qint64 stoppedAt = p.session.status().step;

        Page later;
        later.open();
        later.page.setOutputFolder(QString::fromStdString((p.where / "run").string()));
        later.session.openFile(Split::Train, QString::fromStdString(p.project.squad.string()));
        later.session.openFile(Split::Validation, QString::fromStdString(p.project.squad.string()));
        later.session.openModel(QString::fromStdString(p.project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(later.session.missing(), QString(), kPatience);
        later.set("num_train_epochs", "500");
        later.page.resume();
        QTRY_VERIFY_WITH_TIMEOUT(later.session.status().step > stoppedAt, kPatience);
        const auto& loss = *later.session.record().loss;
        QVERIFY(!later.session.record().probes().empty());
        QVERIFY(loss.key(ui::RunAxis::Steps, 0) < static_cast<double>(stoppedAt));
        QSignalSpy laterEnded(&later.session, &Session::runEnded);
        later.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(laterEnded.size(), 1, kPatience);
    }
};

QTEST_MAIN(TrainPageTest)
#include "train_page_test.moc"
