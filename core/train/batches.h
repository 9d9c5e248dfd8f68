// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/token_ids.h"
#include "core/model/batch.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace finetune::train {

// One labelled sequence; `ids` without padding, owned by the caller. Labels are token indexes, inclusive.
struct TrainingExample {
    TokenIds ids;
    std::int32_t typeBegin = 0; // first token of type 1
    std::int32_t start = 0, end = 0;
};

// One batch as the model takes it. `padding`: max_length (each row padded to `maxLength`), longest (to the longest of
// this batch) or none (packed).
model::Batch batchOf(std::span<const TrainingExample> examples, const std::string& padding, std::int64_t maxLength,
                     std::int64_t padId);

} // namespace finetune::train
