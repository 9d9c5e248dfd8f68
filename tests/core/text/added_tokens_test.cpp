// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "tests/core/text/tokenizer_folder.h"

#include <QTest>

using namespace finetune;
using test::SmallTokenizer;
using test::writtenTokens;

// What is expected here is what tokenizers 0.22.2 gives for the same files.
class AddedTokensTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addedTokensAreFoundAsTheReferenceFindsThem_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("single word, normalised") << "a km b"
                                                 << "a:0-1 km:2-4 b:5-6";
        QTest::newRow("not inside a word") << "akm"
                                           << "[UNK]:0-3";
        QTest::newRow("beside punctuation") << "km. KM"
                                            << "km:0-2 .:2-3 km:4-6";
        QTest::newRow("takes white space") << "a <q> b"
                                           << "a:0-1  <q> :1-6 b:6-7";
        QTest::newRow("white space is taken once") << "a  <q>  <q> b"
                                                   << "a:0-1   <q>  :1-8 <q> :8-12 b:12-13";
        QTest::newRow("the longest at the leftmost") << "a<q b"
                                                     << "a:0-1 <q:1-3 b:4-5";
        QTest::newRow("accents fall on both sides") << "ÜNIT units"
                                                    << "unit:0-4 unit:5-9 [UNK]:9-10";
        QTest::newRow("raw text only") << "a <RAW> <raw> b"
                                       << "a:0-1 [UNK]:2-3 [UNK]:3-6 [UNK]:6-7  <raw>:7-13 b:14-15";
        QTest::newRow("any white space") << "a \u3000<raw>b"
                                         << "a:0-1  \u3000<raw>:1-8 b:8-9";
        QTest::newRow("the space that isolates a Chinese character") << "中<q>"
                                                                     << "中:0-1  <q>:0-4";
    }

    void addedTokensAreFoundAsTheReferenceFindsThem() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        SmallTokenizer small;
        small.addToken(25, "Km", {{"single_word", true}});
        small.addToken(26, "<q>", {{"lstrip", true}, {"rstrip", true}});
        small.addToken(27, "<q");
        small.addToken(28, "Ünit");
        small.addToken(29, "<raw>", {{"normalized", false}, {"lstrip", true}});
        QCOMPARE(QString::fromStdString(writtenTokens(*small.load(), text.toStdString())), expected);
    }

    void specialTokensInTheTextAreThemselvesUnlessToldOtherwise() {
        SmallTokenizer small;
        QCOMPARE(writtenTokens(*small.load(), "a[MASK]b [mask]"),
                 std::string("a:0-1 [MASK]:1-7 b:7-8 [UNK]:9-10 [UNK]:10-14 [UNK]:14-15"));
        small.config["split_special_tokens"] = true;
        QCOMPARE(writtenTokens(*small.load(), "[SEP]"), std::string("[UNK]:0-1 [UNK]:1-4 [UNK]:4-5"));
    }

    void idsFollowTheVocabularyWhateverTheFileSays() {
        SmallTokenizer small;
        small.addToken(500, "<q>");
        small.addToken(7, "town");
        const auto tokenizer = small.load();
        QCOMPARE(tokenizer->id("<q>"), std::optional(25));
        QCOMPARE(tokenizer->id("town"), std::optional(6));
        QCOMPARE(tokenizer->vocabularySize(), 26);
        QCOMPARE(tokenizer->token(25), std::string_view("<q>"));
        QCOMPARE(tokenizer->token(26), std::string_view());
        QCOMPARE(tokenizer->token(-1), std::string_view());
    }

    // The configuration repeats the first of two definitions: it comes last and counts again.
    void theLastOfSeveralDefinitionsCounts() {
        SmallTokenizer small;
        small.addToken(25, "q", {{"single_word", true}});
        small.addToken(25, "q", {{"rstrip", true}});
        small.config["added_tokens_decoder"] = {{"25", {{"content", "q"}, {"single_word", true}}}};
        QCOMPARE(writtenTokens(*small.load(), "q  a qq"), std::string("q:0-1 a:3-4 [UNK]:5-7"));
    }

    void aTokenOfWhichNormalisationLeavesNothingIsAnError() {
        SmallTokenizer small;
        small.addToken(25, "\u200d");
        try {
            small.load();
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("nothing is left of the added token"));
            QCOMPARE(error.file().filename(), std::filesystem::path("tokenizer.json"));
        }
    }
};

QTEST_APPLESS_MAIN(AddedTokensTest)
#include "added_tokens_test.moc"
