// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "tests/core/text/tokenizer_folder.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

using namespace finetune;
using namespace finetune::text;
using test::SmallTokenizer;
using test::writtenTokens;

namespace {

// "ids / types / sequences" of a window.
QString written(const Encoding& window) {
    QString ids, types, sequences;
    for (std::size_t i = 0; i < window.size(); ++i) {
        ids += QString::number(window.ids[i]) + ' ';
        types += QString::number(window.typeIds[i]) + ' ';
        sequences += window.sequenceIds[i] < 0 ? QString("- ") : QString::number(window.sequenceIds[i]) + ' ';
    }
    return ids + "/ " + types + "/ " + sequences.trimmed();
}

QStringList written(const std::vector<Encoding>& windows) {
    QStringList out;
    for (const Encoding& window : windows)
        out << written(window);
    return out;
}

} // namespace

// What is expected here is what transformers 4.57.6 gives for the same files.
class TokenizerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offsetsAreOfTheOriginalText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("Chinese is isolated") << "中国a中"
                                             << "中:0-1 国:1-2 a:2-3 中:3-4";
        QTest::newRow("a dropped accent") << "riv\u0301ers"
                                          << "riv:0-3 ##er:4-6 ##s:6-7";
        QTest::newRow("dropped characters") << "a\u00ad \u200db"
                                            << "a:0-1 b:4-5";
        QTest::newRow("one character becomes two") << "İx"
                                                   << "[UNK]:0-2";
        QTest::newRow("white space of all kinds") << "a\u2028b\u00a0\u3000a"
                                                  << "a:0-1 b:2-3 a:5-6";
        QTest::newRow("separators are controls") << "a\x1c"
                                                    "b"
                                                 << "[UNK]:0-3";
        // Marks change places; the sources of those that stay are in the order of the text.
        QTest::newRow("marks: added by é") << "é\u0323𝅥"
                                           << "e:0-1 ##𝅥:1-2";
        QTest::newRow("marks: all in the text") << "e\u0301\u0323𝅥 x"
                                                << "e:0-1 ##𝅥:1-2 x:5-6";
        QTest::newRow("marks: no move") << "é𝅥\u0323"
                                        << "e:0-1 ##𝅥:1-2";
        QTest::newRow("nothing") << ""
                                 << "";
    }

    void offsetsAreOfTheOriginalText() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(writtenTokens(*SmallTokenizer().load(), text.toStdString())), expected);
    }

    void overflowingPartsHaveTheTextsNumberAsType() {
        SmallTokenizer small;
        const auto special = [](const char* id, int type) {
            return Json{{"SpecialToken", {{"id", id}, {"type_id", type}}}};
        };
        const auto sequence = [](const char* id, int type) {
            return Json{{"Sequence", {{"id", id}, {"type_id", type}}}};
        };
        small.json["post_processor"] = {
            {"type", "TemplateProcessing"},
            {"single", {special("[CLS]", 0), sequence("A", 5), special("[SEP]", 0)}},
            {"pair", {special("[CLS]", 2), sequence("B", 3), special("[SEP]", 2), sequence("A", 4)}},
            {"special_tokens", {{"[CLS]", {{"ids", {2}}}}, {"[SEP]", {{"ids", {3}}}}}}};
        EncodeOptions options{.truncation = Truncation::LongestFirst, .maxLength = 6};
        QCOMPARE(written(small.load()->encode("a b x a", "the town of", options)),
                 (QStringList{"2 5 6 3 15 16 / 2 3 3 2 4 4 / - 1 1 - 0 0", "2 7 3 15 16 / 2 1 2 4 4 / - 1 - 0 0",
                              "2 7 3 24 15 / 2 1 2 0 0 / - 1 - 0 0", "2 5 6 3 24 15 / 2 3 3 2 0 0 / - 1 1 - 0 0"}));
    }

    void anEmptySecondTextIsASecondText() {
        const auto windows = SmallTokenizer().load()->encode("a", "", {});
        QCOMPARE(written(windows), (QStringList{"2 15 3 3 / 0 0 0 1 / - 0 - -"}));
    }

    void paddingStandsOnTheSideOfTheConfiguration() {
        SmallTokenizer small;
        small.config["padding_side"] = "left";
        small.config["pad_token_type_id"] = 3; // transformers does not read it
        EncodeOptions options{.maxLength = 6, .padding = Padding::MaxLength};
        const auto windows = small.load()->encode("a", std::nullopt, options);
        QCOMPARE(written(windows), (QStringList{"0 0 0 2 15 3 / 0 0 0 0 0 0 / - - - - 0 -"}));
        QCOMPARE(windows[0].attentionMask, (std::vector<std::int8_t>{0, 0, 0, 1, 1, 1}));
        QCOMPARE(windows[0].specialTokensMask, (std::vector<std::int8_t>{1, 1, 1, 1, 0, 1}));
        QCOMPARE(windows[0].offsets[0], Span{});
    }

    void windowsAreCutFromTheLeftWhenTheConfigurationSaysSo() {
        SmallTokenizer small;
        small.config["truncation_side"] = "left";
        EncodeOptions options{.truncation = Truncation::OnlySecond, .maxLength = 8, .stride = 1};
        QCOMPARE(written(small.load()->encode("a b x", "the town of", options)),
                 (QStringList{"2 15 16 24 3 6 7 3 / 0 0 0 0 0 1 1 1 / - 0 0 0 - 1 1 -",
                              "2 15 16 24 3 5 6 3 / 0 0 0 0 0 1 1 1 / - 0 0 0 - 1 1 -"}));
    }

    void withoutALengthModelMaxLengthCounts() {
        SmallTokenizer small;
        EncodeOptions options{.truncation = Truncation::OnlyFirst, .padding = Padding::MaxLength};
        QCOMPARE(written(small.load()->encode("a b x a", std::nullopt, options)).size(), 1);
        small.config["model_max_length"] = 4;
        QCOMPARE(written(small.load()->encode("a b x", std::nullopt, options)),
                 (QStringList{"2 15 16 3 / 0 0 0 0 / - 0 0 -", "2 24 3 0 / 0 0 0 0 / - 0 - -"}));
    }

    void noTokenIsInNoWindow() {
        const auto tokenizer = SmallTokenizer().load();
        std::mt19937 random(3);
        for (int i = 0; i < 500; ++i) {
            TokenizedText question, context;
            const auto fill = [&](TokenizedText& out, std::size_t size) {
                for (std::size_t at = 0; at < size; ++at)
                    out.ids.push_back(15), out.offsets.push_back({int(at), int(at) + 1});
            };
            fill(question, random() % 10);
            fill(context, random() % 200);
            const int room = 1 + static_cast<int>(random() % 40);
            const EncodeOptions options{.truncation = Truncation::OnlySecond,
                                        .maxLength = room + 3 + static_cast<int>(question.size()),
                                        .stride = static_cast<int>(random() % static_cast<unsigned>(room))};
            std::vector<int> seen(context.size());
            for (const Encoding& window : tokenizer->windows(question, &context, options))
                for (std::size_t at = 0; at < window.size(); ++at)
                    if (window.sequenceIds[at] == 1)
                        ++seen[static_cast<std::size_t>(window.offsets[at].start)];
            QVERIFY(std::find(seen.begin(), seen.end(), 0) == seen.end());
        }
    }

    // The same windows, laid out and not, or the same refusal.
    void aCutOfTheSecondTextIsWhereItsWindowsAre_data() {
        QTest::addColumn<QString>("side");
        QTest::newRow("right") << "right";
        QTest::newRow("left") << "left";
    }
    void aCutOfTheSecondTextIsWhereItsWindowsAre() {
        QFETCH(QString, side);
        SmallTokenizer small;
        small.config["truncation_side"] = side.toStdString();
        const auto tokenizer = small.load();
        std::mt19937 random(4);
        int cut = 0, refused = 0;
        for (int i = 0; i < 2000; ++i) {
            TokenizedText first, second;
            for (auto* text : {&first, &second})
                for (auto size = random() % (text == &first ? 8 : 60); size > 0; --size)
                    text->ids.push_back(static_cast<std::int32_t>(random() % 25)), text->offsets.emplace_back();
            const EncodeOptions options{.truncation = Truncation::OnlySecond,
                                        .maxLength = static_cast<int>(random() % 30),
                                        .stride = static_cast<int>(random() % 6)};
            std::vector<std::vector<std::int32_t>> expected, got;
            std::string expectedError, gotError;
            try {
                for (const Encoding& window : tokenizer->windows(first, &second, options))
                    expected.push_back(window.ids);
            } catch (const Error& error) {
                expectedError = error.what();
            }
            try {
                SecondCut made;
                tokenizer->cutSecond(first.ids, second.size(), *options.maxLength, options.stride, made);
                for (const TokenRange part : made.parts) {
                    auto& ids = got.emplace_back(made.before);
                    const auto at = [&](std::size_t token) { return second.ids.begin() + static_cast<int>(token); };
                    ids.insert(ids.end(), at(part.begin), at(part.end));
                    ids.insert(ids.end(), made.after.begin(), made.after.end());
                }
            } catch (const Error& error) {
                gotError = error.what();
            }
            QCOMPARE(gotError, expectedError);
            QCOMPARE(got, expected);
            cut += got.size() > 1;
            refused += !gotError.empty();
        }
        QVERIFY(cut > 100 && refused > 100);
    }

    void bytesThatAreNotUtf8AreDroppedLikeReplacementCharacters() {
        const auto tokenizer = SmallTokenizer().load();
        QCOMPARE(writtenTokens(*tokenizer, "a\xFF \xE4\xB8 b"), std::string("a:0-1 b:6-7"));
        std::mt19937 random(11);
        for (int i = 0; i < 2000; ++i) {
            std::string bytes(random() % 40, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random());
            TokenizedText tokens;
            tokenizer->tokenize(bytes, tokens);
            for (const Span span : tokens.offsets)
                QVERIFY(span.start >= 0 && span.start < span.end && span.end <= static_cast<int>(bytes.size()));
        }
    }

    void manyThreadsGetTheSameTokens() {
        const auto tokenizer = SmallTokenizer().load();
        std::string text;
        for (int i = 0; i < 200; ++i)
            text += i % 3 ? "the rivers. " : "é\u0323𝅥 中国[MASK]";
        TokenizedText expected;
        tokenizer->tokenize(text, expected);
        std::atomic<int> different = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < 50; ++round) {
                    TokenizedText tokens;
                    tokenizer->tokenize(text, tokens);
                    different += tokens.ids != expected.ids || tokens.offsets != expected.offsets;
                }
            });
        threads.clear();
        QCOMPARE(different.load(), 0);
    }
};

QTEST_APPLESS_MAIN(TokenizerTest)
#include "tokenizer_test.moc"
