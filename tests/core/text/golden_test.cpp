// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <cstring>
#include <zlib.h>

using namespace finetune;
using namespace finetune::text;
namespace fs = std::filesystem;

namespace {

std::string readCompressed(const fs::path& file) {
    std::string out;
    const gzFile opened = gzopen(file.c_str(), "rb");
    char buffer[1 << 16];
    for (int read = 0; opened && (read = gzread(opened, buffer, sizeof buffer)) > 0;)
        out.append(buffer, static_cast<std::size_t>(read));
    if (opened)
        gzclose(opened);
    return out;
}

// The tokenizer's folder, or a copy of it that has only the vocabulary and the configuration.
fs::path folderOf(const fs::path& shared, const std::string& name, bool vocabularyOnly) {
    const fs::path folder = shared / "goldens/tokenizer/folders" / name;
    if (!vocabularyOnly)
        return folder;
    const fs::path copy = test::scratchFolder();
    for (const char* file : {"vocab.txt", "tokenizer_config.json"})
        fs::copy_file(folder / file, copy / file);
    return copy;
}

EncodeOptions optionsOf(const Json& json) {
    EncodeOptions options{.addSpecialTokens = json["special"].get<bool>()};
    const auto truncation = json["truncation"].get<std::string>(), padding = json["padding"].get<std::string>();
    if (truncation != "none")
        options.truncation = truncation == "only_first"    ? Truncation::OnlyFirst
                             : truncation == "only_second" ? Truncation::OnlySecond
                                                           : Truncation::LongestFirst;
    if (padding != "none")
        options.padding = padding == "longest" ? Padding::Longest : Padding::MaxLength;
    if (json.contains("max_length"))
        options.maxLength = json["max_length"].get<int>();
    options.stride = json.value("stride", 0);
    return options;
}

Json toJson(const Tokenizer& tokenizer, const Encoding& window, const std::string& text, const std::string& pair) {
    Json tokens = Json::array(), offsets = Json::array(), sequences = Json::array();
    for (std::size_t i = 0; i < window.size(); ++i) {
        const Span span = window.offsets[i];
        const std::string& source = window.sequenceIds[i] == 1 ? pair : text;
        tokens.push_back(tokenizer.tokenText(window.ids[i], sliceCodePoints(source, span.start, span.end)));
        offsets.push_back({span.start, span.end});
        sequences.push_back(window.sequenceIds[i] < 0 ? Json() : Json(window.sequenceIds[i]));
    }
    return {{"ids", window.ids},
            {"tokens", tokens},
            {"type_ids", window.typeIds},
            {"offsets", offsets},
            {"special_tokens_mask", window.specialTokensMask},
            {"attention_mask", window.attentionMask},
            {"sequence_ids", sequences}};
}

Json encode(const Tokenizer& tokenizer, const Json& line) {
    const auto text = line["text"].get<std::string>();
    const auto pair = line["pair"].is_null() ? std::string() : line["pair"].get<std::string>();
    Json out = Json::array();
    try {
        for (const Encoding& window :
             tokenizer.encode(text, line["pair"].is_null() ? std::nullopt : std::optional<std::string_view>(pair),
                              optionsOf(line["options"])))
            out.push_back(toJson(tokenizer, window, text, pair));
    } catch (const Error& error) {
        if (error.kind() != Kind::Input)
            throw;
        return nullptr;
    }
    return out;
}

void appendInteger(std::string& bytes, std::int32_t value) {
    char raw[4];
    std::memcpy(raw, &value, 4);
    bytes.append(raw, 4);
}

// The sweep's digest of 256 code points, each between and after two letters.
std::string digestOfBlock(const Tokenizer& tokenizer, char32_t block) {
    std::string bytes;
    TokenizedText tokens;
    for (char32_t c = block; c < block + 256; ++c) {
        std::string text = "a";
        append(text, c);
        text += "b ";
        append(text, c);
        tokens.clear();
        tokenizer.tokenize(text, tokens);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            appendInteger(bytes, tokens.ids[i]);
            appendInteger(bytes, tokens.offsets[i].start);
            appendInteger(bytes, tokens.offsets[i].end);
        }
        appendInteger(bytes, -1);
    }
    return files::sha256(std::as_bytes(std::span(bytes))).substr(0, 16);
}

void addFolders() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("vocabularyOnly");
    QTest::newRow("bert-uncased") << "bert-uncased" << false;
    QTest::newRow("bert-cased") << "bert-cased" << false;
    QTest::newRow("bert-added-tokens") << "bert-added-tokens" << false;
    QTest::newRow("bert-uncased, vocab.txt alone") << "bert-uncased" << true;
    QTest::newRow("bert-cased, vocab.txt alone") << "bert-cased" << true;
    QTest::newRow("bert-added-tokens, vocab.txt alone") << "bert-added-tokens" << true;
}

} // namespace

class TokenizerGoldenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCaseEqualsTheReference_data() { addFolders(); }
    void everyCaseEqualsTheReference() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(QString, name);
        QFETCH(bool, vocabularyOnly);
        const auto tokenizer = loadTokenizer(folderOf(shared, name.toStdString(), vocabularyOnly));
        const std::string lines = readCompressed(shared / "goldens/tokenizer" / (name.toStdString() + ".jsonl.gz"));
        int cases = 0;
        for (std::size_t at = 0; at < lines.size();) {
            const std::size_t end = lines.find('\n', at);
            const Json line = Json::parse(lines.substr(at, end - at));
            const Json got = encode(*tokenizer, line);
            if (got != line["encodings"])
                QFAIL(qPrintable(QString("case %1: %2\nours: %3")
                                     .arg(cases)
                                     .arg(QString::fromStdString(line.dump()), QString::fromStdString(got.dump()))));
            ++cases;
            at = end + 1;
        }
        QCOMPARE(cases, 540);
    }

    void everyCodePointEqualsTheReference_data() { addFolders(); }
    void everyCodePointEqualsTheReference() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(QString, name);
        QFETCH(bool, vocabularyOnly);
        const auto tokenizer = loadTokenizer(folderOf(shared, name.toStdString(), vocabularyOnly));
        const Json sweep = readJson(shared / "goldens/tokenizer" / (name.toStdString() + ".sweep.json"));
        QCOMPARE(sweep.size(), std::size_t{0x1100 - 8});
        for (const auto& [block, digest] : sweep.items())
            QCOMPARE(QString::fromStdString(block + " " + digestOfBlock(*tokenizer, std::stoul(block, nullptr, 16))),
                     QString::fromStdString(block + " " + digest.get<std::string>()));
    }
};

QTEST_APPLESS_MAIN(TokenizerGoldenTest)
#include "golden_test.moc"
