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

// How a tool counted that gave a wrong answer_start. Unknown: none of the others fits.
enum class Counting { Unknown, Utf8Bytes, Utf16Units, LineEndsAsOne, LineEndsAsTwo, FromOne };

struct FoundPlace {
    std::int64_t start = 0; // code points, where the text does stand
    Counting counting = Counting::Unknown;
};

// Where a text stands in the context when it is not at `start`: the place that a known miscount explains, else the
// nearest one; none when it is not in the context at all.
std::optional<FoundPlace> findAnswer(std::string_view context, std::string_view text, std::int64_t start);

// What the studio says of a way to count: "counts UTF-16 units".
const char* nameOf(Counting counting);

// Whether `text` is at code point `start` of the context.
bool standsAt(std::string_view context, std::string_view text, std::int64_t start);

// Whether `text` stands at `start` (code points) of the context; if not, what is there and what helps.
std::optional<Misplaced> misplacedAnswer(std::string_view context, std::string_view text, std::int64_t start);

} // namespace finetune::data
