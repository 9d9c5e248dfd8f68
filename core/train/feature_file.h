// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/trainer.h"

namespace finetune::train {

// Features that Python's side made, for comparisons: the loop gets the same ones. `set` looks into `ids`; moving is
// fine, copying is not.
struct FeatureFile {
    FeatureFile() = default;
    FeatureFile(FeatureFile&&) = default;
    FeatureFile& operator=(FeatureFile&&) = default;

    std::vector<std::vector<std::int32_t>> ids;
    TrainingSet set;
};

// A safetensors file with input_ids, attention_mask [features, length], start_positions, end_positions [features] and,
// if any, token_type_ids: rows up to the mask's end, types 0 then 1. Throws Input for a tensor that is missing or does
// not fit.
FeatureFile readFeatureFile(const std::filesystem::path& file);

} // namespace finetune::train
