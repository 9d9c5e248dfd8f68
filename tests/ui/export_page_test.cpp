// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export/export_page.h"

#include "core/base/files.h"
#include "core/model/model.h"
#include "tests/support/made_run.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/models/export_files_model.h"
#include "ui/session/paths.h"
#include "ui/session/run_list.h"
#include "ui/session/session.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace finetune;
using ui::fromPath;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

struct Page {
    fs::path where = test::scratchFolder();
    ui::Session session;
    ui::RunList list;
    ui::ExportPage page{session, list};

    Page() {
        list.watch(fromPath(where));
        page.resize(1000, 760);
        page.show();
    }
    // A run with models that load: a final one and two checkpoints, the earlier of them better.
    fs::path addRun(const std::string& name) {
        test::MadeRun run(where, name);
        const fs::path base = test::writeTinyProject(where / (name + "-data")).folder;
        for (const char* model : {"model", "checkpoint-10", "checkpoint-20"}) {
            fs::copy(base, run.folder / model);
            model::saveModel(*model::initModel(readJson(base / "config.json"), 3), run.folder / model);
        }
        run.description["steps"] = 20;
        run.evaluate(10, 70, 1).evaluate(20, 60, 1.2).write();
        return run.folder;
    }
    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = page.findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("there is no %s", name);
        return widget;
    }
    QComboBox* models() { return find<QComboBox>("exportModel"); }
    QPushButton* button() { return find<QPushButton>("export"); }
    QString state() { return find<QLabel>("exportState")->text(); }
    QAbstractItemModel* files() { return find<QTableView>("exportedFiles")->model(); }
    void setTarget(const QString& folder) {
        auto* edit = find<QLineEdit>("path.export.edit");
        edit->clear();
        QTest::keyClicks(edit, folder);
        QTest::keyClick(edit, Qt::Key_Return);
    }
};

} // namespace

class ExportPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::useOwnSettings(); }

    void withoutARunItShowsTheWay() {
        Page p;
        QSignalSpy train(&p.page, &ui::ExportPage::trainRequested);
        QTest::mouseClick(p.find<QPushButton>("export.goToTraining"), Qt::LeftButton);
        QCOMPARE(train.size(), 1);
    }

    void lastBestAndEveryCheckpointAreOffered() {
        Page p;
        p.addRun("run-1");
        QTRY_COMPARE_WITH_TIMEOUT(p.models()->count(), 3, kPatience);
        QVERIFY2(p.models()->itemText(0).contains("Final model"), qPrintable(p.models()->itemText(0)));
        QVERIFY(p.models()->itemText(1).contains("checkpoint-20"));
        QVERIFY(p.models()->itemText(2).contains("checkpoint-10, the best one"));
        QVERIFY(p.models()->itemText(2).contains("70"));
    }

    void whatWillBeWrittenIsListedBeforeAndCheckedAfter() {
        Page p;
        const fs::path run = p.addRun("run-1");
        QTRY_VERIFY_WITH_TIMEOUT(p.button()->isEnabled(), kPatience);
        const int planned = p.files()->rowCount();
        QVERIFY(planned >= 5);
        QVERIFY(!fs::exists(run / "finetuned_model"));
        QVERIFY(p.find<QLabel>("exportFilesTitle")->text().startsWith("Will be written"));
        p.models()->setCurrentIndex(2);
        QTRY_VERIFY_WITH_TIMEOUT(p.button()->isEnabled(), kPatience);

        QTest::mouseClick(p.button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(p.state().contains("exactly the same logits"), kPatience);
        QCOMPARE(p.files()->rowCount(), planned);
        const QString name = p.files()->index(0, ui::ExportFilesModel::Name).data().toString();
        const fs::path written = run / "finetuned_model";
        QCOMPARE(p.files()->index(0, ui::ExportFilesModel::Content).data().toString().toStdString(),
                 files::sha256(written / name.toStdString()));
        QVERIFY(p.find<QPlainTextEdit>("pythonLines")->toPlainText().contains(fromPath(written)));
        QTest::mouseClick(p.find<QPushButton>("copyPython"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains("from_pretrained"));
    }

    void aFolderOfOtherFilesIsRefusedBeforeAnythingIsWritten() {
        Page p;
        p.addRun("run-1");
        const fs::path mine = test::scratchFolder();
        files::writeAtomically(mine / "diary.txt", "mine");
        QTRY_VERIFY_WITH_TIMEOUT(p.button()->isEnabled(), kPatience);
        p.setTarget(fromPath(mine));
        QTRY_VERIFY_WITH_TIMEOUT(p.state().contains("not an earlier export"), kPatience);
        QVERIFY(!p.button()->isEnabled());
        p.setTarget(fromPath(mine / "new"));
        QTRY_VERIFY_WITH_TIMEOUT(p.button()->isEnabled(), kPatience);
    }

    void aChoiceByHandIsKeptWhenTheListChanges() {
        Page p;
        p.addRun("run-1");
        QTRY_VERIFY_WITH_TIMEOUT(p.button()->isEnabled(), kPatience);
        p.models()->setCurrentIndex(1);
        const QString chosen = p.models()->currentData().toString();
        p.addRun("run-2");
        auto* runs = p.find<QComboBox>("exportRun");
        QTRY_COMPARE_WITH_TIMEOUT(runs->count(), 2, kPatience);
        QCOMPARE(p.models()->currentData().toString(), chosen);
        p.page.showRun(fromPath(p.where / "run-2"));
        QVERIFY(runs->currentText().startsWith("run-2"));
        QVERIFY(p.find<QLineEdit>("path.export.edit")->text().contains("run-2"));
    }
};

QTEST_MAIN(ExportPageTest)
#include "export_page_test.moc"
