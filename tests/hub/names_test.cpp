// SPDX-License-Identifier: GPL-3.0-or-later
// Names as people write them, variables as Python reads them, and the token's file.
#include "tests/hub/hub_fixture.h"

#include <QTest>
#include <cstdlib>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace finetune;
using namespace finetune::test;

namespace {

// The environment with only these variables of the hub set; as it was when the test ends.
class Variables {
public:
    explicit Variables(const std::map<std::string, std::string>& set) {
        for (const char* name : kNames) {
            const char* value = std::getenv(name);
            before_.emplace_back(name, value ? std::optional<std::string>(value) : std::nullopt);
            ::unsetenv(name);
        }
        for (const auto& [name, value] : set)
            ::setenv(name.c_str(), value.c_str(), 1);
    }
    ~Variables() {
        for (const auto& [name, value] : before_)
            value ? ::setenv(name, value->c_str(), 1) : ::unsetenv(name);
    }

private:
    static constexpr const char* kNames[] = {"HOME",
                                             "XDG_CACHE_HOME",
                                             "HF_HOME",
                                             "HF_HUB_CACHE",
                                             "HUGGINGFACE_HUB_CACHE",
                                             "HF_ENDPOINT",
                                             "HF_TOKEN",
                                             "HUGGING_FACE_HUB_TOKEN",
                                             "HF_TOKEN_PATH",
                                             "HF_HUB_DISABLE_IMPLICIT_TOKEN",
                                             "HF_HUB_OFFLINE",
                                             "TRANSFORMERS_OFFLINE",
                                             "HF_DATASETS_CACHE",
                                             "HF_DATASETS_OFFLINE",
                                             "FINETUNE_TEST_FOLDER"};
    std::vector<std::pair<const char*, std::optional<std::string>>> before_;
};

hub::Environment environmentWith(const std::map<std::string, std::string>& set) {
    const Variables variables(set);
    return hub::Environment::ofProcess();
}

} // namespace

class NamesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aModelsNameMayHaveAnOwnerAndARevision() {
        QCOMPARE(hub::modelNamed("distilbert-base-uncased").id, std::string("distilbert-base-uncased"));
        QCOMPARE(hub::modelNamed("distilbert-base-uncased").revision, std::string("main"));
        const hub::Repository named = hub::modelNamed("org/My_model.v2@refs/pr/1");
        QCOMPARE(named.id, std::string("org/My_model.v2"));
        QCOMPARE(named.revision, std::string("refs/pr/1"));
        QCOMPARE(named.apiPath(), std::string("/api/models/org/My_model.v2"));
    }

    void aDatasetsNameMayHaveAConfigurationAndASplit_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("split");
        const auto row = [](const char* text, const char* id, const char* revision, const char* config,
                            const char* split) { QTest::newRow(text) << text << id << revision << config << split; };
        row("squad", "squad", "main", "", "");
        row("squad:plain_text", "squad", "main", "plain_text", "");
        row("org/name:config/train", "org/name", "main", "config", "train");
        row("org/name@v1:/test", "org/name", "v1", "", "test");
        row("org/name@refs/convert/parquet:x", "org/name", "refs/convert/parquet", "x", "");
    }
    void aDatasetsNameMayHaveAConfigurationAndASplit() {
        QFETCH(QString, text);
        const hub::DatasetName name = hub::datasetNamed(text.toStdString());
        QTEST(QString::fromStdString(name.repository.id), "id");
        QTEST(QString::fromStdString(name.repository.revision), "revision");
        QTEST(QString::fromStdString(name.config), "config");
        QTEST(QString::fromStdString(name.split), "split");
        QCOMPARE(name.repository.filePath(), "/datasets/" + name.repository.id);
    }

    void whatIsNoNameIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"",  "/models/mine", "../mine",   "a/b/c",    "a b",  "-a",   "a.",   "a--b",   "a..b",  "a.git", "a/",
              "ä", "a@",           "a@../../x", "a@x/../y", "a@.x", "a@/x", "a@x/", "a@x\\y", "a@x\ny"})
            QTest::addRow("%s", text) << text;
        QTest::newRow("long") << QString(97, 'a');
    }
    void whatIsNoNameIsRefused() {
        QFETCH(QString, text);
        QCOMPARE(errorOf([&] { hub::modelNamed(text.toStdString()); }).kind(), Kind::Usage);
    }

    // Expected values: what huggingface_hub 0.36.2 says in its constants with the same variables.
    void theCacheLiesWherePythonHasIt_data() {
        QTest::addColumn<QString>("variables");
        QTest::addColumn<QString>("cache");
        QTest::addColumn<QString>("token");
        const auto row = [](const char* variables, const char* cache, const char* token) {
            QTest::newRow(variables) << variables << cache << token;
        };
        row("HOME=/h", "/h/.cache/huggingface/hub", "/h/.cache/huggingface/token");
        row("HOME=/h XDG_CACHE_HOME=/x", "/x/huggingface/hub", "/x/huggingface/token");
        row("HOME=/h XDG_CACHE_HOME=/x HF_HOME=/hf", "/hf/hub", "/hf/token");
        row("HOME=/h HF_HOME=~/hf", "/h/hf/hub", "/h/hf/token");
        row("HOME=/h FINETUNE_TEST_FOLDER=/f HF_HOME=$FINETUNE_TEST_FOLDER/${FINETUNE_TEST_FOLDER}x", "/f//fx/hub",
            "/f//fx/token");
        row("HOME=/h HF_HOME=/a$NOT_SET_AT_ALL/b", "/a$NOT_SET_AT_ALL/b/hub", "/a$NOT_SET_AT_ALL/b/token");
        row("HOME=/h HUGGINGFACE_HUB_CACHE=/old", "/old", "/h/.cache/huggingface/token");
        row("HOME=/h HUGGINGFACE_HUB_CACHE=/old HF_HUB_CACHE=/new", "/new", "/h/.cache/huggingface/token");
        row("HOME=/h HF_TOKEN_PATH=/t/mine", "/h/.cache/huggingface/hub", "/t/mine");
    }
    void theCacheLiesWherePythonHasIt() {
        QFETCH(QString, variables);
        std::map<std::string, std::string> set;
        for (const QString& one : variables.split(' '))
            set[one.section('=', 0, 0).toStdString()] = one.section('=', 1).toStdString();
        const hub::Environment environment = environmentWith(set);
        QTEST(QString::fromStdString(environment.cache.string()), "cache");
        QTEST(QString::fromStdString(environment.tokenFile.string()), "token");
    }

    void offlineIsWhatPythonTakesForIt() {
        const auto offline = [](const std::map<std::string, std::string>& set) {
            const hub::Environment environment = environmentWith(set);
            return std::pair(environment.offline, environment.datasetsOffline);
        };
        QCOMPARE(offline({}), std::pair(false, false));
        QCOMPARE(offline({{"HF_HUB_OFFLINE", "1"}}), std::pair(true, true));
        QCOMPARE(offline({{"HF_HUB_OFFLINE", "yes"}}), std::pair(true, true));
        QCOMPARE(offline({{"HF_HUB_OFFLINE", "2"}}), std::pair(false, false));
        QCOMPARE(offline({{"TRANSFORMERS_OFFLINE", "ON"}}), std::pair(true, true));
        QCOMPARE(offline({{"HF_HUB_OFFLINE", "0"}, {"TRANSFORMERS_OFFLINE", "1"}}), std::pair(false, false));
        QCOMPARE(offline({{"HF_DATASETS_OFFLINE", "1"}}), std::pair(false, true));
    }

    void theEndpointHasNoSlashAtItsEnd() {
        QCOMPARE(environmentWith({{"HF_ENDPOINT", "http://mirror:8080//"}}).endpoint,
                 std::string("http://mirror:8080"));
        QCOMPARE(environmentWith({}).endpoint, std::string("https://huggingface.co"));
    }

    void theTokenComesFromTheVariableThenFromTheFile() {
        const fs::path file = scratchFolder() / "token";
        files::writeAtomically(file, " hf_stored\n");
        QCOMPARE(environmentWith({{"HF_TOKEN_PATH", file}}).token, std::string("hf_stored"));
        QCOMPARE(environmentWith({{"HF_TOKEN_PATH", file}, {"HF_TOKEN", "hf_given\r\n"}}).token,
                 std::string("hf_given"));
        QCOMPARE(environmentWith({{"HF_TOKEN_PATH", file}, {"HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"}}).token,
                 std::string());
        QCOMPARE(environmentWith({{"HF_TOKEN_PATH", file / "none"}}).token, std::string());
    }

    void aTokenIsKeptForItsOwnerOnly() {
        hub::Environment environment;
        environment.tokenFile = scratchFolder() / "new folder" / "token";
        const mode_t before = ::umask(0); // even where new files are open to all
        hub::storeToken(environment, "hf_secret\n");
        ::umask(before);
        struct stat info {};
        QCOMPARE(::stat(environment.tokenFile.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t{0600});
        QCOMPARE(files::read(environment.tokenFile), std::string("hf_secret"));
        hub::storeToken(environment, "");
        QVERIFY(!fs::exists(environment.tokenFile));
    }

    void whatIsNoTokenIsNotKeptAndNotRepeated() {
        hub::Environment environment;
        environment.tokenFile = scratchFolder() / "token";
        const Error error = errorOf([&] { hub::storeToken(environment, "hf_secret and more"); });
        QCOMPARE(error.kind(), Kind::Usage);
        QVERIFY(!holds(error.what(), "hf_secret"));
        QVERIFY(!fs::exists(environment.tokenFile));
    }
};

QTEST_APPLESS_MAIN(NamesTest)
#include "names_test.moc"
