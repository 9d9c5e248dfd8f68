// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_json.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>

namespace finetune::text {
namespace {
namespace fs = std::filesystem;

// Not finetune::Json, whose keys are found one by one: a vocabulary is an object of tens of thousands of keys.
using nlohmann::json;

constexpr std::int64_t kMaxId = (1 << 24) - 1;

std::int32_t idOf(const json& value, const std::string& token) {
    if (!value.is_number_integer() || value < 0 || value > kMaxId)
        throw Error(Kind::Input, "the id " + value.dump() + " of the token “" + token + "” cannot be used")
            .cure("Ids are whole numbers from 0 to " + std::to_string(kMaxId));
    return value.get<std::int32_t>();
}

[[noreturn]] void unsupported(const char* component, const json& value) {
    const std::string name = value.is_object() ? value.value("type", "without a type") : "none";
    throw Error(Kind::Input, "the " + std::string(component) + " “" + name + "” is not supported")
        .cure("Tokenizers of BERT's kind are: the model WordPiece with BertNormalizer and BertPreTokenizer, and "
              "TemplateProcessing or BertProcessing");
}

void need(const char* component, const json& value, const char* type) {
    if (!value.is_object() || value.value("type", "") != type)
        unsupported(component, value);
}

// Older files give the model no type; its keys tell it.
bool isWordPiece(const json& model) {
    if (!model.is_object())
        return false;
    if (model.contains("type"))
        return model["type"] == "WordPiece";
    return model.contains("max_input_chars_per_word") && model.contains("vocab") && !model.contains("merges");
}

void readModel(const json& model, WordPieceParts& parts) {
    if (!isWordPiece(model))
        unsupported("model", model);
    const json& vocabulary = model.at("vocab");
    if (!vocabulary.is_object() || vocabulary.empty())
        throw Error(Kind::Input, "the vocabulary is empty");
    const auto prefix = model.value("continuing_subword_prefix", std::string("##"));
    parts.model.maxCharacters = model.value("max_input_chars_per_word", std::size_t{100});
    parts.model.initial.reserve(vocabulary.size());
    for (const auto& [token, value] : vocabulary.items()) {
        const std::int32_t id = idOf(value, token);
        parts.model.add(token, prefix, id);
        if (static_cast<std::size_t>(id) >= parts.tokens.size())
            parts.tokens.resize(static_cast<std::size_t>(id) + 1);
        parts.tokens[static_cast<std::size_t>(id)] = token;
    }
    parts.tokenCount = vocabulary.size();
    const auto unknown = model.value("unk_token", std::string("[UNK]"));
    parts.model.unknownId = parts.model.initial.find(unknown);
    if (parts.model.unknownId < 0)
        throw Error(Kind::Input, "the vocabulary has no “" + unknown + "” for unknown words");
}

void readAddedTokens(const json& list, WordPieceParts& parts) {
    for (const json& value : list) {
        AddedToken token{.content = value.at("content").get<std::string>(),
                         .singleWord = value.value("single_word", false),
                         .stripLeft = value.value("lstrip", false),
                         .stripRight = value.value("rstrip", false),
                         .normalized = value.value("normalized", true),
                         .special = value.value("special", false)};
        idOf(value.at("id"), token.content);
        parts.added.push_back(std::move(token));
    }
}

PostProcessor::Piece templatePiece(const json& value, const json& specialTokens) {
    PostProcessor::Piece piece;
    if (value.contains("Sequence")) {
        const json& sequence = value["Sequence"];
        piece.sequence = sequence.at("id") == "A" ? 0 : 1;
        piece.typeId = sequence.at("type_id").get<std::int32_t>();
        return piece;
    }
    const json& special = value.at("SpecialToken");
    const auto name = special.at("id").get<std::string>();
    piece.typeId = special.at("type_id").get<std::int32_t>();
    if (!specialTokens.contains(name))
        throw Error(Kind::Input, "the template's special token “" + name + "” is not among its special_tokens");
    const json& ids = specialTokens[name].at("ids");
    for (const json& id : ids)
        piece.specialIds.push_back(idOf(id, name));
    return piece;
}

std::vector<PostProcessor::Piece> templateOf(const json& pieces, const json& specialTokens, int texts) {
    std::vector<PostProcessor::Piece> out;
    std::array<int, 2> seen{};
    for (const json& piece : pieces) {
        out.push_back(templatePiece(piece, specialTokens));
        if (out.back().sequence >= 0)
            ++seen[static_cast<std::size_t>(out.back().sequence)];
    }
    if (seen != std::array{1, texts - 1})
        throw Error(Kind::Input, "a template must hold each text once");
    return out;
}

void readPostProcessor(const json& value, WordPieceParts& parts) {
    if (value.is_null()) {
        parts.postProcessor = PostProcessor::none();
        return;
    }
    const std::string type = value.is_object() ? value.value("type", "") : "";
    if (type == "BertProcessing") {
        const auto id = [&](const char* key) { return idOf(value.at(key).at(1), key); };
        parts.postProcessor = PostProcessor::bert(id("cls"), id("sep"));
    } else if (type == "TemplateProcessing") {
        const json& special = value.at("special_tokens");
        parts.postProcessor = {templateOf(value.at("single"), special, 1), templateOf(value.at("pair"), special, 2)};
    } else {
        unsupported("post-processor", value);
    }
}

std::optional<Side> sideOf(const json& value) {
    const std::string side = value.value("direction", "Right");
    return side == "Left" ? Side::Left : Side::Right;
}

void readDefaults(const json& root, TokenizerFile& out) {
    if (const auto padding = root.find("padding"); padding != root.end() && padding->is_object()) {
        out.paddingSide = sideOf(*padding);
        out.padToken = padding->value("pad_token", std::string("[PAD]"));
    }
    if (const auto truncation = root.find("truncation"); truncation != root.end() && truncation->is_object())
        out.truncationSide = sideOf(*truncation);
}

void readNormalizer(const json& value, TokenizerFile& out) {
    need("normalizer", value, "BertNormalizer");
    BertNormalizer& normalizer = out.parts.normalizer;
    normalizer.cleanText = value.value("clean_text", true);
    normalizer.handleChineseCharacters = value.value("handle_chinese_chars", true);
    normalizer.lowercase = value.value("lowercase", true);
    if (value.contains("strip_accents") && !value["strip_accents"].is_null())
        out.stripAccents = value["strip_accents"].get<bool>();
    normalizer.stripAccents = out.stripAccents.value_or(normalizer.lowercase);
}

json parse(const fs::path& file) {
    const std::string text = files::read(file);
    try {
        json root = json::parse(text);
        if (root.is_object())
            return root;
    } catch (const json::parse_error& error) {
        throw Error(Kind::Input, text.empty() ? "the file is empty" : "is not JSON")
            .in(file)
            .at("byte " + std::to_string(error.byte));
    }
    throw Error(Kind::Input, "is not a JSON object").in(file);
}

} // namespace

TokenizerFile readTokenizerJson(const fs::path& file) {
    const json root = parse(file);
    TokenizerFile out;
    const char* place = "";
    const auto part = [&](const char* key) -> json {
        place = key;
        return root.value(key, json());
    };
    try {
        readModel(root.contains("model") ? root["model"] : json(), out.parts);
        readNormalizer(part("normalizer"), out);
        need("pre-tokenizer", part("pre_tokenizer"), "BertPreTokenizer");
        readAddedTokens(part("added_tokens"), out.parts);
        readPostProcessor(part("post_processor"), out.parts);
        place = "padding";
        readDefaults(root, out);
    } catch (Error& error) {
        throw error.in(file).at(place);
    } catch (const json::exception& error) {
        throw Error(Kind::Input, std::string("a value is missing or of the wrong kind (") + error.what() + ")")
            .in(file)
            .at(place);
    }
    return out;
}

} // namespace finetune::text
