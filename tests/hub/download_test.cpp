// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads from a hub on 127.0.0.1 that works, that breaks and that lies.
#include "tests/hub/hub_fixture.h"

#include <QTest>
#include <csignal>
#include <cstdlib>
#include <sys/resource.h>

namespace fs = std::filesystem;
using namespace finetune;
using namespace finetune::test;

namespace {

bool isObject(const HubRequest& request) {
    return request.method == "GET" && request.path.starts_with("/lfs/");
}

bool isList(const HubRequest& request) {
    return request.path.starts_with("/api/");
}

// Answers all requests that `which` is true for in this way.
std::function<void(const HubRequest&, HubAnswer&)> always(bool (*which)(const HubRequest&), HubAnswer answer) {
    return [which, answer](const HubRequest& request, HubAnswer& out) {
        if (which(request))
            out = answer;
    };
}

std::vector<std::string> ranges(const HubServer& server) {
    std::vector<std::string> out;
    for (const HubRequest& request : server.requests())
        if (isObject(request))
            out.push_back(request.headers.contains("range") ? request.headers.at("range") : "");
    return out;
}

} // namespace

class DownloadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aModelLiesInTheCacheAsPythonLaysIt() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        const std::string commit = folder.filename();
        QCOMPARE(folder, hub.repository() / "snapshots" / commit);
        QCOMPARE(files::read(hub.repository() / "refs/main"), commit);
        QCOMPARE(files::read(folder / "model.safetensors"), hub.weights);
        QCOMPARE(fs::read_symlink(folder / "model.safetensors"), fs::path("../../blobs") / sha256Hex(hub.weights));
        QCOMPARE(fs::read_symlink(folder / "vocab.txt"), fs::path("../../blobs") / gitBlobSha1("[PAD]\n[UNK]\n"));
        QVERIFY(fs::exists(hub.environment.cache / ".locks/models--tiny--model" / (sha256Hex(hub.weights) + ".lock")));
        QVERIFY(fs::exists(hub.repository() / ".no_exist" / commit / "tokenizer.json"));
        QVERIFY(!fs::exists(hub.part()));
    }

    void onlyWhatIsNeededIsFetchedAndNeverTwoFormats() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        QVERIFY(!fs::exists(folder / "pytorch_model.bin") && !fs::exists(folder / "README.md"));
        QCOMPARE(hub.server.count("HEAD", "pytorch_model"), std::size_t{0});
        QCOMPARE(hub.server.count("GET", "/lfs/"), std::size_t{1});
    }

    void whatIsThereIsNotAskedForAgain() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        const std::size_t before = hub.server.requests().size();
        QCOMPARE(hub.fetch(), folder);
        QCOMPARE(hub.server.requests().size(), before + 1); // what main means now
        QCOMPARE(hub.fetch("tiny/model@" + folder.filename().string()), folder);
        QCOMPARE(hub.server.requests().size(), before + 1); // a commit means itself
    }

    void aNewCommitSharesTheBytesThatAreTheSame() {
        HubFixture hub;
        const fs::path first = hub.fetch();
        hub.server.add("models/tiny/model",
                       {{"config.json", "{}"}, {"vocab.txt", "new"}, {"model.safetensors", hub.weights}});
        const fs::path second = hub.fetch();
        QVERIFY(first != second);
        QCOMPARE(files::read(second / "model.safetensors"), hub.weights);
        QCOMPARE(hub.server.count("GET", "/lfs/"), std::size_t{1});
    }

    void aBrokenLineIsTakenUpWhereItBroke() {
        HubFixture hub;
        int cuts = 3;
        hub.server.change = [&](const HubRequest& request, HubAnswer& answer) {
            if (isObject(request) && cuts-- > 0)
                answer.sent = 1000;
        };
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
        QCOMPARE(ranges(hub.server), (std::vector<std::string>{"", "bytes=1000-", "bytes=2000-", "bytes=3000-"}));
    }

    void aServerThatCannotBeginInTheMiddleBeginsAnew() {
        HubFixture hub;
        bool cut = true;
        hub.server.change = [&](const HubRequest& request, HubAnswer& answer) {
            if (isObject(request))
                answer = {200, {}, hub.weights, std::exchange(cut, false) ? std::size_t{1000} : std::string::npos};
        };
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
    }

    void whatAnEarlierProgramLeftIsGoneOnWith() {
        HubFixture hub;
        files::createFolders(hub.part().parent_path());
        files::writeAtomically(hub.part(), hub.weights.substr(0, 150'000));
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
        QCOMPARE(ranges(hub.server), std::vector<std::string>{"bytes=150000-"});
    }

    void whatIsWholeAlreadyIsOnlyChecked() {
        HubFixture hub;
        files::createFolders(hub.part().parent_path());
        files::writeAtomically(hub.part(), hub.weights);
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
        QVERIFY(ranges(hub.server).empty());
    }

    void aPartThatIsNoGoodIsFetchedAnewOnce_data() {
        QTest::addColumn<int>("bytes");
        QTest::newRow("other bytes") << 1000;
        QTest::newRow("as long as the file") << 200'003;
        QTest::newRow("longer than the file") << 300'000;
    }
    void aPartThatIsNoGoodIsFetchedAnewOnce() {
        QFETCH(int, bytes);
        HubFixture hub;
        files::createFolders(hub.part().parent_path());
        files::writeAtomically(hub.part(), std::string(static_cast<std::size_t>(bytes), 'x'));
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
        QVERIFY(!fs::exists(hub.part()));
    }

    void aRefusedRangeIsFetchedAnew() {
        HubFixture hub;
        files::createFolders(hub.part().parent_path());
        files::writeAtomically(hub.part(), hub.weights.substr(0, 1000));
        hub.server.change = [](const HubRequest& request, HubAnswer& answer) {
            if (isObject(request) && request.headers.contains("range"))
                answer = {416, {}, ""};
        };
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
    }

    void troubleThatPassesIsWaitedFor_data() {
        QTest::addColumn<int>("status");
        for (const int status : {429, 500, 502, 503, 504})
            QTest::addRow("%d", status) << status;
    }
    void troubleThatPassesIsWaitedFor() {
        QFETCH(int, status);
        HubFixture hub;
        int left = 2;
        hub.server.change = [&](const HubRequest& request, HubAnswer& answer) {
            if ((isObject(request) || isList(request)) && left-- > 0)
                answer = {status, {{"Retry-After", "0"}}, ""};
            else
                left = isList(request) ? 2 : left;
        };
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
    }

    void aStopKeepsWhatCame() {
        HubFixture hub;
        hub.watch.progress = [&](const hub::Transfer& transfer) {
            if (transfer.file == "model.safetensors" && transfer.fileDone > 0)
                hub.watch.stop.request();
        };
        QCOMPARE(errorOf([&] { hub.fetch(); }).kind(), Kind::Cancelled);
        const auto kept = fs::file_size(hub.part());
        QVERIFY(kept > 0);
        QVERIFY(!fs::exists(hub.repository() / "refs/main"));
        hub.watch = {};
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
        if (kept < hub.weights.size())
            QCOMPARE(ranges(hub.server).back(), "bytes=" + std::to_string(kept) + "-");
    }

    void progressCountsTheFileAndAll() {
        HubFixture hub;
        std::vector<hub::Transfer> seen;
        hub.watch.progress = [&](const hub::Transfer& transfer) { seen.push_back(transfer); };
        hub.fetch();
        QVERIFY(std::ranges::is_sorted(seen, {}, &hub::Transfer::done));
        QCOMPARE(seen.back().done, seen.back().total);
        QCOMPARE(seen.back().fileTotal, std::uint64_t{hub.weights.size()});
        QVERIFY(seen.back().total > hub.weights.size());
    }

    void theTokenGoesToTheHubAndNoFurther() {
        HubFixture hub;
        HubServer objects;
        objects.add("models/tiny/model", {{"model.safetensors", hub.weights}});
        hub.server.objects = &objects;
        hub.environment.token = "hf_granted";
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
        for (const HubRequest& request : hub.server.requests())
            QCOMPARE(request.headers.at("authorization"), std::string("Bearer hf_granted"));
        QCOMPARE(objects.requests().size(), std::size_t{1});
        QVERIFY(!objects.requests().front().headers.contains("authorization"));
    }

    void aRenamedRepositoryIsFollowedWithTheToken() {
        HubFixture hub;
        hub.server.renamed["models/old/name"] = "models/tiny/model";
        hub.environment.token = "hf_granted";
        QCOMPARE(files::read(hub.fetch("old/name") / "model.safetensors"), hub.weights);
        QVERIFY(fs::exists(hub.environment.cache / "models--old--name/refs/main"));
    }

    void gatedAndPrivateOpenWithTheRightToken() {
        HubFixture hub;
        hub.server.add("models/tiny/model", {{"config.json", "{}"}, {"vocab.txt", ""}, {"model.safetensors", "w"}})
            .gated = "auto";
        hub.environment.token = "hf_granted";
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), std::string("w"));
    }

    // Every fault, and what is said about it.
    void whatIsWrongIsNamedWithItsCure_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("cure");
        const auto row = [](const char* fault, Kind kind, const char* message, const char* cure) {
            QTest::newRow(fault) << fault << static_cast<int>(kind) << message << cure;
        };
        const Kind input = Kind::Input, environment = Kind::Environment;
        row("no such repository", input, "there is no model “tiny/model” on the hub", "finetune hub login");
        row("private", input, "or it is private", "finetune hub login");
        row("private, with a token", input, "or it is private", "that your access token may read it");
        row("no such revision", input, "has no revision “main”", "/tiny/model/tree/main");
        row("gated", environment, "is gated: its owner gives access", "Ask for it at http://127.0.0.1");
        row("gated, with a token", environment, "your access token does not open it", "Ask for access at");
        row("token is no good", environment, "does not accept your access token", "/settings/tokens");
        row("file is not there", input, "holds no file “config.json”", "/tree/main");
        row("too many requests", environment, "asks to wait 900 seconds", "with an access token more is allowed");
        row("server is down", environment, "a fault of its own (HTTP 503)", "Try again later");
        row("login page", environment, "is not what a model hub answers", "open a browser");
        row("teapot", environment, "HTTP 418", "HF_ENDPOINT");
        row("nobody is there", environment, "cannot be reached", "without a network");
        row("no answer in time", environment, "does not answer in time", "HF_HUB_ETAG_TIMEOUT");
        row("line breaks for ever", environment, "breaks again and again", "what has arrived is kept");
        row("proxy is not there", environment, "cannot be reached", "https_proxy");
        row("proxy wants a password", environment, "the proxy asks for a name and a password", "user:password@");
        row("redirects for ever", environment, "from one address to the next", "HF_ENDPOINT");
        row("redirects to a file", environment, "could not be asked", "HF_ENDPOINT");
        row("wrong hash", environment, "other bytes than its hash says", "Nothing of it was kept");
        row("too short", environment, "ends after 200003 of 200010 bytes", "Nothing of it was kept");
        row("too long", environment, "more than the 200003 bytes", "another mirror");
        row("another range", environment, "sends those from 500 on", "another mirror");
        row("other ETag than listed", environment, "with another hash than it offers it with", "mirror may be behind");
        row("ETag is a path", environment, "an ETag that cannot be a file's name", "HF_ENDPOINT");
        row("no ETag", environment, "does not say size, ETag and commit", "no proxy takes the headers away");
        row("commit is a path", environment, "is not what a model hub answers", "HF_ENDPOINT");
        row("disk is too small", environment, "are free on this disk", "HF_HUB_CACHE");
        row("disk is full", environment, "cannot be written", "it goes on where it stopped");
        row("cache is a file", environment, "folder cannot be made", "is a file, not a folder");
        row("only GGUF", input, "holds no config.json", "original that it was converted from");
        row("no weights", input, "holds no weights that can be read", "model.safetensors");
    }

    void whatIsWrongIsNamedWithItsCure() {
        QFETCH(QString, fault);
        QFETCH(int, kind);
        QFETCH(QString, message);
        QFETCH(QString, cure);
        HubFixture hub;
        auto& change = hub.server.change;
        const auto isHead = [](const HubRequest& request) { return request.method == "HEAD"; };
        const auto isWeights = [](const HubRequest& request) {
            return request.method == "HEAD" && request.path.ends_with("model.safetensors");
        };
        const auto any = [](const HubRequest&) { return true; };
        const std::map<std::string, std::string> whole = {
            {"config.json", "{}"}, {"vocab.txt", ""}, {"model.safetensors", "w"}};
        if (fault == "no such repository")
            change = always(isList, {404, {{"X-Error-Code", "RepoNotFound"}}, ""});
        if (fault.startsWith("private"))
            hub.server.add("models/tiny/model", whole).isPrivate = true;
        if (fault.startsWith("gated"))
            hub.server.add("models/tiny/model", whole).gated = "auto";
        if (fault.endsWith("with a token"))
            hub.environment.token = "hf_of_another";
        if (fault == "no such revision")
            change = always(isList, {404, {{"X-Error-Code", "RevisionNotFound"}}, ""});
        if (fault == "token is no good") {
            hub.environment.token = "hf_secret";
            change = always(any, {401, {{"X-Error-Message", "Invalid credentials in Authorization header"}}, ""});
        }
        if (fault == "file is not there")
            change = always(isHead, {404, {{"X-Error-Code", "EntryNotFound"}}, ""});
        if (fault == "too many requests")
            change = always(any, {429, {{"Retry-After", "900"}}, ""});
        if (fault == "server is down")
            change = always(any, {503, {}, "<html>"});
        if (fault == "login page")
            change = always(any, {200, {{"Content-Type", "text/html"}}, "<html>Welcome to the hotel</html>"});
        if (fault == "teapot")
            change = always(any, {418, {}, ""});
        if (fault == "nobody is there")
            hub.server.stop();
        if (fault == "no answer in time") {
            hub.environment.metadataTimeout = std::chrono::seconds(1);
            change = [](const HubRequest&, HubAnswer& answer) { answer.held = true; };
        }
        if (fault == "line breaks for ever")
            change = [](const HubRequest& request, HubAnswer& answer) {
                answer.sent = isObject(request) ? 0 : answer.sent;
            };
        if (fault == "proxy is not there")
            ::setenv("http_proxy", "http://127.0.0.1:1", 1);
        if (fault == "proxy wants a password")
            change = always(any, {407, {}, ""});
        if (fault == "redirects for ever")
            change = always(isList, {302, {{"Location", "/api/again"}}, ""});
        if (fault == "redirects to a file")
            change = always(isList, {302, {{"Location", "file:///etc/passwd"}}, ""});
        if (fault == "wrong hash")
            change = always(isObject, {200, {}, std::string(hub.weights.size(), 'x')});
        if (fault == "too short")
            change = [&](const HubRequest& request, HubAnswer& answer) {
                if (isWeights(request))
                    answer.headers["X-Linked-Size"] = "200010";
                if (isObject(request) && request.headers.contains("range"))
                    answer = {206, {{"Content-Range", "bytes 200003-200002/200003"}}, ""};
            };
        if (fault == "too long")
            change = always(isObject, {200, {}, hub.weights + "and more"});
        if (fault == "another range") {
            files::createFolders(hub.part().parent_path());
            files::writeAtomically(hub.part(), hub.weights.substr(0, 1000));
            change = always(isObject, {206, {{"Content-Range", "bytes 500-200002/200003"}}, hub.weights.substr(500)});
        }
        if (fault == "other ETag than listed" || fault == "ETag is a path" || fault == "no ETag")
            change = [&, fault](const HubRequest& request, HubAnswer& answer) {
                if (isWeights(request)) {
                    answer.headers["X-Linked-Etag"] =
                        fault == "ETag is a path" ? "\"../../../evil\"" : "\"" + std::string(64, 'a') + "\"";
                    if (fault == "no ETag")
                        answer.headers.erase("X-Linked-Etag"), answer.headers.erase("ETag");
                }
                if (fault == "ETag is a path" && isList(request)) { // a mirror that lists no hashes
                    Json info = Json::parse(answer.body);
                    for (Json& sibling : info["siblings"])
                        sibling.erase("blobId"), sibling.erase("lfs");
                    answer.body = info.dump();
                }
            };
        if (fault == "commit is a path")
            change = always(isList, {200, {}, R"({"sha": "../../../evil", "siblings": []})"});
        if (fault == "disk is too small")
            change = [&](const HubRequest& request, HubAnswer& answer) {
                if (isWeights(request))
                    answer.headers["X-Linked-Size"] = "9000000000000000000";
            };
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        if (fault == "disk is full") {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit small{100'000, before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &small);
        }
        if (fault == "cache is a file")
            files::writeAtomically(hub.environment.cache, "mine");
        if (fault == "only GGUF")
            hub.server.add("models/tiny/model", {{"model.gguf", ""}});
        if (fault == "no weights")
            hub.server.add("models/tiny/model", {{"config.json", "{}"}});

        const Error error = errorOf([&] { hub.fetch(); });
        ::unsetenv("http_proxy");
        ::setrlimit(RLIMIT_FSIZE, &before);
        if (qEnvironmentVariableIsSet("FINETUNE_SHOW_MESSAGES"))
            qInfo("%s", error.what());
        QVERIFY2(holds(error.happened(), message.toStdString()), error.what());
        QVERIFY2(holds(error.help(), cure.toStdString()), error.what());
        QCOMPARE(static_cast<int>(error.kind()), kind);
        QVERIFY2(!holds(error.what(), "hf_"), error.what());
        QVERIFY(!fs::exists(hub.weightsBlob()));
        QVERIFY(!fs::exists(hub.repository() / "refs/main"));
        for (const auto& entry : fs::recursive_directory_iterator(hub.environment.home))
            QVERIFY(!holds(entry.path().filename(), "evil"));
    }

    void hostileNamesAreRefusedBeforeAnythingIsWritten_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"../evil", "a/../../evil", "/etc/evil", "a//evil", "./evil", "a/./evil", "C:/evil",
                                 "a\\..\\evil", "evil\n", "evil\x1b[2J", "evil/", "..", ""})
            QTest::addRow("%s", name) << name;
    }
    void hostileNamesAreRefusedBeforeAnythingIsWritten() {
        QFETCH(QString, name);
        HubFixture hub;
        hub.server.add(
            "models/tiny/model",
            {{"config.json", "{}"}, {"vocab.txt", ""}, {"model.safetensors", "w"}, {name.toStdString(), "evil"}});
        const Error error = errorOf([&] { hub.fetch(); });
        QVERIFY2(holds(error.happened(), "would not stay in its folder"), error.what());
        QVERIFY2(std::ranges::none_of(std::string(error.what()), [](char c) { return c == '\n' || c == '\x1b'; }),
                 error.what());
        QVERIFY(!fs::exists(hub.environment.cache));
    }

    void withTlsTheCertificateMustBeTrusted() {
        HubFixture hub(HubServer::Transport::Tls);
        const Error error = errorOf([&] { hub.fetch(); });
        QVERIFY2(holds(error.happened(), "the certificate of the hub"), error.what());
        QVERIFY2(holds(error.help(), "REQUESTS_CA_BUNDLE"), error.what());
        hub.environment.certificates = hub.server.certificate();
        QCOMPARE(files::read(hub.fetch() / "model.safetensors"), hub.weights);
    }

    void fromTlsNothingLeadsBackToPlainHttp() {
        HubFixture hub(HubServer::Transport::Tls);
        HubServer plain;
        hub.environment.certificates = hub.server.certificate();
        hub.server.change = always(isList, {302, {{"Location", plain.endpoint() + "/api/models/tiny/model"}}, ""});
        QVERIFY(holds(errorOf([&] { hub.fetch(); }).happened(), "without TLS"));
        QVERIFY(plain.requests().empty());
    }

    void theCacheServesAtOnceWithoutANetwork() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        hub.server.stop();
        QCOMPARE(hub.fetch(), folder);
        QCOMPARE(hub.notes.size(), std::size_t{1});
        QVERIFY2(holds(hub.notes[0], "cannot be reached") && holds(hub.notes[0], "the copy in the cache is used"),
                 hub.notes[0].c_str());
    }

    void offlineNothingIsAsked() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        const std::size_t before = hub.server.requests().size();
        hub.environment.offline = true;
        QCOMPARE(hub.fetch(), folder);
        QVERIFY(hub.notes.empty());
        const Error error = errorOf([&] { hub.fetch("tiny/other"); });
        QVERIFY2(holds(error.happened(), "is not in the cache, and the hub may not be asked"), error.what());
        QVERIFY2(holds(error.help(), "HF_HUB_OFFLINE"), error.what());
        QCOMPARE(hub.server.requests().size(), before);
    }

    void aPartOfAModelIsNotTakenForOneOffline() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        hub.environment.offline = true;
        fs::remove(folder / "model.safetensors");
        const Error error = errorOf([&] { hub.fetch(); });
        QVERIFY2(holds(error.happened(), "only a part is in the cache"), error.what());
    }

    void anOlderCommitServesUntilTheNewOneIsWhole() {
        HubFixture hub;
        const fs::path folder = hub.fetch();
        hub.server.add("models/tiny/model", {{"config.json", "{ }"}, {"vocab.txt", ""}, {"model.safetensors", "new"}});
        hub.server.change = always(isObject, {503, {}, ""});
        QCOMPARE(errorOf([&] { hub.fetch(); }).kind(), Kind::Environment);
        hub.environment.offline = true;
        QCOMPARE(hub.fetch(), folder);
    }

    void aShardedModelComesWithItsIndexAndAllShards() {
        HubFixture hub;
        hub.server.add(
            "models/tiny/model",
            {{"config.json", "{}"},
             {"vocab.txt", ""},
             {"model.safetensors.index.json",
              R"({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}})"},
             {"model-00001-of-00002.safetensors", "1"},
             {"model-00002-of-00002.safetensors", "2"}});
        const fs::path folder = hub.fetch();
        QCOMPARE(files::read(folder / "model-00002-of-00002.safetensors"), std::string("2"));
        hub.environment.offline = true;
        QCOMPARE(hub.fetch(), folder);
        fs::remove(folder / "model-00002-of-00002.safetensors");
        QVERIFY(holds(errorOf([&] { hub.fetch(); }).happened(), "only a part"));
    }

    void anotherProgramThatDownloadsTheSameIsWaitedFor() {
        HubFixture hub;
        const hub::Cache cache(hub.environment.cache);
        const hub::Repository repository = hub::modelNamed("tiny/model");
        std::atomic<bool> waits = false;
        hub.watch.note = [&](const std::string& note) { waits = waits || holds(note, "another program"); };
        fs::path folder;
        std::thread second;
        {
            const hub::Cache::Lock lock = cache.lock(repository, sha256Hex(hub.weights), {}, {});
            second = std::thread([&] { folder = hub.fetch(); });
            QTRY_VERIFY(waits);
            files::writeAtomically(hub.weightsBlob(), hub.weights);
        }
        second.join();
        QCOMPARE(files::read(folder / "model.safetensors"), hub.weights);
        QVERIFY(ranges(hub.server).empty());
    }

    void aSearchTellsWhatAPersonChoosesBy() {
        HubFixture fixture;
        fixture.server.add("models/tiny/other", {});
        hub::Hub hub(fixture.environment);
        const auto found = hub.search(hub::Repository::Type::Model, "tiny/", 5);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].id, std::string("tiny/model"));
        QCOMPARE(found[0].licence, std::string("apache-2.0"));
        QCOMPARE(found[0].downloads, std::int64_t{1234});
        QCOMPARE(found[0].bytes, std::uint64_t{4'000'080});
    }

    void offlineNothingIsSearchedFor() {
        HubFixture fixture;
        fixture.environment.offline = true;
        hub::Hub hub(fixture.environment);
        const Error error = errorOf([&] { hub.search(hub::Repository::Type::Model, "tiny"); });
        QVERIFY2(holds(error.what(), "HF_HUB_OFFLINE"), error.what());
        QVERIFY(fixture.server.requests().empty());
    }

    void whatATokenMayHelpAgainstIsKnown() {
        HubFixture fixture;
        fixture.server.add("models/tiny/gated", {{"config.json", "{}"}, {"model.safetensors", "w"}}).gated = "auto";
        QVERIFY(hub::wantsToken(errorOf([&] { fixture.fetch("tiny/gated"); })));
        fixture.server.stop();
        QVERIFY(!hub::wantsToken(errorOf([&] { fixture.fetch("tiny/none"); })));
    }
};

QTEST_GUILESS_MAIN(DownloadTest)
#include "download_test.moc"
