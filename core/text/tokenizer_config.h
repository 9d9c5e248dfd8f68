// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/truncation.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace finetune::text {

// What stands beside the vocabulary: tokenizer_config.json, with special_tokens_map.json and added_tokens.json where it
// has no added_tokens_decoder, and config.json where it names no class. Read as transformers 4.57 reads them.
struct TokenizerConfig {
    // A class that builds its normalizer from the configuration, whatever tokenizer.json says, and has BERT's special
    // tokens unless told otherwise. False for PreTrainedTokenizerFast, TokenizersBackend and classes not known here.
    bool isBert = false;
    std::string className; // without “Fast”; empty when nothing names one

    bool lowercase = true, handleChineseCharacters = true;
    std::optional<bool> stripAccents; // follows lowercase when not given

    struct SpecialToken {
        AddedToken token;
        bool isObject = false; // given with its flags: replaces the token of the same text
    };
    std::vector<SpecialToken> specialTokens;         // in transformers' order of roles
    std::optional<std::string> unk, sep, pad, cls;   // which of them has which role
    std::map<std::int32_t, AddedToken> addedDecoder; // by the id that the file gives

    std::optional<int> maxLength;
    std::optional<Side> paddingSide, truncationSide;
    bool typeIds = true;
    bool splitSpecialTokens = false;
};

// Files that do not exist leave the defaults. Throws Input that names file and key.
TokenizerConfig readTokenizerConfig(const std::filesystem::path& folder);

} // namespace finetune::text
