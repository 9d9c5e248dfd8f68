// SPDX-License-Identifier: GPL-3.0-or-later
// Models and datasets by name in the window, from a hub on 127.0.0.1.
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/model/model.h"
#include "tests/hub/hub_server.h"
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/main_window.h"
#include "ui/models/hub_cache_model.h"
#include "ui/models/hub_names_model.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/model/model_page.h"
#include "ui/session/hub_session.h"
#include "ui/session/paths.h"
#include "ui/widgets/hub_cache_dialog.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <atomic>
#include <sys/stat.h>

using namespace finetune;
using namespace std::string_literals;
using test::HubAnswer;
using test::HubRequest;
using ui::fromPath;
using ui::Split;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 30'000;

bool isWeights(const HubRequest& request) {
    return request.method == "GET" && request.path.starts_with("/lfs/");
}

std::map<std::string, std::string> filesOf(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file())
            out[entry.path().filename().string()] = files::read(entry.path());
    return out;
}

// The hub with a small model and a small dataset, and the variables that lead this process there.
struct Hub {
    test::HubServer server;
    fs::path home = test::scratchFolder();

    Hub() {
        for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN",
                                 "HF_TOKEN_PATH", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE",
                                 "HF_HUB_DISABLE_IMPLICIT_TOKEN", "http_proxy", "all_proxy"})
            qunsetenv(name);
        qputenv("HF_ENDPOINT", QByteArray::fromStdString(server.endpoint()));
        qputenv("HF_HOME", QByteArray::fromStdString(home.string()));
        static const test::TinyProject project = [] {
            const auto made = test::writeTinyProject(test::scratchFolder());
            model::saveModel(*model::initModel(readJson(made.folder / "config.json"), 3), made.folder);
            return made;
        }();
        const std::string questions = files::read(project.squad);
        server.add("models/tiny/model", filesOf(project.folder));
        server.add("datasets/tiny/questions", {{"train.json", questions}, {"validation.json", questions}});
    }
    ~Hub() { server.release(); }
    fs::path snapshots(const std::string& repository = "models--tiny--model") const {
        return home / "hub" / repository / "snapshots";
    }
    std::size_t searches() const { return server.count("GET", "search="); }
};

template <class Widget>
Widget* child(const QWidget& of, const QString& name) {
    auto* widget = of.findChild<Widget*>(name);
    if (!widget)
        qFatal("there is no %s", qPrintable(name));
    return widget;
}

template <class Page>
struct Shown {
    ui::Session session;
    Page page{session};
    const QString field;

    explicit Shown(const QString& name) : field(name) {
        page.resize(1100, 750);
        page.show();
    }
    template <class Widget>
    Widget* find(const char* name) {
        return child<Widget>(page, field + QString::fromLatin1(name));
    }
    QTableView* list() { return find<QTableView>(".list"); }
    QString note() { return find<QLabel>(".note")->text(); }
    void type(const QString& text) {
        find<QLineEdit>(".edit")->clear();
        QTest::keyClicks(find<QLineEdit>(".edit"), text);
    }
    void enter(const QString& text) {
        type(text);
        QTest::keyClick(find<QLineEdit>(".edit"), Qt::Key_Return);
    }
    QString cell(int row, int column) { return list()->model()->index(row, column).data().toString(); }
};

struct Models : Shown<ui::ModelPage> {
    Models() : Shown(QStringLiteral("hub.models")) {}
};
struct Datasets : Shown<ui::DataPage> {
    Datasets() : Shown(QStringLiteral("hub.datasets")) {
        child<QPushButton>(page, QStringLiteral("datasetByName"))->click();
    }
};

} // namespace

class HubTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::useOwnSettings(); }

    void nothingIsAskedBeforeAPersonTypes() {
        Hub hub;
        Models models;
        Datasets datasets;
        QVERIFY(models.note().contains(QString::fromStdString(hub.server.endpoint())));
        QTest::mouseClick(models.find<QToolButton>(".cached"), Qt::LeftButton);
        QTRY_VERIFY(models.note().contains("Nothing is in the cache"));
        models.type("t"); // one letter is no name yet
        QVERIFY(!models.session.hubModels().searching());
        QVERIFY(hub.server.requests().empty());
    }

    void typingSearchesOnceAndShowsWhatAPersonChoosesBy() {
        Hub hub;
        Models p;
        p.type("tiny/mod");
        QTRY_VERIFY_WITH_TIMEOUT(p.list()->isVisible(), kPatience);
        QCOMPARE(hub.searches(), std::size_t{1});
        QCOMPARE(hub.server.count("GET", "search=tiny%2Fmod"), std::size_t{1});
        QCOMPARE(p.cell(0, ui::HubNamesModel::Name), QStringLiteral("tiny/model"));
        QCOMPARE(p.cell(0, ui::HubNamesModel::Place), QStringLiteral("on the hub"));
        QCOMPARE(p.cell(0, ui::HubNamesModel::Licence), QStringLiteral("apache-2.0"));
        QCOMPARE(p.cell(0, ui::HubNamesModel::Size), QStringLiteral("4.0 MB"));
        QVERIFY(p.cell(0, ui::HubNamesModel::Downloads).contains("234"));
    }

    void aNewerTextTakesThePlaceOfARequestUnderWay() {
        Hub hub;
        hub.server.change = [](const HubRequest& request, HubAnswer& answer) {
            answer.held = request.path.find("search=slow") != std::string::npos;
        };
        Models p;
        p.type("slow");
        QTRY_COMPARE_WITH_TIMEOUT(hub.searches(), std::size_t{1}, kPatience);
        p.type("tiny");
        QTRY_VERIFY_WITH_TIMEOUT(p.list()->isVisible(), kPatience);
        QCOMPARE(p.cell(0, ui::HubNamesModel::Name), QStringLiteral("tiny/model"));
        QCOMPARE(hub.searches(), std::size_t{2});
    }

    void aRowThatIsChosenWithTheArrowsIsOpenedWithEnter() {
        Hub hub;
        Models p;
        p.type("tiny");
        QTRY_VERIFY_WITH_TIMEOUT(p.list()->isVisible(), kPatience);
        QTest::keyClick(p.find<QLineEdit>(".edit"), Qt::Key_Down);
        QCOMPARE(p.find<QLineEdit>(".edit")->text(), QStringLiteral("tiny/model"));
        QTest::keyClick(p.list(), Qt::Key_Escape);
        QVERIFY(!p.list()->isVisible());
        QTest::keyClick(p.find<QLineEdit>(".edit"), Qt::Key_Down);
        QTest::keyClick(p.list(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(p.session.modelInfo(), kPatience);
        QVERIFY(p.session.modelFolder().startsWith(fromPath(hub.snapshots())));
        QVERIFY(p.note().contains("was downloaded and opened"));
        QVERIFY(!p.find<QFrame>(".progress")->isVisible());
    }

    void aDownloadTellsHowFarItIsAndGoesOnAfterACancel() {
        Hub hub;
        std::atomic<bool> holds = true;
        hub.server.change = [&](const HubRequest& request, HubAnswer& answer) {
            if (isWeights(request) && holds)
                answer.heldAfter = 1000;
        };
        Models p;
        p.enter("tiny/model");
        QTRY_VERIFY_WITH_TIMEOUT(p.find<QLabel>(".transfer")->text().contains("model.safetensors"), kPatience);
        QVERIFY(p.find<QLabel>(".transfer")->text().contains("In all"));
        QCOMPARE(p.find<QProgressBar>(".bar")->maximum(), 1000);
        const fs::path blobs = hub.home / "hub/models--tiny--model/blobs";
        const auto arrived = [&] {
            for (const auto& entry : fs::directory_iterator(blobs))
                if (entry.path().extension() == ".incomplete")
                    return fs::file_size(entry.path());
            return std::uintmax_t{0};
        };
        QTRY_COMPARE_WITH_TIMEOUT(arrived(), std::uintmax_t{1000}, kPatience);
        QTest::mouseClick(p.find<QPushButton>(".cancel"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!p.find<QFrame>(".progress")->isVisible(), kPatience);
        QVERIFY(p.note().contains("is kept"));
        QCOMPARE(arrived(), std::uintmax_t{1000});
        QVERIFY(p.session.modelFolder().isEmpty());
        holds = false;
        QTest::mouseClick(p.find<QPushButton>(".download"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(p.session.modelInfo(), kPatience);
        std::string range;
        for (const HubRequest& request : hub.server.requests())
            if (isWeights(request) && request.headers.contains("range"))
                range = request.headers.at("range");
        QCOMPARE(range, "bytes=1000-"s);
    }

    void whatIsCachedComesFirstAndOpensWithoutTheHub() {
        Hub hub;
        {
            Models p;
            p.enter("tiny/model");
            QTRY_VERIFY_WITH_TIMEOUT(p.session.modelInfo(), kPatience);
        }
        const std::size_t before = hub.server.requests().size();
        hub.server.stop();
        Models p;
        QTest::keyClick(p.find<QLineEdit>(".edit"), Qt::Key_Down); // enough, though the cache is read first
        QTRY_COMPARE_WITH_TIMEOUT(p.find<QLineEdit>(".edit")->text(), QStringLiteral("tiny/model"), kPatience);
        QCOMPARE(p.cell(0, ui::HubNamesModel::Name), QStringLiteral("tiny/model"));
        QCOMPARE(p.cell(0, ui::HubNamesModel::Place), QStringLiteral("in the cache"));
        QTest::keyClick(p.list(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(p.session.modelInfo(), kPatience);
        QVERIFY(p.note().contains("the hub was not asked"));
        QCOMPARE(hub.server.requests().size(), before);
    }

    void offlineIsSaidAndNothingIsAsked() {
        Hub hub;
        qputenv("HF_HUB_OFFLINE", "1");
        Models p;
        QVERIFY(p.note().contains("HF_HUB_OFFLINE"));
        p.type("tiny/model");
        QVERIFY(!p.session.hubModels().searching());
        std::optional<Error> error;
        QObject::connect(&p.session.hubModels(), &ui::HubSession::failed, &p.page,
                         [&](const Error& told) { error = told; });
        QTest::mouseClick(p.find<QPushButton>(".download"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(error, kPatience);
        QVERIFY2(error->help().find("HF_HUB_OFFLINE") != std::string::npos, error->what());
        QVERIFY(hub.server.requests().empty());
    }

    void aDatasetFillsTheFieldsThatItsSplitsAreNamedAfter() {
        Hub hub;
        Datasets p;
        p.enter("tiny/questions");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataset(Split::Train) && p.session.dataset(Split::Validation), kPatience);
        QVERIFY(p.session.file(Split::Train).endsWith("/train.json"));
        QVERIFY(p.session.file(Split::Validation).endsWith("/validation.json"));
        QVERIFY(p.session.file(Split::Test).isEmpty());
    }

    void splitsWithoutAPlaceAreAskedAbout_data() {
        QTest::addColumn<QStringList>("splits");
        QTest::addColumn<QString>("train"); // proposed
        QTest::addColumn<QString>("validation");
        QTest::addColumn<QString>("test");
        QTest::newRow("only a test") << QStringList{"test"} << "none"
                                     << "none"
                                     << "test";
        QTest::newRow("one of another name") << QStringList{"adversarial"} << "adversarial"
                                             << "none"
                                             << "none";
        QTest::newRow("one more") << QStringList{"train", "validation", "hard"} << "train"
                                  << "validation"
                                  << "none";
    }
    void splitsWithoutAPlaceAreAskedAbout() {
        QFETCH(const QStringList, splits);
        Hub hub;
        const Json answers{{"text", {"Ada"}}, {"answer_start", {0}}};
        const std::string row =
            Json{{"id", "a"}, {"question", "Who?"}, {"context", "Ada wrote."}, {"answers", answers}}.dump() + "\n";
        std::map<std::string, std::string> files;
        for (const QString& split : splits)
            files["data/" + split.toStdString() + "-00000-of-00001.jsonl"] = row;
        hub.server.add("datasets/tiny/splits", files);
        Datasets p;
        auto* card = child<QFrame>(p.page, "hubSplits");
        QVERIFY(!card->isVisible());
        p.enter("tiny/splits");
        QTRY_VERIFY_WITH_TIMEOUT(card->isVisible(), kPatience);
        for (const Split split : ui::allSplits())
            QVERIFY(p.session.file(split).isEmpty());
        for (const QString& split : splits)
            QVERIFY(child<QLabel>(p.page, "hubSplits.sentence")->text().contains(split));
        QVERIFY(p.note().contains("Say below"));
        for (const char* place : {"train", "validation", "test"}) {
            QFETCH(const QString, train);
            QFETCH(const QString, validation);
            QFETCH(const QString, test);
            const QString proposed = *place == 'v' ? validation : place[1] == 'r' ? train : test;
            QCOMPARE(child<QComboBox>(p.page, QString("hubSplits.") + place)->currentText(), proposed);
        }
        // What a person chooses is opened, and nothing else.
        for (const char* place : {"train", "validation", "test"})
            child<QComboBox>(p.page, QString("hubSplits.") + place)->setCurrentIndex(0);
        QVERIFY(!child<QPushButton>(p.page, "hubSplits.open")->isEnabled());
        child<QComboBox>(p.page, "hubSplits.validation")->setCurrentText(splits.back());
        child<QPushButton>(p.page, "hubSplits.open")->click();
        QVERIFY(!card->isVisible());
        QVERIFY(p.session.file(Split::Validation).contains(splits.back()));
        QVERIFY(p.session.file(Split::Train).isEmpty() && p.session.file(Split::Test).isEmpty());
    }

    void aSplitThatAPersonNamedIsOpenedWithoutAQuestion() {
        Hub hub;
        Datasets p;
        p.enter("tiny/questions:/validation");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataset(Split::Validation), kPatience);
        QVERIFY(!child<QFrame>(p.page, "hubSplits")->isVisible());
    }

    void aCacheThatHoldsOneSplitIsSaidToAndTheOthersAreOneClickAway() {
        Hub hub;
        session::filesByName(session::HubKind::Dataset, "tiny/questions:/train", session::HubAsk::Always, {});
        Datasets p;
        p.enter("tiny/questions");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataset(Split::Train), kPatience);
        QVERIFY(p.session.file(Split::Validation).isEmpty());
        QVERIFY2(p.note().contains("“train” alone"), qPrintable(p.note()));
        QTest::mouseClick(p.find<QPushButton>(".download"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataset(Split::Validation), kPatience);
    }

    void aSplitOfSeveralFilesIsOneSource() {
        Hub hub;
        const auto row = [](const char* id) {
            const Json answers{{"text", {"Ada"}}, {"answer_start", {0}}};
            return Json{{"id", id}, {"question", "Who?"}, {"context", "Ada wrote."}, {"answers", answers}}.dump() +
                   "\n";
        };
        hub.server.add("datasets/tiny/shards", {{"data/train-00000-of-00002.jsonl", row("a") + row("b")},
                                                {"data/train-00001-of-00002.jsonl", row("c")}});
        Datasets p;
        p.enter("tiny/shards");
        QTRY_VERIFY_WITH_TIMEOUT(p.session.dataset(Split::Train), kPatience);
        QCOMPARE(p.session.dataset(Split::Train)->examples.size(), std::size_t{3});
    }

    void aGatedModelAsksForATokenThatIsKeptForTheOwnerAlone() {
        Hub hub;
        std::map<std::string, std::string> files;
        {
            const auto made = test::writeTinyProject(test::scratchFolder());
            model::saveModel(*model::initModel(readJson(made.folder / "config.json"), 3), made.folder);
            files = filesOf(made.folder);
        }
        hub.server.add("models/tiny/gated", files).gated = "auto";
        ui::Session session;
        ui::MainWindow window(session);
        window.showPage(ui::MainWindow::Model);
        window.show();
        session.hubModels().fetch("tiny/gated", session::HubAsk::IfNotCached);
        const auto* text = child<QLabel>(window, "messageText");
        QTRY_VERIFY_WITH_TIMEOUT(text->text().contains("gated"), kPatience);
        QVERIFY(text->text().contains("finetune hub login"));
        child<QPushButton>(window, "message.accessToken")->click();
        const auto* dialog = window.findChild<ui::HubCacheDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        auto* token = child<QLineEdit>(*dialog, "hubCache.token");
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        QTest::keyClicks(token, "hf_granted");
        child<QPushButton>(*dialog, "hubCache.keepToken")->click();
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(hub.home / "token"), kPatience);
        QTRY_VERIFY(token->text().isEmpty());
        struct stat info {};
        QCOMPARE(::stat((hub.home / "token").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t{0600});
        session.hubModels().fetch("tiny/gated", session::HubAsk::Always);
        QTRY_VERIFY_WITH_TIMEOUT(session.modelInfo(), kPatience);
        child<QPushButton>(*dialog, "hubCache.forgetToken")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(hub.home / "token"), kPatience);
    }

    void aRevisionIsDeletedAfterAQuestionThatNamesTheRoom() {
        Hub hub;
        ui::Session session;
        session.hubModels().fetch("tiny/model", session::HubAsk::Always);
        QTRY_VERIFY_WITH_TIMEOUT(session.modelInfo(), kPatience);
        ui::HubCacheDialog dialog(session);
        dialog.show();
        auto* table = child<QTableView>(dialog, "hubCache.list");
        const QAbstractItemModelTester tester(table->model());
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kPatience);
        QVERIFY(child<QLabel>(dialog, "hubCache.total")->text().contains(fromPath(hub.home / "hub")));
        auto* remove = child<QPushButton>(dialog, "hubCache.delete");
        QVERIFY(!remove->isEnabled());
        table->selectRow(0);
        QTest::mouseClick(remove, Qt::LeftButton);
        const QString question = child<QLabel>(dialog, "messageText")->text();
        QVERIFY2(question.contains("tiny/model") && question.contains("become free"), qPrintable(question));
        QVERIFY2(question.contains("It is open in this window"), qPrintable(question));
        QTest::keyClick(child<QPushButton>(dialog, "message.keepCached"), Qt::Key_Space);
        QVERIFY(fs::exists(hub.snapshots()));
        QTest::mouseClick(remove, Qt::LeftButton);
        QTest::mouseClick(child<QPushButton>(dialog, "message.deleteCached"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 0, kPatience);
        QVERIFY(!fs::exists(hub.snapshots()));
        QVERIFY(child<QLabel>(dialog, "messageText")->text().contains("free again"));
    }

    void whatTwoRevisionsShareBecomesFreeWithTheLastOfThem() {
        Hub hub;
        hub.server.add("models/tiny/twice", {{"config.json", "{}"}, {"vocab.txt", "a"}, {"model.safetensors", "same"}});
        session::filesByName(session::HubKind::Model, "tiny/twice", session::HubAsk::Always, {});
        hub.server.add("models/tiny/twice",
                       {{"config.json", "{}"}, {"vocab.txt", "other"}, {"model.safetensors", "same"}});
        session::filesByName(session::HubKind::Model, "tiny/twice", session::HubAsk::Always, {});
        ui::HubCacheModel model;
        const QAbstractItemModelTester tester(&model);
        model.show(session::cachedRepositories());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.row(0).revision, QStringLiteral("main")); // 11 bytes, the other one 7
        QCOMPARE(model.row(0).bytes, qint64{11});
        QCOMPARE(model.row(0).frees, qint64{5});
        QCOMPARE(model.row(1).frees, qint64{1});
        QVERIFY(model.row(0).used > 0);
        QCOMPARE(session::removeCached(model.row(1).repository, model.row(1).commit.toStdString()), std::uintmax_t{1});
        model.show(session::cachedRepositories());
        QCOMPARE(model.rowCount(), 1);
    }

    void whatIsCachedAndFoundIsOneRow() {
        ui::HubNamesModel model;
        const QAbstractItemModelTester tester(&model);
        const std::vector<session::CachedName> cached{{"tiny/model", 1'000'000, 1}, {"other", 5, 1}};
        model.show(cached, {}, {});
        QCOMPARE(model.rowCount(), 2);
        hub::Found found{.id = "tiny/model", .licence = "mit", .gated = {}, .modified = {}, .downloads = 7};
        hub::Found gated{.id = "tiny/gated", .licence = {}, .gated = "auto", .modified = {}};
        model.show(cached, "TINY", {found, gated});
        QCOMPARE(model.rowCount(), 2);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, ui::HubNamesModel::Place), QStringLiteral("in the cache"));
        QCOMPARE(cell(0, ui::HubNamesModel::Licence), QStringLiteral("mit"));
        QCOMPARE(cell(0, ui::HubNamesModel::Size), QStringLiteral("1.0 MB"));
        QCOMPARE(cell(1, ui::HubNamesModel::Place), QStringLiteral("on the hub, gated"));
        model.show({}, {}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void everyControlOfTheDialogHasAName() {
        Hub hub;
        ui::Session session;
        ui::HubCacheDialog dialog(session);
        dialog.show();
        for (QWidget* control : dialog.findChildren<QWidget*>()) {
            if ((control->focusPolicy() & Qt::TabFocus) == 0 || !control->isVisible())
                continue;
            QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(control);
            QVERIFY2(!control->objectName().isEmpty(), control->metaObject()->className());
            QVERIFY2(reader && !reader->text(QAccessible::Name).isEmpty(), qPrintable(control->objectName()));
        }
    }
};

QTEST_MAIN(HubTest)
#include "hub_test.moc"
