// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece.h"

#include <algorithm>

namespace finetune::text {

std::uint32_t PieceTable::hashOf(std::string_view piece) { // FNV-1a
    std::uint32_t hash = 2166136261u;
    for (const char c : piece)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash ^ hash >> 15;
}

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
    if (slots_.empty())
        return -1;
    const std::size_t mask = slots_.size() - 1;
    const std::uint32_t hash = hashOf(piece);
    for (std::size_t at = hash & mask; slots_[at].id >= 0; at = (at + 1) & mask)
        if (slots_[at].hash == hash && std::string_view(bytes_).substr(slots_[at].begin, slots_[at].length) == piece)
            return slots_[at].id;
    return -1;
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
        const PieceTable& table = begin == 0 ? initial : continuing;
        std::size_t end = std::min(word.size(), begin + table.longest());
        std::int32_t id = -1;
        for (; end > begin; --end) {
            if (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80)
                continue; // inside a character
            id = table.find(word.substr(begin, end - begin));
            if (id >= 0)
                break;
        }
        if (id < 0)
            return unknown();
        out.push_back({id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        begin = end;
    }
}

} // namespace finetune::text
