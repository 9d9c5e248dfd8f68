// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/guide/guide_window.h"
#include "ui/guide/tour.h"
#include "ui/settings/settings_dialog.h"
#include "ui/studio.h"
#include "ui/widgets/hub_cache_dialog.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace finetune;
using ui::MainWindow;
using ui::RunState;
using ui::Session;
using ui::Settings;
using ui::Split;
using ui::Studio;

namespace {

constexpr int kPatience = 60'000;

Settings speaking(const QString& language) {
    Settings settings;
    settings.language = language;
    return settings;
}

Settings looking(ui::Appearance appearance) {
    Settings settings;
    settings.appearance = appearance;
    return settings;
}

template <class Widget>
Widget* topLevel() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* found = qobject_cast<Widget*>(widget); found && found->isVisible())
            return found;
    return nullptr;
}

template <class Widget>
Widget* child(const QWidget& of, const QString& name) {
    auto* widget = of.findChild<Widget*>(name);
    if (!widget)
        qFatal("there is no %s", qPrintable(name));
    return widget;
}

QLineEdit* argument(Studio& studio, const char* name) {
    return child<QLineEdit>(studio.window(), QStringLiteral("argument.%1.edit").arg(QLatin1String(name)));
}

void setArgument(Studio& studio, const char* name, const QString& text) {
    argument(studio, name)->setText(text);
    Q_EMIT argument(studio, name)->textEdited(text);
}

void switchTo(Studio& studio, const QString& language) {
    QSignalSpy built(&studio, &Studio::windowBuilt);
    Settings settings = ui::loadSettings();
    settings.language = language;
    studio.take(settings);
    QTRY_COMPARE(built.size(), 1);
}

void openTiny(Studio& studio, const std::filesystem::path& where) {
    const test::TinyProject project = test::writeTinyProject(where);
    model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
    studio.session().openFile(Split::Train, QString::fromStdString(project.squad.string()));
    studio.session().openFile(Split::Validation, QString::fromStdString(project.squad.string()));
    studio.session().openModel(QString::fromStdString(project.folder.string()));
    QTRY_COMPARE_WITH_TIMEOUT(studio.session().missing(), QString(), kPatience);
    studio.window().setOutputFolder(QString::fromStdString((where / "run").string()));
    for (const auto& [name, value] : {std::pair("max_length", "32"), std::pair("doc_stride", "8"),
                                      std::pair("per_device_train_batch_size", "4"), std::pair("threads", "1")})
        setArgument(studio, name, value);
}

// Leaves out the questions of a paragraph.
void change(Studio& studio) {
    ui::DataFiles& files = studio.session().dataFiles();
    QTRY_VERIFY_WITH_TIMEOUT(files.findings() && !files.checking(), kPatience);
    files.leaveOut({0});
    QTRY_VERIFY_WITH_TIMEOUT(files.isEdited() && !files.checking(), kPatience);
}

} // namespace

class StudioTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        test::useOwnSettings();
    }
    void init() { QSettings().clear(); }

    void aNewLanguageKeepsThePageAndWhatWasTyped() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        studio.window().showPage(MainWindow::Train);
        setArgument(studio, "learning_rate", "7e-5");
        setArgument(studio, "num_train_epochs", "many");
        argument(studio, "learning_rate")->setFocus();
        QCOMPARE(child<QAbstractButton>(studio.window(), "rail.train")->text(), QString("Train"));
        const MainWindow* before = &studio.window();
        switchTo(studio, "zh_CN");
        QVERIFY(&studio.window() != before);
        QVERIFY(studio.window().isVisible());
        QCOMPARE(studio.window().page(), MainWindow::Train);
        QCOMPARE(child<QAbstractButton>(studio.window(), "rail.train")->text(), QString("训练"));
        QCOMPARE(argument(studio, "learning_rate")->text(), QString("7e-5"));
        QCOMPARE(studio.window().focusWidget(), argument(studio, "learning_rate"));
        QCOMPARE(argument(studio, "num_train_epochs")->text(), QString("many")); // to be corrected still
        QVERIFY(!child<QAbstractButton>(studio.window(), "start")->isEnabled());
        switchTo(studio, "en");
        QCOMPARE(child<QAbstractButton>(studio.window(), "rail.train")->text(), QString("Train"));
        QCOMPARE(argument(studio, "learning_rate")->text(), QString("7e-5"));
    }

    void aRunGoesOnWhileTheLanguageChanges() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        openTiny(studio, test::scratchFolder());
        setArgument(studio, "num_train_epochs", "500");
        child<QAbstractButton>(studio.window(), "start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(studio.session().status().step >= 2, kPatience);
        const qint64 step = studio.session().status().step;
        switchTo(studio, "zh_CN");
        QVERIFY(studio.session().status().active());
        QVERIFY(!child<QAbstractButton>(studio.window(), "start")->isVisibleTo(&studio.window()) ||
                !child<QAbstractButton>(studio.window(), "start")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(studio.session().status().step > step, kPatience);
        QSignalSpy ended(&studio.session(), &Session::runEnded);
        child<QAbstractButton>(studio.window(), "stop")->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(studio.session().status().state, RunState::Stopped);
    }

    void aMessageStaysInTheNewWindow() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        const std::filesystem::path file = test::scratchFolder() / "mine.ftstudio";
        studio.window().projectFile().save(QString::fromStdString(file.string()), {});
        const auto text = [&] { return studio.window().findChild<ui::MessageBar*>()->text(); };
        QTRY_VERIFY(text().contains("mine.ftstudio"));
        const QString said = text();
        switchTo(studio, "zh_CN");
        QCOMPARE(text(), said);
        studio.window().projectFile().open("/no/such.ftstudio");
        QTRY_VERIFY(text().contains("such.ftstudio"));
        child<QAbstractButton>(studio.window(), "messageUnfold")->click();
        switchTo(studio, "en");
        QVERIFY(text().contains("such.ftstudio"));
        QVERIFY(child<QLabel>(studio.window(), "messageDetails")->text().contains("/no/such.ftstudio"));
        child<QAbstractButton>(studio.window(), "messageClose")->click();
        switchTo(studio, "zh_CN");
        QVERIFY(text().isEmpty());
    }

    void aQuestionIsAskedAgainAndTheUndoListSpeaksTheNewLanguage() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        openTiny(studio, test::scratchFolder());
        ui::DataFiles& files = studio.session().dataFiles();
        change(studio);
        files.leaveOut({0});
        QTRY_COMPARE_WITH_TIMEOUT(files.undoStack().count(), 2, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!files.checking(), kPatience);
        files.undoStack().undo();
        const QString english = files.undoStack().undoText();
        QVERIFY(!studio.window().close());
        switchTo(studio, "zh_CN");
        QVERIFY(child<QAbstractButton>(studio.window(), "message.throwChangesAway")->isVisible());
        QVERIFY(files.undoStack().canRedo());
        QVERIFY(files.undoStack().undoText() != english);
        QVERIFY(child<QWidget>(studio.window(), "doctor.undo")->toolTip().contains(files.undoStack().undoText()));
        QVERIFY(child<QWidget>(studio.window(), "doctor.redo")->isEnabled());
        child<QAbstractButton>(studio.window(), "doctor.undo")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!files.isEdited() && !files.checking(), kPatience);
        QCOMPARE(studio.session().dataset(Split::Train)->examples.size(), std::size_t{24});
        QVERIFY(studio.window().close()); // nothing is changed any more
    }

    void theQuestionBeforeAProjectIsClosedIsAskedAgain() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        openTiny(studio, test::scratchFolder());
        change(studio);
        studio.window().projectFile().setPath("/some/where/mine.ftstudio");
        studio.window().projectFile().clear();
        const QString english = studio.window().findChild<ui::MessageBar*>()->text();
        switchTo(studio, "zh_CN");
        const auto* bar = studio.window().findChild<ui::MessageBar*>();
        QVERIFY(!bar->text().isEmpty() && bar->text() != english);
        child<QAbstractButton>(studio.window(), "message.throwChangesAway")->click();
        QVERIFY(studio.session().file(Split::Train).isEmpty());
        QVERIFY(studio.window().projectFile().path().isEmpty());
    }

    void theQuestionBeforeARunTakesThePlaceIsAskedAgain() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        openTiny(studio, test::scratchFolder());
        change(studio);
        train::TrainingArguments arguments;
        arguments.numTrainEpochs = 7;
        studio.session().openRun({{Split::Train, {}}, {Split::Validation, {}}}, {}, arguments, false);
        switchTo(studio, "zh_CN");
        child<QAbstractButton>(studio.window(), "message.throwChangesAway")->click();
        QVERIFY(studio.session().file(Split::Train).isEmpty());
        QCOMPARE(argument(studio, "num_train_epochs")->text(), QString("7"));
        QCOMPARE(studio.window().page(), MainWindow::Train);
    }

    void stopAndCloseIsNotForgottenWithTheOldWindow() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        openTiny(studio, test::scratchFolder());
        setArgument(studio, "num_train_epochs", "500");
        child<QAbstractButton>(studio.window(), "start")->click();
        QTRY_VERIFY_WITH_TIMEOUT(studio.session().status().step >= 1, kPatience);
        QVERIFY(!studio.window().close());
        child<QAbstractButton>(studio.window(), "message.stopAndClose")->click();
        switchTo(studio, "zh_CN");
        QTRY_COMPARE_WITH_TIMEOUT(studio.session().status().state, RunState::Stopped, kPatience);
        QTRY_VERIFY(!studio.window().isVisible());
    }

    void theProjectKeepsItsName() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        studio.window().projectFile().setPath("/some/where/mine.ftstudio");
        QVERIFY(studio.window().windowTitle().contains("mine"));
        switchTo(studio, "zh_CN");
        QCOMPARE(studio.window().projectFile().path(), QString("/some/where/mine.ftstudio"));
        QVERIFY(studio.window().windowTitle().contains("mine"));
    }

    void settingsOpenByKeyAndSurviveTheirOwnChangeOfLanguage() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        studio.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&studio.window()));
        QTest::keyClick(&studio.window(), Qt::Key_Comma, Qt::ControlModifier);
        QTRY_VERIFY(topLevel<ui::SettingsDialog>());
        QSignalSpy built(&studio, &Studio::windowBuilt);
        auto* language = child<QComboBox>(*topLevel<ui::SettingsDialog>(), "settings.language");
        language->setCurrentIndex(2);
        Q_EMIT language->activated(2);
        QTRY_COMPARE(built.size(), 1);
        QTRY_VERIFY(topLevel<ui::SettingsDialog>());
        QCOMPARE(topLevel<ui::SettingsDialog>()->windowTitle(), ui::SettingsDialog::tr("Settings"));
        QCOMPARE(child<QComboBox>(*topLevel<ui::SettingsDialog>(), "settings.language")->currentIndex(), 2);
        QCOMPARE(ui::loadSettings().language, QString("zh_CN"));
    }

    void theCacheOfTheHubStaysOpenInTheNewWindowWithWhatWasTyped() {
        const auto home = test::scratchFolder();
        qputenv("HF_HOME", QByteArray::fromStdString(home.string()));
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        ui::HubCacheDialog::open(studio.session(), &studio.window());
        child<QLineEdit>(studio.window(), "hubCache.token")->setText("hf_typed");
        switchTo(studio, "zh_CN");
        const auto* dialog = studio.window().findChild<ui::HubCacheDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(child<QLineEdit>(*dialog, "hubCache.token")->text(), QString("hf_typed"));
        qunsetenv("HF_HOME");
    }

    void aNewThemeIsPutOnAtOnce() {
        Studio studio(*qApp, looking(ui::Appearance::Light));
        QVERIFY(!ui::theme().dark);
        studio.take(looking(ui::Appearance::Dark));
        QVERIFY(ui::theme().dark);
        QCOMPARE(ui::loadSettings().appearance, ui::Appearance::Dark);
    }

    void theGuideOpensAtThePageThatIsShown() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        studio.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&studio.window()));
        studio.window().showPage(MainWindow::Inspect);
        QTest::keyClick(&studio.window(), Qt::Key_F1);
        QTRY_VERIFY(topLevel<ui::GuideWindow>());
        QCOMPARE(topLevel<ui::GuideWindow>()->page(), QString("inspect"));
        studio.window().close();
        QVERIFY(!topLevel<ui::GuideWindow>());
    }

    void theTourIsOfferedOnce() {
        Studio studio(*qApp, speaking("en"));
        studio.window().show();
        studio.offerTour();
        auto* tour = studio.window().findChild<ui::Tour*>();
        QVERIFY(tour);
        tour->next();
        QCOMPARE(studio.window().page(), MainWindow::Train);
        tour->end();
        QTRY_VERIFY(!studio.window().findChild<ui::Tour*>());
        studio.offerTour();
        QVERIFY(!studio.window().findChild<ui::Tour*>());
    }
};

QTEST_MAIN(StudioTest)
#include "studio_test.moc"
