// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/model/describe.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// What a folder that someone chose as a model is: read from names, headers and small files, without torch, in less than
// the blink of an eye. A folder that cannot be used is an answer here, with the reason and the cure, not an exception.
namespace finetune::session {

enum class FileUse { Configuration, Weights, Tokenizer, Card, NotUsed };

struct ModelFile {
    std::string name;
    std::int64_t bytes = 0;
    FileUse use = FileUse::NotUsed;
};

struct ModelFolder {
    std::filesystem::path folder;
    std::vector<ModelFile> files;         // those directly in it: what is used first, then by name
    std::optional<model::ModelInfo> info; // as far as it could be read
    std::string tokenizerClass;           // "BertTokenizer"; empty when nothing names one
    std::int64_t tokenizerTokens = 0;     // 0: no tokenizer could be read
    bool lowercases = false;
    std::optional<Error> hindrance; // why it cannot be trained; none: it can

    bool usable() const { return !hindrance; }
};

ModelFolder lookAtModel(const std::filesystem::path& folder);

} // namespace finetune::session
