// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/dataset.h"
#include "tests/core/data/squad_file.h"

#include <QTest>
#include <algorithm>

using namespace finetune;
using test::squadFile;
using test::withQuestions;

class SquadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSoundFileIsReadAsItStands() {
        const auto dataset = data::readSquad(squadFile(withQuestions(
            R"({"id":"q1","question":" What lies by a river?","answers":[{"text":"the town","answer_start":0},)"
            R"({"text":"town","answer_start":4}]},{"id":"q2","question":"Where?","answers":[{"text":"by a river",)"
            R"("answer_start":14}]})")));
        QVERIFY(dataset.problems.empty());
        QCOMPARE(dataset.version, std::string("1.1"));
        QCOMPARE(dataset.examples.size(), std::size_t{2});
        const data::Example& first = dataset.examples[0];
        QCOMPARE(first.id, std::string("q1"));
        QCOMPARE(first.title, std::string("towns"));
        QCOMPARE(first.question, std::string(" What lies by a river?"));
        QCOMPARE(first.answers.size(), std::size_t{2});
        QCOMPARE(first.answers[1].text, std::string("town"));
        QCOMPARE(first.answers[1].start.value, 4);
        QCOMPARE(first.context.get(), dataset.examples[1].context.get());
        QVERIFY(!dataset.hasUnanswerable());
    }

    void keysComeInAnyOrderAndUnknownOnesAreLeftOut() {
        const auto dataset = data::readSquad(squadFile(
            R"({"extra":{"data":[{"a":[[]]}]},"data":[{"paragraphs":[{"qas":[{"plausible_answers":[{"text":3}],)"
            R"("answers":[{"answer_start":0,"more":null,"text":"it"}],"question":"Who?","id":"x"}],)"
            R"("context":"it is"}],)"
            R"("title":"later"}],"version":"v2.0"})"));
        QVERIFY(dataset.problems.empty());
        QCOMPARE(dataset.version, std::string("v2.0"));
        QCOMPARE(dataset.examples.size(), std::size_t{1});
        QCOMPARE(dataset.examples[0].title, std::string("later"));
        QCOMPARE(*dataset.examples[0].context, std::string("it is"));
        QCOMPARE(dataset.examples[0].answers.size(), std::size_t{1});
    }

    void unanswerableQuestionsHaveNoAnswers() {
        const auto dataset = data::readSquad(
            squadFile(withQuestions(R"({"id":"q1","question":"Why?","answers":[],"is_impossible":true})")));
        QVERIFY(dataset.problems.empty());
        QVERIFY(dataset.hasUnanswerable());
        QVERIFY(dataset.examples[0].isImpossible);
    }

    void numbersAsIdsBecomeTexts() {
        const std::string answers = R"("question":"Why?","answers":[],"is_impossible":true})";
        const auto dataset = data::readSquad(squadFile(
            withQuestions(R"({"id":17,)" + answers + R"(,{"id":-3,)" + answers + R"(,{"id":1.50,)" + answers)));
        QVERIFY(dataset.problems.empty());
        QCOMPARE(dataset.examples[0].id, std::string("17"));
        QCOMPARE(dataset.examples[1].id, std::string("-3"));
        QCOMPARE(dataset.examples[2].id, std::string("1.50"));
    }

    void aByteOrderMarkIsSkipped() {
        const auto dataset = data::readSquad(
            squadFile("\xEF\xBB\xBF" +
                      withQuestions(R"({"id":"1","question":"?","answers":[{"text":"town","answer_start":4}]})")));
        QCOMPARE(dataset.examples.size(), std::size_t{1});
    }

    void offsetsCountCodePoints() {
        const auto dataset = data::readSquad(squadFile(
            withQuestions(R"({"id":"1","question":"?","answers":[{"text":"東京","answer_start":3}]})", "😀é 東京")));
        QVERIFY(dataset.problems.empty());
        QCOMPARE(dataset.examples[0].answers[0].start.value, 3);
    }

    void nothingInItIsNoError() { QVERIFY(data::readSquad(squadFile(R"({"data":[]})")).examples.empty()); }

    void progressCountsBytesToTheEnd() {
        const auto file = squadFile(withQuestions("") + std::string(1000000, ' '));
        std::vector<std::size_t> seen;
        data::readSquad(file, data::OnProblem::Skip, {}, [&](const std::string&, std::size_t done, std::size_t total) {
            QCOMPARE(total, std::filesystem::file_size(file));
            seen.push_back(done);
        });
        QVERIFY(seen.size() > 2);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), std::filesystem::file_size(file));
    }

    void aRequestToStopEndsTheReading() {
        const StopToken stop;
        const auto file = squadFile(withQuestions("") + std::string(1000000, ' '));
        try {
            data::readSquad(file, data::OnProblem::Skip, stop, [&](auto&, auto, auto) { stop.request(); });
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Cancelled);
        }
    }

    void aDeepNestIsOnlyANumber() {
        const std::string deep(2000000, '['), back(2000000, ']');
        const auto dataset = data::readSquad(squadFile(R"({"x":)" + deep + back + R"(,"data":[]})"));
        QVERIFY(dataset.problems.empty());
        QVERIFY_THROWS_EXCEPTION(Error, data::readSquad(squadFile(deep)));
    }

    void aFileCutAnywhereIsAnErrorThatNamesIt() {
        const std::string whole = withQuestions(
            R"({"id":"q1","question":"W\u00e4r?","answers":[{"text":"é 😀","answer_start":1}],"is_impossible":false})",
            "xé 😀 y");
        QVERIFY(data::readSquad(squadFile(whole)).problems.empty());
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto file = squadFile(whole.substr(0, length));
            try {
                data::readSquad(file);
                QFAIL(("no error at " + std::to_string(length)).c_str());
            } catch (const Error& error) {
                QCOMPARE(error.kind(), Kind::Input);
                QCOMPARE(error.file(), file);
            }
            std::filesystem::remove_all(file.parent_path());
        }
    }

    void aFlippedByteIsReadOrRefused() {
        const std::string whole = withQuestions(
            R"({"id":"q1","question":"W\u00e4r?","answers":[{"text":"é 😀","answer_start":1}],"is_impossible":false})",
            "xé 😀 y");
        const auto file = squadFile(whole);
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (const int change : {0x01, 0x20, 0x80}) {
                std::string bytes = whole;
                bytes[at] = static_cast<char>(bytes[at] ^ change);
                test::write(file, bytes);
                try {
                    data::readSquad(file);
                } catch (const Error& error) {
                    QCOMPARE(error.kind(), Kind::Input);
                }
            }
    }

    void aFolderIsNamedAsOne() {
        try {
            data::readSquad(test::scratchFolder());
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("is a folder") != std::string::npos);
        }
    }

    void aMissingFileIsNamed() {
        try {
            data::readSquad("/nowhere/train.json");
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QVERIFY(std::string(error.what()).find("/nowhere/train.json") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(SquadTest)
#include "squad_test.moc"
