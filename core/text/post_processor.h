// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace finetune::text {

// Where special tokens stand around one text or a pair: TemplateProcessing of Hugging Face's tokenizers.
struct PostProcessor {
    struct Piece {
        std::vector<std::int32_t> specialIds; // the special tokens; for a text, empty
        int sequence = -1;                    // 0 first text, 1 second, -1 special tokens
        std::int32_t typeId = 0;
    };
    std::vector<Piece> single, pair;

    const std::vector<Piece>& pieces(bool isPair) const { return isPair ? pair : single; }
    int specialCount(bool isPair) const {
        int count = 0;
        for (const Piece& piece : pieces(isPair))
            count += static_cast<int>(piece.specialIds.size());
        return count;
    }

    // [CLS] A [SEP] and [CLS] A [SEP] B [SEP], the second text and its [SEP] with type 1.
    static PostProcessor bert(std::int32_t cls, std::int32_t sep) {
        const Piece begin{{cls}, -1, 0}, first{{}, 0, 0}, middle{{sep}, -1, 0}, second{{}, 1, 1}, end{{sep}, -1, 1};
        return {{begin, first, middle}, {begin, first, middle, second, end}};
    }
    static PostProcessor none() { return {{{{}, 0, 0}}, {{{}, 0, 0}, {{}, 1, 1}}}; }
};

} // namespace finetune::text
