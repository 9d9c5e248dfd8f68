// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/own_settings.h"
#include "ui/language.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/window_state.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

using namespace finetune;
using ui::Settings;

namespace {

template <class Widget>
Widget* child(const QWidget& of, const char* name) {
    auto* widget = of.findChild<Widget*>(QString::fromLatin1(name));
    if (!widget)
        qFatal("there is no %s", name);
    return widget;
}

// A person picks the n-th choice with the keyboard.
void pick(QComboBox* box, int index) {
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < index; ++i)
        QTest::keyClick(box, Qt::Key_Down);
}

} // namespace

class SettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        qRegisterMetaType<Settings>();
        test::useOwnSettings();
    }
    void init() { QSettings().clear(); }

    void whatIsSavedIsLoaded() {
        QCOMPARE(ui::loadSettings(), Settings());
        const Settings settings{.language = "zh_CN",
                                .appearance = ui::Appearance::Dark,
                                .threads = 3,
                                .resultsFolder = "/some/where",
                                .notifications = false,
                                .cacheFolder = "/else/where"};
        ui::saveSettings(settings);
        QCOMPARE(ui::loadSettings(), settings);
        QCOMPARE(ui::resultsFolder(), QString("/some/where"));
        QCOMPARE(ui::cacheFolder(), QString("/else/where"));
        QCOMPARE(ui::localeOf(settings), QLocale("zh_CN"));
    }

    void nonsenseInTheFileBecomesTheDefault() {
        QSettings().setValue("window/appearance", "purple");
        QSettings().setValue("settings/threads", -4);
        QCOMPARE(ui::loadSettings(), Settings());
    }

    void aChangeInTheDialogIsToldAtOnce() {
        ui::SettingsDialog dialog{Settings()};
        dialog.show();
        QVERIFY(!dialog.isModal());
        Settings told;
        connect(&dialog, &ui::SettingsDialog::changed, this, [&](const Settings& settings) { told = settings; });
        pick(child<QComboBox>(dialog, "settings.language"), 2);
        QCOMPARE(told.language, QString("zh_CN"));
        pick(child<QComboBox>(dialog, "settings.appearance"), 2);
        QCOMPARE(told.appearance, ui::Appearance::Dark);
        auto* threads = child<QSpinBox>(dialog, "settings.threads");
        threads->setFocus();
        QTest::keyClick(threads, Qt::Key_Up);
        QCOMPARE(told.threads, 1);
        QTest::keyClick(child<QCheckBox>(dialog, "settings.notifications"), Qt::Key_Space);
        QCOMPARE(told.notifications, false);
        auto* results = child<QLineEdit>(dialog, "path.settings.results.edit");
        results->setFocus();
        QTest::keyClicks(results, QDir::tempPath());
        QTest::keyClick(results, Qt::Key_Return);
        QCOMPARE(told.resultsFolder, QDir::tempPath());
        QVERIFY(dialog.isVisible()); // Enter in a field is no Close
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void theSameChoiceAgainIsNoChange() {
        ui::SettingsDialog dialog{Settings()};
        QSignalSpy changed(&dialog, &ui::SettingsDialog::changed);
        auto* language = child<QComboBox>(dialog, "settings.language");
        Q_EMIT language->activated(language->currentIndex());
        QCOMPARE(changed.size(), 0);
    }

    void theLanguageChangesQtsOwnTextsToo() {
        ui::installLanguage(*qApp, QLocale("zh_CN"));
        QCOMPARE(ui::windowLanguage(), QString("zh_CN"));
        QCOMPARE(QCoreApplication::translate("finetune::ui::MainWindow", "Data"), QString("数据"));
        const QString cancel = QCoreApplication::translate("QPlatformTheme", "Cancel");
        ui::installLanguage(*qApp, QLocale("de"));
        QCOMPARE(ui::windowLanguage(), QString("en"));
        QCOMPARE(QCoreApplication::translate("finetune::ui::MainWindow", "Data"), QString("Data"));
        if (cancel == "Cancel")
            QSKIP("Qt's translations are not installed");
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QString("Cancel"));
    }

    void englishPluralsAreRight() {
        ui::installLanguage(*qApp, QLocale("en"));
        const auto text = [](int n) {
            return QCoreApplication::translate("finetune::ui::SettingsDialog", "One for each core (%n)", nullptr, n);
        };
        QCOMPARE(text(1), QString("One, for the only core"));
        QCOMPARE(text(8), QString("One for each of 8 cores"));
    }

    void whatIsTypedAndChosenGoesToAnotherWindow() {
        const auto make = [](QWidget& window) {
            auto* edit = new QLineEdit(&window);
            edit->setObjectName("search");
            auto* text = new QPlainTextEdit(&window);
            text->setObjectName("context");
            auto* log = new QPlainTextEdit(&window);
            log->setObjectName("log");
            log->setReadOnly(true);
            auto* slider = new QSlider(&window);
            slider->setObjectName("stride");
            auto* box = new QCheckBox(&window);
            box->setObjectName("smooth");
            auto* choice = new QComboBox(&window);
            choice->setObjectName("axis");
            choice->addItems({"steps", "epochs", "time"});
        };
        QWidget one, other;
        make(one);
        make(other);
        child<QLineEdit>(one, "search")->setText("river");
        child<QPlainTextEdit>(one, "context")->setPlainText("泰晤士河 🚢");
        child<QPlainTextEdit>(one, "log")->setPlainText("step 1");
        child<QSlider>(one, "stride")->setValue(42);
        child<QCheckBox>(one, "smooth")->setChecked(true);
        child<QComboBox>(one, "axis")->setCurrentIndex(2);
        QSignalSpy typed(child<QLineEdit>(other, "search"), &QLineEdit::textEdited);
        QSignalSpy chosen(child<QComboBox>(other, "axis"), &QComboBox::activated);
        ui::restoreControls(other, ui::keptControls(one));
        QCOMPARE(child<QLineEdit>(other, "search")->text(), QString("river"));
        QCOMPARE(child<QPlainTextEdit>(other, "context")->toPlainText(), QString("泰晤士河 🚢"));
        QCOMPARE(child<QPlainTextEdit>(other, "log")->toPlainText(), QString());
        QCOMPARE(child<QSlider>(other, "stride")->value(), 42);
        QVERIFY(child<QCheckBox>(other, "smooth")->isChecked());
        QCOMPARE(child<QComboBox>(other, "axis")->currentIndex(), 2);
        QCOMPARE(typed.size(), 1);
        QCOMPARE(chosen.size(), 1);
    }
};

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
