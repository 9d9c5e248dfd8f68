// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace finetune::model {

// What the two families share, under one name each; read from config.json with the family's names and defaults.
struct EncoderConfig {
    std::string modelType; // "bert", "distilbert"
    std::int64_t vocabulary = 30522, hidden = 768, layers = 12, heads = 12, intermediate = 3072;
    std::int64_t maxPositions = 512, types = 2; // types 0: no token type embedding
    std::int64_t padId = 0;                     // this row of the word embedding gets no gradient; -1: none
    double dropout = 0.1, attentionDropout = 0.1, headDropout = 0.0;
    double layerNormEps = 1e-12, initializerRange = 0.02;
    std::string activation = "gelu";
};

// Throws Input (names key and file) for a missing model_type, a type or size that cannot be, an unknown family.
EncoderConfig parseConfig(const Json& config, const std::filesystem::path& file);

// The prefix of the encoder's names and the class name of the model: "bert.", "BertForQuestionAnswering".
struct FamilyNames {
    const char* modelType;
    const char* basePrefix;
    const char* architecture;
};
const FamilyNames& familyNames(const std::string& modelType);

} // namespace finetune::model
