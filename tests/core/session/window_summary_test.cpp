// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/session/inspect.h"
#include "core/session/window_summary.h"
#include "core/text/utf8.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QTest>
#include <algorithm>
#include <map>
#include <set>

using namespace finetune;

namespace {

// A token of the window has characters of the answer.
bool touches(const data::Answer& answer, std::span<const text::Span> offsets) {
    const std::int32_t start = answer.start.value, end = start + text::countCodePoints(answer.text);
    return std::ranges::any_of(offsets, [&](text::Span token) { return token.start < end && start < token.end; });
}

// Both ways to the same figures: counted window by window, with and without the workflow's mistake.
session::WindowSummary counted(const std::vector<data::Example>& examples, const text::Tokenizer& tokenizer,
                               data::FeatureOptions options) {
    session::WindowSummary summary;
    const data::Features exact = data::makeFeatures(examples, tokenizer, options, 1);
    options.labels = data::Labels::Tutorial;
    const data::Features tutorial = data::makeFeatures(examples, tokenizer, options, 1);
    std::map<std::int32_t, std::int32_t> windows;
    std::set<std::int32_t> answered, cut, problems;
    for (std::size_t i = 0; i < exact.features.size(); ++i) {
        const data::Feature& feature = exact.features[i];
        ++windows[feature.example];
        if (feature.startPosition > 0) {
            ++summary.windowsWithAnswer;
            answered.insert(feature.example);
        }
        if (feature.startPosition != tutorial.features[i].startPosition) {
            ++summary.tutorialFaults;
            problems.insert(feature.example);
        }
        const auto& answers = examples[static_cast<std::size_t>(feature.example)].answers;
        if (!answers.empty() && feature.startPosition == 0 && touches(answers.front(), feature.offsets))
            cut.insert(feature.example);
        summary.paddingTokens += options.padToMaxLength ? options.maxLength - feature.size() : 0;
    }
    summary.examples = static_cast<std::int64_t>(examples.size());
    summary.examplesNotCut = static_cast<std::int64_t>(exact.problems.size());
    summary.windows = static_cast<std::int64_t>(exact.features.size());
    summary.realTokens = exact.tokens;
    for (const auto& [example, count] : windows) {
        summary.mostWindows = std::max(summary.mostWindows, count);
        summary.examplesInSeveralWindows += count > 1;
        const bool answerable = !examples[static_cast<std::size_t>(example)].answers.empty();
        summary.answersInNoWindow += answerable && !answered.contains(example);
        if (answerable && !answered.contains(example))
            problems.insert(example);
    }
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(examples.size()); ++i)
        if (!windows.contains(i))
            problems.insert(i);
    summary.answersCut = static_cast<std::int64_t>(cut.size());
    summary.problems.assign(problems.begin(), problems.end());
    return summary;
}

void compare(const session::WindowSummary& found, const session::WindowSummary& expected) {
    QCOMPARE(found.examples, expected.examples);
    QCOMPARE(found.examplesNotCut, expected.examplesNotCut);
    QCOMPARE(found.windows, expected.windows);
    QCOMPARE(found.windowsWithAnswer, expected.windowsWithAnswer);
    QCOMPARE(found.tutorialFaults, expected.tutorialFaults);
    QCOMPARE(found.answersInNoWindow, expected.answersInNoWindow);
    QCOMPARE(found.answersCut, expected.answersCut);
    QCOMPARE(found.problems, expected.problems);
    QCOMPARE(found.realTokens, expected.realTokens);
    QCOMPARE(found.paddingTokens, expected.paddingTokens);
    QCOMPARE(found.mostWindows, expected.mostWindows);
    QCOMPARE(found.examplesInSeveralWindows, expected.examplesInSeveralWindows);
}

} // namespace

class WindowSummaryTest : public QObject {
    Q_OBJECT
private:
    static void addSettings() {
        QTest::addColumn<int>("maxLength");
        QTest::addColumn<int>("stride");
        QTest::addColumn<bool>("pad");
        for (const auto& [length, stride] : std::vector<std::pair<int, int>>{
                 {384, 128}, {64, 16}, {48, 0}, {40, 20}, {24, 12}, {20, 3}, {12, 4}, {8, 7}, {6, 9}, {2, 0}})
            for (const bool pad : {true, false})
                QTest::addRow("%d/%d %s", length, stride, pad ? "padded" : "not padded") << length << stride << pad;
    }

private Q_SLOTS:
    void countsAreThoseOfTheFeaturesOfTheTinyProject_data() { addSettings(); }
    void countsAreThoseOfTheFeaturesOfTheTinyProject() {
        QFETCH(int, maxLength);
        QFETCH(int, stride);
        QFETCH(bool, pad);
        const test::TinyProject project = test::writeTinyProject(test::scratchFolder());
        const session::Inspector inspector(project.folder);
        const auto examples = data::readSquad(project.squad).examples;
        const data::FeatureOptions options{.maxLength = maxLength, .stride = stride, .padToMaxLength = pad};
        const auto lengths = session::measureLengths(examples, inspector.tokenizer());
        const auto found = session::summarize(lengths, options);
        if (stride >= maxLength) { // the features refuse these options as a whole
            QCOMPARE(found.examplesNotCut, found.examples);
            return;
        }
        compare(found, counted(examples, inspector.tokenizer(), options));
    }

    void countsAreThoseOfTheFeaturesOfRealData_data() { addSettings(); }
    void countsAreThoseOfTheFeaturesOfRealData() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(int, maxLength);
        QFETCH(int, stride);
        QFETCH(bool, pad);
        if (stride >= maxLength)
            return;
        static const session::Inspector inspector(shared / "goldens/tokenizer/folders/bert-uncased");
        static const auto examples = [&] {
            auto read = data::readSquad(shared / "data/squad/dev-v2.0.part.json").examples;
            read.resize(std::min<std::size_t>(read.size(), 150));
            return read;
        }();
        static const auto lengths = session::measureLengths(examples, inspector.tokenizer());
        const data::FeatureOptions options{.maxLength = maxLength, .stride = stride, .padToMaxLength = pad};
        compare(session::summarize(lengths, options), counted(examples, inspector.tokenizer(), options));
    }

    void theLongestExampleIsFound() {
        const session::DatasetLengths lengths{
            .specialTokens = 3, .singleSpecialTokens = 2, .examples = {{4, 50}, {5, 60}, {3, 20}}};
        const auto summary = session::summarize(lengths, {});
        QCOMPARE(summary.longestExample, 1);
        QCOMPARE(summary.longestExampleTokens, 68);
        QCOMPARE(summary.windowsPerExample(), 1.0);
        QCOMPARE(summary.paddingShare(), 1.0 - (57.0 + 68.0 + 26.0) / (3 * 384));
    }

    void writingThatTheVocabularyLacksIsCounted() {
        const test::TinyProject project = test::writeTinyProject(test::scratchFolder());
        const session::Inspector inspector(project.folder);
        data::Example example;
        example.context = std::make_shared<const std::string>("the \u6cb3\u5dde"); // two characters, each a word
        example.question = "the";
        auto second = example;
        second.question = "\u5dde";
        const auto lengths = session::measureLengths({example, second}, inspector.tokenizer());
        QCOMPARE(lengths.tokens, std::int64_t{5}); // the context once
        QCOMPARE(lengths.unknownTokens, std::int64_t{3});
        QCOMPARE(session::summarize(lengths, {}).unknownShare, 0.6);
    }

    void anEmptyDatasetHasNoShares() {
        const auto summary = session::summarize({}, {});
        QCOMPARE(summary.windowsPerExample(), 0.0);
        QCOMPARE(summary.paddingShare(), 0.0);
        QCOMPARE(summary.longestExample, -1);
    }

    void measuringStopsOnRequestAndTellsItsProgress() {
        const test::TinyProject project = test::writeTinyProject(test::scratchFolder());
        const session::Inspector inspector(project.folder);
        const auto examples = data::readSquad(project.squad).examples;
        const StopToken stop;
        std::size_t last = 0;
        try {
            session::measureLengths(examples, inspector.tokenizer(), stop,
                                    [&](const std::string&, std::size_t done, std::size_t total) {
                                        QCOMPARE(total, examples.size());
                                        last = done;
                                        if (done == 3)
                                            stop.request();
                                    });
            QFAIL("went on");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Cancelled);
            QCOMPARE(last, std::size_t{3});
        }
    }
};

QTEST_APPLESS_MAIN(WindowSummaryTest)
#include "window_summary_test.moc"
