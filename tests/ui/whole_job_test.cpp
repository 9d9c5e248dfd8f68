// SPDX-License-Identifier: GPL-3.0-or-later
// The whole job in the real window, by mouse and keyboard only: data, model, inspect, train, evaluate, try, export.
#include "core/base/files.h"
#include "core/model/describe.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "ui/main_window.h"
#include "ui/session/paths.h"
#include "ui/session/session.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace finetune;
using ui::fromPath;
using ui::MainWindow;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 120'000;
constexpr int kSteps = 6;

// A person at the window.
struct Person {
    MainWindow& window;

    template <class Widget>
    Widget* see(const char* name) const {
        auto* widget = window.findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("there is no %s", name);
        return widget;
    }
    void go(MainWindow::Page page) const {
        QTest::keyClick(&window, static_cast<Qt::Key>(int(Qt::Key_1) + page), Qt::ControlModifier);
    }
    void click(const char* name) const { QTest::mouseClick(see<QAbstractButton>(name), Qt::LeftButton); }
    bool canClick(const char* name) const {
        auto* button = see<QAbstractButton>(name);
        return button->isVisible() && button->isEnabled();
    }
    void type(const char* name, const QString& text) const {
        auto* edit = see<QLineEdit>(name);
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    int rows(const char* table) const { return see<QTableView>(table)->model()->rowCount(); }
};

} // namespace

class WholeJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        test::useOwnSettings();
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void fromTheSampleToAFolderForTransformers() {
        const fs::path where = test::scratchFolder(), run = where / "results" / "run-1";
        ui::Session session;
        MainWindow window(session);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const Person person{window};

        // Data: the sample, looked at as a table.
        person.click("openSample");
        QTRY_VERIFY_WITH_TIMEOUT(session.missing().isEmpty(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows("examplesTable"), 1637, kPatience);

        // Model: what the sample brought along.
        person.go(MainWindow::Model);
        QVERIFY(person.see<QLabel>("modelCard.title")->isVisible());
        QVERIFY(person.see<QLabel>("modelCard.head")->text().contains("qa_outputs"));

        // Inspect: the first example, then the next.
        person.go(MainWindow::Inspect);
        QTRY_VERIFY_WITH_TIMEOUT(!person.see<QLabel>("inspectTitle")->text().isEmpty(), kPatience);

        // Train: a few steps into a folder of our own.
        person.go(MainWindow::Train);
        person.type("argument.output_dir.edit", fromPath(run));
        person.type("argument.max_steps.edit", QString::number(kSteps));
        QVERIFY2(person.canClick("start"), qPrintable(session.missing()));
        person.click("start");
        QTRY_COMPARE_WITH_TIMEOUT(session.status().state, ui::RunState::Finished, kPatience);
        QCOMPARE(session.status().step, qint64{kSteps});

        // Evaluate: an answer to every question.
        person.go(MainWindow::Evaluate);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows("predictions"), 338, kPatience);

        // Try: an example of the validation file.
        person.go(MainWindow::Try);
        QTRY_VERIFY_WITH_TIMEOUT(person.canClick("tryExample"), kPatience);
        person.click("tryExample");
        person.click("tryAsk");
        QTRY_VERIFY_WITH_TIMEOUT(person.rows("tryAnswers") > 0, kPatience);

        // Export: the run that was just trained is chosen already.
        person.go(MainWindow::Export);
        QTRY_VERIFY_WITH_TIMEOUT(person.canClick("export"), kPatience);
        person.click("export");
        QTRY_VERIFY_WITH_TIMEOUT(person.see<QPlainTextEdit>("pythonLines")->isVisible(), kPatience);

        // The run is on the list, and the folder is what transformers wants.
        person.go(MainWindow::Runs);
        QCOMPARE(person.rows("runsTable"), 1);
        const fs::path exported = run / "finetuned_model";
        for (const char* name : {"config.json", "model.safetensors", "vocab.txt", "tokenizer_config.json", "README.md"})
            QVERIFY2(fs::exists(exported / name), name);
        const model::ModelInfo info = model::describe(exported);
        QCOMPARE(info.architecture, std::string("BertForQuestionAnswering"));
        QVERIFY(info.newlyInitialised.empty());
        QCOMPARE(files::sha256(exported / "model.safetensors"), files::sha256(run / "model" / "model.safetensors"));
        QVERIFY(window.close());
    }
};

QTEST_MAIN(WholeJobTest)
#include "whole_job_test.moc"
