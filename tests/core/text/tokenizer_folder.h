// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace finetune::test {

// tokenizer.json and tokenizer_config.json of a lower-casing BERT tokenizer with a few words: [PAD] 0, [UNK] 1,
// [CLS] 2, [SEP] 3, [MASK] 4, and from 5 the town of riv ##er ##s lies by e ##e a b 中 国 . km unit 𝅥 ##𝅥 x, 25 in all.
struct SmallTokenizer {
    Json json, config;
    SmallTokenizer();

    void addToken(int id, const std::string& content, const Json& flags = Json::object()); // normalized unless told
    std::filesystem::path write() const;
    std::unique_ptr<text::Tokenizer> load() const { return text::loadTokenizer(write()); }
};

// A new folder with these files.
std::filesystem::path folderOf(const std::map<std::string, std::string>& files);

std::string writtenTokens(const text::Tokenizer& tokenizer, const std::string& text); // "the:0-3 town:4-8"

} // namespace finetune::test
