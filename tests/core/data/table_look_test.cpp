// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_look.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "tests/core/data/tables.h"

#include <QTest>

using namespace finetune;
using data::DataField;
using test::fileOf;
namespace fs = std::filesystem;

class TableLookTest : public QObject {
    Q_OBJECT
private:
    // "who is 0?" … with an answer in every second row, in columns that nobody knows.
    static std::string unknownColumns(int rows) {
        std::string text = "nr,ask,read,say\n";
        for (int i = 0; i < rows; ++i)
            text += std::to_string(i) + ",who is " + std::to_string(i) + "?,the reader of " + std::to_string(i) + "," +
                    (i % 2 == 0 ? "reader" : "") + "\n";
        return text;
    }
    static data::ColumnMapping named() {
        return data::mappingFromText("id=nr,question=ask,context=read,answer_text=say,title=");
    }

private Q_SLOTS:
    void columnsAreShownWithTheirFirstValuesAndWhatIsRecognised() {
        const auto file = fileOf("rows.csv", "frage,absatz,note\nwho?,a reader,\nwhere?,a river,first\n");
        const data::TableLook look = data::lookAtTable(file);
        QVERIFY(look.isTable);
        QCOMPARE(look.columns.size(), std::size_t{3});
        QCOMPARE(look.columns[0].name, std::string("frage"));
        QCOMPARE(look.columns[0].shape, std::string("text"));
        QCOMPARE(look.columns[0].samples, (std::vector<std::string>{"who?", "where?"}));
        QCOMPARE(look.columns[2].samples, std::vector<std::string>{"first"}); // what is empty shows nothing
        QCOMPARE(look.mapping[DataField::Question], std::string("frage"));
        QCOMPARE(look.mapping[DataField::Context], std::string("absatz"));
        QVERIFY(!look.mapping.has(DataField::AnswerText));
    }

    void squadJsonIsNoTableAndHasItsFieldsAsColumns() {
        const auto file = fileOf("squad.json", R"({"version":"1.1","data":[]})");
        const data::TableLook look = data::lookAtTable(file);
        QVERIFY(!look.isTable);
        QCOMPARE(look.columns.size(), std::size_t{5});
        QVERIFY(!data::lacksColumns(file, {}));
    }

    void onlyColumnsThatAPersonCanNameAreLacking() {
        const auto file = fileOf("rows.csv", unknownColumns(3));
        QVERIFY(data::lacksColumns(file, {}));
        QVERIFY(!data::lacksColumns(file, named()));
        QVERIFY(data::lacksColumns(file, data::mappingFromText("question=gone")));
        QVERIFY(!data::lacksColumns(fileOf("empty.csv", "nr,ask\n"), {}));
        QVERIFY(!data::lacksColumns("/nowhere/rows.csv", {}));
        QVERIFY(!data::lacksColumns(fileOf("broken.jsonl", "{\"a\": \n"), {}));
    }

    void theFirstRowsAreReadAsAllWouldBe() {
        const auto file = fileOf("rows.csv", unknownColumns(100));
        data::OpenOptions options{.columns = named()};
        options.rows.where = {data::conditionFromText("say is not empty")};
        options.rows.sample = 5; // is not made here
        const data::Dataset rows = data::firstRows(file, options, 10);
        QCOMPARE(rows.examples.size(), std::size_t{10});
        QCOMPARE(rows.examples[9].id, std::string("18"));
        QCOMPARE(rows.examples[9].answers.at(0).start.value, 4);
        options.rows.first = 3;
        QCOMPARE(data::firstRows(file, options, 10).examples.size(), std::size_t{3});
    }

    void aRowThatCannotBeReadIsToldWithItsNumberAndColumn() {
        const auto file = fileOf("rows.jsonl", "{\"ask\":\"who?\",\"read\":\"a reader\",\"say\":\"reader\"}\n"
                                               "{\"ask\":\"who?\",\"read\":7,\"say\":\"reader\"}\n");
        const data::Dataset rows =
            data::firstRows(file, {.columns = data::mappingFromText("question=ask,context=read,answer_text=say")}, 10);
        QCOMPARE(rows.problems.size(), std::size_t{1});
        QVERIFY(rows.problems[0].place.find("row 2") != std::string::npos);
        QVERIFY(rows.problems[0].what.find("column “read”") != std::string::npos);
    }

    void rowsAreCountedAsTheyWillBeTaken_data() {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("sample");
        QTest::addColumn<int>("matching");
        QTest::addColumn<int>("taken");
        QTest::newRow("all") << QByteArray() << 0 << 0 << 100 << 100;
        QTest::newRow("a condition") << QByteArray("say is empty") << 0 << 0 << 50 << 50;
        QTest::newRow("the first") << QByteArray() << 7 << 0 << 100 << 7;
        QTest::newRow("some by chance") << QByteArray("question contains 9") << 0 << 4 << 19 << 4;
        QTest::newRow("more than there are") << QByteArray("say is empty") << 70 << 60 << 50 << 50;
    }

    void rowsAreCountedAsTheyWillBeTaken() {
        QFETCH(QByteArray, condition);
        QFETCH(int, first);
        QFETCH(int, sample);
        QFETCH(int, matching);
        QFETCH(int, taken);
        const auto file = fileOf("rows.csv", unknownColumns(100));
        data::OpenOptions options{.columns = named()};
        if (!condition.isEmpty())
            options.rows.where = {data::conditionFromText(condition.toStdString())};
        if (first > 0)
            options.rows.first = first;
        if (sample > 0)
            options.rows.sample = sample;
        const data::Dataset opened = data::openDataset(file, data::OnProblem::Skip, options);
        QCOMPARE(opened.examples.size(), static_cast<std::size_t>(taken));
        const auto squad =
            fileOf("squad.json", asSquad(data::openDataset(file, data::OnProblem::Skip, {.columns = named()})));
        for (const fs::path& one : {file, squad}) {
            if (one == squad && !condition.isEmpty() && condition.startsWith("say"))
                options.rows.where = {data::conditionFromText("answers is empty")};
            if (one == squad)
                options.columns = {};
            const data::RowCounts counts = data::countRows(one, options);
            QCOMPARE(counts.all, std::int64_t{100});
            QCOMPARE(counts.matching, std::int64_t{matching});
            QCOMPARE(counts.taken, std::int64_t{taken});
        }
    }

    void rowsAreCountedBeforeTheColumnsAreNamed() {
        QCOMPARE(data::countRows(fileOf("rows.csv", unknownColumns(20)), {}).all, std::int64_t{20});
    }

    void severalFilesOfAFolderAreOnePath_data() {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::newRow("plain") << QByteArray("a.csv") << QByteArray("b.csv");
        QTest::newRow("what patterns are made of") << QByteArray("a{1},b.csv") << QByteArray("b [x]*?.csv");
        QTest::newRow("Chinese") << QByteArray("问题 一.csv") << QByteArray("问题 二.csv");
    }

    void severalFilesOfAFolderAreOnePath() {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        const fs::path folder = test::scratchFolder() / "data {now} [1]";
        const std::vector<fs::path> files = {fileOf(folder / one.toStdString(), unknownColumns(3)),
                                             fileOf(folder / other.toStdString(), unknownColumns(4))};
        fileOf(folder / "c.csv", unknownColumns(9)); // is not meant
        const fs::path whole = data::together(files);
        QCOMPARE(data::openDataset(whole, data::OnProblem::Skip, {.columns = named()}).examples.size(), std::size_t{7});
        QCOMPARE(data::together({files[0]}), files[0]);
    }

    void howAFileIsOpenedIsTheSameAfterJson() {
        data::OpenOptions options{.columns = named()};
        for (const char* condition : {"ask contains who", "ask not contains why", "say equals x", "say not equals y",
                                      "read longer than 200", "read shorter than 3", "say is empty", "nr is not empty"})
            options.rows.where.push_back(data::conditionFromText(condition));
        options.rows.first = 100;
        options.rows.sample = 10;
        options.rows.seed = 7;
        QVERIFY(data::openOptionsFromJson(data::toJson(options)) == options);
        QCOMPARE(data::toJson(data::OpenOptions()).dump(), std::string("{}"));
        QVERIFY(data::openOptionsFromJson(Json::object()) == data::OpenOptions());
    }

    void whatNoChoiceOfRowsIsIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no object") << QByteArray("[]");
        QTest::newRow("no number") << QByteArray(R"({"rows":{"first":"many"}})");
        QTest::newRow("less than nothing") << QByteArray(R"({"rows":{"sample":-1}})");
        QTest::newRow("no conditions") << QByteArray(R"({"rows":{"where":"all"}})");
        QTest::newRow("no condition") << QByteArray(R"({"rows":{"where":[3]}})");
        QTest::newRow("no such word") << QByteArray(R"({"rows":{"where":[{"column":"a","is":"sounds like"}]}})");
        QTest::newRow("no length") << QByteArray(
            R"({"rows":{"where":[{"column":"a","is":"longer than","value":"x"}]}})");
        QTest::newRow("no column") << QByteArray(R"({"columns":{"question":1}})");
    }

    void whatNoChoiceOfRowsIsIsRefused() {
        QFETCH(QByteArray, text);
        try {
            data::openOptionsFromJson(Json::parse(text.toStdString()));
            QFAIL("was taken");
        } catch (const Error& error) {
            QVERIFY(error.kind() == Kind::Input);
        }
    }

private:
    static std::string asSquad(const data::Dataset& dataset) {
        Json paragraphs = Json::array();
        for (const data::Example& example : dataset.examples) {
            Json answers = Json::array();
            for (const data::Answer& answer : example.answers)
                answers.push_back({{"text", answer.text}, {"answer_start", answer.start.value}});
            const Json qa{{"id", example.id},
                          {"question", example.question},
                          {"answers", answers},
                          {"is_impossible", answers.empty()}};
            paragraphs.push_back({{"context", *example.context}, {"qas", Json::array({qa})}});
        }
        const Json article{{"title", "t"}, {"paragraphs", paragraphs}};
        return Json{{"version", "v2.0"}, {"data", Json::array({article})}}.dump();
    }
};

QTEST_GUILESS_MAIN(TableLookTest)
#include "table_look_test.moc"
