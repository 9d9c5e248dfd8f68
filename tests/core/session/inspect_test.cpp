// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/session/inspect.h"
#include "core/text/utf8.h"
#include "tests/support/shared_data.h"

#include <QTest>

using namespace finetune;
using session::AnswerPlace;
using session::TokenKind;

namespace {

// A folder whose tokenizer knows the letters a to l, a few Chinese characters and the pieces of "playing".
std::filesystem::path modelFolder() {
    static const auto folder = [] {
        const auto made = test::scratchFolder();
        std::string words = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nwho\n?\nplay\n##ing\n柏\n林\n是\n首\n都\n";
        for (char letter = 'a'; letter <= 'l'; ++letter)
            words += std::string(1, letter) + "\n";
        files::writeAtomically(made / "vocab.txt", words);
        files::writeAtomically(made / "tokenizer_config.json",
                               R"({"tokenizer_class": "BertTokenizer", "do_lower_case": true})");
        return made;
    }();
    return folder;
}

data::Example example(const std::string& context, const std::string& answer, const std::string& question = "who ?") {
    data::Example made;
    made.id = "q";
    made.question = question;
    made.context = std::make_shared<const std::string>(context);
    if (!answer.empty())
        made.answers.push_back(
            {answer, text::toCodePoints(context, {static_cast<std::int32_t>(context.find(answer))})});
    return made;
}

// Room for four context tokens beside "[CLS] who ? [SEP]" and "[SEP]"; windows lie two apart.
constexpr data::FeatureOptions kFourWide{.maxLength = 9, .stride = 2};

session::Inspection inspect(const data::Example& example, const data::FeatureOptions& options) {
    static const session::Inspector inspector(modelFolder());
    return inspector.inspect(example, options);
}

} // namespace

class InspectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAnswerThatAnEdgeCutsIsLabelledAsClsThere() {
        const auto shown = inspect(example("a b c d e f g h i j", "d e"), kFourWide);
        QCOMPARE(shown.windows.size(), std::size_t{4});
        const AnswerPlace places[] = {AnswerPlace::Partly, AnswerPlace::Whole, AnswerPlace::Partly,
                                      AnswerPlace::Outside};
        for (std::size_t w = 0; w < 4; ++w) {
            const session::InspectedWindow& window = shown.windows[w];
            QCOMPARE(window.answer, places[w]);
            QCOMPARE(window.firstContextToken, static_cast<std::int32_t>(2 * w));
            QCOMPARE(window.endContextToken, static_cast<std::int32_t>(2 * w + 4));
            if (!window.holdsAnswer())
                QVERIFY((window.exact == session::LabelPair{window.cls, window.cls}));
        }
        QVERIFY((shown.windows[1].exact == session::LabelPair{5, 6}));
        QCOMPARE(shown.windows[1].tokens[5].text, std::string("d"));
        QCOMPARE(shown.windows[1].labelledText, std::string("d e"));
    }

    void everyTokenHasItsKind() {
        const auto shown = inspect(example("a b", "b"), {.maxLength = 12, .stride = 2});
        const auto& window = shown.windows.front();
        const std::vector<std::pair<std::string, TokenKind>> expected = {
            {"[CLS]", TokenKind::Special}, {"who", TokenKind::Question}, {"?", TokenKind::Question},
            {"[SEP]", TokenKind::Special}, {"a", TokenKind::Context},    {"b", TokenKind::Context},
            {"[SEP]", TokenKind::Special}};
        QCOMPARE(window.tokens.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(window.tokens[i].text, expected[i].first);
            QCOMPARE(window.tokens[i].kind, expected[i].second);
        }
        QCOMPARE(window.padding, 5);
        QCOMPARE(shown.paddingToken, std::string("[PAD]"));
    }

    void aWindowIsNotPaddedWhereThePaddingIsOff() {
        const auto shown = inspect(example("a b", "b"), {.maxLength = 12, .stride = 2, .padToMaxLength = false});
        QCOMPARE(shown.windows.front().padding, 0);
    }

    void sharedTokensAreMarkedOnBothSides() {
        const auto shown = inspect(example("a b c d e f g h i j k", ""), {.maxLength = 9, .stride = 3});
        const auto marks = [&](std::size_t w, bool previous) {
            std::vector<std::string> found;
            for (const auto& token : shown.windows[w].tokens)
                if (previous ? token.sharedWithPrevious : token.sharedWithNext)
                    found.push_back(token.text);
            return found;
        };
        QVERIFY(shown.windows.size() > 3);
        for (std::size_t w = 0; w + 1 < shown.windows.size(); ++w) {
            QCOMPARE(marks(w, false).size(), std::size_t{3});
            QCOMPARE(marks(w, false), marks(w + 1, true));
        }
        QVERIFY(marks(0, true).empty());
        QVERIFY(marks(shown.windows.size() - 1, false).empty());
    }

    void anUnanswerableQuestionIsLabelledAsClsEverywhere() {
        const auto shown = inspect(example("a b c d e f", ""), kFourWide);
        QCOMPARE(shown.windows.size(), std::size_t{2});
        for (const auto& window : shown.windows) {
            QCOMPARE(window.answer, AnswerPlace::None);
            QVERIFY((window.exact == session::LabelPair{0, 0}));
            QVERIFY(!window.tutorialLabelsPastTheContext());
        }
    }

    void theTutorialLoopLabelsPaddingWhenTheAnswerBeginsInTheLastToken() {
        const auto shown = inspect(example("a b c", "c"), {.maxLength = 16, .stride = 2});
        const auto& window = shown.windows.front();
        QVERIFY(window.tutorialLabelsPastTheContext());
        QVERIFY((window.exact == session::LabelPair{6, 6}));
        QVERIFY((window.tutorial == session::LabelPair{15, 6}));
        QVERIFY(window.tutorial.start >= window.size());
        const auto earlier = inspect(example("a b c", "b c"), {.maxLength = 16, .stride = 2});
        QVERIFY(!earlier.windows.front().tutorialLabelsPastTheContext());
    }

    void positionsOfChineseAreCodePointsAndBytes() {
        const auto shown = inspect(example("柏林是首都", "首都", "柏林是 ?"), {.maxLength = 16, .stride = 2});
        const auto& window = shown.windows.front();
        QVERIFY(window.holdsAnswer());
        const auto& first = window.tokens[static_cast<std::size_t>(window.exact.start)];
        QCOMPARE(first.text, std::string("首"));
        QVERIFY((first.span == text::Span{3, 4}));
        QVERIFY((first.bytes == session::ByteSpan{{9}, {12}}));
        QCOMPARE(window.labelledText, std::string("首都"));
    }

    void bytesFollowEmojiAndCombiningMarks() {
        const std::string context = "😀 e\u0301 playing d";
        const auto shown = inspect(example(context, "playing"), {.maxLength = 20, .stride = 2});
        int seen = 0;
        for (const auto& token : shown.windows.front().tokens) {
            if (token.kind != TokenKind::Context)
                continue;
            const auto bytes =
                context.substr(static_cast<std::size_t>(token.bytes.start.value),
                               static_cast<std::size_t>(token.bytes.end.value - token.bytes.start.value));
            QCOMPARE(bytes, text::sliceCodePoints(context, token.span.start, token.span.end));
            if (token.text == "##ing") {
                QCOMPARE(bytes, std::string("ing"));
                ++seen;
            }
        }
        QCOMPARE(seen, 1);
    }

    void theQuestionIsShownAsTheModelGetsIt() {
        const auto shown = inspect(example("a b", "a", "  who ?\n"), {.maxLength = 16, .stride = 2});
        QCOMPARE(shown.question, std::string("who ?"));
        QVERIFY((shown.windows.front().tokens[1].span == text::Span{0, 3}));
    }

    void anAnswerInsideATokenShowsWhatIsLabelled() {
        const auto shown = inspect(example("a playing b", "lay"), {.maxLength = 16, .stride = 2});
        QCOMPARE(shown.windows.front().labelledText, std::string("play"));
    }

    void whatCannotBeCutIsAProblemAndNoError_data() {
        QTest::addColumn<int>("maxLength");
        QTest::addColumn<int>("stride");
        QTest::newRow("the question leaves no room") << 5 << 0;
        QTest::newRow("no more room than the stride") << 7 << 2;
        QTest::newRow("the stride is longer than a window") << 8 << 9;
    }
    void whatCannotBeCutIsAProblemAndNoError() {
        QFETCH(int, maxLength);
        QFETCH(int, stride);
        const auto shown = inspect(example("a b c d e f", "b"), {.maxLength = maxLength, .stride = stride});
        QVERIFY(shown.problem.has_value());
        QVERIFY(!shown.problem->what.empty());
        QVERIFY(!shown.problem->cure.empty());
        QVERIFY(shown.windows.empty());
        QCOMPARE(shown.contextTokens, 6);
    }

    void aFolderWithoutATokenizerIsNamed() {
        const auto folder = test::scratchFolder();
        try {
            const session::Inspector inspector(folder);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QVERIFY2(std::string(error.what()).find(folder.string()) != std::string::npos, error.what());
        }
    }

    void labelsAndWindowsAreTheFeaturesOfRealData_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("tokenizer");
        QTest::newRow("English, WordPiece") << "xquad.en.json"
                                            << "bert-uncased";
        QTest::newRow("Chinese, WordPiece") << "xquad.zh.json"
                                            << "bert-cased";
    }
    void labelsAndWindowsAreTheFeaturesOfRealData() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(QString, file);
        QFETCH(QString, tokenizer);
        auto examples = data::readSquad(shared / "data/xquad" / file.toStdString()).examples;
        examples.resize(60);
        const session::Inspector inspector(shared / "goldens/tokenizer/folders" / tokenizer.toStdString());
        const data::FeatureOptions options{.maxLength = 128, .stride = 48};
        const auto features = data::makeFeatures(examples, inspector.tokenizer(), options, 1).features;
        std::size_t next = 0;
        for (const data::Example& one : examples) {
            for (const auto& window : inspector.inspect(one, options).windows) {
                const data::Feature& feature = features.at(next++);
                QCOMPARE(window.exact.start, feature.startPosition);
                QCOMPARE(window.exact.end, feature.endPosition);
                QCOMPARE(window.holdsAnswer(), feature.startPosition != window.cls);
                QCOMPARE(window.size() + window.padding, options.maxLength);
                for (std::size_t i = 0; i < window.tokens.size(); ++i)
                    QCOMPARE(window.tokens[i].id, feature.ids[i]);
            }
        }
        QCOMPARE(next, features.size());
    }
};

QTEST_APPLESS_MAIN(InspectTest)
#include "inspect_test.moc"
