// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a table is said with its file, its row and its column.
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/table.h"
#include "tests/core/data/tables.h"

#include <QTest>

namespace fs = std::filesystem;
using namespace finetune;
using test::fileOf;

class BadTableTest : public QObject {
    Q_OBJECT
private:
    const fs::path files_ = fs::path(FINETUNE_SOURCE_DIR) / "tests/core/data/files";

    static void mustSay(const fs::path& source, const QString& said, Kind kind = Kind::Input) {
        try {
            data::openDataset(source);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), kind);
            QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
            QVERIFY2(!error.file().empty(), error.what());
            QVERIFY2(!error.help().empty(), error.what());
        }
    }

private Q_SLOTS:
    void aBadFileIsRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        const QByteArray row = R"({"context":"a b","question":"Q?","answer":"b"})";
        QTest::newRow("empty") << "rows.csv" << QByteArray() << "the file is empty";
        QTest::newRow("nothing but a header")
            << "rows.csv" << QByteArray("context,question,answer\n") << "holds no rows";
        QTest::newRow("an empty list") << "rows.json" << QByteArray("[]") << "holds no rows";
        QTest::newRow("open quotes") << "rows.csv" << QByteArray("context,question,answer\na,\"b,c\n")
                                     << "line 2: the quotes that open here are not closed";
        QTest::newRow("two columns of one name")
            << "rows.csv" << QByteArray("context,question,question\na,b,c\n") << "two columns have the name “question”";
        QTest::newRow("header in another encoding")
            << "rows.csv" << QByteArray("context,question,r\xE9ponse\na,b,c\n") << "not UTF-8";
        QTest::newRow("UTF-16") << "rows.csv"
                                << QByteArray("\xFF\xFE"
                                              "c\0o\0",
                                              6)
                                << "UTF-16";
        QTest::newRow("no context") << "rows.jsonl" << QByteArray(R"({"question":"Q?","answer":"b","note":1})")
                                    << "no column was recognised as the context";
        QTest::newRow("no answers") << "rows.jsonl" << QByteArray(R"({"question":"Q?","context":"b"})")
                                    << "no column was recognised as the answers";
        QTest::newRow("the columns are listed")
            << "rows.jsonl" << QByteArray(R"({"question":"Q?","answer":"b","note":1})")
            << "“question” (text), “answer” (text), “note” (whole number)";
        QTest::newRow("a row that ends early")
            << "rows.jsonl" << row + "\n" + row.left(20) << "row 2: is not JSON: the file ends too early";
        QTest::newRow("a list that ends early") << "rows.json"
                                                << "[" + row + ","
                                                << "near row 2: is not JSON";
        QTest::newRow("no JSON in a row") << "rows.jsonl" << row + "\nQ?"
                                          << "row 2: is not JSON";
        QTest::newRow("not gzip") << "rows.jsonl.gz" << QByteArray("\x1f\x8b\x08\x00zzzz", 8) << "compressed (gzip)";
        QTest::newRow("no Parquet") << "rows.parquet" << QByteArray("PAR1 and no more")
                                    << (hasArrow() ? "cannot be read" : "is a Parquet file");
        QTest::newRow("no Arrow") << "rows.arrow" << QByteArray("ARROW1\0\0 and no more")
                                  << (hasArrow() ? "cannot be read" : "is an Arrow file");
        QTest::newRow("no stream") << "rows.arrow" << QByteArray("\xFF\xFF\xFF\xFF\x7F\x7F\x7F\x7F and no more")
                                   << (hasArrow() ? "cannot be read" : "is an Arrow file");
    }

    static bool hasArrow() {
#ifdef FINETUNE_HAS_ARROW
        return true;
#else
        return false;
#endif
    }

    void aBadFileIsRefused() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const bool needsArrow = name.endsWith("parquet") || name.endsWith("arrow");
        mustSay(fileOf(name.toUtf8().constData(), bytes.toStdString()), said,
                needsArrow && !hasArrow() ? Kind::Environment : Kind::Input);
    }

    void aBadRowIsAProblem_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes"); // of the second row
        QTest::addColumn<QString>("said");
        QTest::newRow("context is null") << "rows.jsonl"
                                         << QByteArray(R"({"context":null,"question":"Q?","answer":"b"})")
                                         << "row 2 (id “2”): column “context” is empty";
        QTest::newRow("context is a number")
            << "rows.jsonl" << QByteArray(R"({"context":3,"question":"Q?","answer":"b"})")
            << "row 2 (id “2”): column “context” must be a text; here it is a whole number";
        QTest::newRow("context is white")
            << "rows.jsonl" << QByteArray(R"({"context":" ","question":"Q?","answer":"b"})")
            << "row 2 (id “2”): the context is empty";
        QTest::newRow("no question") << "rows.jsonl" << QByteArray(R"({"context":"b","answer":"b"})")
                                     << "row 2 (id “2”): column “question” is empty";
        QTest::newRow("question is a list")
            << "rows.jsonl" << QByteArray(R"({"context":"b","question":["Q?"],"answer":"b"})")
            << "“question” must be a text; here it is a list";
        QTest::newRow("the answer is elsewhere")
            << "rows.jsonl" << QByteArray(R"({"context":"a river","question":"Q?","answer":"River"})")
            << "the answer “River” does not stand in the context. There stands “river”";
        QTest::newRow("the place is none")
            << "rows.jsonl" << QByteArray(R"({"context":"b","question":"Q?","answer":"b","start":"first"})")
            << "the answer's place must be a whole number; here it is a text";
        QTest::newRow("the place is wrong")
            << "rows.jsonl" << QByteArray(R"({"context":"a b","question":"Q?","answer":"b","start":1})")
            << "is not at answer_start 1";
        QTest::newRow("a row is a number")
            << "rows.jsonl" << QByteArray("17") << "row 2: must be an object; here it is a number";
        QTest::newRow("a row is a list") << "rows.jsonl" << QByteArray("[17, {}]")
                                         << "row 2: must be an object; here it is a list";
        QTest::newRow("a value too few") << "rows.csv" << QByteArray("a b,Q?")
                                         << "row 2: has 2 values, but there are 4 columns (line 3)";
        QTest::newRow("another encoding")
            << "rows.csv" << QByteArray("a b,o\xF9 ?,b,2") << "row 2: a text is not UTF-8 (line 3)";
        QTest::newRow("no value in CSV") << "rows.csv" << QByteArray(",Q?,b,2") << "column “context” is empty";
    }

    void aBadRowIsAProblem() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const bool isCsv = name.endsWith("csv");
        const std::string good = isCsv ? "a b,Q?,b,2" : R"({"context":"a b","question":"Q?","answer":"b","start":2})";
        const fs::path file =
            fileOf(name.toUtf8().constData(), (isCsv ? "context,question,answer,start\n" : "") + good + "\n" +
                                                  bytes.toStdString() + "\n" + good + "\n");
        const data::Dataset dataset = data::openDataset(file);
        QCOMPARE(dataset.examples.size(), std::size_t{2});
        QVERIFY(!dataset.problems.empty());
        const data::Problem& problem = dataset.problems[0];
        const QString whole = QString::fromStdString(problem.place + ": " + problem.what + ". " + problem.cure);
        QVERIFY2(whole.contains(said), qPrintable(whole));
        try {
            data::openDataset(file, data::OnProblem::Refuse);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.file(), file);
            QCOMPARE(error.place(), problem.place);
        }
    }

    void answersThatDoNotFitTogetherAreAProblem_data() {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<QString>("said");
        QTest::newRow("a place too few") << QByteArray(R"({"text":["a","b"],"answer_start":[0]})")
                                         << "has 2 texts and 1 places of answers";
        QTest::newRow("a text is a number")
            << QByteArray(R"({"text":[true],"answer_start":[0]})") << "the answer's text is true or false";
        QTest::newRow("a place is a text")
            << QByteArray(R"({"text":["a"],"answer_start":["x"]})") << "place must be a whole number";
        QTest::newRow("no texts") << QByteArray(R"({"answer_start":[0]})") << "has places of answers and no texts";
        QTest::newRow("a number") << QByteArray("7") << "the answers are a whole number";
        QTest::newRow("cut short by numpy") << QByteArray(R"("{'text': array(['a', ..., 'b'], dtype=object)}")")
                                            << "written in a form that is not known";
    }

    void answersThatDoNotFitTogetherAreAProblem() {
        QFETCH(QByteArray, answers);
        QFETCH(QString, said);
        const std::string begin = R"({"context":"a b","question":"Q?","answers":)";
        const data::Dataset dataset =
            data::openDataset(fileOf("rows.jsonl", begin + R"({"text":["a"],"answer_start":[0]}})" + "\n" + begin +
                                                       answers.toStdString() + "}\n"));
        QCOMPARE(dataset.examples.size(), std::size_t{1});
        QVERIFY2(QString::fromStdString(dataset.problems.at(0).what).contains(said), dataset.problems[0].what.c_str());
    }

    void aFileThatWasCutShortIsRefusedAtAnyPlace() {
        FINETUNE_REQUIRE_ARROW();
        for (const char* name : {"pairs.parquet", "pairs.arrow", "packed.arrow", "hub.jsonl.gz", "hub.jsonl.zst"}) {
            const std::string whole = files::read(files_ / name);
            for (std::size_t size = 1; size < whole.size(); size += 23) {
                const fs::path file = fileOf(name, whole.substr(0, size));
                try {
                    data::openDataset(file);
                    QFAIL((std::string(name) + " of " + std::to_string(size) + " bytes was read").c_str());
                } catch (const Error& error) {
                    QVERIFY2(error.kind() == Kind::Input, error.what());
                }
            }
        }
    }

    // Offsets and sizes in a damaged file must lead nowhere else.
    void aDamagedFileIsReadOrRefusedButNeverBelieved() {
        FINETUNE_REQUIRE_ARROW();
        for (const char* name : {"pairs.parquet", "pairs.arrow", "packed.arrow", "saved/data-00000-of-00001.arrow"}) {
            const std::string whole = files::read(files_ / name);
            for (std::size_t at = 0; at < whole.size(); at += 11) {
                std::string bytes = whole;
                bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
                try {
                    data::openDataset(fileOf("damaged", bytes));
                } catch (const Error&) {
                }
            }
        }
    }

    void filesOfOneTableNeedTheSameColumns() {
        const fs::path folder = test::scratchFolder();
        fileOf(folder / "a.csv", "context,question,answer\na b,Q?,b\n");
        fileOf(folder / "b.csv", "question,answer,passage\nQ?,b,a b\n");
        mustSay(folder, "b.csv: has no column “context”, which the first file has");
    }

    void aFolderOfSeveralKindsSaysHowToChoose() {
        const fs::path folder = test::scratchFolder();
        fileOf(folder / "splits/train.csv", "context,question,answer\na b,Q?,b\n");
        fileOf(folder / "splits/validation.csv", "context,question,answer\na b,Q?,b\n");
        mustSay(folder / "splits", "holds files of several splits: train (1 file), validation (1 file)");
        mustSay(folder / "splits", "train*.csv");
        fileOf(folder / "formats/train.csv", "context,question,answer\na b,Q?,b\n");
        fileOf(folder / "formats/train.jsonl", "{}");
        mustSay(folder / "formats", "holds files of several formats: CSV (1 file), JSON Lines (1 file)");
        fileOf(folder / "dict/dataset_dict.json", "{}");
        fileOf(folder / "dict/train/state.json", "{}");
        mustSay(folder / "dict", "holds several data sets: train");
        mustSay(folder / "dict" / "train", "saved data set of a form that is not known");
        fs::create_directories(folder / "none");
        mustSay(folder / "none", "holds no data that can be read");
        mustSay(folder / "none" / "*.csv", "no file matches this pattern");
        mustSay(folder / "rows.csv", "cannot be opened");
    }
};

QTEST_GUILESS_MAIN(BadTableTest)
#include "bad_table_test.moc"
