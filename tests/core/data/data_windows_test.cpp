// SPDX-License-Identifier: GPL-3.0-or-later
// From files to windows: the same with and without the cache, over slices and at any number of threads; never stale.
#include "core/base/files.h"
#include "core/data/data_windows.h"
#include "tests/core/data/squad_file.h"
#include "tests/support/tiny_project.h"

#include <QTest>
#include <set>
#include <sys/stat.h>
#include <thread>

using namespace finetune;
using data::DataWindows;
using data::Texts;
using data::WindowSource;
namespace fs = std::filesystem;

namespace {

// Sets where the user's cache lies, for as long as it lives.
class CacheHome {
public:
    explicit CacheHome(const fs::path& folder) : before_(qgetenv("XDG_CACHE_HOME")) {
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString(folder.string()));
    }
    ~CacheHome() { qputenv("XDG_CACHE_HOME", before_); }
    CacheHome(const CacheHome&) = delete;
    CacheHome& operator=(const CacheHome&) = delete;

private:
    QByteArray before_;
};

// More than two slices: questions over shared contexts, some without an answer, some unsound, an id that comes again
// far away and one that comes again soon, and questions that leave no room.
constexpr int kRows = 71'000;

struct Row {
    std::string id, question, context, answer;
    int start;
};

Row rowOf(int i) {
    Row row{"id" + std::to_string(i), "which town lies by the river ?",
            i / 5 % 2 == 0 ? "the town of arle lies by the river linn ." : "the river nera is by the town of dorn .",
            i / 5 % 2 == 0 ? "arle" : "dorn", i / 5 % 2 == 0 ? 12 : 33};
    row.context += std::string(static_cast<std::size_t>(i / 5 % 9), '.'); // differ in length, and come again
    if (i == 70'001)
        row.id = "id17"; // of the first slice
    if (i == 70'003)
        row.id = "id70002"; // of the same slice
    if (i % 30'001 == 11)
        row.question = "which which which which which which which which which which which which which which which ?";
    if (i % 20'003 == 7)
        row.start = 3; // not there
    if (i % 11 == 0)
        row.answer.clear();
    return row;
}

fs::path csvFile() {
    std::string text = "id,question,context,answer_text,answer_start\n";
    for (int i = 0; i < kRows; ++i) {
        const Row row = rowOf(i);
        text += row.id + "," + row.question + "," + row.context + "," + row.answer + "," +
                (row.answer.empty() ? "" : std::to_string(row.start)) + "\n";
    }
    const fs::path file = test::scratchFolder() / "rows.csv";
    test::write(file, text);
    return file;
}

fs::path squadJson() {
    std::string text = R"({"version": "v2.0", "data": [)";
    for (int i = 0; i < kRows; i += 5) {
        const Row first = rowOf(i);
        if (i % 500 == 0)
            text +=
                std::string(i > 0 ? "]}," : "") + R"({"title": "towns )" + std::to_string(i) + R"(", "paragraphs": [)";
        else
            text += ",";
        text += R"({"context": ")" + first.context + R"(", "qas": [)";
        for (int k = i; k < i + 5; ++k) {
            const Row row = rowOf(k);
            text += std::string(k > i ? "," : "") + R"({"id": ")" + row.id + R"(", "question": ")" + row.question +
                    R"(", "answers": [)";
            if (!row.answer.empty())
                text += R"({"text": ")" + row.answer + R"(", "answer_start": )" + std::to_string(row.start) + "}";
            text += "]}";
        }
        text += "]}";
    }
    text += "]}]}";
    return test::squadFile(text);
}

std::string textOf(const std::vector<data::Problem>& problems) {
    std::string text;
    for (const data::Problem& problem : problems)
        text += problem.place + "|" + problem.what + "|" + problem.cure + "|" + std::to_string(problem.kept) +
                std::to_string(problem.note) + std::to_string(problem.example) + "\n";
    return text;
}

} // namespace

class DataWindowsTest : public QObject {
    Q_OBJECT

    fs::path folder_;
    std::unique_ptr<text::Tokenizer> tokenizer_;

    WindowSource sourceOf(const fs::path& file) const {
        return {.data = file, .tokenizer = folder_, .options = {.maxLength = 20, .stride = 4}};
    }

    static bool isSame(const data::Feature& a, const data::Feature& b) {
        bool same = a.example == b.example && a.window == b.window && a.size() == b.size() &&
                    a.contextBegin == b.contextBegin && a.contextEnd == b.contextEnd &&
                    a.startPosition == b.startPosition && a.endPosition == b.endPosition &&
                    std::ranges::equal(a.offsets, b.offsets);
        for (std::size_t i = 0; same && i < a.ids.size(); ++i)
            same = a.ids[i] == b.ids[i];
        return same;
    }

    // As it is without slices and without a cache.
    void compareWithTheStraightWay(const DataWindows& got, const WindowSource& source) const {
        const data::Dataset dataset = data::openDataset(source.data, source.onProblem, source.open);
        const data::Features made = data::makeFeatures(dataset.examples, *tokenizer_, source.options, 1);
        QCOMPARE(got.features.features.size(), made.features.size());
        QCOMPARE(got.features.tokens, made.tokens);
        QVERIFY(std::ranges::equal(got.features.features, made.features, isSame));
        QCOMPARE(textOf(got.dataset.problems), textOf(dataset.problems));
        QCOMPARE(textOf(got.features.problems), textOf(made.problems));
        QVERIFY(got.counts == data::countsOf(dataset.examples));
    }

private Q_SLOTS:
    void initTestCase() {
        folder_ = test::writeTinyProject(test::scratchFolder()).folder;
        tokenizer_ = text::loadTokenizer(folder_);
    }

    void windowsAreTheSameWithAndWithoutTheCache_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("isKept");
        QTest::addColumn<bool>("isCached");
        QTest::addColumn<int>("threads");
        const QString csv = QString::fromStdString(csvFile().string());
        const QString squad = QString::fromStdString(squadJson().string());
        for (const bool isKept : {false, true})
            for (const bool isCached : {true, false})
                for (const int threads : isCached ? std::vector{1, 3} : std::vector{2}) {
                    const QString name =
                        QStringLiteral("%1, %2, %3 threads")
                            .arg(isKept ? "with texts" : "without texts", isCached ? "cached" : "not cached")
                            .arg(threads);
                    QTest::newRow(qPrintable("table " + name)) << csv << isKept << isCached << threads;
                    QTest::newRow(qPrintable("SQuAD " + name)) << squad << isKept << isCached << threads;
                }
    }

    void windowsAreTheSameWithAndWithoutTheCache() {
        QFETCH(QString, file);
        QFETCH(bool, isKept);
        QFETCH(bool, isCached);
        QFETCH(int, threads);
        const fs::path home = test::scratchFolder();
        if (!isCached)
            test::write(home / "finetune-studio", "a file is in the way");
        const CacheHome cacheHome(home);
        const WindowSource source = sourceOf(file.toStdString());
        const Texts texts = isKept ? Texts::Kept : Texts::Left;
        const DataWindows first = data::openWindows(source, texts, *tokenizer_, threads);
        QVERIFY(first.takenFrom.empty());
        QCOMPARE(first.notKept.empty(), isCached);
        compareWithTheStraightWay(first, source);
        QVERIFY(!first.dataset.problems.empty() && !first.features.problems.empty());
        QCOMPARE(first.dataset.examples.empty(), !isKept);
        const DataWindows second = data::openWindows(source, texts, *tokenizer_, threads);
        QCOMPARE(second.takenFrom.empty(), !isCached);
        QVERIFY(!isCached || fs::exists(second.takenFrom));
        compareWithTheStraightWay(second, source);
    }

    void anIdOfAnEarlierSliceIsFoundAgain() {
        const CacheHome home(test::scratchFolder());
        const DataWindows made = data::openWindows(sourceOf(csvFile()), Texts::Left, *tokenizer_);
        std::vector<std::string> places;
        for (const data::Problem& problem : made.dataset.problems)
            if (problem.what.find("was used before, for the question “which town") != std::string::npos)
                places.push_back(problem.place);
        QCOMPARE(places, (std::vector<std::string>{"row 70002 (id “id17”)", "row 70004 (id “id70002”)"}));
    }

    void memoryHoldsOneSlice() {
        std::size_t slices = 0, most = 0, examples = 0;
        const data::Dataset rest =
            data::readInSlices(csvFile(), data::OnProblem::Skip, {}, [&](std::vector<data::Example> slice) {
                ++slices;
                most = std::max(most, slice.size());
                examples += slice.size();
            });
        QVERIFY(rest.examples.empty());
        QCOMPARE(rest.version, std::string("v2.0"));
        QVERIFY(slices > 2);
        QVERIFY(most < 40'000);
        QCOMPARE(examples, static_cast<std::size_t>(kRows) - 3); // answers that are not at their place
    }

    void chosenRowsOfSquadComeAsOneSlice() {
        const fs::path file = test::writeTinyProject(test::scratchFolder()).squad;
        std::vector<std::string> ids;
        data::OpenOptions firstThree;
        firstThree.rows.first = 3;
        data::readInSlices(file, data::OnProblem::Skip, firstThree, [&](std::vector<data::Example> slice) {
            for (const data::Example& example : slice)
                ids.push_back(example.id);
        });
        QCOMPARE(ids, (std::vector<std::string>{"t0", "r0", "t1"}));
    }

    void aProblemThatIsRefusedEndsItAndNothingIsKept() {
        const fs::path home = test::scratchFolder();
        const CacheHome cacheHome(home);
        WindowSource source = sourceOf(csvFile());
        source.onProblem = data::OnProblem::Refuse;
        QVERIFY_THROWS_EXCEPTION(Error, data::openWindows(source, Texts::Left, *tokenizer_));
        QVERIFY(fs::is_empty(home / "finetune-studio" / "features"));
    }

    void aRequestToStopEndsItAndNothingIsKept() {
        const fs::path home = test::scratchFolder();
        const CacheHome cacheHome(home);
        const StopToken stop;
        try {
            data::openWindows(sourceOf(csvFile()), Texts::Left, *tokenizer_, 1, stop,
                              [&](const std::string&, std::size_t done, std::size_t total) {
                                  if (2 * done > total && fs::exists(home / "finetune-studio"))
                                      stop.request();
                              });
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Cancelled);
        }
        QVERIFY(fs::is_empty(home / "finetune-studio" / "features"));
    }

    // --------------------------------------------------------------- the key

    void anyByteOfTheDataOrTheTokenizerIsInTheKey() {
        const fs::path folder = test::scratchFolder();
        test::write(folder / "a.csv", "id,question,context\n1,which,arle\n");
        test::write(folder / "b.csv", "id,question,context\n2,which,linn\n");
        const fs::path tokenizer = test::scratchFolder();
        std::vector<fs::path> changed{folder / "a.csv", folder / "b.csv"};
        for (const char* name : {"tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
                                 "added_tokens.json", "vocab.txt", "config.json"}) {
            test::write(tokenizer / name, std::string("what ") + name + " holds");
            changed.push_back(tokenizer / name);
        }
        const WindowSource source{.data = folder, .tokenizer = tokenizer};
        std::set<std::string> keys{data::windowsKey(source).value()};
        std::size_t expected = 1;
        for (const fs::path& file : changed) {
            const std::string whole = files::read(file);
            for (std::size_t at = 0; at < whole.size(); ++at) {
                std::string other = whole;
                other[at] = static_cast<char>(other[at] ^ 1);
                test::write(file, other);
                keys.insert(data::windowsKey(source).value());
                QCOMPARE(keys.size(), ++expected);
            }
            test::write(file, whole + " ");
            keys.insert(data::windowsKey(source).value());
            QCOMPARE(keys.size(), ++expected);
            test::write(file, whole);
        }
        QVERIFY(keys.contains(data::windowsKey(source).value())); // all is as it was
        fs::rename(folder / "a.csv", folder / "aa.csv");
        QVERIFY(keys.insert(data::windowsKey(source).value()).second);
        fs::remove(tokenizer / "config.json");
        QVERIFY(keys.insert(data::windowsKey(source).value()).second);
        fs::remove(folder / "b.csv");
        QVERIFY(keys.insert(data::windowsKey(source).value()).second);
    }

    void anyArgumentIsInTheKey() {
        const fs::path file = test::writeTinyProject(test::scratchFolder()).squad;
        std::vector<WindowSource> sources(16, sourceOf(file));
        sources[1].options.maxLength = 21;
        sources[2].options.stride = 5;
        sources[3].options.padToMaxLength = false;
        sources[4].options.labels = data::Labels::Tutorial;
        sources[5].onProblem = data::OnProblem::Refuse;
        sources[6].onProblem = data::OnProblem::Keep;
        sources[7].open.columns = data::mappingFromText("question=frage");
        sources[8].open.columns = data::mappingFromText("context=frage");
        sources[9].open.rows.first = 3;
        sources[10].open.rows.first = 4;
        sources[11].open.rows.sample = 3;
        sources[12].open.rows.sample = 3;
        sources[12].open.rows.seed = 43;
        sources[13].open.rows.where = {data::conditionFromText("question contains who")};
        sources[14].open.rows.where = {data::conditionFromText("question not contains who")};
        sources[15].open.rows.where = {data::conditionFromText("question contains whom")};
        std::set<std::string> keys;
        for (const WindowSource& source : sources)
            keys.insert(data::windowsKey(source).value());
        QCOMPARE(keys.size(), sources.size());
    }

    void dataThatChangedIsCutAgain() {
        const CacheHome home(test::scratchFolder());
        const fs::path file = test::scratchFolder() / "rows.csv";
        const auto write = [&](const std::string& town) {
            test::write(file, "id,question,context,answer_text,answer_start\n1,which town,the town of " + town +
                                  " lies by the river,river,28\n");
        };
        write("arle");
        const auto time = fs::last_write_time(file);
        data::openWindows(sourceOf(file), Texts::Left, *tokenizer_);
        write("dorn"); // of the same size
        fs::last_write_time(file, time);
        const DataWindows again = data::openWindows(sourceOf(file), Texts::Left, *tokenizer_);
        QVERIFY(again.takenFrom.empty());
        compareWithTheStraightWay(again, sourceOf(file));
    }

    void dataThatChangesWhileItIsReadIsNotKept_data() {
        QTest::addColumn<bool>("isKept");
        QTest::newRow("with texts") << true;
        QTest::newRow("without texts") << false;
    }

    void dataThatChangesWhileItIsReadIsNotKept() {
        QFETCH(bool, isKept);
        const fs::path home = test::scratchFolder();
        const CacheHome cacheHome(home);
        const fs::path file = test::writeTinyProject(test::scratchFolder(), 300).squad;
        const std::string whole = files::read(file);
        int calls = 0;
        const DataWindows made = data::openWindows(sourceOf(file), isKept ? Texts::Kept : Texts::Left, *tokenizer_, 1,
                                                   {}, [&](const std::string&, std::size_t, std::size_t) {
                                                       if (++calls == 1)
                                                           test::write(file, whole + " "); // valid as well
                                                   });
        QVERIFY(calls > 0);
        QVERIFY(made.notKept.find("while it was read") != std::string::npos);
        QCOMPARE(made.counts.examples, std::size_t{600});
        QVERIFY(fs::is_empty(home / "finetune-studio" / "features"));
    }

    void aPipeHasNoKey() {
        const fs::path pipe = test::scratchFolder() / "rows.json";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(!data::windowsKey(sourceOf(pipe)));
        const CacheHome home(test::scratchFolder());
        const std::string squad = files::read(test::writeTinyProject(test::scratchFolder()).squad);
        std::jthread writer([&] { test::write(pipe, squad); });
        const DataWindows made = data::openWindows(sourceOf(pipe), Texts::Left, *tokenizer_);
        QCOMPARE(made.counts.examples, std::size_t{24});
        QVERIFY(made.notKept.empty());
    }

    void aMissingFileIsTheErrorOfTheReader() {
        QVERIFY_THROWS_EXCEPTION(Error, data::openWindows(sourceOf("/nowhere/a.json"), Texts::Left, *tokenizer_));
    }

    void twoAtOnceShareTheFolder() {
        const fs::path home = test::scratchFolder();
        const CacheHome cacheHome(home);
        const WindowSource source = sourceOf(csvFile());
        DataWindows made[3];
        {
            std::vector<std::jthread> threads;
            for (DataWindows& one : made)
                threads.emplace_back([&] { one = data::openWindows(source, Texts::Left, *tokenizer_, 1); });
        }
        for (const DataWindows& one : made)
            QVERIFY(std::ranges::equal(one.features.features, made[0].features.features, isSame));
        std::size_t left = 0;
        for ([[maybe_unused]] const auto& entry : fs::directory_iterator(home / "finetune-studio" / "features"))
            ++left;
        QCOMPARE(left, std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(DataWindowsTest)
#include "data_windows_test.moc"
