// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bert_normalizer.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::text {
namespace {

bool isRemoved(char32_t c) {
    return c == 0 || c == kReplacement || isControl(c);
}

// Marks that follow a base are put in canonical order (Unicode, 3.11). Sources keep their places, as in the reference,
// where a character takes the alignment of the place it moves to.
void orderMarks(std::vector<char32_t>& characters) {
    for (auto at = characters.begin(); at != characters.end();) {
        if (*at < 0x300 || combiningClass(*at) == 0) {
            ++at;
            continue;
        }
        const auto end = std::find_if(at, characters.end(), [](char32_t c) { return combiningClass(c) == 0; });
        std::stable_sort(at, end, [](char32_t a, char32_t b) { return combiningClass(a) < combiningClass(b); });
        at = end;
    }
}

} // namespace

void BertNormalizer::normalize(std::string_view text, std::int32_t first, Normalized& out) const {
    out.clear();
    const auto put = [&](char32_t c, std::int32_t source) {
        out.characters.push_back(c);
        out.source.push_back(source);
    };
    thread_local std::vector<char32_t> pieces;
    std::int32_t source = first;
    bool marks = false;
    for (std::size_t at = 0; at < text.size(); ++source) {
        char32_t c = next(text, at);
        if (c >= 0x20 && c < 0x7F) { // the common case, needing none of the tables
            put(lowercase && c >= 'A' && c <= 'Z' ? c + 32 : c, source);
            continue;
        }
        if (cleanText) {
            if (isRemoved(c))
                continue;
            if (isSpace(c))
                c = ' ';
        }
        const bool isolated = handleChineseCharacters && isChinese(c);
        if (isolated)
            put(' ', source);
        pieces.clear();
        if (stripAccents)
            appendDecomposed(c, pieces);
        else
            pieces.push_back(c);
        for (const char32_t piece : pieces) {
            put(piece, source);
            marks |= piece >= 0x300;
        }
        if (isolated)
            put(' ', source);
    }
    if (stripAccents && marks)
        orderMarks(out.characters);
    if (!stripAccents && !lowercase)
        return;
    // Second pass: drop accents and lower-case what is not ASCII, in place or, where one becomes two, by a copy.
    thread_local Normalized copy;
    copy.clear();
    for (std::size_t i = 0; i < out.size(); ++i) {
        const char32_t c = out.characters[i];
        if (stripAccents && c >= 0x300 && isNonspacingMark(c))
            continue;
        const std::size_t before = copy.characters.size();
        if (lowercase && (c >= 0x80 || (c >= 'A' && c <= 'Z')))
            appendLower(c, copy.characters);
        else
            copy.characters.push_back(c);
        copy.source.insert(copy.source.end(), copy.characters.size() - before, out.source[i]);
    }
    std::swap(out, copy);
}

} // namespace finetune::text
