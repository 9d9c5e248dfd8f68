// SPDX-License-Identifier: GPL-3.0-or-later
// Files that Python made, and text that it would make, read as the same examples.
#include "core/base/error.h"
#include "core/data/table.h"
#include "core/data/table_writer.h"
#include "tests/core/data/tables.h"

#include <QTest>

namespace fs = std::filesystem;
using namespace finetune;
using test::difference;
using test::fileOf;

class TableTest : public QObject {
    Q_OBJECT
private:
    const fs::path files_ = fs::path(FINETUNE_SOURCE_DIR) / "tests/core/data/files";

private Q_SLOTS:
    void whatPythonWroteIsReadAsTheSameExamples_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"hub.parquet", "hub.csv", "hub.jsonl", "hub.jsonl.gz", "hub.jsonl.zst", "saved",
                                 "saved/data-00000-of-00001.arrow", "pairs.parquet", "pairs.arrow", "packed.arrow"})
            QTest::newRow(file) << QString(file);
    }

    void whatPythonWroteIsReadAsTheSameExamples() {
        QFETCH(QString, file);
        if (!file.endsWith(".csv") && !file.endsWith(".jsonl"))
            FINETUNE_REQUIRE_ARROW();
        const data::Dataset dataset = data::openDataset(files_ / file.toStdString(), data::OnProblem::Refuse);
        QCOMPARE(difference(dataset.examples, test::madeByPython()), std::string());
        QVERIFY(dataset.problems.empty());
        QCOMPARE(dataset.version, std::string("v2.0"));
    }

    void textIsReadInEveryForm_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray row = "{'id':'q1','title':'t','context':'a b','question':'Q?','answers':"
                               "{'text':['b'],'answer_start':[2]}}";
        QTest::newRow("JSON Lines") << "rows.jsonl" << row + "\n";
        QTest::newRow("JSON Lines, with a mark, empty lines and CRLF") << "rows.jsonl"
                                                                       << "\xEF\xBB\xBF" + row + "\r\n\r\n  ";
        QTest::newRow("JSON Lines under another name") << "rows.json" << row;
        QTest::newRow("a list of rows") << "rows.json"
                                        << "[" + row + "]";
        QTest::newRow("rows under data") << "rows.json"
                                         << "{'version':'1','data':[" + row + "],'more':[{'a':1}]}";
        QTest::newRow("answers as pairs")
            << "rows.jsonl"
            << QByteArray("{'id':'q1','title':'t','context':'a b','question':'Q?','answers':"
                          "[{'answer_start':2,'text':'b'}]}");
        QTest::newRow("one answer, not in a list")
            << "rows.jsonl"
            << QByteArray("{'id':'q1','title':'t','context':'a b','question':'Q?','answers':"
                          "{'answer_start':2,'text':'b'}}");
        QTest::newRow("flat") << "rows.jsonl"
                              << QByteArray("{'id':'q1','title':'t','context':'a b','question':'Q?',"
                                            "'answer_text':'b','answer_start':2}");
        QTest::newRow("flat lists") << "rows.jsonl"
                                    << QByteArray("{'id':'q1','title':'t','context':'a b','question':'Q?',"
                                                  "'answer_text':['b'],'answer_start':[2]}");
        QTest::newRow("the answer alone") << "rows.jsonl"
                                          << QByteArray("{'id':'q1','title':'t','context':'a b','question':'Q?',"
                                                        "'answer':'b'}");
        QTest::newRow("CSV") << "rows.csv" << QByteArray("id,title,context,question,answer,start\nq1,t,a b,Q?,b,2\n");
        QTest::newRow("CSV with a mark, CRLF, quotes and no last line end")
            << "rows.csv"
            << QByteArray("\xEF\xBB\xBF\"id\",title,context,question,answer,answer_start\r\n"
                          "q1,t,\"a b\",\"Q?\",b,2.0\r\n\r\n");
        QTest::newRow("CSV with semicolons")
            << "rows.csv" << QByteArray("id;title;context;question;answer;start\nq1;t;a b;Q?;b;2\n");
        QTest::newRow("TSV") << "rows.tsv"
                             << QByteArray("id\ttitle\tcontext\tquestion\tanswer\tstart\nq1\tt\ta b\tQ?\tb\t2\n");
        QTest::newRow("CSV under no name")
            << "rows" << QByteArray("id,title,context,question,answer,start\nq1,t,a b,Q?,b,2\n");
        QTest::newRow("CSV with answers as JSON")
            << "rows.csv"
            << QByteArray("id,title,context,question,answers\n"
                          "q1,t,a b,Q?,\"{\"\"text\"\": [\"\"b\"\"], \"\"answer_start\"\": [2]}\"\n");
    }

    void textIsReadInEveryForm() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const std::string text = name.contains("json") ? test::json(bytes.toStdString()) : bytes.toStdString();
        const data::Dataset dataset =
            data::openDataset(fileOf(name.toUtf8().constData(), text), data::OnProblem::Refuse);
        auto wanted = test::example("q1", "Q?", test::contextOf("a b"), {{"b", {2}}});
        wanted.title = "t";
        QCOMPARE(difference(dataset.examples, {wanted}), std::string());
    }

    void aQuotedTextHoldsLineBreaksSeparatorsAndQuotes() {
        const fs::path file = fileOf("rows.csv", "context,question,answer\n\"one, \"\"two\"\"\r\nthree\",Q?,three\n");
        const data::Dataset dataset = data::openDataset(file, data::OnProblem::Refuse);
        QCOMPARE(*dataset.examples.at(0).context, std::string("one, \"two\"\r\nthree"));
        QCOMPARE(dataset.examples[0].answers.at(0).start.value, 12);
        QCOMPARE(dataset.examples[0].id, std::string("1"));
    }

    void questionsOfOneContextShareItWhereverTheyStand() {
        std::string rows;
        for (const char* context : {"one", "two", "one", "two"})
            rows += test::json("{'context':'" + std::string(context) + "','question':'Q?','answer':'o'}\n");
        const data::Dataset dataset = data::openDataset(fileOf("rows.jsonl", rows));
        QCOMPARE(dataset.examples.size(), std::size_t{4});
        QCOMPARE(dataset.examples[0].context.get(), dataset.examples[2].context.get());
        QCOMPARE(dataset.examples[1].context.get(), dataset.examples[3].context.get());
    }

    void aFolderOfManyFilesIsOneTable() {
        FINETUNE_REQUIRE_ARROW();
        const fs::path folder = test::scratchFolder() / "many";
        fs::create_directories(folder / ".git");
        fs::create_directories(folder / "data");
        for (const char* name : {"data/train-00001-of-00002.parquet", "data/train-00000-of-00002.parquet"})
            fs::copy_file(files_ / "hub.parquet", folder / name);
        fs::copy_file(files_ / "hub.parquet", folder / ".git/x.parquet");
        test::write(folder / "README.md", "rows");
        const auto table = data::Table::open(folder);
        QVERIFY(table);
        QCOMPARE(table->files().size(), std::size_t{2});
        QCOMPARE(table->files()[0].filename().string(), std::string("train-00000-of-00002.parquet"));
        QCOMPARE(table->knownRows().value_or(0), std::int64_t{6});
        const data::Dataset dataset = data::openDataset(folder / "data/train-*.parquet");
        QCOMPARE(dataset.examples.size(), std::size_t{6});
        QCOMPARE(dataset.problems.size(), std::size_t{3}); // the ids come again
        QCOMPARE(dataset.problems[0].place, std::string("train-00001-of-00002.parquet, row 1 (id “q1”)"));
    }

    void severalSquadFilesAreOneDataSet() {
        const fs::path folder = test::scratchFolder();
        fileOf(folder / "a.json", test::withQuestions(test::json(
                                      "{'id':'q1','question':'Why?','answers':[{'text':'town','answer_start':4}]}")));
        fileOf(folder / "b.json", test::withQuestions(test::json(
                                      "{'id':'','question':'Why?','answers':[]},"
                                      "{'id':'q2','question':'Why?','answers':[{'text':'river','answer_start':0}]}")));
        const data::Dataset dataset = data::openDataset(folder, data::OnProblem::Keep);
        QCOMPARE(dataset.examples.size(), std::size_t{2});
        QCOMPARE(dataset.problems.size(), std::size_t{2});
        QVERIFY(QString::fromStdString(dataset.problems[0].place).startsWith("b.json, article 1"));
        QCOMPARE(dataset.problems[1].example, 1);
        QCOMPARE(dataset.file, folder);
    }

    void anIdThatTwoSquadFilesHaveIsToldWithTheSecondFile() {
        const fs::path folder = test::scratchFolder();
        for (const char* name : {"a.json", "b.json"})
            fileOf(folder / name, test::withQuestions(test::json(
                                      "{'id':'q1','question':'Why?','answers':[{'text':'town','answer_start':4}]}")));
        const data::Dataset dataset = data::openDataset(folder, data::OnProblem::Keep);
        QCOMPARE(dataset.examples.size(), std::size_t{2});
        QCOMPARE(dataset.problems.size(), std::size_t{1});
        QCOMPARE(dataset.problems[0].place, std::string("b.json, article 1, paragraph 1, question 1 (id “q1”)"));
        QVERIFY(dataset.problems[0].what.starts_with("the id was used before"));
        QCOMPARE(dataset.problems[0].example, 1);
    }

    void aLargeTableIsReadFromItsBeginningForALook_data() {
        QTest::addColumn<QString>("rows"); // as JSON
        QTest::addColumn<int>("examples");
        QTest::addColumn<int>("all"); // -1: it is whole; 0: not known
        QTest::newRow("all of them") << "{}" << 4 << 0;
        QTest::newRow("a condition that leaves few")
            << "{'where': [{'column': 'answer', 'is': 'is not empty'}]}" << 10 << -1;
        QTest::newRow("one that leaves many")
            << "{'where': [{'column': 'question', 'is': 'not contains', 'value': '19'}]}" << 4 << 19;
        QTest::newRow("the first few") << "{'first': 10}" << 10 << -1;
        QTest::newRow("the first many") << "{'first': 15}" << 4 << 0;
        QTest::newRow("a small sample") << "{'sample': 8}" << 8 << -1;
        QTest::newRow("a large sample") << "{'sample': 12}" << 4 << 12;
    }
    void aLargeTableIsReadFromItsBeginningForALook() {
        QFETCH(const QString, rows);
        QFETCH(const int, examples);
        QFETCH(const int, all);
        std::string text = "question,context,answer\n";
        for (int i = 0; i < 20; ++i)
            text += "who is " + std::to_string(i) + "?,the reader," + (i % 2 == 0 ? "reader" : "") + "\n";
        const fs::path file = fileOf("rows.csv", text);
        const data::OpenOptions options{.columns = {},
                                        .rows = data::selectionFromJson(Json::parse(test::json(rows.toStdString())))};
        const data::RowLimit limit{.most = 10, .first = 4, .mostTextBytes = 10};
        const data::Dataset dataset = data::openDataset(file, data::OnProblem::Keep, options, {}, {}, limit);
        QCOMPARE(dataset.examples.size(), static_cast<std::size_t>(examples));
        QCOMPARE(dataset.part.has_value(), all >= 0);
        if (dataset.part) {
            QCOMPARE(dataset.part->rows, std::int64_t{4});
            QCOMPARE(dataset.part->all.value_or(0), std::int64_t{all});
        }
        const data::RowLimit wide{.most = 10, .first = 4, .mostTextBytes = 100'000};
        QVERIFY(!data::openDataset(file, data::OnProblem::Keep, options, {}, {}, wide).part);
        QVERIFY(!data::openDataset(file, data::OnProblem::Keep, options).part);
    }

    void aParquetFileSaysHowManyRowsThereAre() {
        FINETUNE_REQUIRE_ARROW();
        data::Dataset dataset;
        for (int i = 0; i < 20; ++i)
            dataset.examples.push_back(
                test::example("q" + std::to_string(i), "Who?", test::contextOf("the reader"), {{"reader", {4}}}));
        const fs::path file = test::scratchFolder() / "rows.parquet";
        data::writeDataset(dataset, file);
        const data::RowLimit limit{.most = 10, .first = 4};
        const data::Dataset part = data::openDataset(file, data::OnProblem::Keep, {}, {}, {}, limit);
        QCOMPARE(part.examples.size(), std::size_t{4});
        QVERIFY(part.part && part.part->rows == 4 && part.part->all == 20);
    }

    void squadJsonIsStillReadAsSquad() {
        const fs::path file = test::squadFile(test::withQuestions(
            test::json("{'id':'q1','question':'Why?','answers':[{'text':'town','answer_start':4}]}")));
        QVERIFY(!data::Table::open(file));
        QCOMPARE(difference(data::openDataset(file).examples, data::readSquad(file).examples), std::string());
    }

    void rowsAreReadWhereTheyStand_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("JSON Lines") << "jsonl";
        QTest::newRow("CSV") << "csv";
    }

    void rowsAreReadWhereTheyStand() {
        QFETCH(QString, kind);
        constexpr int kRows = 10'000;
        std::string text = kind == "csv" ? "context,question,answer\n" : "";
        for (int i = 0; i < kRows; ++i)
            text += kind == "csv"
                        ? "c,q" + std::to_string(i) + ",c\n"
                        : test::json("{'context':'c','question':'q" + std::to_string(i) + "','answer':'c'}\n");
        const auto table = data::Table::open(fileOf(("rows." + kind.toStdString()).c_str(), text));
        QVERIFY(table);
        for (const int first : {0, 1, 4095, 4096, 4097, 8191, 9999}) {
            std::vector<std::string> seen;
            table->read(first, 3, [&](const data::Batch& batch) {
                for (std::size_t row = 0; row < batch.size; ++row)
                    seen.emplace_back(batch.column("question")->at(row).text);
                return true;
            });
            QCOMPARE(seen.size(), std::size_t(std::min(3, kRows - first)));
            QCOMPARE(seen[0], "q" + std::to_string(first));
        }
        std::size_t beyond = 0;
        table->read(kRows, 3, [&](const data::Batch& batch) { return beyond += batch.size, true; });
        QCOMPARE(beyond, std::size_t{0});
        QCOMPARE(table->countRows({}, {}, {}, {}), std::int64_t{kRows});
    }

    void anEndedJobStopsReading() {
        std::string text = "context,question,answer\n";
        for (int i = 0; i < 100'000; ++i)
            text += "c,q,c\n";
        const fs::path file = fileOf("rows.csv", text);
        const StopToken stop;
        try {
            data::openDataset(file, data::OnProblem::Skip, {}, stop, [&](auto&, auto, auto) { stop.request(); });
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Cancelled);
        }
    }

    void aHugeRowIsRead() {
        const std::string context = std::string(40'000'000, 'x') + " end";
        const data::Dataset dataset = data::openDataset(
            fileOf("rows.jsonl", test::json("{'question':'Q?','answer':'end','context':'" + context + "'}\n")));
        QCOMPARE(dataset.examples.at(0).context->size(), context.size());
        QCOMPARE(dataset.examples[0].answers.at(0).start.value, 40'000'001);
    }
};

QTEST_GUILESS_MAIN(TableTest)
#include "table_test.moc"
