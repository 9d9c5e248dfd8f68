// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <torch/torch.h>

namespace finetune::model {

torch::Tensor Dropout::operator()(const torch::Tensor& x) const {
    if (!options.training || rate == 0)
        return x;
    if (!x.is_cpu())
        return torch::dropout(x, rate, true);
    const torch::Tensor keep = torch::empty_like(x, x.options().requires_grad(false), at::MemoryFormat::Contiguous)
                                   .bernoulli_(1 - rate, options.givenGenerator())
                                   .mul_(1 / (1 - rate));
    return x * keep;
}

Linear::Linear(ParameterSource& source, const std::string& scope, std::int64_t in, std::int64_t out)
    : weight(source.take(scope + ".weight", {out, in}, Role::Weight)),
      bias(source.take(scope + ".bias", {out}, Role::Bias)) {}

torch::Tensor Linear::operator()(const torch::Tensor& x) const {
    return torch::linear(x, weight, bias);
}

LayerNorm::LayerNorm(ParameterSource& source, const std::string& scope, std::int64_t width, double eps)
    : weight(source.take(scope + ".weight", {width}, Role::NormWeight)),
      bias(source.take(scope + ".bias", {width}, Role::NormBias)), eps(eps) {}

torch::Tensor LayerNorm::operator()(const torch::Tensor& x) const {
    return torch::layer_norm(x, {x.size(-1)}, weight, bias, eps);
}

fused::Norm LayerNorm::in(const ParameterStore& store) const {
    return {store.at(weight), store.at(bias), static_cast<float>(eps)};
}

rows::Activation activationOf(const std::string& name) {
    if (name == "gelu")
        return rows::Activation::Gelu;
    if (name == "gelu_new" || name == "gelu_pytorch_tanh")
        return rows::Activation::GeluTanh;
    if (name == "relu")
        return rows::Activation::Relu;
    if (name == "silu" || name == "swish")
        return rows::Activation::Silu;
    throw Error(Kind::Input, "the activation “" + name + "” is not known here")
        .cure("Known are gelu, gelu_new, gelu_pytorch_tanh, relu and silu");
}

torch::Tensor activate(const std::string& name, const torch::Tensor& x) {
    switch (activationOf(name)) {
    case rows::Activation::Gelu:
        return torch::gelu(x);
    case rows::Activation::GeluTanh:
        return torch::gelu(x, "tanh");
    case rows::Activation::Relu:
        return torch::relu(x);
    case rows::Activation::Silu:
        break;
    }
    return torch::silu(x);
}

// Rows go to their places among equally long sequences, and come back from there.
static torch::Tensor attendTogether(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                                    std::int64_t heads, const Batch& batch, const Dropout& dropout) {
    const std::int64_t sequences = batch.sequences(), width = q.size(1);
    const std::int64_t length = batch.places.defined() ? batch.seen.size(3) : batch.commonLength();
    const auto byHead = [&](const torch::Tensor& x) { // [sequences, heads, length, width / heads]
        const torch::Tensor rows =
            batch.places.defined() ? x.new_zeros({sequences * length, width}).index_copy(0, batch.places, x) : x;
        return rows.view({sequences, length, heads, width / heads}).transpose(1, 2);
    };
    const auto mask = batch.seen.defined() ? std::optional(batch.seen) : std::nullopt;
    const double rate = dropout.options.training ? dropout.rate : 0;
    const torch::Tensor mixed = at::scaled_dot_product_attention(byHead(q), byHead(k), byHead(v), mask, rate);
    const torch::Tensor rows = mixed.transpose(1, 2).reshape({sequences * length, width});
    return batch.places.defined() ? rows.index_select(0, batch.places) : rows;
}

torch::Tensor attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v, std::int64_t heads,
                     const Batch& batch, const Dropout& dropout) {
    if (batch.together)
        return attendTogether(q, k, v, heads, batch, dropout);
    const std::int64_t width = q.size(1) / heads;
    const auto part = [&](const torch::Tensor& x, std::int64_t s,
                          std::int64_t rows) { // [1, heads, rows, width], a view
        return x.narrow(0, batch.bounds[s], rows).view({1, rows, heads, width}).transpose(1, 2);
    };
    std::vector<torch::Tensor> out;
    for (std::int64_t s = 0; s < batch.sequences(); ++s) {
        const torch::Tensor query = part(q, s, batch.length(s));
        const torch::Tensor key = part(k, s, batch.real[s]), value = part(v, s, batch.real[s]);
        torch::Tensor mixed;
        if (dropout.options.training && dropout.rate > 0) {
            const torch::Tensor scores =
                torch::matmul(query, key.transpose(-2, -1)) / std::sqrt(static_cast<double>(width));
            mixed = torch::matmul(dropout(torch::softmax(scores, -1)), value);
        } else {
            mixed = at::scaled_dot_product_attention(query, key, value);
        }
        out.push_back(mixed.transpose(1, 2).reshape({batch.length(s), heads * width}));
    }
    return torch::cat(out);
}

torch::Tensor spanLoss(const torch::Tensor& logits, const Batch& batch) {
    const std::int64_t sequences = batch.sequences(), outside = batch.tokens();
    std::int64_t longest = 0;
    for (std::int64_t s = 0; s < sequences; ++s)
        longest = std::max(longest, batch.length(s));
    // Rows of the logits by sequence, filled up with a row that is no token and has no probability.
    torch::Tensor rows = torch::full({sequences, longest}, outside, torch::kInt64);
    torch::Tensor labels = torch::zeros({sequences, 2}, torch::kInt64), counts = torch::zeros({sequences, 2});
    for (std::int64_t s = 0; s < sequences; ++s) {
        std::int64_t* row = rows.data_ptr<std::int64_t>() + s * longest;
        std::iota(row, row + batch.length(s), batch.bounds[s]);
        for (const int side : {0, 1}) {
            const torch::Tensor& given = side == 0 ? batch.starts : batch.ends;
            const std::int64_t label = std::max<std::int64_t>(given.const_data_ptr<std::int64_t>()[s], 0);
            const bool counted = label < batch.length(s); // others are ignored, as in Hugging Face's models
            labels.data_ptr<std::int64_t>()[2 * s + side] = counted ? 2 * (batch.bounds[s] + label) + side : 0;
            counts.data_ptr<float>()[2 * s + side] = counted ? 1.f : 0.f;
        }
    }
    // Nothing counted: 0/0, the mean of nothing as torch's cross_entropy gives it.
    const torch::Tensor shares = sent(counts / counts.sum(0), logits.device()).to(logits.scalar_type());
    const torch::Tensor nowhere = torch::full({1, 2}, -std::numeric_limits<double>::infinity(), logits.options());
    const torch::Tensor bySequence = torch::cat({logits, nowhere})
                                         .index_select(0, sent(rows.view(-1), logits.device()))
                                         .view({sequences, longest, 2});
    const torch::Tensor picked =
        logits.reshape(-1).index_select(0, sent(labels.view(-1), logits.device())).view({sequences, 2});
    return ((bySequence.logsumexp(1) - picked) * shares).sum() / 2;
}

EncoderLayer::EncoderLayer(ParameterSource& source, const std::string& scope, const LayerNames& names,
                           const EncoderConfig& c)
    : query(source, scope + names.query, c.hidden, c.hidden), key(source, scope + names.key, c.hidden, c.hidden),
      value(source, scope + names.value, c.hidden, c.hidden),
      attentionOutput(source, scope + names.attentionOutput, c.hidden, c.hidden),
      attentionNorm(source, scope + names.attentionNorm, c.hidden, c.layerNormEps),
      up(source, scope + names.up, c.hidden, c.intermediate),
      down(source, scope + names.down, c.intermediate, c.hidden),
      outputNorm(source, scope + names.outputNorm, c.hidden, c.layerNormEps) {}

torch::Tensor EncoderLayer::forward(const torch::Tensor& x, const Batch& batch, const EncoderConfig& c,
                                    bool dropAttentionOutput, const ForwardOptions& options) const {
    const Dropout hidden{c.dropout, options}, probabilities{c.attentionDropout, options};
    torch::Tensor mixed = attentionOutput(attend(query(x), key(x), value(x), c.heads, batch, probabilities));
    if (dropAttentionOutput)
        mixed = hidden(mixed);
    const torch::Tensor middle = attentionNorm(mixed + x);
    return outputNorm(hidden(down(activate(c.activation, up(middle)))) + middle);
}

torch::Tensor EncoderLayer::forwardFused(const torch::Tensor& x, const Batch& batch, const EncoderConfig& c,
                                         bool dropAttentionOutput, const ParameterStore& store,
                                         fused::DropoutSeeds& seeds) const {
    // Query, key and value lie side by side in the store.
    const Weight qkvWeight = store.at(query.weight, {3 * c.hidden, c.hidden});
    const Weight qkvBias = store.at(query.bias, {3 * c.hidden});
    const torch::Tensor qkv = fused::linear(x, qkvWeight, qkvBias);
    const torch::Tensor mixed = fused::attend(qkv, batch, c.heads, seeds.next(c.attentionDropout));
    const torch::Tensor middle =
        fused::addNorm(fused::linear(mixed, store.at(attentionOutput.weight)), store.at(attentionOutput.bias), x,
                       attentionNorm.in(store), seeds.next(dropAttentionOutput ? c.dropout : 0));
    const torch::Tensor wide =
        fused::activate(fused::linear(middle, store.at(up.weight)), store.at(up.bias), activationOf(c.activation));
    return fused::addNorm(fused::linear(wide, store.at(down.weight)), store.at(down.bias), middle, outputNorm.in(store),
                          seeds.next(c.dropout));
}

} // namespace finetune::model
