// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/fused/fused.h"
#include "core/model/parameters.h"

// The pieces an encoder is made of, over packed rows: every tensor is [tokens, width] (see batch.h). A piece asks the
// source for its weights by the scope name it is given.
namespace finetune::model {

struct Dropout {
    double rate = 0;
    const ForwardOptions& options;
    // Zeroes entries with probability `rate` and scales the rest by 1/(1-rate); nothing outside training.
    torch::Tensor operator()(const torch::Tensor& x) const;
};

struct Linear {
    torch::Tensor weight, bias; // [out, in], [out]
    Linear(ParameterSource& source, const std::string& scope, std::int64_t in, std::int64_t out);
    torch::Tensor operator()(const torch::Tensor& x) const;
};

struct LayerNorm {
    torch::Tensor weight, bias;
    double eps;
    LayerNorm(ParameterSource& source, const std::string& scope, std::int64_t width, double eps);
    torch::Tensor operator()(const torch::Tensor& x) const;
    fused::Norm in(const ParameterStore& store) const; // as the fused operations take it
};

// gelu, gelu_new, gelu_pytorch_tanh, relu, silu. Throws Input for another name.
rows::Activation activationOf(const std::string& name);
torch::Tensor activate(const std::string& name, const torch::Tensor& x);

// softmax(q kᵀ / √d) v per sequence and head; keys past real[s] are not seen (Vaswani et al. 2017, 3.2.1).
torch::Tensor attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v, std::int64_t heads,
                     const Batch& batch, const Dropout& dropout);

// The mean over sequences of (CE(start) + CE(end)) / 2 of logits [tokens, 2], a side a column; the softmax runs over
// all rows of a sequence, padding included. The batch's labels are on the CPU, wherever the logits are.
torch::Tensor spanLoss(const torch::Tensor& logits, const Batch& batch);

// Names by which a family calls the parts of one layer, below the layer's scope.
struct LayerNames {
    const char *query, *key, *value, *attentionOutput, *attentionNorm, *up, *down, *outputNorm;
};

// One block: attention, residual, LayerNorm, feed-forward, residual, LayerNorm ("post-LN", as BERT).
struct EncoderLayer {
    Linear query, key, value, attentionOutput;
    LayerNorm attentionNorm;
    Linear up, down;
    LayerNorm outputNorm;
    EncoderLayer(ParameterSource& source, const std::string& scope, const LayerNames& names, const EncoderConfig& c);
    // `dropAttentionOutput`: BERT drops entries of the attention's output, DistilBERT does not.
    torch::Tensor forward(const torch::Tensor& x, const Batch& batch, const EncoderConfig& c, bool dropAttentionOutput,
                          const ForwardOptions& options) const;
    // The same with the operations of fused.h; x is float32 or bfloat16.
    torch::Tensor forwardFused(const torch::Tensor& x, const Batch& batch, const EncoderConfig& c,
                               bool dropAttentionOutput, const ParameterStore& store, fused::DropoutSeeds& seeds) const;
};

} // namespace finetune::model
