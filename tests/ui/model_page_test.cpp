// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/model/model_page.h"

#include "core/base/json.h"
#include "core/model/model.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/session/paths.h"
#include "ui/session/recent.h"
#include "ui/session/session.h"

#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTest>

using namespace finetune;
using ui::fromPath;
namespace fs = std::filesystem;

namespace {

struct Page {
    ui::Session session;
    ui::ModelPage page{session};
    fs::path model = test::writeTinyProject(test::scratchFolder()).folder;

    Page() {
        model::saveModel(*model::initModel(readJson(model / "config.json"), 3), model);
        page.resize(1000, 700);
        page.show();
    }
    QString text(const char* label) { return find<QLabel>(label)->text(); }
    template <class Widget>
    Widget* find(const char* name) {
        auto* widget = page.findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("there is no %s", name);
        return widget;
    }
    void drop(const QString& what) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(what)});
        const QPointF where(20, 20);
        QDragEnterEvent enter(where.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(where, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&page, &event);
    }
};

} // namespace

class ModelPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::useOwnSettings(); }

    void aTypedFolderIsShownAsACard() {
        Page p;
        QVERIFY(p.find<QPushButton>("chooseModel")->isVisible());
        auto* edit = p.find<QLineEdit>("path.model.edit");
        QTest::keyClicks(edit, fromPath(p.model));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(p.text("modelCard.title"), QStringLiteral("BertForQuestionAnswering"));
        QCOMPARE(p.text("modelCard.layers"), QStringLiteral("2"));
        QCOMPARE(p.text("modelCard.vocabulary"), QStringLiteral("22 tokens"));
        QCOMPARE(p.text("modelCard.longest"), QStringLiteral("64 tokens"));
        QVERIFY(p.text("modelCard.tokenizer").startsWith("BertTokenizer"));
        QVERIFY(p.text("modelCard.head").contains("answer head already"));
        QVERIFY(p.find<QTableView>("modelFiles")->model()->rowCount() >= 4);
        QVERIFY(!p.find<QFrame>("modelHindrance")->isVisible());
        QCOMPARE(ui::recentPaths("model"), QStringList{fromPath(p.model)});
    }

    void aDroppedFileMeansItsFolder() {
        Page p;
        p.drop(fromPath(p.model / "config.json"));
        QTRY_VERIFY(p.session.modelInfo());
        QCOMPARE(p.session.modelFolder(), fromPath(p.model));
    }

    void aFolderThatCannotBeUsedSaysWhyAndShowsItsFiles() {
        Page p;
        fs::rename(p.model / "model.safetensors", p.model / "tf_model.h5");
        p.drop(fromPath(p.model));
        QTRY_VERIFY(p.find<QFrame>("modelHindrance")->isVisible());
        QVERIFY(p.text("modelHindranceText").contains("from_tf=True"));
        QVERIFY(p.find<QTableView>("modelFiles")->isVisible());
        QVERIFY(!p.find<QLabel>("modelCard.title")->isVisible());
        QVERIFY(!p.session.modelInfo());
        QVERIFY(!p.session.missing().isEmpty());
        QVERIFY(ui::recentPaths("model").isEmpty());
        fs::rename(p.model / "tf_model.h5", p.model / "model.safetensors");
        p.session.openModel({});
        p.session.openModel(fromPath(p.model));
        QTRY_VERIFY(p.session.modelInfo());
        QVERIFY(!p.find<QFrame>("modelHindrance")->isVisible());
    }

    void theSampleModelIsAClickAway() {
        Page p;
        QTest::mouseClick(p.find<QPushButton>("useSampleModel"), Qt::LeftButton);
        QTRY_VERIFY(p.session.modelInfo());
        QVERIFY(p.text("modelCard.head").contains("qa_outputs.weight"));
    }

    void aPageOfALaterWindowShowsWhatIsOpen() {
        Page p;
        p.session.openModel(fromPath(p.model));
        QTRY_VERIFY(p.session.modelInfo());
        ui::ModelPage later(p.session);
        QCOMPARE(later.findChild<QLabel*>("modelCard.layers")->text(), QStringLiteral("2"));
    }
};

QTEST_MAIN(ModelPageTest)
#include "model_page_test.moc"
