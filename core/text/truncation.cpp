// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/truncation.h"

#include "core/base/error.h"

#include <algorithm>

namespace finetune::text {
namespace {

[[noreturn]] void noRoom(const TruncationRoom& room, std::size_t other, int stride) {
    std::string what = "no room is left in " + std::to_string(room.maxLength) +
                       " tokens: " + std::to_string(room.specialTokens) + " are special";
    if (other > 0)
        what += ", the text that is not truncated takes " + std::to_string(other);
    if (stride > 0)
        what += ", windows share " + std::to_string(stride);
    throw Error(Kind::Input, what).cure("Use a larger max_length, a smaller stride or a shorter text");
}

std::vector<TokenRange> partsOf(std::size_t length, std::size_t room, std::size_t stride, Side side) {
    std::vector<TokenRange> parts;
    const std::size_t step = room - stride;
    if (side == Side::Right) {
        for (std::size_t begin = 0;; begin += step) {
            parts.push_back({begin, std::min(begin + room, length)});
            if (parts.back().end == length)
                return parts;
        }
    }
    for (std::size_t end = length;; end -= step) {
        parts.push_back({end < room ? 0 : end - room, end});
        if (parts.back().begin == 0)
            return parts;
    }
}

// Lengths that the two texts keep: tokens are taken from the longer one until both fit.
std::array<std::size_t, 2> keptOfBoth(std::size_t first, std::size_t second, std::size_t room) {
    const std::size_t shorter = std::min(first, second);
    if (shorter * 2 <= room)
        return first <= second ? std::array{first, room - first} : std::array{room - second, second};
    const std::size_t half = room / 2, rest = room - half;
    return first <= second ? std::array{half, rest} : std::array{rest, half};
}

} // namespace

Parts truncate(std::size_t first, std::optional<std::size_t> second, Truncation strategy, int stride,
               const TruncationRoom& room, Side side) {
    const std::array<std::size_t, 2> lengths = {first, second.value_or(0)};
    Parts parts = {std::vector<TokenRange>{{0, lengths[0]}}, std::vector<TokenRange>{{0, lengths[1]}}};
    if (strategy == Truncation::None)
        return parts;
    if (stride < 0)
        throw Error(Kind::Input, "the stride " + std::to_string(stride) + " is negative");
    const int roomOfOne = room.maxLength - room.singleSpecialTokens; // below 0 the reference wraps around and passes
    if ((roomOfOne >= 0 && roomOfOne < stride) || room.maxLength < room.specialTokens)
        noRoom(room, 0, stride);
    const auto free = static_cast<std::size_t>(room.maxLength - room.specialTokens);
    const std::size_t total = lengths[0] + lengths[1];
    if (total <= free)
        return parts;

    std::array<std::size_t, 2> kept = lengths;
    if (strategy == Truncation::LongestFirst && second) {
        kept = keptOfBoth(lengths[0], lengths[1], free);
    } else {
        if (strategy == Truncation::OnlySecond && !second)
            throw Error(Kind::Input, "only the second text may be truncated, and there is none")
                .cure("Give a pair, or use longest_first or only_first");
        const std::size_t target = strategy == Truncation::OnlySecond ? 1 : 0;
        const std::size_t other = total - lengths[target];
        if (other >= free)
            noRoom(room, other, stride);
        kept[target] = free - other;
    }
    for (std::size_t i = 0; i < 2; ++i) {
        if (kept[i] >= lengths[i])
            continue;
        if (kept[i] <= static_cast<std::size_t>(stride))
            noRoom(room, strategy == Truncation::LongestFirst ? 0 : total - lengths[i], stride);
        parts[i] = partsOf(lengths[i], kept[i], static_cast<std::size_t>(stride), side);
    }
    return parts;
}

} // namespace finetune::text
