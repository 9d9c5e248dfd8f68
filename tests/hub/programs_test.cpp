// SPDX-License-Identifier: GPL-3.0-or-later
// The hub as a person and as other programs meet it: `finetune` is started, killed, and reads what Python left.
// Python's part runs where FINETUNE_PYTHON names an interpreter with huggingface_hub.
#include "tests/hub/hub_fixture.h"
#include "tests/support/tiny_project.h"
#include "tests/support/torch_file.h"

#include <QProcess>
#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace finetune;
using namespace finetune::test;

namespace {

// `finetune` or Python with the fixture's hub and cache, and none of the caller's variables for them.
class Program {
public:
    Program(const HubFixture& hub, const QString& program, const QStringList& arguments,
            const std::map<QString, QString>& more = {}) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString& name : environment.keys())
            if (name.startsWith("HF_") || name.startsWith("HUGGING") || name.endsWith("_proxy", Qt::CaseInsensitive))
                environment.remove(name);
        environment.insert("HF_ENDPOINT", QString::fromStdString(hub.environment.endpoint));
        environment.insert("HF_HOME", QString::fromStdString(hub.environment.home));
        environment.insert("HF_HUB_DISABLE_TELEMETRY", "1");
        for (const auto& [name, value] : more)
            environment.insert(name, value);
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
    }
    ~Program() {
        process.kill();
        process.waitForFinished();
    }
    int wait() {
        process.closeWriteChannel();
        process.waitForFinished(120'000);
        error += process.readAllStandardError();
        out += process.readAllStandardOutput();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    }
    bool tells(const char* text) {
        error += process.readAllStandardError();
        out += process.readAllStandardOutput();
        return error.contains(text) || out.contains(text);
    }

    QProcess process;
    QByteArray out, error;
};

struct Finetune : Program {
    Finetune(const HubFixture& hub, const QStringList& arguments, const std::map<QString, QString>& more = {})
        : Program(hub, FINETUNE_PROGRAM, arguments, more) {}
};

// Weights of 8 MB, of which the first download gets one megabyte before the server falls silent.
struct StallingHub : HubFixture {
    std::size_t objects = 0;
    StallingHub() {
        weights = std::string(8'000'000, 'w');
        server.add("models/tiny/model", {{"config.json", "{}"}, {"vocab.txt", ""}, {"model.safetensors", weights}});
        server.change = [this](const HubRequest& request, HubAnswer& answer) {
            if (request.method == "GET" && request.path.starts_with("/lfs/") && objects++ == 0)
                answer.heldAfter = 1'000'000;
        };
    }
    std::uintmax_t got() const {
        std::error_code code;
        const auto size = fs::file_size(part(), code);
        return code ? 0 : size;
    }
    std::string lastRange() const {
        std::string range;
        for (const HubRequest& request : server.requests())
            if (request.path.starts_with("/lfs/"))
                range = request.headers.contains("range") ? request.headers.at("range") : "";
        return range;
    }
};

const std::map<QString, QString> kPatient = {{"HF_HUB_DOWNLOAD_TIMEOUT", "100"}};

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

// Gives the project's folder random weights and puts it on the hub.
void serveWithWeights(HubFixture& hub, const TinyProject& tiny, const std::string& where, bool ofTorch = false) {
    const fs::path config = tiny.folder.parent_path() / "config.json";
    files::copySynced(tiny.folder / "config.json", config);
    Finetune made(hub, {"debug", "init-model", "--config", text(config), "--output", text(tiny.folder)});
    QVERIFY2(made.wait() == 0, made.error.constData());
    if (ofTorch)
        saveAsTorch(tiny.folder);
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::directory_iterator(tiny.folder))
        all[entry.path().filename()] = files::read(entry.path());
    hub.server.add(where, all);
}

QString python() {
    return qEnvironmentVariable("FINETUNE_PYTHON");
}

#define REQUIRE_PYTHON()                                                                                               \
    if (python().isEmpty())                                                                                            \
    QSKIP("FINETUNE_PYTHON does not name a Python with huggingface_hub")

} // namespace

class ProgramsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ofTwoProgramsOneIsKilledAndTheOtherGoesOn() {
        StallingHub hub;
        Finetune first(hub, {"hub", "download", "tiny/model"}, kPatient);
        QTRY_VERIFY_WITH_TIMEOUT(hub.got() >= 1'000'000, 30'000);
        Finetune second(hub, {"hub", "download", "tiny/model"}, kPatient);
        QTRY_VERIFY_WITH_TIMEOUT(second.tells("another program downloads"), 30'000);
        first.process.kill();
        QVERIFY2(second.wait() == 0, second.error.constData());
        QCOMPARE(hub.lastRange(), std::string("bytes=1000000-"));
        QCOMPARE(files::read(fs::path(second.out.trimmed().toStdString()) / "model.safetensors"), hub.weights);
        QVERIFY(!fs::exists(hub.part()));
    }

    void anInterruptKeepsWhatCameAndTheNextGoesOn() {
        StallingHub hub;
        Finetune first(hub, {"hub", "download", "tiny/model"}, kPatient);
        QTRY_VERIFY_WITH_TIMEOUT(hub.got() >= 1'000'000, 30'000);
        ::kill(static_cast<pid_t>(first.process.processId()), SIGINT);
        QCOMPARE(first.wait(), 130);
        QCOMPARE(hub.got(), std::uintmax_t{1'000'000});
        Finetune second(hub, {"hub", "download", "tiny/model", "--json"});
        QVERIFY2(second.wait() == 0, second.error.constData());
        QCOMPARE(hub.lastRange(), std::string("bytes=1000000-"));
        const Json report = Json::parse(second.out.toStdString());
        QCOMPARE(files::read(fs::path(report.at("folder").get<std::string>()) / "model.safetensors"), hub.weights);
    }

    void aSearchListsWhatTheHubHas() {
        HubFixture hub;
        hub.server.add("datasets/tiny/questions", {});
        Finetune found(hub, {"hub", "search", "tiny"});
        QCOMPARE(found.wait(), 0);
        QVERIFY2(found.out.contains("tiny/model") && found.out.contains("1234 downloads") &&
                     found.out.contains("4 MB") && found.out.contains("apache-2.0"),
                 found.out.constData());
        Finetune datasets(hub, {"hub", "search", "quest", "--dataset", "--json", "--limit", "3"});
        QCOMPARE(datasets.wait(), 0);
        QCOMPARE(Json::parse(datasets.out.toStdString()).at(0).at("id").get<std::string>(),
                 std::string("tiny/questions"));
        QCOMPARE(hub.server.count("GET", "limit=3"), std::size_t{1});
        Finetune none(hub, {"hub", "search", "nowhere"});
        QCOMPARE(none.wait(), 0);
        QVERIFY2(none.out.contains("nothing on the hub"), none.out.constData());
    }

    void whatIsCachedIsListedAndRemoved() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        Finetune list(hub, {"hub", "list", "--json"});
        QCOMPARE(list.wait(), 0);
        const Json all = Json::parse(list.out.toStdString());
        QCOMPARE(all.at(0).at("id").get<std::string>(), std::string("tiny/model"));
        QCOMPARE(all.at(0).at("revisions").at(0).at("folder").get<std::string>(), folder.string());
        Finetune told(hub, {"hub", "list"});
        QCOMPARE(told.wait(), 0);
        QVERIFY2(told.out.contains("tiny/model") && told.out.contains("main"), told.out.constData());
        Finetune none(hub, {"hub", "remove", "tiny/model@v9"});
        QCOMPARE(none.wait(), 3);
        QVERIFY2(none.error.contains("is not in the cache"), none.error.constData());
        Finetune removed(hub, {"hub", "remove", "tiny/model@main"});
        QCOMPARE(removed.wait(), 0);
        QVERIFY2(removed.out.contains("0.2 MB are free again"), removed.out.constData());
        QVERIFY(!fs::exists(folder));
    }

    void aTokenIsReadFromStandardInputAndNeverShown() {
        HubFixture hub;
        Finetune login(hub, {"hub", "login"});
        login.process.write("hf_secret\n");
        QCOMPARE(login.wait(), 0);
        QVERIFY(!login.out.contains("hf_secret") && !login.error.contains("hf_secret"));
        QCOMPARE(files::read(hub.environment.tokenFile), std::string("hf_secret"));
        Finetune download(hub, {"hub", "download", "tiny/model"});
        QCOMPARE(download.wait(), 0);
        QCOMPARE(hub.server.requests().front().headers.at("authorization"), std::string("Bearer hf_secret"));
        QVERIFY(!download.out.contains("hf_secret") && !download.error.contains("hf_secret"));
        QCOMPARE(Finetune(hub, {"hub", "logout"}).wait(), 0);
        QVERIFY(!fs::exists(hub.environment.tokenFile));
    }

    void aModelIsMeantByItsNameEverywhere() {
        HubFixture hub;
        const fs::path folder = scratchFolder();
        const TinyProject tiny = writeTinyProject(folder);
        serveWithWeights(hub, tiny, "models/org/tiny");
        if (QTest::currentTestFailed())
            return;

        Finetune tokens(hub, {"tokenize", "--tokenizer", "org/tiny"});
        tokens.process.write("{\"text\": \"which river ?\"}\n");
        QVERIFY2(tokens.wait() == 0, tokens.error.constData());
        QVERIFY2(tokens.out.contains("which"), tokens.out.constData());
        QCOMPARE(hub.server.count("GET", "/lfs/"), std::size_t{0}); // a tokenizer needs no weights
        Finetune info(hub, {"info", "org/tiny@main"});
        QVERIFY2(info.wait() == 0, info.error.constData());
        QVERIFY2(info.out.contains("BertForQuestionAnswering") || info.out.contains("bert"), info.out.constData());

        hub.server.stop();
        const QStringList train = {"train",
                                   "--model",
                                   "org/tiny",
                                   "--train_file",
                                   text(tiny.squad),
                                   "--max_length",
                                   "32",
                                   "--doc_stride",
                                   "8",
                                   "--max_steps",
                                   "1",
                                   "--threads",
                                   "1",
                                   "--output_dir"};
        Finetune fallsBack(hub, train + QStringList{text(folder / "run-1")});
        QVERIFY2(fallsBack.wait() == 0, fallsBack.error.constData());
        QVERIFY2(fallsBack.error.contains("the copy in the cache is used"), fallsBack.error.constData());
        Finetune offline(hub, train + QStringList{text(folder / "run-2")}, {{"HF_HUB_OFFLINE", "1"}});
        QVERIFY2(offline.wait() == 0, offline.error.constData());
        Finetune unknown(hub, {"info", "org/tine"}, {{"HF_HUB_OFFLINE", "1"}});
        QCOMPARE(unknown.wait(), 4);
    }

    // load_dataset("squad") and from_pretrained("distilbert-base-uncased") of the Python workflow.
    void modelAndDataByNameTrainAndAgainWithoutTheServer() {
        HubFixture hub;
        const fs::path folder = scratchFolder();
        const TinyProject tiny = writeTinyProject(folder);
        serveWithWeights(hub, tiny, "models/distilbert-base-uncased");
        if (QTest::currentTestFailed())
            return;
        std::string ending = ".parquet";
        if (Finetune(hub, {"data", "save", text(tiny.squad), "--output", text(folder / "rows.parquet")}).wait() != 0) {
            ending = ".jsonl"; // built without Apache Arrow
            QCOMPARE(Finetune(hub, {"data", "save", text(tiny.squad), "--output", text(folder / "rows.jsonl")}).wait(),
                     0);
        }
        const std::string rows = files::read(folder / ("rows" + ending));
        hub.server.add("datasets/squad", {{"plain_text/train-00000-of-00001" + ending, rows},
                                          {"plain_text/validation-00000-of-00001" + ending, rows}});

        const QStringList train = {"train",
                                   "--model",
                                   "distilbert-base-uncased",
                                   "--dataset",
                                   "squad",
                                   "--max_steps",
                                   "1",
                                   "--max_length",
                                   "32",
                                   "--doc_stride",
                                   "8",
                                   "--output_dir",
                                   text(folder / "run")};
        Finetune online(hub, train);
        QVERIFY2(online.wait() == 0, online.error.constData());
        QVERIFY2(online.error.contains("evaluation: loss"), online.error.constData());
        QVERIFY(fs::exists(folder / "run/model/model.safetensors"));
        Finetune evaluated(hub, {"evaluate", "--model", text(folder / "run/model"), "--dataset", "squad"});
        QVERIFY2(evaluated.wait() == 0, evaluated.error.constData());

        hub.server.stop();
        fs::remove_all(folder / "run");
        Finetune offline(hub, train, {{"HF_HUB_OFFLINE", "1"}});
        QVERIFY2(offline.wait() == 0, offline.error.constData());
        QVERIFY(fs::exists(folder / "run/model/model.safetensors"));
    }

    void aModelThatHasOnlyPyTorchsWeightsTrainsAndIsExportedAsSafetensors() {
        HubFixture hub;
        const fs::path folder = scratchFolder();
        const TinyProject tiny = writeTinyProject(folder);
        serveWithWeights(hub, tiny, "models/org/old", true);
        if (QTest::currentTestFailed())
            return;
        Finetune trained(hub, {"train", "--model", "org/old", "--train_file", text(tiny.squad), "--max_length", "32",
                               "--doc_stride", "8", "--max_steps", "1", "--threads", "1", "--output_dir",
                               text(folder / "run")});
        QVERIFY2(trained.wait() == 0, trained.error.constData());
        QCOMPARE(hub.server.count("GET", "/lfs/"), std::size_t{1});
        Finetune exported(hub, {"export", "--run", text(folder / "run"), "--output", text(folder / "out")});
        QVERIFY2(exported.wait() == 0, exported.error.constData());
        QVERIFY(fs::exists(folder / "out/model.safetensors") && !fs::exists(folder / "out/pytorch_model.bin"));
    }

    // The download's own watch for Ctrl-C is over when it is.
    void anInterruptEndsAJudgementOfPredictionsOnADatasetByName() {
        HubFixture hub;
        const fs::path folder = scratchFolder(), pipe = folder / "predictions.json";
        const TinyProject tiny = writeTinyProject(folder);
        hub.server.add("datasets/squad", {{"validation.json", files::read(tiny.squad)}});
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        Finetune judged(hub, {"evaluate", "--predictions", text(pipe), "--dataset", "squad"});
        int end = -1; // opens when the program reads
        QTRY_VERIFY_WITH_TIMEOUT((end = ::open(pipe.c_str(), O_WRONLY | O_NONBLOCK)) >= 0, 30'000);
        ::kill(static_cast<pid_t>(judged.process.processId()), SIGINT);
        QVERIFY(judged.process.waitForFinished(10'000));
        QVERIFY(judged.process.exitStatus() == QProcess::CrashExit);
        ::close(end);
    }

    // A file system of 10 MB of its own, for which no one need be root where the kernel lets users have one.
    void aFullDiskIsNamedAndWithRoomTheDownloadGoesOn() {
        StallingHub hub;
        const char* const script = R"sh(
            mount -t tmpfs -o size=10m tmpfs "$HF_HOME" || { echo no disk; exit 0; }
            "$0" hub download tiny/model & download=$!
            until [ "$(find "$HF_HOME" -name '*.incomplete' -size 1000000c)" ]; do sleep 0.05; done
            head -c 5000000 /dev/zero >"$HF_HOME/others"
            echo full; read -r line; wait $download; echo "ended with $?"
            rm "$HF_HOME/others"
            folder=$("$0" hub download tiny/model) && sha256sum "$folder/model.safetensors"
        )sh";
        Program disk(hub, "unshare", {"--user", "--map-root-user", "--mount", "sh", "-c", script, FINETUNE_PROGRAM},
                     kPatient);
        QTRY_VERIFY_WITH_TIMEOUT(
            disk.tells("full") || disk.tells("no disk") || disk.process.state() == QProcess::NotRunning, 30'000);
        if (!disk.tells("full"))
            QSKIP("no file system of our own can be had here");
        hub.server.release();
        disk.process.write("\n");
        QVERIFY2(disk.wait() == 0, disk.error.constData());
        QVERIFY2(disk.error.contains("No space left on device") && disk.error.contains("it goes on where it stopped"),
                 disk.error.constData());
        QVERIFY2(disk.error.contains(hub.environment.home.c_str()), disk.error.constData());
        QVERIFY2(disk.out.contains("ended with 4"), disk.out.constData());
        QVERIFY2(disk.out.contains(sha256Hex(hub.weights).c_str()), disk.out.constData());
        QVERIFY2(hub.lastRange() != "" && hub.lastRange() != "bytes=1000000-", hub.lastRange().c_str());
    }

    void aNameThatIsNeitherHereNorOnTheHubIsSaidToBeNeither() {
        HubFixture hub;
        Finetune info(hub, {"info", "org/tine"});
        QCOMPARE(info.wait(), 3);
        QVERIFY2(info.error.contains("“org/tine” is no folder here, and there is no model “org/tine” on "
                                     "the hub"),
                 info.error.constData());
    }

    void pythonUsesOurCacheWithoutARequest() {
        REQUIRE_PYTHON();
        HubFixture hub;
        const fs::path folder = hub.fetch();
        const std::size_t before = hub.server.requests().size();
        Program python(hub, ::python(),
                       {"-c", "import huggingface_hub as h\n"
                              "print(h.snapshot_download('tiny/model'))\n"
                              "print(h.hf_hub_download('tiny/model', 'model.safetensors'))\n"
                              "print(h.try_to_load_from_cache('tiny/model', 'tokenizer.json') is h._CACHED_NO_EXIST)\n"
                              "print(h.scan_cache_dir().warnings)\n"},
                       {{"HF_HUB_OFFLINE", "1"}});
        QVERIFY2(python.wait() == 0, python.error.constData());
        QCOMPARE(python.out.toStdString(),
                 folder.string() + "\n" + (folder / "model.safetensors").string() + "\nTrue\n[]\n");
        QCOMPARE(hub.server.requests().size(), before);
    }

    void pythonOnlineFindsOurFilesFresh() {
        REQUIRE_PYTHON();
        HubFixture hub;
        hub.fetch();
        const std::size_t before = hub.server.count("GET", "/lfs/");
        Program python(hub, ::python(),
                       {"-c", "import huggingface_hub as h\nh.hf_hub_download('tiny/model', 'model.safetensors')"});
        QVERIFY2(python.wait() == 0, python.error.constData());
        QCOMPARE(hub.server.count("GET", "/lfs/"), before);
    }

    void ourProgramUsesPythonsCacheWithoutARequest() {
        REQUIRE_PYTHON();
        HubFixture hub;
        Program python(hub, ::python(),
                       {"-c", "import huggingface_hub as h\nprint(h.snapshot_download('tiny/model'))"});
        QVERIFY2(python.wait() == 0, python.error.constData());
        const fs::path folder = python.out.trimmed().toStdString();
        const std::size_t before = hub.server.requests().size();
        QCOMPARE(hub.fetch("tiny/model@" + folder.filename().string()), folder);
        hub.environment.offline = true;
        QCOMPARE(hub.fetch(), folder);
        QCOMPARE(hub.server.requests().size(), before);
        const hub::Cache cache(hub.environment.cache);
        QCOMPARE(cache.list().at(0).revisions.at(0).files, std::size_t{6});
    }

    void whatLoadDatasetHasPreparedIsUsedWithoutARequest() {
        REQUIRE_PYTHON();
        HubFixture hub;
        const fs::path folder = scratchFolder();
        const TinyProject tiny = writeTinyProject(folder);
        const auto saved = [&](const fs::path& from, const char* name) {
            Finetune save(hub, {"data", "save", text(from), "--output", text(folder / name)});
            return save.wait() == 0 ? files::read(folder / name) : save.error.toStdString();
        };
        const std::string rows = saved(tiny.squad, "rows.parquet");
        if (!fs::exists(folder / "rows.parquet"))
            QSKIP("built without Apache Arrow");
        hub.server.add("datasets/squad", {{"plain_text/validation-00000-of-00001.parquet", rows},
                                          {"plain_text/train-00000-of-00001.parquet", rows}});
        Program python(hub, ::python(),
                       {"-c", "import datasets\n"
                              "print(datasets.load_dataset('squad')['validation'].cache_files[0]['filename'])"});
        const int code = python.wait();
        if (python.error.contains("No module named 'datasets'"))
            QSKIP("this Python has no datasets");
        QVERIFY2(code == 0, python.error.constData());
        const fs::path arrow = python.out.trimmed().toStdString();
        QCOMPARE(saved(arrow, "from-arrow.json"), saved(folder / "rows.parquet", "from-parquet.json"));

        hub.server.stop();
        fs::remove_all(hub.environment.cache);
        const std::size_t before = hub.server.requests().size();
        Json answers = Json::object();
        const Json squad = readJson(tiny.squad);
        for (const Json& article : squad.at("data"))
            for (const Json& paragraph : article.at("paragraphs"))
                for (const Json& question : paragraph.at("qas"))
                    answers[question.at("id").get<std::string>()] = question.at("answers").at(0).at("text");
        writeJson(folder / "answers.json", answers);
        Finetune judged(hub, {"evaluate", "--predictions", text(folder / "answers.json"), "--dataset", "squad"},
                        {{"HF_HUB_OFFLINE", "1"}});
        QVERIFY2(judged.wait() == 0, judged.error.constData());
        const Json scores = Json::parse(judged.out.toStdString());
        QCOMPARE(scores.at("f1").get<double>(), 100.0);
        QCOMPARE(scores.at("total").get<std::size_t>(), answers.size());
        QCOMPARE(hub.server.requests().size(), before);
    }

    void aDownloadOfPythonIsGoneOnWith() {
        REQUIRE_PYTHON();
        StallingHub hub;
        Program python(hub, ::python(),
                       {"-c", "import huggingface_hub as h\n"
                              "h.hf_hub_download('tiny/model', 'model.safetensors')"},
                       {{"HF_HUB_DOWNLOAD_TIMEOUT", "100"}});
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(hub.part()), 30'000);
        Finetune ours(hub, {"hub", "download", "tiny/model"}, kPatient);
        QTRY_VERIFY_WITH_TIMEOUT(ours.tells("another program downloads"), 30'000);
        python.process.kill();
        QVERIFY2(ours.wait() == 0, ours.error.constData());
        QCOMPARE(files::read(hub.weightsBlob()), hub.weights);
    }
};

QTEST_GUILESS_MAIN(ProgramsTest)
#include "programs_test.moc"
