// SPDX-License-Identifier: GPL-3.0-or-later
// Which files are which split. Expected values are what `datasets` 5.0.1 resolves for the same repository.
#include "core/hub/dataset_files.h"
#include "core/hub/glob.h"
#include "tests/hub/hub_fixture.h"

#include <QTest>
#include <chrono>
#include <sstream>

namespace fs = std::filesystem;
using namespace finetune;
using namespace finetune::test;

namespace {

std::vector<std::string> words(const QString& text) {
    std::istringstream in(text.toStdString());
    std::vector<std::string> out;
    for (std::string word; in >> word;)
        out.push_back(word);
    return out;
}

// "train: a.csv b.csv | test: c.csv"
std::string written(const hub::NamesBySplit& splits) {
    std::string out;
    for (const auto& [split, names] : splits) {
        out += (out.empty() ? "" : " | ") + split + ":";
        for (const std::string& name : names)
            out += " " + name;
    }
    return out;
}

const char* const kSquadCard = "---\nlicense: cc-by-sa-4.0\ndataset_info:\n  config_name: plain_text\n"
                               "configs:\n- config_name: plain_text\n  data_files:\n"
                               "  - split: train\n    path: plain_text/train-*\n"
                               "  - split: validation\n    path: plain_text/validation-*\n---\n# SQuAD\n";

struct DatasetFixture : HubFixture {
    hub::DatasetFiles get(const std::string& name) {
        hub::Hub hub(environment, watch);
        return hub::fetchDataset(hub, hub::datasetNamed(name));
    }
    // As load_dataset leaves org/name; `config` is JSON.
    fs::path prepared(const std::string& where, const std::string& hash, const std::string& config) {
        const fs::path folder = environment.datasets / "org___name" / where / "0.0.0" / hash;
        files::createFolders(folder);
        for (const char* file :
             {"name-train-00000-of-00002.arrow", "name-train-00001-of-00002.arrow", "name-test.arrow"})
            files::writeAtomically(folder / file, "rows");
        files::writeAtomically(folder / "dataset_info.json",
                               R"({"dataset_name": "name", "config_name": )" + config +
                                   R"(, "splits": {"test": {"num_examples": 1, "shard_lengths": null}, )"
                                   R"("train": {"num_examples": 2, "shard_lengths": [1, 1]}}})");
        return folder;
    }
};

} // namespace

class DatasetFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void patternsMeanWhatTheyMeanInPython_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("found");
        const auto row = [](const char* pattern, const char* names, const char* found) {
            QTest::addRow("%s in %s", pattern, names) << pattern << names << found;
        };
        row("*.csv", "a.csv b.json d/c.csv", "a.csv");
        row("**/*.csv", "a.csv d/c.csv d/e/f.csv", "a.csv d/c.csv d/e/f.csv");
        row("data/**", "a.csv data/a.csv data/b/c.csv", "data/a.csv data/b/c.csv");
        row("data/*", "data/a.csv data/b/c.csv", "data/a.csv");
        row("part-[0-2].csv", "part-1.csv part-3.csv", "part-1.csv");
        row("part-[!0-2].csv", "part-1.csv part-3.csv", "part-3.csv");
        row("part-?.csv", "part-1.csv part-10.csv", "part-1.csv");
        row("a[.csv", "a[.csv ab.csv", "a[.csv");
        row("**", "a.csv .hidden.csv .git/a.csv __pycache__/a.csv README.md dataset_infos.json", "a.csv");
        row(".hidden/*", ".hidden/a.csv", ".hidden/a.csv");
        row("__x__/*", "__x__/a.csv", "__x__/a.csv");
        row("README.md", "README.md", "README.md");
        row("./a.csv", "a.csv", "a.csv");
    }
    void patternsMeanWhatTheyMeanInPython() {
        QFETCH(QString, pattern);
        QFETCH(QString, names);
        QFETCH(QString, found);
        QCOMPARE(hub::matching(pattern.toStdString(), words(names)), words(found));
    }

    void splitsAreFoundByTheirNames_data() {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("splits");
        const auto row = [](const char* names, const char* splits) { QTest::newRow(names) << names << splits; };
        row("data.csv", "train: data.csv");
        row("dev.csv train.csv", "train: train.csv | validation: dev.csv");
        row("my-train-file.csv my_test.csv", "train: my-train-file.csv | test: my_test.csv");
        row("trained.csv", "train: trained.csv"); // everything, not the word
        row("data/train/0.csv data/eval/0.csv", "train: data/train/0.csv | test: data/eval/0.csv");
        row("train/a.csv test.csv", "train: train/a.csv"); // folders go before files
        row("data/train-00000-of-00001.parquet data/extra-00000-of-00001.parquet",
            "train: data/train-00000-of-00001.parquet | extra: data/extra-00000-of-00001.parquet");
        row("README.md train.parquet notes.csv train.csv", "train: train.parquet");
        row("train.jsonl.gz dev.jsonl.zst", "train: train.jsonl.gz | validation: dev.jsonl.zst");
        row("README.md script.py picture.png", "");
        row("TRAIN.csv", "train: TRAIN.csv");
    }
    void splitsAreFoundByTheirNames() {
        QFETCH(QString, names);
        QFETCH(QString, splits);
        std::vector<std::string> sorted = words(names);
        std::ranges::sort(sorted);
        QCOMPARE(written(hub::planDataset({}, sorted, "").splits), splits.toStdString());
    }

    void theCardNamesTheFilesOfEachSplit() {
        const auto plan = hub::planDataset(hub::readCard(kSquadCard),
                                           {"README.md", "plain_text/train-00000-of-00001.parquet",
                                            "plain_text/validation-00000-of-00001.parquet", "train.csv"},
                                           "");
        QCOMPARE(plan.config, std::string("plain_text"));
        QCOMPARE(written(plan.splits), std::string("train: plain_text/train-00000-of-00001.parquet | "
                                                   "validation: plain_text/validation-00000-of-00001.parquet"));
    }

    void cardsInEveryFormAreRead_data() {
        QTest::addColumn<QString>("configs");
        QTest::addColumn<QString>("splits");
        const auto row = [](const char* configs, const char* splits) { QTest::newRow(configs) << configs << splits; };
        row("[{config_name: a, data_files: one.csv}]", "train: one.csv");
        row("[{config_name: a, data_files: ['one.csv', 'two.csv']}]", "train: one.csv two.csv");
        row("[{config_name: a, data_files: [{split: test, path: [two.csv, one.csv]}]}]", "test: two.csv one.csv");
        row("[{config_name: a, data_dir: sub}]", "train: sub/train.csv");
        row("[{config_name: a, data_dir: sub, data_files: '*.csv'}]", "train: sub/train.csv");
        row("[{config_name: a, data_files: one.csv}, {config_name: default, data_files: two.csv}]", "train: two.csv");
        row("[{config_name: a, data_files: one.csv}, {config_name: b, default: true, data_files: two.csv}]",
            "train: two.csv");
    }
    void cardsInEveryFormAreRead() {
        QFETCH(QString, configs);
        QFETCH(QString, splits);
        const auto card = hub::readCard("---\r\nconfigs: " + configs.toStdString() + "\r\n---\r\n");
        QCOMPARE(written(hub::planDataset(card, {"one.csv", "sub/train.csv", "two.csv"}, "").splits),
                 splits.toStdString());
    }

    void badCardsAreNamed_data() {
        QTest::addColumn<QString>("head");
        QTest::addColumn<QString>("message");
        QTest::newRow("not YAML") << "configs: ["
                                  << "not YAML";
        QTest::newRow("no list") << "configs: 3"
                                 << "no list";
        QTest::newRow("no name") << "configs: [{data_files: a.csv}]"
                                 << "without a name";
        QTest::newRow("twice") << "configs: [{config_name: a, data_files: [{split: s, path: a}, {split: s, path: b}]}]"
                               << "twice";
        QTest::newRow("a map") << "configs: [{config_name: a, data_files: {x: y}}]"
                               << "not known";
        QTest::newRow("deep") << "configs: " + QString("[").repeated(5000) << "not YAML";
    }
    void badCardsAreNamed() {
        QFETCH(QString, head);
        QFETCH(QString, message);
        const Error error = errorOf([&] { hub::readCard("---\n" + head.toStdString() + "\n---\n"); });
        QVERIFY2(holds(error.happened(), message.toStdString()), error.what());
        QCOMPARE(error.kind(), Kind::Input);
    }

    void severalConfigurationsWithoutADefaultAreListed() {
        const auto card = hub::readCard("---\nconfigs:\n- config_name: en\n- config_name: de\n---\n");
        const Error error = errorOf([&] { hub::planDataset(card, {}, ""); });
        QCOMPARE(error.kind(), Kind::Usage);
        QVERIFY2(holds(error.help(), "en, de"), error.what());
        QVERIFY(holds(errorOf([&] { hub::planDataset(card, {}, "fr"); }).happened(), "no configuration “fr”"));
    }

    void aDatasetIsDownloadedBySplitAndServesOffline() {
        DatasetFixture hub;
        hub.server.add("datasets/squad", {{"README.md", kSquadCard},
                                          {"plain_text/train-00000-of-00001.parquet", "rows to learn"},
                                          {"plain_text/validation-00000-of-00001.parquet", "rows to judge"}});
        const hub::DatasetFiles one = hub.get("squad:plain_text/validation");
        QCOMPARE(one.splits.size(), std::size_t{1});
        QCOMPARE(files::read(one.splits[0].second.at(0)), std::string("rows to judge"));
        QCOMPARE(hub.server.count("HEAD", "train-00000"), std::size_t{0});
        const hub::DatasetFiles all = hub.get("squad");
        QCOMPARE(all.config, std::string("plain_text"));
        QCOMPARE(all.splits.size(), std::size_t{2});
        QCOMPARE(all.splits[0].first, std::string("train"));
        hub.environment.datasetsOffline = true;
        QCOMPARE(hub.get("squad").splits, all.splits);
        const Error error = errorOf([&] { hub.get("squad:plain_text/test"); });
        QVERIFY2(holds(error.what(), "no split “test”. It has train, validation"), error.what());
    }

    void onlyTheConversionIsLeftOfADatasetMadeByAProgram() {
        DatasetFixture hub;
        hub.server.add("datasets/org/made", {{"README.md", "# Made"}, {"made.py", "print()"}});
        hub.server.add("datasets/org/made",
                       {{"default/train/0000.parquet", "0"},
                        {"default/train/0001.parquet", "1"},
                        {"default/partial-test/0000.parquet", "2"}},
                       "refs/convert/parquet");
        const hub::DatasetFiles files = hub.get("org/made");
        QVERIFY(files.converted);
        QCOMPARE(files.splits.size(), std::size_t{2});
        QCOMPARE(files.splits[0].second.size(), std::size_t{2});
        QCOMPARE(files.splits[1].first, std::string("test"));
        QVERIFY(holds(hub.notes.at(0), "only the first part"));
        QVERIFY(fs::exists(hub.environment.cache / "datasets--org--made/refs/refs/convert/parquet"));
        hub.environment.offline = true;
        QCOMPARE(hub.get("org/made").splits, files.splits);
    }

    void aDatasetWithoutReadableFilesSaysSo() {
        DatasetFixture hub;
        hub.server.add("datasets/org/pictures", {{"a.png", ""}});
        const Error error = errorOf([&] { hub.get("org/pictures"); });
        QVERIFY2(holds(error.what(), "holds no data files that can be read. Parquet"), error.what());
        QCOMPARE(errorOf([&] { hub.get("org/none"); }).kind(), Kind::Input);
    }

    void whatPythonHasPreparedServesWhereTheHubDoesNot() {
        DatasetFixture hub;
        hub.environment.offline = hub.environment.datasetsOffline = true;
        const std::string commit(40, 'c');
        const fs::path old = hub.prepared("plain", std::string(40, 'b'), "\"plain\""),
                       now = hub.prepared("plain", commit, "\"plain\"");
        fs::last_write_time(old / "dataset_info.json",
                            fs::last_write_time(now / "dataset_info.json") - std::chrono::hours(1));
        hub.prepared("plain-data_files=3f", commit, "\"plain\"");
        hub.prepared("plain", "ffff.incomplete", "\"plain\"");
        const hub::DatasetFiles files = hub.get("org/name");
        QCOMPARE(files.config, std::string("plain"));
        QCOMPARE(files.commit, commit);
        QCOMPARE(files.splits.size(), std::size_t{2});
        QCOMPARE(files.splits[0].first, std::string("train"));
        QCOMPARE(files.splits[0].second.at(1), now / "name-train-00001-of-00002.arrow");
        QCOMPARE(files.splits[1].second.at(0), now / "name-test.arrow");
        QCOMPARE(hub.get("org/name:plain/test").splits.size(), std::size_t{1});
        QCOMPARE(hub.get("org/name@" + old.filename().string()).commit, old.filename().string());
        QVERIFY(hub.notes.empty());
        QVERIFY(holds(errorOf([&] { hub.get("org/name:plain/dev"); }).what(), "It has test, train"));
        QCOMPARE(errorOf([&] { hub.get("org/name:fancy"); }).kind(), Kind::Environment);
        QCOMPARE(errorOf([&] { hub.get("org/name@v2"); }).kind(), Kind::Environment);

        hub.environment.offline = hub.environment.datasetsOffline = false;
        hub.server.stop();
        QCOMPARE(hub.get("org/name").splits, files.splits);
        QVERIFY2(holds(hub.notes.at(0), "cannot be reached") && holds(hub.notes.at(0), "Python has prepared"),
                 hub.notes.at(0).c_str());
    }

    void whatPythonHasPreparedByHalvesIsNotTaken_data() {
        QTest::addColumn<QString>("info");
        QTest::newRow("a file is missing") << QString();
        for (const char* info : {"", "{", "[]", "3", "{}", R"({"splits": {}})", R"({"dataset_name": 3, "splits": []})",
                                 R"({"dataset_name": "name", "splits": {"train": {}}})",
                                 R"({"dataset_name": "..", "config_name": 3, "splits": {"../x": null}})",
                                 R"({"dataset_name": "name", "config_name": "plain", "splits": 3})"})
            QTest::newRow(*info ? info : "empty") << QString(*info ? info : " ");
    }
    void whatPythonHasPreparedByHalvesIsNotTaken() {
        QFETCH(QString, info);
        DatasetFixture hub;
        hub.environment.offline = hub.environment.datasetsOffline = true;
        const fs::path folder = hub.prepared("plain", std::string(40, 'c'), "\"plain\"");
        if (info.isEmpty())
            fs::remove(folder / "name-train-00001-of-00002.arrow");
        else
            files::writeAtomically(folder / "dataset_info.json", info.toStdString());
        const Error error = errorOf([&] { hub.get("org/name"); });
        QVERIFY2(holds(error.happened(), "is not in the cache, and the hub may not be asked"), error.what());
    }

    void aShardThatIsMissingInTheCacheIsMissed() {
        DatasetFixture hub;
        hub.server.add("datasets/org/big",
                       {{"data/train-00000-of-00002.parquet", "0"}, {"data/train-00001-of-00002.parquet", "1"}});
        const hub::DatasetFiles files = hub.get("org/big");
        hub.environment.offline = true;
        fs::remove(files.splits[0].second[1]);
        const Error error = errorOf([&] { hub.get("org/big"); });
        QVERIFY2(holds(error.happened(), "only 1 of the 2 files"), error.what());
    }
};

QTEST_APPLESS_MAIN(DatasetFilesTest)
#include "dataset_files_test.moc"
