// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_config.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <climits>

namespace finetune::text {
namespace {
namespace fs = std::filesystem;

struct BertClass {
    const char* modelType;
    const char* name;
    bool typeIds;
};
constexpr BertClass kBertClasses[] = {{"bert", "BertTokenizer", true},
                                      {"distilbert", "DistilBertTokenizer", false},
                                      {"electra", "ElectraTokenizer", true},
                                      {"mobilebert", "MobileBertTokenizer", true}};

constexpr std::array kRoles = {"bos_token", "eos_token", "unk_token", "sep_token",
                               "pad_token", "cls_token", "mask_token"};
constexpr std::array<std::pair<const char*, const char*>, 5> kBertTokens = {{{"unk_token", "[UNK]"},
                                                                             {"sep_token", "[SEP]"},
                                                                             {"pad_token", "[PAD]"},
                                                                             {"cls_token", "[CLS]"},
                                                                             {"mask_token", "[MASK]"}}};

Json readObject(const fs::path& file) {
    if (!fs::exists(file))
        return Json::object();
    Json value = readJson(file);
    if (!value.is_object())
        throw Error(Kind::Input, "is not a JSON object").in(file);
    return value;
}

bool has(const Json& config, const char* key) {
    return config.contains(key) && !config[key].is_null();
}

AddedToken tokenOf(const Json& value) {
    AddedToken token;
    if (value.is_string()) {
        token.content = value.get<std::string>();
        return token;
    }
    token.content = value.at("content").get<std::string>();
    token.special = value.value("special", false);
    token.normalized = value.value("normalized", !token.special);
    token.singleWord = value.value("single_word", false);
    token.stripLeft = value.value("lstrip", false);
    token.stripRight = value.value("rstrip", false);
    return token;
}

// Gathers the folder's files into one configuration.
class ConfigReader {
public:
    explicit ConfigReader(const fs::path& folder) : folder_(folder) {}
    TokenizerConfig read();

private:
    template <class Read>
    void key(const char* name, Read read); // read(value) where the key has one; its mistakes name file and key
    void chooseClass();
    void readAddedTokens();
    void readLegacyTokens();
    void readSpecialTokens();
    void addSpecial(const Json& value, bool fromFile);

    const fs::path& folder_;
    fs::path file_;
    Json values_;
    TokenizerConfig out_;
};

template <class Read>
void ConfigReader::key(const char* name, Read read) {
    if (!has(values_, name))
        return;
    try {
        read(values_[name]);
    } catch (const Json::exception&) {
        throw Error(Kind::Input, "the value " + values_[name].dump().substr(0, 200) + " cannot be used")
            .in(file_)
            .at(name);
    }
}

Side sideOf(const Json& value) {
    return value.get<std::string>() == "left" ? Side::Left : Side::Right;
}

TokenizerConfig ConfigReader::read() {
    file_ = folder_ / "tokenizer_config.json";
    values_ = readObject(file_);
    chooseClass();
    key("do_lower_case", [&](const Json& v) { out_.lowercase = v.get<bool>(); });
    key("tokenize_chinese_chars", [&](const Json& v) { out_.handleChineseCharacters = v.get<bool>(); });
    key("strip_accents", [&](const Json& v) { out_.stripAccents = v.get<bool>(); });
    key("padding_side", [&](const Json& v) { out_.paddingSide = sideOf(v); });
    key("truncation_side", [&](const Json& v) { out_.truncationSide = sideOf(v); });
    key("split_special_tokens", [&](const Json& v) { out_.splitSpecialTokens = v.get<bool>(); });
    key("model_input_names", [&](const Json& v) {
        const auto names = v.get<std::vector<std::string>>();
        out_.typeIds = std::ranges::find(names, "token_type_ids") != names.end();
    });
    const auto maxLength = [&](const Json& v) {
        if (const double length = v.get<double>(); length >= 1 && length <= INT_MAX) // 1e30 means: none
            out_.maxLength = static_cast<int>(length);
    };
    key("max_len", maxLength);
    key("model_max_length", maxLength);
    if (values_.contains("added_tokens_decoder"))
        readAddedTokens();
    else
        readLegacyTokens();
    readSpecialTokens();
    return std::move(out_);
}

void ConfigReader::chooseClass() {
    const auto take = [&](const Json& v) { out_.className = v.get<std::string>(); };
    key("tokenizer_class", take);
    if (out_.className.empty()) {
        const Json tokenizer = std::move(values_);
        const fs::path file = std::move(file_);
        file_ = folder_ / "config.json";
        values_ = readObject(file_);
        key("tokenizer_class", take);
        if (out_.className.empty())
            key("model_type", [&](const Json& v) {
                for (const BertClass& known : kBertClasses)
                    if (v.get<std::string>() == known.modelType)
                        out_.className = known.name;
            });
        values_ = tokenizer;
        file_ = file;
    }
    if (out_.className.empty() && !fs::exists(folder_ / "tokenizer.json"))
        out_.className = "BertTokenizer"; // whose vocabulary vocab.txt is
    if (out_.className.ends_with("Fast") && out_.className != "PreTrainedTokenizerFast")
        out_.className.resize(out_.className.size() - 4);
    for (const BertClass& known : kBertClasses)
        if (out_.className == known.name) {
            out_.isBert = true;
            out_.typeIds = known.typeIds;
        }
}

void ConfigReader::readAddedTokens() {
    key("added_tokens_decoder", [&](const Json& decoder) {
        for (const auto& [id, token] : decoder.items()) {
            std::size_t used = 0;
            std::int32_t number = -1;
            try {
                number = std::stoi(id, &used);
            } catch (const std::exception&) {
            }
            if (number < 0 || used != id.size() || !token.is_object())
                throw Error(Kind::Input, "the entry “" + id + "” is not a token with its id")
                    .in(file_)
                    .at("added_tokens_decoder");
            out_.addedDecoder[number] = tokenOf(token);
        }
    });
}

// Before added_tokens_decoder, two files of their own said what is special and what was added.
void ConfigReader::readLegacyTokens() {
    const Json specialMap = readObject(folder_ / "special_tokens_map.json");
    for (const auto& [role, value] : specialMap.items()) {
        if (role == "additional_special_tokens" && value.is_array() && has(values_, role.c_str())) {
            for (const Json& token : value)
                if (std::ranges::find(values_[role], token) == values_[role].end())
                    values_[role].push_back(token);
            continue;
        }
        values_[role] = value;
        if (value.is_object() && !value.contains("special"))
            values_[role]["special"] = true;
    }
    const fs::path addedFile = folder_ / "added_tokens.json";
    const Json added = readObject(addedFile);
    for (const auto& [content, id] : added.items()) {
        if (!id.is_number_integer() || id < 0 || id > INT_MAX)
            throw Error(Kind::Input, "the id " + id.dump() + " is not a number of a token").in(addedFile).at(content);
        AddedToken token{.content = content};
        for (const char* role : kRoles)
            token.special |= has(values_, role) && values_[role] == content;
        token.special |= has(values_, "additional_special_tokens") &&
                         std::ranges::find(values_["additional_special_tokens"], Json(content)) !=
                             values_["additional_special_tokens"].end();
        token.normalized = !token.special;
        out_.addedDecoder[id.get<std::int32_t>()] = token;
    }
}

void ConfigReader::addSpecial(const Json& value, bool fromFile) {
    TokenizerConfig::SpecialToken special{tokenOf(value), value.is_object()};
    for (const auto& known : out_.specialTokens)
        if (known.token.content == special.token.content)
            return;
    if (fromFile)
        for (const auto& [id, token] : out_.addedDecoder)
            if (token.content == special.token.content)
                special = {token, true};
    if (!special.isObject)
        special.token.normalized = false;
    special.token.special = true;
    out_.specialTokens.push_back(std::move(special));
}

void ConfigReader::readSpecialTokens() {
    const auto setRole = [&](std::string_view role, const Json& value) {
        const std::string content = tokenOf(value).content;
        if (role == "unk_token")
            out_.unk = content;
        else if (role == "sep_token")
            out_.sep = content;
        else if (role == "pad_token")
            out_.pad = content;
        else if (role == "cls_token")
            out_.cls = content;
    };
    for (const char* role : kRoles) {
        key(role, [&](const Json& value) {
            setRole(role, value);
            addSpecial(value, true);
        });
        if (values_.contains(role) || !out_.isBert)
            continue; // null says: there is none
        for (const auto& [defaultRole, content] : kBertTokens)
            if (std::string_view(role) == defaultRole) {
                setRole(role, content);
                addSpecial(content, false);
            }
    }
    for (const char* list : {"additional_special_tokens", "extra_special_tokens"})
        key(list, [&](const Json& tokens) {
            for (const Json& token : tokens)
                addSpecial(token, false);
        });
}

} // namespace

TokenizerConfig readTokenizerConfig(const fs::path& folder) {
    return ConfigReader(folder).read();
}

} // namespace finetune::text
