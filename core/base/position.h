// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace finetune {

// A place in a text. Hugging Face and SQuAD count code points, our buffers bytes, Qt UTF-16 units: three types, so that
// they are never mixed up; core/text/utf8.h converts.
template <class Unit>
struct Position {
    std::int32_t value = 0;
    auto operator<=>(const Position&) const = default;
};
using CodePoints = Position<struct CodePointUnit>;
using Bytes = Position<struct ByteUnit>;
using Utf16Units = Position<struct Utf16Unit>;

} // namespace finetune
