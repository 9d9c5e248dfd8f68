// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/closest_text.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cstdlib>

namespace finetune::data {
namespace {

// One code point for one, so that places stay.
char32_t folded(char32_t c) {
    if (text::isPythonSpace(c))
        return U' ';
    switch (c) {
    case U'‘':
    case U'’':
    case U'ʼ':
        return U'\'';
    case U'“':
    case U'”':
    case U'„':
        return U'"';
    case U'‐':
    case U'‑':
    case U'–':
    case U'—':
        return U'-';
    default:
        break;
    }
    std::u32string lower;
    text::appendLower(c, lower);
    return lower.empty() ? c : lower.front();
}

std::u32string fold(std::string_view text) {
    std::u32string out;
    text::decode(text, out);
    std::ranges::transform(out, out.begin(), folded);
    return out;
}

} // namespace

std::optional<ClosestText> closestText(std::string_view context, std::string_view text, CodePoints start) {
    const std::u32string needle = fold(text::strip(text));
    if (needle.empty())
        return {};
    const std::u32string where = fold(context);
    std::optional<std::size_t> best;
    const auto distance = [&](std::size_t at) { return std::abs(static_cast<std::int64_t>(at) - start.value); };
    for (std::size_t at = where.find(needle); at != std::u32string::npos; at = where.find(needle, at + 1))
        if (!best || distance(at) < distance(*best))
            best = at;
    if (!best)
        return {};
    const auto first = static_cast<std::int32_t>(*best), end = static_cast<std::int32_t>(*best + needle.size());
    return ClosestText{text::sliceCodePoints(context, first, end), {first}};
}

} // namespace finetune::data
