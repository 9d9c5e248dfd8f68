// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace finetune::text {

// A normalised text: each character with the code point of the original text that it comes from.
struct Normalized {
    std::u32string characters;
    std::vector<std::int32_t> source;
    void clear() { characters.clear(), source.clear(); }
    std::size_t size() const { return characters.size(); }
};

// BertNormalizer of Hugging Face's tokenizers: clean, isolate Chinese characters, strip accents, lower-case, in this
// order.
struct BertNormalizer {
    bool cleanText = true;
    bool handleChineseCharacters = true;
    bool stripAccents = true;
    bool lowercase = true;

    // Replaces `out`. `first` is the code point at which `text` begins in the original.
    void normalize(std::u32string_view text, std::int32_t first, Normalized& out) const;
};

} // namespace finetune::text
