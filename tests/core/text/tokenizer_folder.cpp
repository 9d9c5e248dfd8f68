// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/text/tokenizer_folder.h"

#include "core/text/utf8.h"
#include "tests/support/shared_data.h"

#include <fstream>

namespace finetune::test {
namespace {

constexpr const char* kWords[] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "town", "of", "riv",
                                  "##er",  "##s",   "lies",  "by",    "e",      "##e", "a",    "b",  "中",
                                  "国",    ".",     "km",    "unit",  "𝅥",      "##𝅥", "x"};

} // namespace

SmallTokenizer::SmallTokenizer() {
    Json vocabulary = Json::object();
    for (const char* word : kWords)
        vocabulary[word] = vocabulary.size();
    json = {{"version", "1.0"},
            {"added_tokens", Json::array()},
            {"normalizer",
             {{"type", "BertNormalizer"},
              {"clean_text", true},
              {"handle_chinese_chars", true},
              {"strip_accents", nullptr},
              {"lowercase", true}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor",
             {{"type", "BertProcessing"}, {"sep", Json::array({"[SEP]", 3})}, {"cls", Json::array({"[CLS]", 2})}}},
            {"model",
             {{"type", "WordPiece"},
              {"unk_token", "[UNK]"},
              {"continuing_subword_prefix", "##"},
              {"max_input_chars_per_word", 100},
              {"vocab", vocabulary}}}};
    for (int id = 0; id < 5; ++id)
        addToken(id, kWords[id], {{"normalized", false}, {"special", true}});
    config = {{"tokenizer_class", "BertTokenizer"}};
}

void SmallTokenizer::addToken(int id, const std::string& content, const Json& flags) {
    Json token = {{"id", id},        {"content", content}, {"single_word", false}, {"lstrip", false},
                  {"rstrip", false}, {"normalized", true}, {"special", false}};
    token.update(flags);
    json["added_tokens"].push_back(token);
}

std::filesystem::path SmallTokenizer::write() const {
    return folderOf({{"tokenizer.json", json.dump()}, {"tokenizer_config.json", config.dump()}});
}

std::filesystem::path folderOf(const std::map<std::string, std::string>& files) {
    const std::filesystem::path folder = scratchFolder();
    for (const auto& [name, bytes] : files)
        std::ofstream(folder / name, std::ios::binary) << bytes;
    return folder;
}

std::string writtenTokens(const text::Tokenizer& tokenizer, const std::string& text) {
    text::TokenizedText tokens;
    tokenizer.tokenize(text, tokens);
    std::string out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const text::Span span = tokens.offsets[i];
        if (i > 0)
            out += ' ';
        out += tokenizer.tokenText(tokens.ids[i], text::sliceCodePoints(text, span.start, span.end));
        out += ':' + std::to_string(span.start) + '-' + std::to_string(span.end);
    }
    return out;
}

} // namespace finetune::test
