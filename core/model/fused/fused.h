// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/batch.h"
#include "core/model/fused/rows.h"
#include "core/model/store.h"

// The encoder's operations with as few passes over memory as possible: matrix products by LibTorch, one pass for
// everything between two of them (rows.h). On the CPU; x is float32 or bfloat16 [tokens, width]. They differentiate
// with respect to activations through autograd and add the gradients of weights to Weight::gradient themselves, so that
// no second buffer of the weights' size is made. Each has a plain counterpart in layers.h, which its test compares
// with.
namespace finetune::model::fused {

// Hands every operation of one forward pass its own mask; the same seed gives the same masks.
class DropoutSeeds {
public:
    explicit DropoutSeeds(std::uint64_t seed, bool training) : seed_(seed), training_(training) {}
    rows::Dropout next(double rate);

private:
    std::uint64_t seed_;
    bool training_;
};

struct Norm {
    Weight gamma, beta;
    float eps;
};

// drop(LayerNorm(word + position + type)). `anchor` is a tensor that requires grad, so that autograd comes back here;
// it gets no gradient. The row `padId` of the words gets none either. `types` may be empty.
torch::Tensor embed(const torch::Tensor& anchor, const Batch& batch, const Weight& words, const Weight& positions,
                    const Weight& types, const Norm& norm, std::int64_t padId, rows::Dropout drop,
                    torch::ScalarType type);
// x with rows of zeros behind it that no sequence owns. oneDNN compiles and keeps a bfloat16 product for every size
// that it meets: so the sizes are few, numbers of rows here and lengths of sequences in `attend`.
constexpr std::int64_t kLeastSpareRows = 15;
torch::Tensor withSpareRows(const torch::Tensor& x);
// x Wᵀ, with `bias` when it is not empty. Other biases are added by the operation that follows.
torch::Tensor linear(const torch::Tensor& x, const Weight& weight, const Weight& bias = {});
torch::Tensor activate(const torch::Tensor& u, const Weight& bias, rows::Activation f);
// LayerNorm(drop(y + bias) + residual). Takes y's memory.
torch::Tensor addNorm(const torch::Tensor& y, const Weight& bias, const torch::Tensor& residual, const Norm& norm,
                      rows::Dropout drop);
// qkv [tokens, 3·width] holds queries, keys and values, heads side by side in each. Scores of one head of one sequence
// exist at a time; the backward pass computes them again.
torch::Tensor attend(const torch::Tensor& qkv, const Batch& batch, std::int64_t heads, rows::Dropout drop);

} // namespace finetune::model::fused
