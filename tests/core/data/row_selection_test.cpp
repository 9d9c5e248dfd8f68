// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/row_selection.h"

#include "core/base/error.h"
#include "core/data/table.h"
#include "tests/core/data/tables.h"

#include <QTest>

using namespace finetune;
using test::fileOf;

class RowSelectionTest : public QObject {
    Q_OBJECT
private:
    static std::string lines(int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            const char* level = i % 3 == 0 ? "hard" : "easy";
            const char* answers =
                i % 2 == 0 ? "{\"text\": [\"b\"], \"answer_start\": [1]}" : "{\"text\": [], \"answer_start\": []}";
            const QString row = "{\"id\": %1, \"level\": \"%2\", \"context\": \"abc\", "
                                "\"question\": \"Who is %1?\", \"answers\": %3}\n";
            text += row.arg(i).arg(level, answers).toStdString();
        }
        return text;
    }

    static std::string ids(const data::Dataset& dataset) {
        std::string text;
        for (const data::Example& example : dataset.examples)
            text += (text.empty() ? "" : " ") + example.id;
        return text;
    }

    static data::RowSelection where(const char* condition) {
        return {.where = {data::conditionFromText(condition)}, .first = {}, .sample = {}};
    }

private Q_SLOTS:
    void rowsAreChosenByConditions_data() {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<QByteArray>("chosen");
        QTest::newRow("contains") << QByteArray("question contains WHO IS 1") << QByteArray("1");
        QTest::newRow("not contains") << QByteArray("question not contains who") << QByteArray("");
        QTest::newRow("equals, of a column that is no field") << QByteArray("level equals Hard") << QByteArray("0 3 6");
        QTest::newRow("not equals") << QByteArray("level not equals hard") << QByteArray("1 2 4 5 7");
        QTest::newRow("a number") << QByteArray("id equals 4") << QByteArray("4");
        QTest::newRow("longer") << QByteArray("context longer than 3") << QByteArray("");
        QTest::newRow("shorter") << QByteArray("context shorter than 4") << QByteArray("0 1 2 3 4 5 6 7");
        QTest::newRow("empty") << QByteArray("answers is empty") << QByteArray("1 3 5 7");
        QTest::newRow("not empty") << QByteArray("answer_text is not empty") << QByteArray("0 2 4 6");
    }

    void rowsAreChosenByConditions() {
        QFETCH(QByteArray, condition);
        QFETCH(QByteArray, chosen);
        const auto file = fileOf("rows.jsonl", lines(8));
        const data::RowSelection rows = where(condition.constData());
        QCOMPARE(QByteArray::fromStdString(ids(data::openDataset(file, data::OnProblem::Skip, {.rows = rows}))),
                 chosen);
        const auto table = data::Table::open(file);
        const auto mapping = data::recognised(table->columns(), table->head(), {}, file);
        const auto count = chosen.isEmpty() ? 0 : chosen.count(' ') + 1;
        QCOMPARE(table->countRows(rows.where, mapping, {}, {}), std::int64_t{count});
    }

    void theSameQuestionsInSquadJsonAreChosenAlike() {
        data::Dataset all = data::openDataset(fileOf("rows.jsonl", lines(8)));
        all.problems = {{"here", "one", "", true, 3}, {"here", "two", "", true, 4}, {"here", "three", "", false, -1}};
        data::RowSelection rows = where("answers is not empty");
        rows.where.push_back(data::conditionFromText("question not contains 2"));
        data::select(all, rows);
        QCOMPARE(ids(all), std::string("0 4 6"));
        QCOMPARE(all.problems.size(), std::size_t{2});
        QCOMPARE(all.problems[0].example, 1);
        QVERIFY_THROWS_EXCEPTION(Error, data::select(all, where("level equals hard")));
    }

    void theFirstAndThenASampleAreTaken() {
        const auto file = fileOf("rows.jsonl", lines(9000)); // more than one batch
        const auto opened = [&](const data::RowSelection& rows) {
            return data::openDataset(file, data::OnProblem::Skip, {.rows = rows});
        };
        QCOMPARE(ids(opened({.where = {}, .first = 3, .sample = {}})), std::string("0 1 2"));
        QCOMPARE(opened({.where = {}, .first = {}, .sample = 9000}).examples.size(), std::size_t{9000});
        const data::Dataset sample = opened({.where = {}, .first = 8000, .sample = 100, .seed = 7});
        QCOMPARE(sample.examples.size(), std::size_t{100});
        QVERIFY(std::stoi(sample.examples.back().id) < 8000);
        QVERIFY(std::stoi(sample.examples.back().id) > 6000);
        QCOMPARE(ids(opened({.where = {}, .first = 8000, .sample = 100, .seed = 7})), ids(sample));
        QVERIFY(ids(opened({.where = {}, .first = 8000, .sample = 100, .seed = 8})) != ids(sample));
        const data::Dataset hard =
            opened({.where = {data::conditionFromText("level equals hard")}, .first = {}, .sample = 10});
        QCOMPARE(hard.examples.size(), std::size_t{10});
        for (const data::Example& example : hard.examples)
            QCOMPARE(std::stoi(example.id) % 3, 0);
    }

    // Known numbers: another machine and another version choose the same.
    void aSeedMeansTheSameRowsForEver() {
        const auto file = fileOf("rows.jsonl", lines(100));
        QCOMPARE(ids(data::openDataset(file, data::OnProblem::Skip, {.rows = {.where = {}, .first = {}, .sample = 5}})),
                 std::string("21 48 63 93 99"));
    }

    void whatIsNoConditionIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("a column") << "question";
        QTest::newRow("no column") << " contains who";
        QTest::newRow("no number") << "question longer than who";
        QTest::newRow("another word") << "question has who";
    }

    void whatIsNoConditionIsRefused() {
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(Error, data::conditionFromText(text.toStdString()));
    }

    void aColumnThatIsNotThereIsNamed() {
        const auto file = fileOf("rows.jsonl", lines(2));
        try {
            data::openDataset(file, data::OnProblem::Skip, {.rows = where("topic equals x")});
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QVERIFY2(QString(error.what()).contains("“topic”") && QString(error.what()).contains("level"),
                     error.what());
        }
    }
};

QTEST_GUILESS_MAIN(RowSelectionTest)
#include "row_selection_test.moc"
