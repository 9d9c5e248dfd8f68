// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_mapping.h"

#include "core/base/error.h"
#include "core/data/row_maker.h"
#include "core/data/table.h"
#include "tests/core/data/tables.h"

#include <QTest>

using namespace finetune;
using data::DataField;
using test::fileOf;

class ColumnMappingTest : public QObject {
    Q_OBJECT
private:
    static std::string recognised(const std::string& row, const std::string& given = "") {
        const auto table = data::Table::open(fileOf("rows.jsonl", row), true);
        data::ColumnMapping mapping =
            data::recognised(table->columns(), table->head(), data::mappingFromText(given), "x");
        for (auto& column : mapping.columns)
            if (column && column->empty())
                column.reset();
        return data::toText(mapping);
    }

private Q_SLOTS:
    void columnsAreRecognisedByNameAndShape_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("mapping");
        QTest::newRow("the hub's") << QByteArray(R"({"id":"1","title":"t","context":"a","question":"q",)"
                                                 R"("answers":{"text":["a"],"answer_start":[0]}})")
                                   << QByteArray("id=id,title=title,question=question,context=context,answers=answers");
        QTest::newRow("unanswerable first")
            << QByteArray(R"({"context":"a","question":"q","answers":{"text":[],"answer_start":[]}})")
            << QByteArray("question=question,context=context,answers=answers");
        QTest::newRow("synonyms") << QByteArray(R"({"QID":7,"Passage":"a","query":"q","Answer Text":"a",)"
                                                R"("answerStart":0,"isImpossible":false})")
                                  << QByteArray("id=QID,question=query,context=Passage,answer_text=Answer Text,"
                                                "answer_start=answerStart,is_impossible=isImpossible");
        QTest::newRow("answers are texts") << QByteArray(R"({"context":"a","question":"q","answers":["a"]})")
                                           << QByteArray("question=question,context=context,answer_text=answers");
        QTest::newRow("Chinese") << QByteArray(R"({"问题":"q","上下文":"a","答案":"a"})")
                                 << QByteArray("question=问题,context=上下文,answer_text=答案");
        QTest::newRow("text is the context where nothing else is")
            << QByteArray(R"({"text":"a","question":"q","answer":"a"})")
            << QByteArray("question=question,context=text,answer_text=answer");
        QTest::newRow("not by the name alone")
            << QByteArray(R"({"context":3,"passage":"a","question":"q","answer":"a","start":"soon"})")
            << QByteArray("question=question,context=passage,answer_text=answer");
    }

    void columnsAreRecognisedByNameAndShape() {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, mapping);
        QCOMPARE(QByteArray::fromStdString(recognised(row.toStdString())), mapping);
    }

    void whatAPersonNamesIsTaken() {
        const std::string row = R"({"frage":"q","question":"other","absatz":"a","x,y":"a"})";
        QCOMPARE(recognised(row, R"(question=frage,context=absatz,answer_text=x\,y)"),
                 std::string(R"(question=frage,context=absatz,answer_text=x\,y)"));
        QVERIFY_THROWS_EXCEPTION(Error, recognised(row, "question=fragen"));
        const data::Dataset dataset =
            data::openDataset(fileOf("rows.json", "[" + row + "]"), data::OnProblem::Refuse,
                              {.columns = data::mappingFromText(R"(question=frage,answer_text=x\,y)")});
        QCOMPARE(dataset.examples.at(0).question, std::string("q"));
        QCOMPARE(dataset.examples[0].answers.at(0).start.value, 0);
    }

    void aFieldCanBeLeftOut() {
        QCOMPARE(recognised(R"({"id":"1","title":"t","context":"a","question":"q","answer":"a"})", "title=,id="),
                 std::string("question=question,context=context,answer_text=answer"));
    }

    void aMappingIsTheSameAfterTextAndJson() {
        data::ColumnMapping mapping;
        mapping[DataField::Question] = "wer, wie = was";
        mapping[DataField::Title] = "";
        QCOMPARE(data::mappingFromText(data::toText(mapping)), mapping);
        QCOMPARE(data::mappingFromJson(data::toJson(mapping)), mapping);
    }

    void aMappingThatIsNoneIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("no such field") << "fragen=frage";
        QTest::newRow("no column") << "question";
    }

    void aMappingThatIsNoneIsRefused() {
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(Error, data::mappingFromText(text.toStdString()));
    }

    void anAnswerWithoutAPlaceIsLookedFor() {
        const std::vector<CodePoints> places = data::placesOf("河", "黄河，长河。河");
        QCOMPARE(places.size(), std::size_t{3});
        QCOMPARE(places[1].value, 4);
        QCOMPARE(places[2].value, 6);
        const data::Dataset dataset =
            data::openDataset(fileOf("rows.jsonl", R"({"context":"黄河，长河。河","question":"q","answer":"河"})"));
        QCOMPARE(dataset.examples.at(0).answers.at(0).start.value, 1);
        QCOMPARE(dataset.problems.size(), std::size_t{1});
        QVERIFY(dataset.problems[0].kept && dataset.problems[0].note);
        QCOMPARE(dataset.problems[0].example, 0);
        QCOMPARE(dataset.problems[0].what,
                 std::string("the answer “河” stands at 3 places of the context (1, 4, 6); the first was taken"));
    }
};

QTEST_GUILESS_MAIN(ColumnMappingTest)
#include "column_mapping_test.moc"
