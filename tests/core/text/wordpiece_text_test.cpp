// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece_text.h"

#include "core/text/utf8.h"

#include <QTest>
#include <random>

using namespace finetune::text;

namespace {

// A tokenizer of this kind with every letter and some longer pieces, and added tokens or none.
struct Made {
    explicit Made(const BertNormalizer& how) : normalizer(how) {
        int id = 0;
        model.add("[UNK]", "##", id++);
        for (char c = 'a'; c <= 'z'; ++c)
            for (const char* prefix : {"", "##"})
                model.add(std::string(prefix) + c, "##", id++);
        for (const char* piece :
             {"A",   "##B", "0",   "##1", ".",    "-", "[",        "]",        "ab",  "##ab", "abc",
              "the", "é",   "##é", "中",  "##国", "i̇", "##\u0301", "##\u0323", "##😀", "Å",    "##\x7F"})
            model.add(piece, "##", id++);
        count = static_cast<std::size_t>(id);
    }
    void addTokens(const std::vector<AddedToken>& tokens) {
        AddedTokens added(model.initial, count);
        for (const AddedToken& token : tokens)
            added.add(token);
        matchers = added.matchers(normalizer, false);
    }

    BertNormalizer normalizer;
    WordPiece model;
    std::size_t count = 0;
    AddedTokens::Matchers matchers;
};

// Words, white space and whatever stages look at: marks that move, that decompose and that stand at the beginning, what
// is removed, what becomes two characters or is isolated, bytes that are not UTF-8.
std::string randomText(std::mt19937& random) {
    static const std::vector<std::string> kPieces = {"ab",      "abc",    "the",
                                                     "THE",     "aB",     "x",
                                                     " ",       " ",      " ",
                                                     "\t",      "\n",     "\r\n",
                                                     "\v",      "\f",     ".",
                                                     "-",       "[",      "[MASK]",
                                                     "0",       "1",      "é",
                                                     "É",       "İ",      "Å",
                                                     "ß",       "Σ",      "\u0301",
                                                     "\u0323",  "\u0344", "\u0F73",
                                                     "\u0F71",  "𝅘𝅥",     "e\u0301\u0323",
                                                     "é\u0323", "\u1EAD", "中",
                                                     "国",      "\u00A0", "\u3000",
                                                     "\u2028",  "\u0085", "\u00AD",
                                                     "\u200D",  "\u200B", "👩\u200D🔬",
                                                     "😀",       "한",     "\uFFFD",
                                                     "\u2013",  "“",      "\x7F",
                                                     "\x1C",    "\xFF",   "\xE4\xB8",
                                                     "\xF0\x9F"};
    std::string text;
    for (auto parts = random() % 24; parts > 0; --parts) {
        if (random() % 12 == 0)
            text += static_cast<char>(random() % 128); // any ASCII, the zero byte too
        text += kPieces[random() % kPieces.size()];
    }
    return text;
}

QString written(const TokenizedText& tokens) {
    QString out;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        out += QString("%1:%2-%3 ").arg(tokens.ids[i]).arg(tokens.offsets[i].start).arg(tokens.offsets[i].end);
    return out;
}

} // namespace

class WordPieceTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothWaysGiveTheSameTokens_data() {
        QTest::addColumn<int>("options");
        QTest::addColumn<int>("tokens");
        for (int options = 0; options < 16; ++options)
            for (int tokens = 0; tokens < 4; ++tokens)
                QTest::addRow("normalizer %d, added tokens %d", options, tokens) << options << tokens;
    }

    void bothWaysGiveTheSameTokens() {
        QFETCH(int, options);
        QFETCH(int, tokens);
        Made made({.cleanText = (options & 1) != 0,
                   .handleChineseCharacters = (options & 2) != 0,
                   .stripAccents = (options & 4) != 0,
                   .lowercase = (options & 8) != 0});
        const AddedToken mask{.content = "[MASK]", .stripLeft = true, .normalized = false, .special = true};
        const std::vector<std::vector<AddedToken>> kinds = {
            {},
            {mask},
            {mask, {.content = "the", .singleWord = true, .normalized = true}},
            {{.content = "\uFFFD", .stripRight = true, .normalized = false}, {.content = " x", .normalized = false}}};
        made.addTokens(kinds[static_cast<std::size_t>(tokens)]);
        const WordPieceText text(made.normalizer, made.model, made.matchers);
        std::mt19937 random(static_cast<unsigned>(17 + options * 4 + tokens));
        for (int i = 0; i < 3000; ++i) {
            const std::string given = randomText(random);
            TokenizedText got, expected;
            text.tokenize(given, got);
            text.tokenizeByStages(given, expected);
            if (written(got) != written(expected))
                QFAIL(qPrintable(QString("text %1 (hex %2)\ngot      %3\nexpected %4")
                                     .arg(i)
                                     .arg(QString::fromLatin1(QByteArray::fromStdString(given).toHex()), written(got),
                                          written(expected))));
        }
    }

    void tokensAreAppendedAndOffsetsCountFromThisText() {
        Made made({});
        const WordPieceText text(made.normalizer, made.model, made.matchers);
        TokenizedText tokens;
        text.tokenize("é The", tokens);
        text.tokenize(" abc.", tokens);
        QCOMPARE(tokens.size(), std::size_t{4}); // e, the, abc and the full stop
        QCOMPARE(tokens.offsets[0], (Span{0, 1}));
        QCOMPARE(tokens.offsets[1], (Span{2, 5}));
        QCOMPARE(tokens.offsets[2], (Span{1, 4}));
        QCOMPARE(tokens.offsets[3], (Span{4, 5}));
    }

    void anAddedTokenIsSeenInBytesWhereverItIsFoundInCharacters() {
        std::mt19937 random(5);
        Made made({});
        made.addTokens({{.content = "[MASK]", .normalized = false}, {.content = "中", .normalized = false}});
        QVERIFY(!made.matchers.raw.mayMatch("the [MAS K]"));
        QVERIFY(made.matchers.raw.mayMatch("the [MASK]"));
        std::u32string characters;
        std::vector<TokenMatcher::Match> matches;
        for (int i = 0; i < 5000; ++i) {
            const std::string given = randomText(random);
            decode(given, characters);
            made.matchers.raw.find(characters, matches);
            QVERIFY(made.matchers.raw.mayMatch(given) || matches.empty());
        }
    }
};

QTEST_APPLESS_MAIN(WordPieceTextTest)
#include "wordpiece_text_test.moc"
