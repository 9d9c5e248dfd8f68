// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/doctor.h"
#include "core/data/first_seen.h"
#include "tests/core/data/sample_examples.h"
#include "tests/core/data/squad_file.h"

#include <QTest>
#include <algorithm>

using namespace finetune;
using data::FindingKind;
using test::contextOf;
using test::example;

Q_DECLARE_METATYPE(finetune::data::FindingKind)
Q_DECLARE_METATYPE(finetune::data::Counting)

namespace {

using Datasets = std::vector<std::shared_ptr<const data::Dataset>>;

std::vector<data::Finding> findingsOf(std::vector<data::Example> examples) {
    const Datasets datasets{test::datasetOf(std::move(examples))};
    return data::diagnose(datasets);
}

std::vector<const data::Finding*> all(const std::vector<data::Finding>& findings) {
    std::vector<const data::Finding*> pointers;
    for (const data::Finding& finding : findings)
        pointers.push_back(&finding);
    return pointers;
}

std::shared_ptr<const data::Dataset> repaired(const std::shared_ptr<const data::Dataset>& dataset) {
    const auto findings = data::diagnose(Datasets{dataset});
    return data::applyEdits(dataset, data::repairs(all(findings), *dataset)).dataset;
}

} // namespace

class DoctorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatCameFirstIsFoundAlsoAmongThousandsOfOneHash() {
        for (const std::size_t hashes : {std::size_t{1} << 40, std::size_t{3}}) { // all different, and three in all
            data::FirstSeen firsts;
            const auto thing = [](std::int32_t number) { return number % 1000; }; // comes again after a thousand
            for (std::int32_t i = 0; i < 3000; ++i) {
                const auto hash = static_cast<std::size_t>(thing(i)) * 0x9E3779B97F4A7C15u % hashes;
                QCOMPARE(firsts.of(hash, i, [&](std::int32_t other) { return thing(other) == thing(i); }), thing(i));
            }
        }
    }

    void soundDataHasNoFindings() {
        const auto context = contextOf("the town lies by a river");
        QVERIFY(findingsOf({example("1", "Where?", context, {{"by a river", {14}}}),
                            example("2", "What?", context, {{"town", {4}}}), example("3", "Why?", context, {})})
                    .empty());
    }

    void aMisplacedAnswerIsFoundWhereverTheToolCountedTo_data() {
        QTest::addColumn<QString>("context");
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("found");
        QTest::addColumn<data::Counting>("counting");
        using data::Counting;
        QTest::newRow("bytes") << "the town lies é by a river" << 22 << 21 << Counting::Utf8Bytes;
        QTest::newRow("UTF-16") << "the town lies 😀 by a river" << 22 << 21 << Counting::Utf16Units;
        QTest::newRow("CR LF as one") << "the town\r\nlies by a\r\n  river" << 21 << 23 << Counting::LineEndsAsOne;
        QTest::newRow("LF as two") << "the town\nlies by a\n river" << 22 << 20 << Counting::LineEndsAsTwo;
        QTest::newRow("from 1") << "the town lies by a river" << 20 << 19 << Counting::FromOne;
        QTest::newRow("nearby") << "the town lies by a river" << 3 << 19 << Counting::Unknown;
        QTest::newRow("past the end") << "the town lies by a river" << 300 << 19 << Counting::Unknown;
        QTest::newRow("before the beginning") << "the town lies by a river" << -5 << 19 << Counting::Unknown;
    }
    void aMisplacedAnswerIsFoundWhereverTheToolCountedTo() {
        QFETCH(QString, context);
        QFETCH(int, start);
        QFETCH(int, found);
        QFETCH(data::Counting, counting);
        const auto set = test::datasetOf({example("1", "?", contextOf(context.toStdString()), {{"river", {start}}})});
        const auto findings = data::diagnose(Datasets{set});
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::Misplaced);
        QCOMPARE(findings[0].answer, 0);
        QCOMPARE(findings[0].place.start, std::int64_t{found});
        QCOMPARE(findings[0].place.counting, counting);
        QCOMPARE(repaired(set)->examples[0].answers[0].start.value, found);
    }

    void anAnswerOfOtherSpellingBecomesWhatTheContextHas_data() {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("repaired");
        QTest::addColumn<int>("start");
        QTest::newRow("case") << "the town of Arle"
                              << "ARLE"
                              << "Arle" << 12;
        QTest::newRow("white space at the ends") << "the town of Arle"
                                                 << " Arle "
                                                 << "Arle" << 12;
        QTest::newRow("quotes") << "they’re “here”"
                                << "they're \"here\""
                                << "they’re “here”" << 0;
        QTest::newRow("no-break space") << "😀 12\u00a0km off"
                                        << "12 km"
                                        << "12\u00a0km" << 2;
        QTest::newRow("dash") << "from 1914–1918"
                              << "1914-1918"
                              << "1914–1918" << 5;
        QTest::newRow("nothing like it") << "the town of Arle"
                                         << "Bruno" << QString() << 0;
    }
    void anAnswerOfOtherSpellingBecomesWhatTheContextHas() {
        QFETCH(QString, context);
        QFETCH(QString, answer);
        QFETCH(QString, repaired);
        QFETCH(int, start);
        const auto set =
            test::datasetOf({example("1", "?", contextOf(context.toStdString()), {{answer.toStdString(), {0}}})});
        const auto findings = data::diagnose(Datasets{set});
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::NotInContext);
        QCOMPARE(data::canRepair(findings[0]), !repaired.isEmpty());
        const data::Answer got = ::repaired(set)->examples[0].answers[0];
        QCOMPARE(QString::fromStdString(got.text), repaired.isEmpty() ? answer : repaired);
        QCOMPARE(got.start.value, start);
    }

    void emptyTextsAreNamed() {
        const auto context = contextOf("the town"), blank = contextOf(" \n");
        const auto findings =
            findingsOf({example("1", " ", context, {{"town", {4}}}), example("2", "Where?", blank, {{"town", {4}}}),
                        example("3", "What?", context, {{"", {0}}})});
        QCOMPARE(findings.size(), std::size_t{3});
        QCOMPARE(findings[0].kind, FindingKind::EmptyAnswer);
        QCOMPARE(findings[1].kind, FindingKind::EmptyQuestion);
        QCOMPARE(findings[2].kind, FindingKind::EmptyContext);
        QVERIFY(data::canRepair(findings[0]));
        QVERIFY(!data::canRepair(findings[1]));
    }

    void anEmptyAnswerIsTakenOutAndNothingElse() {
        const auto context = contextOf("the town");
        const auto set = test::datasetOf(
            {example("1", "a?", context, {{"", {0}}, {"town", {0}}}), example("2", "b?", context, {{"", {0}}})});
        const auto after = repaired(set);
        QCOMPARE(after->examples[0].answers.size(), std::size_t{1});
        QCOMPARE(after->examples[0].answers[0].start.value, 4); // both findings of one example in one edit
        QVERIFY(after->examples[1].answers.empty());
        QVERIFY(after->examples[1].isImpossible);
    }

    void laterExamplesWithAnUsedIdGetOneOfTheirOwn() {
        const auto context = contextOf("the town");
        const auto set = test::datasetOf({example("a", "1?", context, {}), example("a-2", "2?", context, {}),
                                          example("a", "3?", context, {}), example("a", "4?", context, {})});
        const auto after = repaired(set);
        QCOMPARE(after->examples[0].id, std::string("a"));
        QCOMPARE(after->examples[2].id, std::string("a-3"));
        QCOMPARE(after->examples[3].id, std::string("a-4"));
        QVERIFY(data::diagnose(Datasets{after}).empty());
    }

    void theSameQuestionAgainAgreesOrContradicts() {
        const auto context = contextOf("the town by the river"), copy = contextOf("the town by the river");
        const auto findings =
            findingsOf({example("1", "Where?", context, {{"river", {16}}}), example("2", "What?", context, {}),
                        example("3", " Where? ", copy, {{"the river", {12}}, {"river", {16}}}),
                        example("4", "What?", copy, {{"town", {4}}}), example("5", "Why?", context, {})});
        QCOMPARE(findings.size(), std::size_t{2});
        QCOMPARE(findings[0].kind, FindingKind::DuplicateQuestion);
        QCOMPARE(findings[0].examples, (std::vector<std::int32_t>{0, 2}));
        QCOMPARE(findings[1].kind, FindingKind::Contradiction);
        QCOMPARE(findings[1].examples, (std::vector<std::int32_t>{1, 3}));
    }

    void ofDuplicatesTheFirstStaysAndContradictionsGoAltogether() {
        const auto context = contextOf("the town by the river");
        const auto findings = findingsOf({example("1", "Where?", context, {}), example("2", "Where?", context, {}),
                                          example("3", "What?", context, {{"town", {4}}}),
                                          example("4", "What?", context, {{"river", {16}}})});
        const auto edits = data::leavingOut(all(findings));
        QCOMPARE(edits.size(), std::size_t{3});
        QVERIFY(std::ranges::all_of(edits, &data::Edit::leaveOut));
        QCOMPARE(edits[0].example, 1);
        QCOMPARE(edits[1].example, 2);
        QCOMPARE(edits[2].example, 3);
    }

    void aContextOfTrainingInAnotherFileIsALeak() {
        const auto shared = contextOf("the town"), own = contextOf("the river");
        const Datasets datasets{test::datasetOf({example("1", "a?", own, {}), example("2", "b?", shared, {}),
                                                 example("3", "c?", shared, {})}),
                                nullptr, test::datasetOf({example("9", "d?", contextOf("the town"), {})})};
        const auto findings = data::diagnose(datasets);
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::Leak);
        QCOMPARE(findings[0].dataset, 0);
        QCOMPARE(findings[0].other, 2);
        QCOMPARE(findings[0].examples, (std::vector<std::int32_t>{1, 2}));
    }

    void whatTheReaderWouldSkipIsShownToTheDoctor() {
        const auto file = test::squadFile(test::withQuestions(
            R"({"id":"1","question":"a?","answers":[{"text":"town","answer_start":9}]},)"
            R"({"id":"2","question":" ","answers":[{"text":"town","answer_start":4}]},)"
            R"({"id":"3","question":"c?","answers":[{"text":"","answer_start":4},{"text":"by","answer_start":14}]},)"
            R"({"id":"4","question":"d?","answers":[{"text":"river"}]},)"
            R"({"id":"5","question":"e?","answers":[{"text":"a","answer_start":99999999999}]})"));
        const auto kept = std::make_shared<const data::Dataset>(data::readSquad(file, data::OnProblem::Keep));
        QCOMPARE(kept->examples.size(), std::size_t{4});
        QCOMPARE(std::ranges::count(kept->problems, -1, &data::Problem::example), 1); // no answer_start: not shown
        const auto findings = data::diagnose(Datasets{kept});
        QCOMPARE(findings.size(), std::size_t{4});
        const auto skipped = data::readSquad(file);
        const auto sound = data::soundExamples(kept);
        QCOMPARE(sound.dataset->examples.size(), skipped.examples.size());
        QCOMPARE(sound.dataset->examples[0].id, skipped.examples[0].id);
        QCOMPARE(sound.dataset->examples[0].answers.size(), skipped.examples[0].answers.size());
        QCOMPARE(sound.exampleOf(2), 0);
        QCOMPARE(sound.exampleOf(0), -1);
        QCOMPARE(data::soundExamples(repaired(kept)).dataset->examples.size(), std::size_t{3});
    }

    void questionsOnAnEmptyContextAreShownToo() {
        const auto file = test::squadFile(
            R"({"data":[{"title":"x","paragraphs":[{"context":" ","qas":[{"id":"1","question":"a?","answers":[]}]}]}]})");
        const auto kept = data::readSquad(file, data::OnProblem::Keep);
        QCOMPARE(kept.examples.size(), std::size_t{1});
        QCOMPARE(kept.examples[0].title, std::string("x"));
        QCOMPARE(kept.problems[0].example, 0);
        QVERIFY(data::readSquad(file).examples.empty());
    }

    void aRequestToStopEndsIt() {
        const StopToken stop;
        stop.request();
        const Datasets datasets{test::datasetOf({example("1", "?", contextOf("a"), {})})};
        QVERIFY_THROWS_EXCEPTION(Error, data::diagnose(datasets, stop));
    }
};

QTEST_APPLESS_MAIN(DoctorTest)
#include "doctor_test.moc"
