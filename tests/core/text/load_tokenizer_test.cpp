// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "tests/core/text/tokenizer_folder.h"
#include "tests/support/shared_data.h"

#include <QTest>

using namespace finetune;
using test::folderOf;
using test::SmallTokenizer;
using test::writtenTokens;

namespace {

const std::string kVocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nThe\ntown\n##s\n";

} // namespace

class LoadTokenizerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBadVocabularyIsNamed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << "vocab.txt: the vocabulary is empty";
        QTest::newRow("no unknown token") << QByteArray("[PAD]\n[CLS]\n[SEP]\nthe\n") << "has no “[UNK]”";
        QTest::newRow("no start token") << QByteArray("[PAD]\n[UNK]\n[SEP]\nthe\n") << "has no “[CLS]”";
        QTest::newRow("not UTF-8") << QByteArray("[PAD]\n\xFF\n") << "is not UTF-8";
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[PAD]\n[UNK]\n") << "byte order mark";
    }

    void aBadVocabularyIsNamed() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const auto folder = folderOf({{"vocab.txt", bytes.toStdString()}});
        try {
            text::loadTokenizer(folder);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(message), error.what());
            QCOMPARE(error.kind(), Kind::Input);
        }
    }

    void aBadTokenizerFileIsNamed_data() {
        QTest::addColumn<QString>("pointer"); // what is put in its place; an empty pointer replaces the file
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << "" << QByteArray() << "the file is empty";
        QTest::newRow("not JSON") << "" << QByteArray("{\"model\": ") << "is not JSON";
        QTest::newRow("not an object") << "" << QByteArray("[1]") << "is not a JSON object";
        QTest::newRow("no model") << "/model" << QByteArray("null") << "the model “none” is not supported";
        QTest::newRow("BPE") << "/model" << QByteArray(R"({"type": "BPE"})") << "the model “BPE” is not supported";
        QTest::newRow("NFC") << "/normalizer" << QByteArray(R"({"type": "NFC"})")
                             << "the normalizer “NFC” is not supported";
        QTest::newRow("no normalizer") << "/normalizer" << QByteArray("null") << "the normalizer “none”";
        QTest::newRow("Metaspace") << "/pre_tokenizer" << QByteArray(R"({"type": "Metaspace"})")
                                   << "the pre-tokenizer “Metaspace” is not supported";
        QTest::newRow("Roberta") << "/post_processor" << QByteArray(R"({"type": "RobertaProcessing"})")
                                 << "the post-processor “RobertaProcessing” is not supported";
        QTest::newRow("empty vocabulary") << "/model/vocab" << QByteArray("{}") << "the vocabulary is empty";
        QTest::newRow("vocabulary of another kind") << "/model/vocab" << QByteArray("[]") << "the vocabulary is empty";
        QTest::newRow("no unknown token") << "/model/unk_token" << QByteArray("\"<unk>\"") << "has no “<unk>”";
        QTest::newRow("negative id") << "/model/vocab/the" << QByteArray("-1") << "the id -1 of the token “the”";
        QTest::newRow("id is text") << "/model/vocab/the" << QByteArray("\"5\"") << "the id \"5\" of the token “the”";
        QTest::newRow("huge id") << "/model/vocab/the" << QByteArray("4294967295") << "cannot be used";
        QTest::newRow("flag is text") << "/normalizer/lowercase" << QByteArray("\"yes\"") << "normalizer: a value";
        QTest::newRow("template names no token")
            << "/post_processor" << QByteArray(R"({"type": "TemplateProcessing", "special_tokens": {},
                "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}], "pair": []})")
            << "“[CLS]” is not among its special_tokens";
        QTest::newRow("template without the text")
            << "/post_processor"
            << QByteArray(R"({"type": "TemplateProcessing", "special_tokens": {}, "single": [], "pair": []})")
            << "must hold each text once";
        QTest::newRow("added token without content")
            << "/added_tokens/0" << QByteArray(R"({"id": 0})") << "added_tokens: a value is missing";
    }

    void aBadTokenizerFileIsNamed() {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QString, message);
        SmallTokenizer small;
        if (!pointer.isEmpty())
            small.json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const auto folder = folderOf({{"tokenizer.json", pointer.isEmpty() ? value.toStdString() : small.json.dump()}});
        try {
            text::loadTokenizer(folder);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(message), error.what());
            QCOMPARE(error.file(), folder / "tokenizer.json");
            QCOMPARE(error.kind(), Kind::Input);
        }
    }

    void aBadConfigurationIsNamed_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("place");
        QTest::newRow("flag") << QByteArray(R"({"do_lower_case": "yes"})") << "do_lower_case";
        QTest::newRow("token") << QByteArray(R"({"cls_token": 5})") << "cls_token";
        QTest::newRow("added") << QByteArray(R"({"added_tokens_decoder": {"x": {"content": "y"}}})")
                               << "added_tokens_decoder";
        QTest::newRow("names") << QByteArray(R"({"model_input_names": "input_ids"})") << "model_input_names";
    }

    void aBadConfigurationIsNamed() {
        QFETCH(QByteArray, config);
        QFETCH(QString, place);
        const auto folder = folderOf({{"vocab.txt", kVocabulary}, {"tokenizer_config.json", config.toStdString()}});
        try {
            text::loadTokenizer(folder);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(QString::fromStdString(error.place()), place);
            QCOMPARE(error.file(), folder / "tokenizer_config.json");
        }
    }

    void aFolderWithoutATokenizerIsNamed() {
        try {
            text::loadTokenizer(folderOf({{"config.json", "{}"}}));
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("neither tokenizer.json nor vocab.txt"));
        }
    }

    void typeIdsFollowTheClassOrTheInputNames_data() {
        QTest::addColumn<QByteArray>("tokenizerConfig");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<bool>("typeIds");
        QTest::newRow("nothing") << QByteArray("{}") << QByteArray("{}") << true;
        QTest::newRow("BERT") << QByteArray(R"({"tokenizer_class": "BertTokenizerFast"})") << QByteArray("{}") << true;
        QTest::newRow("DistilBERT") << QByteArray(R"({"tokenizer_class": "DistilBertTokenizer"})") << QByteArray("{}")
                                    << false;
        QTest::newRow("DistilBERT, fast")
            << QByteArray(R"({"tokenizer_class": "DistilBertTokenizerFast"})") << QByteArray("{}") << false;
        QTest::newRow("the model's type") << QByteArray("{}") << QByteArray(R"({"model_type": "distilbert"})") << false;
        QTest::newRow("the class before the model's type") << QByteArray(R"({"tokenizer_class": "BertTokenizer"})")
                                                           << QByteArray(R"({"model_type": "distilbert"})") << true;
        QTest::newRow("input names before the class")
            << QByteArray(
                   R"({"tokenizer_class": "BertTokenizer", "model_input_names": ["input_ids", "attention_mask"]})")
            << QByteArray("{}") << false;
    }

    void typeIdsFollowTheClassOrTheInputNames() {
        QFETCH(QByteArray, tokenizerConfig);
        QFETCH(QByteArray, config);
        QFETCH(bool, typeIds);
        const auto folder = folderOf({{"vocab.txt", kVocabulary},
                                      {"tokenizer_config.json", tokenizerConfig.toStdString()},
                                      {"config.json", config.toStdString()}});
        QCOMPARE(text::loadTokenizer(folder)->hasTypeIds(), typeIds);
    }

    void aBertClassSetsTheNormalizerAndOthersLeaveIt_data() {
        QTest::addColumn<QString>("className");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("BertTokenizer") << "BertTokenizer"
                                       << "[UNK]:0-3 é:4-5";
        QTest::newRow("DistilBertTokenizerFast") << "DistilBertTokenizerFast"
                                                 << "[UNK]:0-3 é:4-5";
        QTest::newRow("PreTrainedTokenizerFast") << "PreTrainedTokenizerFast"
                                                 << "the:0-3 e:4-5";
        QTest::newRow("TokenizersBackend") << "TokenizersBackend"
                                           << "the:0-3 e:4-5";
    }

    void aBertClassSetsTheNormalizerAndOthersLeaveIt() {
        QFETCH(QString, className);
        QFETCH(QString, tokens);
        SmallTokenizer small;
        small.json["model"]["vocab"]["é"] = 25;
        small.config = {{"tokenizer_class", className.toStdString()}, {"do_lower_case", false}};
        QCOMPARE(QString::fromStdString(writtenTokens(*small.load(), "THE é")), tokens);
    }

    void accentsFollowLowerCaseUnlessTold_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("lower") << QByteArray("{}") << "the:0-3 town:4-8";
        QTest::newRow("lower, null") << QByteArray(R"({"strip_accents": null})") << "the:0-3 town:4-8";
        QTest::newRow("lower, keep") << QByteArray(R"({"strip_accents": false})") << "the:0-3 [UNK]:4-8";
        QTest::newRow("cased") << QByteArray(R"({"do_lower_case": false})") << "The:0-3 [UNK]:4-8";
        QTest::newRow("cased, strip") << QByteArray(R"({"do_lower_case": false, "strip_accents": true})")
                                      << "The:0-3 town:4-8";
    }

    void accentsFollowLowerCaseUnlessTold() {
        QFETCH(QByteArray, config);
        QFETCH(QString, tokens);
        const auto folder = folderOf({{"vocab.txt", kVocabulary}, {"tokenizer_config.json", config.toStdString()}});
        QCOMPARE(QString::fromStdString(writtenTokens(*text::loadTokenizer(folder), "The tówn")), tokens);
    }

    void vocabularyLinesAreReadAsPythonReadsThem() {
        const auto folder = folderOf({{"vocab.txt", "[PAD]\r\n[UNK]\r\n[CLS]\n\n[SEP]\n[MASK]\nthe\nx y\nthe"}});
        const auto tokenizer = text::loadTokenizer(folder);
        QCOMPARE(tokenizer->id("[UNK]"), std::optional(1));
        QCOMPARE(tokenizer->id("[SEP]"), std::optional(4));
        QCOMPARE(tokenizer->id("the"), std::optional(8)); // the later line of two
        QCOMPARE(tokenizer->id("x y"), std::optional(7));
        QCOMPARE(tokenizer->vocabularySize(), 9);
        QCOMPARE(tokenizer->clsId(), 2);
        QCOMPARE(tokenizer->padId(), 0);
    }

    void idsMayHaveHoles() {
        SmallTokenizer small;
        small.json["model"]["vocab"]["far"] = 40;
        const auto tokenizer = small.load();
        QCOMPARE(tokenizer->vocabularySize(), 41);
        QCOMPARE(tokenizer->token(30), std::string_view());
        QCOMPARE(tokenizer->token(40), std::string_view("far"));
    }

    void specialTokensThatTheVocabularyLacksFollowIt() {
        const auto folder = folderOf({{"vocab.txt", "[UNK]\n[CLS]\n[SEP]\nthe\n"}});
        const auto tokenizer = text::loadTokenizer(folder);
        QCOMPARE(tokenizer->padId(), 4);
        QCOMPARE(tokenizer->id("[MASK]"), std::optional(5));
    }

    void theSpecialTokensMapAndAddedTokensOfOldFoldersCount() {
        const auto folder = folderOf({{"vocab.txt", kVocabulary},
                                      {"tokenizer_config.json", R"({"do_lower_case": false})"},
                                      {"special_tokens_map.json",
                                       R"({"mask_token": {"content": "[MASK]", "lstrip": true, "normalized": true},
                                           "additional_special_tokens": ["<n>"]})"},
                                      {"added_tokens.json", R"({"<n>": 9, "Foo bar": 10})"}});
        QCOMPARE(writtenTokens(*text::loadTokenizer(folder), "The  [MASK]Foo bar<n>"),
                 std::string("The:0-3   [MASK]:3-11 Foo bar:11-18 <n>:18-21"));
    }

    void anOldFileWithoutAModelTypeIsRecognised() {
        SmallTokenizer small;
        small.json["model"].erase("type");
        QCOMPARE(writtenTokens(*small.load(), "town"), std::string("town:0-4"));
    }

    void truncationAndPaddingOfTheFileSwitchNothingOn() {
        SmallTokenizer small;
        small.json["truncation"] = {{"max_length", 3}, {"strategy", "LongestFirst"}, {"stride", 0}};
        small.json["padding"] = {{"strategy", {{"Fixed", 9}}}, {"direction", "Right"}, {"pad_token", "[PAD]"}};
        const auto windows = small.load()->encode("a b x", std::nullopt, {});
        QCOMPARE(windows.size(), std::size_t{1});
        QCOMPARE(windows[0].size(), std::size_t{5});
    }

    void theFilesToCopyAreThoseThatExist() {
        const auto folder = folderOf({{"vocab.txt", kVocabulary}, {"tokenizer_config.json", "{}"}, {"other.txt", ""}});
        QCOMPARE(text::tokenizerFiles(folder), (std::vector{folder / "vocab.txt", folder / "tokenizer_config.json"}));
    }
};

QTEST_APPLESS_MAIN(LoadTokenizerTest)
#include "load_tokenizer_test.moc"
