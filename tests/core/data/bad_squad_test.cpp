// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/dataset.h"
#include "tests/core/data/squad_file.h"

#include <QTest>

using namespace finetune;
using test::squadFile;
using test::withQuestions;

namespace {

const char* const kGood = R"({"id":"good","question":"What?","answers":[{"text":"town","answer_start":4}]})";

QByteArray question(const std::string& entry, const std::string& context = "the town lies by a river") {
    return QByteArray::fromStdString(withQuestions(std::string(kGood) + "," + entry, context));
}

QByteArray answer(const std::string& answers, const std::string& context = "the town lies by a river") {
    return question(R"({"id":"bad","question":"Why?","answers":)" + answers + "}", context);
}

} // namespace

class BadSquadTest : public QObject {
    Q_OBJECT

    static std::string full(const data::Problem& problem) {
        return problem.place + ": " + problem.what + ". " + problem.cure;
    }

private Q_SLOTS:
    // What is no SQuAD file at all is thrown, and says what it seems to be.
    void aFileOfAnotherFormIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("empty") << QByteArray("") << "the file is empty";
        QTest::newRow("white space alone") << QByteArray(" \n ") << "ends too early";
        QTest::newRow("not JSON") << QByteArray("id,question,context\n1,a,b\n") << "is not JSON";
        QTest::newRow("cut off") << QByteArray("{\"data\": [{\"ti") << "the file ends too early";
        QTest::newRow("its line is named") << QByteArray("{\"data\":\n[}") << "line 2, column 2";
        QTest::newRow("near which entry")
            << QByteArray(R"({"data":[{"paragraphs":[{"context":"x","qas":[]},{]})") << "near article 1, paragraph 1";
        QTest::newRow("invalid UTF-8") << QByteArray("{\"data\": [{\"title\": \"\xff\"}]}") << "not UTF-8";
        QTest::newRow("lone surrogate") << QByteArray(R"({"data": [{"title": "\ud83d"}]})") << "surrogate";
        QTest::newRow("low surrogate first") << QByteArray(R"({"data": [{"title": "\ude00"}]})") << "surrogate";
        QTest::newRow("number out of range") << QByteArray(R"({"data": 1e999})") << "out of range";
        QTest::newRow("raw control character")
            << QByteArray("{\"data\": [{\"title\": \"a\nb\"}]}") << "control character";
        QTest::newRow("something after the end")
            << QByteArray(R"({"data": []} {"data": []})") << "goes on after the end";
        QTest::newRow("a number") << QByteArray("17") << "holds only a number";
        QTest::newRow("null") << QByteArray("null") << "holds only null";
        QTest::newRow("a list") << QByteArray("[]") << "holds a list";
        QTest::newRow("a list of numbers") << QByteArray("[1, 2]") << "holds a list";
        QTest::newRow("a list of lists") << QByteArray("[[1]]") << "holds a list";
        QTest::newRow("a list of other objects") << QByteArray(R"([{"a": 1}])") << "holds a list";
        QTest::newRow("an empty object") << QByteArray("{}") << "there is no “data”";
        QTest::newRow("another object") << QByteArray(R"({"model_type": "bert"})") << "there is no “data”";
        QTest::newRow("data is a number")
            << QByteArray(R"({"data": 3})") << "“data” must be a list of articles; here it is a number";
        QTest::newRow("data is an object") << QByteArray(R"({"data": {"a": 1}})") << "here it is an object";
        QTest::newRow("data is null") << QByteArray(R"({"data": null})") << "here it is null";
        const QByteArray row =
            R"({"id":"1","question":"a?","context":"b","answers":{"text":["b"],"answer_start":[0]}})";
        QTest::newRow("one of the hub's rows") << row << "rows of question, context and answers, the hub's form";
        QTest::newRow("the hub's rows, a line each") << row + "\n" + row << "the hub's form";
        QTest::newRow("the hub's rows in a list") << "[" + row + "," + row + "]"
                                                  << "the hub's form";
        QTest::newRow("the hub's rows under data") << "{\"data\":[" + row + "]}"
                                                   << "the hub's form";
        QTest::newRow("the hub's columns") << QByteArray(R"({"question":["a"],"context":["b"]})") << "the hub's form";
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\x00zzzz", 8) << "compressed (gzip)";
        QTest::newRow("zip") << QByteArray("PK\x03\x04zzzz") << "zip archive";
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0", 4) << "UTF-16";
        QTest::newRow("Parquet") << QByteArray("PAR1zzzz") << "Parquet";
    }

    void aFileOfAnotherFormIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const auto file = squadFile(bytes.toStdString());
        try {
            data::readSquad(file);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QCOMPARE(error.file(), file);
            QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
            QVERIFY(!error.help().empty());
        }
    }

    // One malformed entry is one problem with its place; the sound ones beside it are read.
    void aMalformedEntryIsAProblem_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        const auto file = [](const char* data) { return QByteArray(R"({"data":[)") + data + "]}"; };
        const QByteArray good = QByteArray(R"({"context":"the town lies","qas":[)") + kGood + "]}";
        const auto paragraph = [&](const QByteArray& entry) {
            return R"({"data":[{"paragraphs":[)" + good + "," + entry + "]}]}";
        };
        const QByteArray sound = R"({"title":"x","paragraphs":[)" + good + "]},";
        QTest::newRow("article is a number")
            << file(sound + "3") << "article 2: must be an object; here it is a number";
        QTest::newRow("article is a list") << file(sound + "[3]") << "article 2: must be an object; here it is a list";
        QTest::newRow("no paragraphs") << file(sound + R"({"title":"x"})") << "article 2: has no “paragraphs”";
        QTest::newRow("paragraphs is a text")
            << file(sound + R"({"paragraphs":"x"})")
            << "article 2: “paragraphs” must be a list of paragraphs; here it is a text";
        QTest::newRow("paragraphs is an object") << file(sound + R"({"paragraphs":{}})") << "here it is an object";
        QTest::newRow("paragraph is true")
            << paragraph("true") << "article 1, paragraph 2: must be an object; here it is true";
        QTest::newRow("no context") << paragraph(R"({"qas":[{},{}]})")
                                    << "article 1, paragraph 2: has no “context” (2 questions)";
        QTest::newRow("context is null") << paragraph(R"({"context":null,"qas":[{}]})")
                                         << "“context” must be a text; here it is null (1 question)";
        QTest::newRow("context is empty") << paragraph(R"({"context":" ","qas":[]})") << "the context is empty";
        QTest::newRow("no qas") << paragraph(R"({"context":"x"})") << "has no “qas”";
        QTest::newRow("qas is an object")
            << paragraph(R"({"context":"x","qas":{}})") << "“qas” must be a list of questions";
        QTest::newRow("question entry is a text")
            << question(R"("Why?")") << "article 1, paragraph 1, question 2: must be an object; here it is a text";
        QTest::newRow("no id") << question(R"({"question":"Why?","answers":[]})") << "question 2: has no “id”";
        QTest::newRow("id is a list") << question(R"({"id":[1],"question":"Why?","answers":[]})")
                                      << "“id” must be a text or a number; here it is a list";
        QTest::newRow("id is empty") << question(R"({"id":"","question":"Why?","answers":[]})") << "has no “id”";
        QTest::newRow("no question") << question(R"({"id":"bad","answers":[]})")
                                     << "question 2 (id “bad”): has no “question”";
        QTest::newRow("question is empty")
            << question(R"({"id":"bad","question":" \t","answers":[]})") << "the question is empty";
        QTest::newRow("question is a number") << question(R"({"id":"bad","question":3,"answers":[]})")
                                              << "“question” must be a text; here it is a number";
        QTest::newRow("is_impossible is a text")
            << question(R"({"id":"bad","question":"a","answers":[],"is_impossible":"true"})")
            << "“is_impossible” must be true or false; here it is a text";
        QTest::newRow("answers is a text") << answer(R"("town")") << "“answers” must be a list";
        QTest::newRow("answers is the hub's")
            << answer(R"({"text":["town"],"answer_start":[4]})") << "The hub's rows keep answers as two lists";
        QTest::newRow("answer is a text")
            << answer(R"(["town"])") << "(id “bad”): must be an object; here it is a text";
        QTest::newRow("no text") << answer(R"([{"answer_start":4}])") << "has no “text”";
        QTest::newRow("no answer_start") << answer(R"([{"text":"town"}])") << "has no “answer_start”";
        QTest::newRow("text is null") << answer(R"([{"text":null,"answer_start":4}])")
                                      << "“text” must be a text; here it is null";
        QTest::newRow("answer_start is a text") << answer(R"([{"text":"town","answer_start":"4"}])")
                                                << "“answer_start” must be a whole number; here it is a text";
        QTest::newRow("answer_start has a fraction")
            << answer(R"([{"text":"town","answer_start":4.0}])") << "here it is a number with a fraction";
        QTest::newRow("empty answer") << answer(R"([{"text":"","answer_start":0}])") << "the answer's text is empty";
    }

    void aMalformedEntryIsAProblem() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const auto file = squadFile(bytes.toStdString());
        const auto dataset = data::readSquad(file);
        QCOMPARE(dataset.problems.size(), std::size_t{1});
        QVERIFY2(QString::fromStdString(full(dataset.problems[0])).contains(said), full(dataset.problems[0]).c_str());
        QVERIFY(!dataset.problems[0].kept);
        QCOMPARE(dataset.examples.size(), std::size_t{1});
        QCOMPARE(dataset.examples[0].id, std::string("good"));
        try {
            data::readSquad(file, data::OnProblem::Refuse);
            QFAIL("not refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QCOMPARE(error.place(), dataset.problems[0].place);
            QCOMPARE(error.happened(), dataset.problems[0].what);
        }
    }

    void anAnswerThatDoesNotStandAtItsPlaceSaysWhereItIs_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("what stands there") << answer(R"([{"text":"river","answer_start":4}])")
                                           << "the answer “river” is not at answer_start 4; there stands “town ”";
        QTest::newRow("where it is found")
            << answer(R"([{"text":"river","answer_start":4}])") << "the text is found at 19";
        QTest::newRow("the nearest of several")
            << answer(R"([{"text":"town","answer_start":10}])", "the town is a town, town") << "found at 14";
        QTest::newRow("a line's end is shown")
            << answer(R"([{"text":"river","answer_start":6}])", R"(the town\nlies by a river)")
            << R"(there stands “wn\nli”)";
        QTest::newRow("past the end") << answer(R"([{"text":"river","answer_start":900}])")
                                      << "answer_start 900 is past the context's 24 characters";
        QTest::newRow("far past the end") << answer(R"([{"text":"river","answer_start":18446744073709551615}])")
                                          << "is past the context's 24 characters";
        QTest::newRow("before the beginning") << answer(R"([{"text":"river","answer_start":-1}])")
                                              << "answer_start is -1, before the context's beginning";
        QTest::newRow("bytes") << answer(R"([{"text":"river","answer_start":22}])", "the town lies é by a river")
                               << "counts bytes of UTF-8. It should be 21";
        QTest::newRow("UTF-16") << answer(R"([{"text":"river","answer_start":22}])", "the town lies 😀 by a river")
                                << "counts UTF-16 units. It should be 21";
        QTest::newRow("CR LF counted as one")
            << answer(R"([{"text":"river","answer_start":21}])", R"(the town\r\nlies by a\r\n  river)")
            << "CR LF in this context) as one character. It should be 23";
        QTest::newRow("LF counted as two")
            << answer(R"([{"text":"river","answer_start":22}])", R"(the town\nlies by a\n river)")
            << "as two characters, CR LF. It should be 20";
        QTest::newRow("from 1") << answer(R"([{"text":"river","answer_start":20}])")
                                << "counts from 1. It should be 19";
        QTest::newRow("white space at an end")
            << answer(R"([{"text":"river  ","answer_start":19}])") << "Without the white space at its ends";
        QTest::newRow("nowhere") << answer(R"([{"text":"River","answer_start":19}])") << "nowhere in the context";
        QTest::newRow("one of two") << answer(R"([{"text":"town","answer_start":4},{"text":"town","answer_start":0}])")
                                    << "question 2 (id “bad”), answer 2: the answer “town”";
    }

    void anAnswerThatDoesNotStandAtItsPlaceSaysWhereItIs() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const auto dataset = data::readSquad(squadFile(bytes.toStdString()));
        QVERIFY(!dataset.problems.empty());
        const std::string message = full(dataset.problems.back());
        QVERIFY2(QString::fromStdString(message).contains(said), message.c_str());
    }

    void aWrongAnswerBesideARightOneTakesOnlyItselfOut() {
        const auto dataset = data::readSquad(
            squadFile(answer(R"([{"text":"town","answer_start":0},{"text":"town","answer_start":4}])").toStdString()));
        QCOMPARE(dataset.problems.size(), std::size_t{1});
        QCOMPARE(dataset.examples.size(), std::size_t{2});
        QCOMPARE(dataset.examples[1].answers.size(), std::size_t{1});
        QCOMPARE(dataset.examples[1].answers[0].start.value, 4);
    }

    void anEntryThatCanBeUsedIsKeptWithAWarning_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::addColumn<bool>("impossible");
        QTest::newRow("no answers, not impossible")
            << answer("[]") << "has no answers and is not marked is_impossible" << true;
        QTest::newRow("answers is null") << answer("null") << "has no answers and is not marked" << true;
        QTest::newRow("no key answers") << question(R"({"id":"bad","question":"Why?","is_impossible":null})")
                                        << "has no answers" << true;
        QTest::newRow("answers and impossible")
            << question(
                   R"({"id":"bad","question":"Why?","is_impossible":true,"answers":[{"text":"the","answer_start":0}]})")
            << "has answers and is marked is_impossible" << false;
        QTest::newRow("an id again")
            << question(R"({"id":"good","question":"Why?","answers":[{"text":"the","answer_start":0}]})")
            << "the id was used before, for the question “What?”" << false;
    }

    void anEntryThatCanBeUsedIsKeptWithAWarning() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        QFETCH(bool, impossible);
        const auto dataset = data::readSquad(squadFile(bytes.toStdString()), data::OnProblem::Refuse);
        QCOMPARE(dataset.problems.size(), std::size_t{1});
        QVERIFY(dataset.problems[0].kept);
        QVERIFY2(QString::fromStdString(full(dataset.problems[0])).contains(said), full(dataset.problems[0]).c_str());
        QCOMPARE(dataset.examples.size(), std::size_t{2});
        QCOMPARE(dataset.examples[1].isImpossible, impossible);
        QCOMPARE(dataset.examples[1].answers.empty(), impossible);
    }
};

QTEST_APPLESS_MAIN(BadSquadTest)
#include "bad_squad_test.moc"
