// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece.h"

#include <algorithm>
#include <array>

namespace finetune::text {
namespace {

// FNV-1a: a text's sum goes on from that of the text without its last byte, so one walk gives those of all prefixes.
constexpr std::uint32_t kEmptySum = 2166136261u;
std::uint32_t sumWith(std::uint32_t sum, char c) {
    return (sum ^ static_cast<unsigned char>(c)) * 16777619u;
}
std::uint32_t hashOfSum(std::uint32_t sum) {
    return sum ^ sum >> 15;
}

std::uint32_t hashOf(std::string_view piece) {
    std::uint32_t sum = kEmptySum;
    for (const char c : piece)
        sum = sumWith(sum, c);
    return hashOfSum(sum);
}

bool isInsideCharacter(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

} // namespace

void PieceTable::reserve(std::size_t pieces) {
    std::size_t size = 16;
    while (size < pieces * 2)
        size *= 2;
    std::vector<Slot> old(size);
    old.swap(slots_);
    for (const Slot& slot : old)
        if (slot.id >= 0)
            place(slot);
}

void PieceTable::place(Slot slot) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = slot.hash & mask;
    while (slots_[at].id >= 0)
        at = (at + 1) & mask;
    slots_[at] = slot;
}

bool PieceTable::insert(std::string_view piece, std::int32_t id) {
    if (find(piece) >= 0)
        return false;
    if ((count_ + 1) * 2 > slots_.size())
        reserve(std::max<std::size_t>(16, count_ * 2));
    place({hashOf(piece), static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(piece.size()), id});
    bytes_ += piece;
    longest_ = std::max(longest_, piece.size());
    ++count_;
    return true;
}

std::int32_t PieceTable::find(std::string_view piece) const {
    return find(piece, hashOf(piece));
}

std::int32_t PieceTable::find(std::string_view piece, std::uint32_t hash) const {
    if (slots_.empty())
        return -1;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask; slots_[at].id >= 0; at = (at + 1) & mask)
        if (slots_[at].hash == hash && std::string_view(bytes_).substr(slots_[at].begin, slots_[at].length) == piece)
            return slots_[at].id;
    return -1;
}

PieceTable::Prefix PieceTable::longestPrefix(std::string_view text) const {
    std::array<std::uint32_t, 64> sums; // of the prefixes; the rare longer ones are summed when it is their turn
    std::size_t length = std::min(text.size(), longest_);
    const std::size_t summed = std::min(length, sums.size());
    std::uint32_t sum = kEmptySum;
    for (std::size_t i = 0; i < summed; ++i)
        sums[i] = sum = sumWith(sum, text[i]);
    for (; length > 0; --length) {
        if (isInsideCharacter(text, length))
            continue;
        const std::string_view piece = text.substr(0, length);
        const std::int32_t id = find(piece, length <= summed ? hashOfSum(sums[length - 1]) : hashOf(piece));
        if (id >= 0)
            return {id, length};
    }
    return {};
}

bool WordPiece::add(std::string_view token, std::string_view prefix, std::int32_t id) {
    if (token.starts_with(prefix))
        continuing.insert(token.substr(prefix.size()), id);
    return initial.insert(token, id);
}

void WordPiece::cut(std::string_view word, std::size_t characters, std::vector<Piece>& out) const {
    out.clear();
    const auto unknown = [&] {
        out.clear();
        out.push_back({unknownId, 0, static_cast<std::uint32_t>(word.size())});
    };
    if (characters > maxCharacters)
        return unknown();
    std::size_t begin = 0;
    while (begin < word.size()) {
        const auto [id, length] = (begin == 0 ? initial : continuing).longestPrefix(word.substr(begin));
        if (length == 0)
            return unknown();
        out.push_back({id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length)});
        begin += length;
    }
}

} // namespace finetune::text
