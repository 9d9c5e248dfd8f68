// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/characters.h"

#include <cstddef>
#include <string_view>

namespace finetune::text {

// BertPreTokenizer of Hugging Face's tokenizers: white space ends a word and is dropped, each punctuation mark is a
// word of its own. Calls visit(begin, end) for each word, in characters of the text.
template <class Visit>
void forEachBertWord(std::u32string_view text, Visit visit) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool punctuation = isPunctuation(text[at]);
        if (!punctuation && !isSpace(text[at]))
            continue;
        if (begin < at)
            visit(begin, at);
        if (punctuation)
            visit(at, at + 1);
        begin = at + 1;
    }
    if (begin < text.size())
        visit(begin, text.size());
}

} // namespace finetune::text
