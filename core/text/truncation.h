// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <array>
#include <vector>

namespace finetune::text {

enum class Side { Left, Right };

// The parts of the two texts that windows are made of: at least one each. The first is the one that is kept, the others
// overflow. From the left (side Right) or from the right (side Left) they step by length - stride until the end is
// reached, so that each token is in a part.
using Parts = std::array<std::vector<TokenRange>, 2>;

struct TruncationRoom {
    int maxLength;           // tokens, special ones included
    int specialTokens;       // that this call adds
    int singleSpecialTokens; // that one text gets: the reference checks the stride against it, before any text is known
};

// As tokenizers' truncate_encodings. Throws Input where there is no room for a token beyond the stride.
Parts truncate(std::size_t first, std::optional<std::size_t> second, Truncation strategy, int stride,
               const TruncationRoom& room, Side side);

} // namespace finetune::text
