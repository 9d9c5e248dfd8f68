// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/token_ids.h"

#include <torch/types.h>
#include <vector>

namespace finetune::model {

// Sequences laid end to end. Row t of every tensor is one token; sequence s is rows bounds[s] … bounds[s+1]-1, of which
// the first real[s] are attended to. Packed: real[s] is the whole length. Padded (Hugging Face's form) is the special
// case in which all sequences have one length and the rows past real[s] are padding, computed like the others but never
// attended.
struct Batch {
    torch::Tensor ids;       // int64 [tokens]
    torch::Tensor typeIds;   // int64 [tokens]
    torch::Tensor positions; // int64 [tokens], from 0 in each sequence
    std::vector<std::int64_t> bounds;
    std::vector<std::int64_t> real;
    torch::Tensor starts, ends; // int64 [sequences], token index within the sequence; undefined when not wanted
    // Attention over all sequences in one call, which pads them to one length inside it; false: one call a sequence.
    bool together = false;
    torch::Tensor places; // int64 [tokens], where row t lies among the padded ones; undefined when all have one length
    torch::Tensor seen;   // bool [sequences, 1, 1, that length], the keys attended to; undefined when all are

    std::int64_t sequences() const { return static_cast<std::int64_t>(real.size()); }
    std::int64_t tokens() const { return bounds.back(); }
    std::int64_t length(std::int64_t s) const { return bounds[s + 1] - bounds[s]; }
    // The common length when all sequences have one, else 0.
    std::int64_t commonLength() const;
};

// `rows` are token ids without padding; `padTo` 0 packs them, otherwise each becomes padTo tokens (padId).
// typeBegin[s] is the first row of type 1 in sequence s (its length when there is none); padding has type 0.
Batch makeBatch(const std::vector<TokenIds>& rows, const std::vector<std::int32_t>& typeBegin, std::int64_t padTo,
                std::int64_t padId);

// A CPU tensor on `device`: the copy is queued there and nothing waits for it. The tensor itself when that is the CPU.
torch::Tensor sent(const torch::Tensor& tensor, torch::Device device);

// The batch as a GPU takes it: its rows sent to `device`, attention together. The labels stay on the CPU.
Batch sent(const Batch& batch, torch::Device device);

} // namespace finetune::model
