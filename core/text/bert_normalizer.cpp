// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bert_normalizer.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::text {
namespace {

// In `source`, for a character that a decomposition adds: comes from where the character before it comes from.
constexpr std::int32_t kAsBefore = -1;

bool isRemoved(char32_t c) {
    return c == 0 || c == kReplacement || isControl(c);
}

// Puts marks that follow a base in canonical order (Unicode, 3.11). As in the reference, what moves are the characters
// and which of them were added; the sources of the others stay in the order of the text.
void orderMarks(Normalized& text) {
    struct Mark {
        char32_t c;
        bool added;
        std::uint8_t combining;
    };
    thread_local std::vector<Mark> marks;
    thread_local std::vector<std::int32_t> sources;
    for (std::size_t begin = 0; begin < text.size();) {
        marks.clear();
        sources.clear();
        std::size_t end = begin;
        for (; end < text.size() && text.characters[end] >= 0x300; ++end) {
            const char32_t c = text.characters[end];
            const std::uint8_t combining = combiningClass(c);
            if (combining == 0)
                break;
            marks.push_back({c, text.source[end] == kAsBefore, combining});
            if (!marks.back().added)
                sources.push_back(text.source[end]);
        }
        std::ranges::stable_sort(marks, {}, &Mark::combining);
        auto source = sources.begin();
        for (std::size_t i = 0; i < marks.size(); ++i) {
            text.characters[begin + i] = marks[i].c;
            text.source[begin + i] = marks[i].added ? kAsBefore : *source++;
        }
        begin = end + 1;
    }
}

} // namespace

void BertNormalizer::normalize(std::u32string_view text, std::int32_t first, Normalized& out) const {
    out.clear();
    const auto put = [&](char32_t c, std::int32_t source) {
        out.characters.push_back(c);
        out.source.push_back(source);
    };
    thread_local std::u32string pieces;
    bool plain = true, marks = false; // nothing is left to do; there may be marks to put in order
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t c = text[i];
        const std::int32_t source = first + static_cast<std::int32_t>(i);
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
        if (stripAccents) {
            pieces.clear();
            appendDecomposed(c, pieces);
            for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
                put(pieces[piece], piece == 0 ? source : kAsBefore);
                marks |= pieces[piece] >= 0x300 && combiningClass(pieces[piece]) != 0;
            }
        } else {
            put(c, source);
        }
        plain = plain && c < 0x80;
        if (isolated)
            put(' ', source);
    }
    if (plain || (!stripAccents && !lowercase))
        return;
    if (marks)
        orderMarks(out);
    // Second pass, by a copy, since one character may become none or two: drop accents, lower-case.
    thread_local Normalized copy;
    copy.clear();
    std::int32_t source = first;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const char32_t c = out.characters[i];
        source = out.source[i] == kAsBefore ? source : out.source[i];
        if (stripAccents && c >= 0x300 && isNonspacingMark(c))
            continue;
        const std::size_t before = copy.characters.size();
        if (lowercase && (c >= 0x80 || (c >= 'A' && c <= 'Z')))
            appendLower(c, copy.characters);
        else
            copy.characters.push_back(c);
        copy.source.insert(copy.source.end(), copy.characters.size() - before, source);
    }
    std::swap(out, copy);
}

} // namespace finetune::text
