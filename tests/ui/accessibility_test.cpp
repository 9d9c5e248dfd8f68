// SPDX-License-Identifier: GPL-3.0-or-later
// Walks through the whole window as someone without a mouse, or without sight, has to.
#include "core/model/model.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/main_window.h"
#include "ui/settings/settings_dialog.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QLabel>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTest>
#include <algorithm>

using namespace finetune;
using ui::MainWindow;
using ui::Session;
using ui::Split;
using ui::Theme;

namespace {

constexpr int kPatience = 60'000;
constexpr int kMostTabs = 600; // more than any page has controls
constexpr int kMostLinks = 5;  // in a label

bool takesTab(const QWidget* widget) {
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && widget->isEnabled() &&
           !widget->focusProxy();
}

std::vector<QWidget*> controlsOf(const QWidget& window) {
    std::vector<QWidget*> controls;
    for (QWidget* widget : window.findChildren<QWidget*>())
        if (widget->window() == &window && takesTab(widget))
            controls.push_back(widget);
    return controls;
}

QString described(const QWidget* widget) {
    QString text =
        QStringLiteral("%1 \"%2\"").arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
    for (const QWidget* above = widget->parentWidget(); above; above = above->parentWidget())
        if (!above->objectName().isEmpty())
            return text + " in " + above->objectName();
    return text;
}

QString nameFor(QWidget* widget) {
    QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(widget);
    return reader ? reader->text(QAccessible::Name) : QString();
}

QString listed(const std::vector<QWidget*>& widgets) {
    QStringList lines;
    for (const QWidget* widget : widgets)
        lines << described(widget);
    return lines.join("; ");
}

// Only one of the buttons that exclude each other is a stop of the Tab key; the arrows go to the others.
bool isReachedByArrows(const QWidget* widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return button && button->isCheckable() && !button->isChecked() &&
           (button->autoExclusive() || (button->group() && button->group()->exclusive()));
}

} // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;

    static void eachPage() {
        QTest::addColumn<int>("page");
        const char* const names[] = {"data", "model", "inspect", "train", "evaluate", "try", "export", "runs"};
        for (int page = 0; page < MainWindow::PageCount; ++page)
            QTest::newRow(names[page]) << page;
    }

    void show(int page) {
        window_->showPage(static_cast<MainWindow::Page>(page));
        QCoreApplication::processEvents(); // one round, for the layout
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        test::useOwnSettings();
        ui::applyTheme(*qApp, ui::Appearance::Light);
        session_ = std::make_unique<Session>();
        window_ = std::make_unique<MainWindow>(*session_);
        window_->resize(1280, 800);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        const auto where = test::scratchFolder();
        const test::TinyProject project = test::writeTinyProject(where);
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        session_->openFile(Split::Train, QString::fromStdString(project.squad.string()));
        session_->openFile(Split::Validation, QString::fromStdString(project.squad.string()));
        session_->openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(session_->missing(), QString(), kPatience);
    }
    void cleanupTestCase() {
        window_.reset();
        session_.reset();
    }

    void everyControlHasAName_data() { eachPage(); }
    void everyControlHasAName() {
        QFETCH(int, page);
        show(page);
        const auto nameless = [this] {
            std::vector<QWidget*> found;
            for (QWidget* control : controlsOf(*window_))
                if (control->objectName().isEmpty() || nameFor(control).isEmpty())
                    found.push_back(control);
            return listed(found);
        };
        QTRY_COMPARE(nameless(), QString()); // some texts come from the background
    }

    void theTabKeyReachesEveryControlAndStaysNowhere_data() { eachPage(); }
    void theTabKeyReachesEveryControlAndStaysNowhere() {
        QFETCH(int, page);
        show(page);
        window_->activateWindow();
        window_->setFocus();
        std::vector<QWidget*> reached;
        const auto wasReached = [&](QWidget* widget) { return std::ranges::count(reached, widget) > 0; };
        int stays = 0;
        for (int i = 0; i < kMostTabs; ++i) {
            QWidget* at = QApplication::focusWidget() ? QApplication::focusWidget() : window_.get();
            const bool stayed = !reached.empty() && at == reached.back();
            stays = stayed ? stays + 1 : 0; // a label with links stays for each of them
            if (stays > kMostLinks)
                QFAIL(qPrintable("the Tab key does not leave " + described(at)));
            if (!stayed && wasReached(at))
                break;
            if (!stayed)
                reached.push_back(at);
            QTest::keyClick(at, Qt::Key_Tab);
        }
        std::vector<QWidget*> missed;
        for (QWidget* control : controlsOf(*window_))
            if (!wasReached(control) && !isReachedByArrows(control))
                missed.push_back(control);
        QVERIFY2(missed.empty(), qPrintable("missed: " + listed(missed) + "\nreached: " + listed(reached)));
    }

    void theFocusIsSeen_data() { eachPage(); }
    void theFocusIsSeen() {
        QFETCH(int, page);
        show(page);
        std::vector<QWidget*> unseen;
        for (QWidget* control : controlsOf(*window_)) {
            if (qobject_cast<QLabel*>(control)) // its links are outlined, one after the other
                continue;
            window_->setFocus();
            QWidget* frame = control->parentWidget(); // a chart's frame shows the focus for it
            if (qobject_cast<QStackedWidget*>(frame))
                frame = frame->parentWidget();
            const QImage without = frame->grab().toImage();
            control->setFocus(Qt::TabFocusReason);
            if (control->hasFocus() && frame->grab().toImage() == without)
                unseen.push_back(control);
        }
        QVERIFY2(unseen.empty(), qPrintable(listed(unseen)));
    }

    void theSettingsAreNamedToo() {
        ui::SettingsDialog dialog{ui::Settings()};
        dialog.show();
        for (QWidget* control : controlsOf(dialog))
            QVERIFY2(!control->objectName().isEmpty() && !nameFor(control).isEmpty(), qPrintable(described(control)));
    }

    // WCAG 2.1 AA for all text on its own ground; ui_theme_test has the pages' grounds, edges and lines.
    void textOnMarksAndBarsIsRead_data() {
        QTest::addColumn<QColor>("front");
        QTest::addColumn<QColor>("ground");
        for (const Theme* t : {&ui::lightTheme(), &ui::darkTheme()}) {
            const auto add = [t](const char* name, const QColor& front, const QColor& ground) {
                QTest::addRow("%s: %s", t->dark ? "dark" : "light", name) << front << ground;
            };
            add("the answer", t->onAnswer, t->answer);
            add("another answer", t->onAnswer, t->otherAnswer);
            add("what is pointed at", t->onLit, t->lit);
            add("special tokens", t->onTokenSpecial, t->tokenSpecial);
            add("tokens of the question", t->onTokenQuestion, t->tokenQuestion);
            add("details of an error", t->text, t->dangerSoft);
            add("details of a warning", t->text, t->warningSoft);
            add("details of a success", t->text, t->successSoft);
            add("details of a notice", t->text, t->accentSoft);
            add("a tool tip", t->surface, t->text);
            add("a link on a soft ground", t->accent, t->accentSoft);
            add("danger in a table", t->danger, t->surface);
            add("success on the page", t->success, t->window);
            add("warning on the page", t->warning, t->window);
            add("danger on the page", t->danger, t->window);
        }
    }
    void textOnMarksAndBarsIsRead() {
        QFETCH(QColor, front);
        QFETCH(QColor, ground);
        const double ratio = ui::contrast(front, ground);
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }
};

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
