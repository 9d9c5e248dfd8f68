// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace finetune::text {

// The pieces of a vocabulary by their text: open addressing over one block of bytes, no allocation at a look-up.
class PieceTable {
public:
    void reserve(std::size_t pieces);
    bool insert(std::string_view piece, std::int32_t id); // false: it is there already and keeps its id
    std::int32_t find(std::string_view piece) const;      // -1: not there
    std::size_t longest() const { return longest_; }      // bytes

    // The longest piece that the text begins with; a piece never ends inside a character. Length 0: there is none.
    struct Prefix {
        std::int32_t id = -1;
        std::size_t length = 0; // bytes
    };
    Prefix longestPrefix(std::string_view text) const;

private:
    struct Slot {
        std::uint32_t hash = 0, begin = 0, length = 0;
        std::int32_t id = -1;
    };
    void place(Slot slot);
    std::int32_t find(std::string_view piece, std::uint32_t hash) const;
    std::vector<Slot> slots_;
    std::string bytes_;
    std::size_t count_ = 0, longest_ = 0;
};

// WordPiece (Schuster and Nakajima 2012; Hugging Face's WordPiece model): the longest piece first, from the left; a
// word that cannot be cut into pieces, or of more than `maxCharacters` code points, is one unknown token.
struct WordPiece {
    PieceTable initial, continuing; // continuing pieces without their prefix
    std::int32_t unknownId = 0;
    std::size_t maxCharacters = 100;

    struct Piece {
        std::int32_t id;
        std::uint32_t begin, end; // bytes of the word
    };
    // Adds a token of the vocabulary; one that begins with `prefix` continues a word. False: it is there already.
    bool add(std::string_view token, std::string_view prefix, std::int32_t id);

    // Replaces `out`. `characters` is the word's length in code points.
    void cut(std::string_view word, std::size_t characters, std::vector<Piece>& out) const;
};

} // namespace finetune::text
