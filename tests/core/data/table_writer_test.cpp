// SPDX-License-Identifier: GPL-3.0-or-later
// Every form is read back as the same examples. That Python reads them back is in docs/decisions/006.
#include "core/data/table_writer.h"

#include "core/base/error.h"
#include "core/data/table.h"
#include "tests/core/data/tables.h"

#include <QTest>

using namespace finetune;

class TableWriterTest : public QObject {
    Q_OBJECT
private:
    static data::Dataset withNastyTexts() {
        data::Dataset dataset;
        dataset.examples = test::madeByPython();
        dataset.examples.push_back(test::example("a,\"b\"\n", "'single' \"double\"\tor\\both?",
                                                 test::contextOf("one, \"two\";\r\n\tthree 'four' \\ five\nsix"),
                                                 {{"\"two\";\r\n\tthree", {5}}, {"'four' \\ five", {20}}}));
        dataset.examples.back().title = "";
        return dataset;
    }

private Q_SLOTS:
    void whatIsWrittenIsReadBackEqual_data() {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"json", "jsonl", "ndjson", "csv", "tsv", "parquet", "arrow"})
            QTest::newRow(ending) << QString(ending);
    }

    void whatIsWrittenIsReadBackEqual() {
        QFETCH(QString, ending);
        if (ending == "parquet" || ending == "arrow")
            FINETUNE_REQUIRE_ARROW();
        const data::Dataset dataset = withNastyTexts();
        const auto file = test::scratchFolder() / ("data." + ending.toStdString());
        data::writeDataset(dataset, file);
        const data::Dataset read = data::openDataset(file, data::OnProblem::Refuse);
        QCOMPARE(test::difference(read.examples, dataset.examples), std::string());
    }

    void aLargeTableIsReadInParts() {
        FINETUNE_REQUIRE_ARROW();
        data::Dataset dataset;
        const auto context = test::contextOf("the town");
        for (int i = 0; i < 50'000; ++i)
            dataset.examples.push_back(
                test::example("q" + std::to_string(i), "Which " + std::to_string(i) + "?", context, {{"town", {4}}}));
        for (const char* name : {"large.parquet", "large.arrow"}) {
            const auto file = test::scratchFolder() / name;
            data::writeDataset(dataset, file);
            const auto table = data::Table::open(file);
            QCOMPARE(table->knownRows().value_or(0), std::int64_t{50'000});
            for (const int first : {0, 999, 19'999, 20'000, 43'210}) {
                std::vector<std::string> seen;
                table->read(first, 2, [&](const data::Batch& batch) {
                    for (std::size_t row = 0; row < batch.size; ++row)
                        seen.emplace_back(batch.column("id")->at(row).text);
                    return true;
                });
                QCOMPARE(seen.size(), std::size_t{2});
                QCOMPARE(seen[0], "q" + std::to_string(first));
                QCOMPARE(seen[1], "q" + std::to_string(first + 1));
            }
            QCOMPARE(test::difference(data::openDataset(file).examples, dataset.examples), std::string());
        }
    }

    void anEndingThatNamesNoFormIsRefused() {
        try {
            data::writeDataset({}, test::scratchFolder() / "data.xlsx");
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Usage);
            QVERIFY(QString(error.what()).contains(".parquet"));
        }
    }

    void aBuildWithoutArrowSaysWhatIsMissing() {
#ifdef FINETUNE_HAS_ARROW
        QSKIP("built with Apache Arrow");
#else
        try {
            data::writeDataset({}, test::scratchFolder() / "data.parquet");
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Environment);
            QVERIFY(QString(error.what()).contains("packaging/install.sh"));
        }
#endif
    }
};

QTEST_GUILESS_MAIN(TableWriterTest)
#include "table_writer_test.moc"
