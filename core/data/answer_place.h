// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace finetune::data {

struct Misplaced {
    std::string what; // "the answer “the river” is not at answer_start 177; there stands “he river,”"
    std::string cure; // where it is found, and how the place was counted when that can be told
};

// Whether `text` stands at `start` (code points) of the context; if not, what is there and what helps.
std::optional<Misplaced> misplacedAnswer(std::string_view context, std::string_view text, std::int64_t start);

} // namespace finetune::data
