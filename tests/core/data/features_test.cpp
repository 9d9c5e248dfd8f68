// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/features.h"
#include "core/text/utf8.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace finetune;
using data::Feature;
using data::FeatureOptions;
using data::windowsOf;

class FeaturesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<text::Tokenizer> tokenizer_;

    static data::Example example(const std::string& question, const std::string& context, const std::string& answer,
                                 int start) {
        data::Example made{.id = "q1",
                           .title = {},
                           .question = question,
                           .context = std::make_shared<const std::string>(context),
                           .answers = {{answer, {start}}}};
        return made;
    }

    // The workflow's Python loops as they stand there, over whole arrays with padding.
    static std::pair<int, int> labelAsInPython(const Feature& feature, const data::Answer& answer,
                                               const FeatureOptions& options) {
        const int length = options.padToMaxLength ? options.maxLength : feature.size();
        std::vector<text::Span> offsets(static_cast<std::size_t>(length));
        std::copy(feature.offsets.begin(), feature.offsets.end(), offsets.begin() + feature.contextBegin);
        const int startCharacter = answer.start.value;
        const int endCharacter = startCharacter + text::countCodePoints(answer.text);
        const auto at = [&](int i) { return offsets[static_cast<std::size_t>(i)]; };
        const int first = feature.contextBegin, last = feature.contextEnd - 1;
        if (last < first || at(first).start > startCharacter || at(last).end < endCharacter)
            return {0, 0};
        const int bound = options.labels == data::Labels::Tutorial ? length : last + 1;
        int start = first, end = last;
        while (start < bound && at(start).start <= startCharacter)
            ++start;
        while (end >= 0 && at(end).end >= endCharacter)
            --end;
        return {start - 1, end + 1};
    }

    static std::vector<data::Example> randomExamples(int count, unsigned seed) {
        constexpr std::array kWords = {"the", "town", "of", "lies", "by", "river", "arle", "linn", ".", "calda"};
        std::mt19937 random(seed);
        std::vector<data::Example> examples;
        for (int i = 0; i < count; ++i) {
            std::vector<std::size_t> begins;
            std::string context;
            for (int w = 0; w < 1 + i % 40; ++w) {
                begins.push_back(context.size());
                context += std::string(kWords[random() % kWords.size()]) + " ";
            }
            const std::size_t from = random() % begins.size(), to = std::min(begins.size() - 1, from + random() % 3);
            const std::size_t end = context.find(' ', begins[to]);
            examples.push_back(example("which town", context, context.substr(begins[from], end - begins[from]),
                                       static_cast<int>(begins[from])));
            examples.back().id = std::to_string(i);
        }
        return examples;
    }

private Q_SLOTS:
    void initTestCase() { tokenizer_ = text::loadTokenizer(test::writeTinyProject(test::scratchFolder()).folder); }

    void theAnswerIsLabelledByItsTokens() {
        const auto windows = windowsOf(example("which town", "arle lies by the river linn", "the river", 13),
                                       *tokenizer_, {.maxLength = 32, .stride = 4});
        QCOMPARE(windows.size(), std::size_t{1});
        QCOMPARE(windows[0].size(), 11); // CLS, 2, SEP, 6, SEP
        QCOMPARE(windows[0].contextBegin, 4);
        QCOMPARE(windows[0].contextEnd, 10);
        QCOMPARE(windows[0].startPosition, 7);
        QCOMPARE(windows[0].endPosition, 8);
        QCOMPARE(windows[0].typeOf(3), 0);
        QCOMPARE(windows[0].typeOf(4), 1);
        QCOMPARE(windows[0].offsets[3], (text::Span{13, 16}));
    }

    void theQuestionIsStrippedAsPythonStrips() {
        const auto plain =
            windowsOf(example("which town", "arle", "arle", 0), *tokenizer_, {.maxLength = 16, .stride = 2});
        const auto spaced = windowsOf(example("\xC2\xA0 \x1Cwhich town\t\xE3\x80\x80", "arle", "arle", 0), *tokenizer_,
                                      {.maxLength = 16, .stride = 2});
        QCOMPARE(plain[0].ids.toVector(), spaced[0].ids.toVector());
    }

    void answerOutsideTheWindowIsLabelledAsCls() {
        const auto windows = windowsOf(example("which town", "arle lies by the river linn", "river linn", 17),
                                       *tokenizer_, {.maxLength = 9, .stride = 1});
        QVERIFY(windows.size() > 1);
        QCOMPARE(windows[0].startPosition, 0);
        QCOMPARE(windows[0].endPosition, 0);
        QVERIFY(windows.back().startPosition > 0);
    }

    void anUnanswerableQuestionIsLabelledAsCls() {
        data::Example none = example("which town", "arle lies by the river", "", 0);
        none.answers.clear();
        const auto windows = windowsOf(none, *tokenizer_, {.maxLength = 16, .stride = 2});
        QCOMPARE(windows[0].startPosition, 0);
        QCOMPARE(windows[0].endPosition, 0);
    }

    void theFirstGoldAnswerLabels() {
        data::Example two = example("which town", "arle lies by the river", "river", 17);
        two.answers.push_back({"arle", {0}});
        QCOMPARE(windowsOf(two, *tokenizer_, {.maxLength = 16, .stride = 2})[0].startPosition, 8);
    }

    void lastTokenAnswersRunIntoThePaddingInTheTutorial_data() {
        QTest::addColumn<bool>("padded");
        QTest::addColumn<int>("expected");
        QTest::newRow("padded to 16") << true << 15;
        QTest::newRow("not padded") << false << 9; // [SEP]
    }

    void lastTokenAnswersRunIntoThePaddingInTheTutorial() {
        QFETCH(bool, padded);
        QFETCH(int, expected);
        const auto last = example("which town", "arle lies by the river", "river", 17);
        FeatureOptions options{
            .maxLength = 16, .stride = 2, .padToMaxLength = padded, .labels = data::Labels::Tutorial};
        const Feature tutorial = windowsOf(last, *tokenizer_, options)[0];
        QCOMPARE(tutorial.startPosition, expected);
        QCOMPARE(tutorial.endPosition, 8);
        options.labels = data::Labels::Exact;
        QCOMPARE(windowsOf(last, *tokenizer_, options)[0].startPosition, 8);
    }

    void labelsAreThoseOfThePythonLoops() {
        auto examples = randomExamples(400, 5);
        for (std::size_t i = 0; i < examples.size(); i += 7)
            examples[i].answers[0].text.clear(); // an empty answer, as the reader would not let through
        for (const auto labels : {data::Labels::Exact, data::Labels::Tutorial})
            for (const bool padded : {true, false}) {
                const FeatureOptions options{.maxLength = 14, .stride = 3, .padToMaxLength = padded, .labels = labels};
                for (const data::Example& one : examples)
                    for (const Feature& feature : windowsOf(one, *tokenizer_, options))
                        QCOMPARE(std::pair(feature.startPosition, feature.endPosition),
                                 labelAsInPython(feature, one.answers[0], options));
            }
    }

    void noTokenOfTheContextIsLost() {
        const FeatureOptions options{.maxLength = 11, .stride = 2};
        for (const data::Example& one : randomExamples(200, 6)) {
            const auto windows = windowsOf(one, *tokenizer_, options);
            std::int32_t reached = 0;
            for (const Feature& window : windows) {
                QVERIFY(window.size() <= options.maxLength);
                QVERIFY(window.offsets.front().start <= reached + 1);
                reached = window.offsets.back().end;
            }
            QCOMPARE(static_cast<std::size_t>(reached) + 1, one.context->size()); // a space ends it
        }
    }

    void featuresAreTheSameAtAnyThreadCount() {
        const auto examples = randomExamples(1000, 7);
        const FeatureOptions options{.maxLength = 16, .stride = 4};
        const auto one = data::makeFeatures(examples, *tokenizer_, options, 1);
        std::int64_t tokens = 0;
        for (const Feature& feature : one.features)
            tokens += feature.size();
        QCOMPARE(one.tokens, tokens);
        for (const int threads : {2, 3, 8, 0}) {
            const auto many = data::makeFeatures(examples, *tokenizer_, options, threads);
            QCOMPARE(many.tokens, one.tokens);
            for (const auto kind : {data::DigestKind::Train, data::DigestKind::Validation})
                QCOMPARE(data::digestOf(many, examples, *tokenizer_, options, kind).digest,
                         data::digestOf(one, examples, *tokenizer_, options, kind).digest);
        }
        for (std::size_t i = 1; i < one.features.size(); ++i)
            QVERIFY(one.features[i - 1].example <= one.features[i].example);
    }

    // Five questions to a context, each in several windows: a context's tokens are there once, a question's once.
    void tokensAreKeptOnce() {
        auto examples = randomExamples(1000, 10);
        for (std::size_t i = 0; i < examples.size(); ++i)
            examples[i].context = examples[i - i % 5].context;
        std::size_t contextTokens = 0;
        for (std::size_t i = 0; i < examples.size(); i += 5) {
            text::TokenizedText tokens;
            tokenizer_->tokenize(*examples[i].context, tokens);
            contextTokens += tokens.size();
        }
        const auto made = data::makeFeatures(examples, *tokenizer_, {.maxLength = 12, .stride = 3}, 2);
        QVERIFY(made.features.size() > 2 * examples.size());
        constexpr std::size_t kAround = 5; // CLS, which, town, SEP, SEP
        const std::size_t chunks = examples.size() / 64 + 1;
        QVERIFY(made.bytes() <=
                made.features.size() * sizeof(Feature) + contextTokens * (sizeof(std::int32_t) + sizeof(text::Span)) +
                    examples.size() * kAround * sizeof(std::int32_t) + chunks * sizeof(data::FeatureTokens));
    }

    void aWindowKeepsWhatItLooksInto() {
        Feature kept;
        std::vector<std::int32_t> ids;
        {
            auto made = data::makeFeatures(randomExamples(50, 11), *tokenizer_, {.maxLength = 12, .stride = 3}, 1);
            kept = made.features.back();
            ids = made.features.back().ids.toVector();
        }
        QCOMPARE(kept.ids.toVector(), ids);
        QCOMPARE(kept.offsets.size(), static_cast<std::size_t>(kept.contextEnd - kept.contextBegin));
    }

    void aParagraphOfVeryManyQuestionsIsSharedOutAmongThreads() {
        auto examples = randomExamples(2000, 12);
        for (data::Example& one : examples)
            one.context = examples.front().context, one.answers = examples.front().answers;
        const FeatureOptions options{.maxLength = 12, .stride = 3};
        const auto made = data::makeFeatures(examples, *tokenizer_, options, 2);
        QVERIFY(made.features.front().kept != made.features.back().kept);
        QCOMPARE(made.features.back().ids.toVector(), made.features.front().ids.toVector());
        QCOMPARE(made.features.back().example, 1999);
    }

    void anEmptyContextGivesAWindowWithoutContext() {
        data::Example none = example("which town", "", "", 0);
        const auto windows = windowsOf(none, *tokenizer_, {.maxLength = 16, .stride = 2});
        QCOMPARE(windows.size(), std::size_t{1});
        QVERIFY(windows[0].offsets.empty());
        QCOMPARE(windows[0].contextBegin, windows[0].contextEnd);
        QCOMPARE(windows[0].typeOf(windows[0].size() - 1), 1); // BERT's last [SEP] belongs to the context
    }

    void aQuestionThatLeavesNoRoomIsANamedProblem() {
        std::vector<data::Example> examples = {example("which", "arle lies by the river linn .", "arle", 0),
                                               example("which town lies by the river linn", "arle lies by", "arle", 0)};
        examples[1].id = "long one";
        const FeatureOptions options{.maxLength = 10, .stride = 2};
        const auto made = data::makeFeatures(examples, *tokenizer_, options, 2);
        QCOMPARE(made.problems.size(), std::size_t{1});
        QCOMPARE(made.problems[0].place, std::string("question 2 (id “long one”)"));
        QVERIFY(!made.problems[0].what.empty());
        QVERIFY(!made.problems[0].cure.empty());
        QVERIFY(std::all_of(made.features.begin(), made.features.end(), [](auto& f) { return f.example == 0; }));
        QVERIFY(!made.features.empty());
        QVERIFY_THROWS_EXCEPTION(Error, windowsOf(examples[1], *tokenizer_, options));
    }

    void optionsThatNoExampleCanMeetAreUsageErrors_data() {
        QTest::addColumn<int>("maxLength");
        QTest::addColumn<int>("stride");
        QTest::newRow("no length") << 0 << 0;
        QTest::newRow("negative stride") << 16 << -1;
        QTest::newRow("stride of the whole length") << 16 << 16;
    }

    void optionsThatNoExampleCanMeetAreUsageErrors() {
        QFETCH(int, maxLength);
        QFETCH(int, stride);
        try {
            data::makeFeatures({}, *tokenizer_, {.maxLength = maxLength, .stride = stride});
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Usage);
        }
    }

    void aRequestToStopEndsAllThreads() {
        const auto examples = randomExamples(2000, 8);
        const StopToken stop;
        try {
            data::makeFeatures(examples, *tokenizer_, {.maxLength = 16, .stride = 4}, 3, stop,
                               [&](auto&, auto, auto) { stop.request(); });
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Cancelled);
        }
    }

    void progressEndsAtAllExamples() {
        const auto examples = randomExamples(300, 9);
        std::size_t last = 0;
        data::makeFeatures(examples, *tokenizer_, {.maxLength = 16, .stride = 4}, 2, {},
                           [&](auto&, std::size_t done, std::size_t total) {
                               QVERIFY(done >= last);
                               QCOMPARE(total, examples.size());
                               last = done;
                           });
        QCOMPARE(last, examples.size());
    }
};

QTEST_APPLESS_MAIN(FeaturesTest)
#include "features_test.moc"
