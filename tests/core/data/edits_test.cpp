// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/edits.h"
#include "core/data/split.h"
#include "core/data/squad_writer.h"
#include "tests/core/data/sample_examples.h"
#include "tests/core/data/squad_file.h"

#include <QTest>
#include <set>

using namespace finetune;
using test::contextOf;
using test::example;

namespace {

bool same(const data::Example& one, const data::Example& other) {
    const auto sameAnswer = [](const data::Answer& a, const data::Answer& b) {
        return a.text == b.text && a.start == b.start;
    };
    return one.id == other.id && one.title == other.title && one.question == other.question &&
           *one.context == *other.context && one.isImpossible == other.isImpossible &&
           std::ranges::equal(one.answers, other.answers, sameAnswer);
}

std::shared_ptr<const data::Dataset> towns(int contexts = 3) {
    std::vector<data::Example> examples;
    for (int i = 0; i < contexts; ++i) {
        const auto context = contextOf("town " + std::to_string(i) + " lies by a river");
        for (int j = 0; j <= i % 3; ++j)
            examples.push_back(
                example(std::to_string(i) + "." + std::to_string(j), "Where?", context, {{"river", {0}}}));
    }
    return test::datasetOf(std::move(examples));
}

} // namespace

class EditsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutEditsTheDatasetIsTheSourceItself() {
        const auto source = towns();
        QCOMPARE(data::applyEdits(source, {}).dataset, source);
    }

    void editsAreLaidOverAndTheSourceStays() {
        const auto source = towns();
        const std::vector<data::Edit> edits{{.example = 0, .id = "new"},
                                            {.example = 1, .leaveOut = true},
                                            {.example = 0, .answers = std::vector<data::Answer>{}}};
        const data::Derived edited = data::applyEdits(source, edits);
        QCOMPARE(edited.dataset->examples.size(), source->examples.size() - 1);
        QCOMPARE(edited.dataset->examples[0].id, std::string("new"));
        QVERIFY(edited.dataset->examples[0].isImpossible);
        QCOMPARE(source->examples[0].id, std::string("0.0"));
        QCOMPARE(edited.sourceOf(1), 2);
        QCOMPARE(edited.exampleOf(2), 1);
        QCOMPARE(edited.exampleOf(1), -1);
        const data::Derived undone = data::applyEdits(source, std::span(edits).first(1));
        QCOMPARE(undone.dataset->examples.size(), source->examples.size());
        QVERIFY(!undone.dataset->examples[0].isImpossible);
    }

    void everythingMayBeLeftOut() {
        const auto source = towns(1);
        const std::vector<data::Edit> edits{{.example = 0, .leaveOut = true}};
        QVERIFY(data::applyEdits(source, edits).dataset->examples.empty());
    }

    void whatIsWrittenReadsBackEqual() {
        auto set = std::make_shared<data::Dataset>();
        const auto odd = contextOf("a \"quote\", a \\ and\r\na line 😀 \u0007 東京"), other = contextOf("عربي");
        set->examples = {example("1", " Why?\n", odd, {{"東京", {37}}, {"quote", {3}}}), example("2", "b?", odd, {}),
                         example("3", "c?", other, {{"عربي", {0}}}), example("4", "d?", odd, {})};
        set->examples[2].title = set->examples[3].title = "an \"other\"";
        const auto file = test::scratchFolder() / "written.json";
        data::writeSquad(*set, file);
        const auto read = data::readSquad(file, data::OnProblem::Keep);
        QCOMPARE(read.version, std::string("v2.0"));
        QCOMPARE(read.examples.size(), set->examples.size());
        for (std::size_t i = 0; i < read.examples.size(); ++i)
            QVERIFY2(same(read.examples[i], set->examples[i]), std::to_string(i).c_str());
        QCOMPARE(read.examples[0].context, read.examples[1].context);
    }

    void anAnswerableDatasetIsWrittenAsVersionOne() {
        const auto file = test::scratchFolder() / "written.json";
        data::writeSquad(*towns(), file);
        QCOMPARE(data::readSquad(file, data::OnProblem::Keep).version, std::string("1.1"));
        data::writeSquad({}, file);
        QVERIFY(data::readSquad(file).examples.empty());
    }

    void realDataReadsBackEqual() {
        FINETUNE_REQUIRE_SHARED(shared);
        const auto source = data::readSquad(shared / "data" / "squad" / "split" / "validation.json");
        const auto file = test::scratchFolder() / "written.json";
        data::writeSquad(source, file);
        const auto read = data::readSquad(file);
        QCOMPARE(read.examples.size(), source.examples.size());
        QVERIFY(std::ranges::equal(read.examples, source.examples, same));
    }

    void aSplitKeepsContextsTogetherAndLosesNothing() {
        const auto source = towns(100);
        const auto [first, second] = data::splitByContext(*source, {.secondShare = 0.2, .seed = 7});
        QCOMPARE(first.examples.size() + second.examples.size(), source->examples.size());
        const double share = static_cast<double>(second.examples.size()) / static_cast<double>(source->examples.size());
        QVERIFY2(share >= 0.2 && share < 0.22, std::to_string(share).c_str());
        std::set<std::string> here;
        for (const data::Example& one : first.examples)
            here.insert(*one.context);
        for (const data::Example& one : second.examples)
            QVERIFY(!here.contains(*one.context));
    }

    // The numbers are part of the format: another machine must cut the same way.
    void aSplitIsTheSameEverywhere() {
        const auto [first, second] = data::splitByContext(*towns(10), {.secondShare = 0.3, .seed = 42});
        std::string ids;
        for (const data::Example& one : second.examples)
            ids += one.id + " ";
        QCOMPARE(ids, std::string(kSplitOfTowns));
    }

    void anotherSeedGivesAnotherSplit() {
        const auto one = data::splitByContext(*towns(50), {.seed = 1}).second,
                   other = data::splitByContext(*towns(50), {.seed = 2}).second;
        QVERIFY(!std::ranges::equal(one.examples, other.examples, same));
    }

    void whatCannotBeSplitIsRefused() {
        QVERIFY_THROWS_EXCEPTION(Error, data::splitByContext(*towns(1), {}));
        QVERIFY_THROWS_EXCEPTION(Error, data::splitByContext(*towns(9), {.secondShare = 0}));
        QVERIFY_THROWS_EXCEPTION(Error, data::splitByContext(*towns(9), {.secondShare = 1}));
        const auto [first, second] = data::splitByContext(*towns(2), {.secondShare = 0.99});
        QVERIFY(!first.examples.empty() && !second.examples.empty());
    }

private:
    static constexpr const char* kSplitOfTowns = "0.0 5.0 5.1 5.2 8.0 8.1 8.2 9.0 ";
};

QTEST_APPLESS_MAIN(EditsTest)
#include "edits_test.moc"
