// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/encoder.h"

#include "core/base/error.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>

namespace finetune::model {
namespace {

// torch.autocast: from here to the end of the scope products take their operands in bfloat16, if `on`.
class Autocast {
public:
    Autocast(torch::DeviceType device, bool on)
        : device_(device), wasOn_(at::autocast::is_autocast_enabled(device)),
          type_(at::autocast::get_autocast_dtype(device)) {
        at::autocast::set_autocast_enabled(device_, on);
        at::autocast::set_autocast_dtype(device_, torch::kBFloat16);
        at::autocast::increment_nesting();
    }
    ~Autocast() {
        if (at::autocast::decrement_nesting() == 0)
            at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(device_, wasOn_);
        at::autocast::set_autocast_dtype(device_, type_);
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

private:
    torch::DeviceType device_;
    bool wasOn_;
    torch::ScalarType type_;
};

} // namespace

SpanEncoder::SpanEncoder(const EncoderConfig& config, const FamilyRecipe& recipe, ParameterSource& source, Json json)
    : c_(config), recipe_(recipe) {
    words_ = source.take("embeddings.word_embeddings.weight", {c_.vocabulary, c_.hidden}, Role::Weight);
    positions_ = source.take("embeddings.position_embeddings.weight", {c_.maxPositions, c_.hidden}, Role::Weight);
    if (recipe_.typeEmbeddings)
        types_ = source.take("embeddings.token_type_embeddings.weight", {c_.types, c_.hidden}, Role::Weight);
    embeddingNorm_.emplace_back(source, "embeddings.LayerNorm", c_.hidden, c_.layerNormEps);
    for (std::int64_t i = 0; i < c_.layers; ++i)
        layers_.emplace_back(source, recipe_.layerScope + std::to_string(i), recipe_.layer, c_);
    head_.emplace_back(source, "qa_outputs", c_.hidden, 2);
    activationOf(c_.activation); // an unknown name is told now, not in the first step
    parameters_ = source.parameters;
    store_ = ParameterStore(parameters_);
    newlyInitialised = source.newlyInitialised;
    ignored = source.ignored();
    config_ = std::move(json);
    maxPositions_ = c_.maxPositions;
    usesTypeIds_ = recipe_.typeEmbeddings;
}

void SpanEncoder::checkFits(const Batch& batch) const {
    for (std::int64_t s = 0; s < batch.sequences(); ++s)
        if (batch.length(s) > c_.maxPositions)
            throw Error(Kind::Input, "a sequence of " + std::to_string(batch.length(s)) +
                                         " tokens is longer than the model's " + std::to_string(c_.maxPositions) +
                                         " positions")
                .cure("Set max_length to " + std::to_string(c_.maxPositions) + " or less");
    const std::int64_t largest = batch.tokens() > 0 ? batch.ids.max().item<std::int64_t>() : 0;
    if (largest >= c_.vocabulary)
        throw Error(Kind::Input, "the vocabulary does not fit the embedding: token " + std::to_string(largest) +
                                     ", but the model has " + std::to_string(c_.vocabulary))
            .cure("Use the tokenizer files that came with this model");
}

torch::Tensor SpanEncoder::embed(const Batch& batch, const ForwardOptions& options) const {
    torch::Tensor x = torch::embedding(words_, batch.ids, c_.padId) + torch::embedding(positions_, batch.positions);
    if (recipe_.typeEmbeddings)
        x = x + torch::embedding(types_, batch.typeIds);
    return Dropout{c_.dropout, options}(embeddingNorm_.front()(x));
}

template <class Next>
std::vector<torch::Tensor> SpanEncoder::states(torch::Tensor first, const ForwardOptions& options, Next next) const {
    std::vector<torch::Tensor> states{std::move(first)};
    for (const EncoderLayer& layer : layers_) {
        torch::Tensor state = next(layer, states.back());
        if (!options.hiddenStates)
            states.clear();
        states.push_back(std::move(state));
    }
    return states;
}

std::vector<torch::Tensor> SpanEncoder::encode(const Batch& batch, const ForwardOptions& options) const {
    const Autocast autocast(store_.values.device().type(), execution_.precision == Precision::BFloat16);
    return states(embed(batch, options), options, [&](const EncoderLayer& layer, const torch::Tensor& x) {
        return layer.forward(x, batch, c_, recipe_.dropAttentionOutput, options);
    });
}

std::vector<torch::Tensor> SpanEncoder::encodeFused(const Batch& batch, const ForwardOptions& options) {
    const bool half = execution_.precision == Precision::BFloat16;
    if (half)
        store_.refreshHalf();
    std::uint64_t seed = 0;
    if (options.training)
        seed = static_cast<std::uint64_t>(
            torch::empty({1}, torch::kInt64).random_(options.givenGenerator()).item<std::int64_t>());
    fused::DropoutSeeds seeds(seed, options.training);
    const torch::Tensor first = fused::embed(
        words_, batch, store_.at(words_), store_.at(positions_), types_.defined() ? store_.at(types_) : Weight{},
        embeddingNorm_.front().in(store_), c_.padId, seeds.next(c_.dropout), half ? torch::kBFloat16 : torch::kFloat32);
    return states(half ? fused::withSpareRows(first) : first, options,
                  [&](const EncoderLayer& layer, const torch::Tensor& x) {
                      return layer.forwardFused(x, batch, c_, recipe_.dropAttentionOutput, store_, seeds);
                  });
}

Output SpanEncoder::forward(const Batch& given, const ForwardOptions& options) {
    checkFits(given);
    if (torch::GradMode::is_enabled())
        store_.attachGradients();
    const Batch batch = isQueued() ? sent(given, store_.values.device()) : given;
    Output out;
    std::vector<torch::Tensor> states = isFused() ? encodeFused(batch, options) : encode(batch, options);
    for (torch::Tensor& state : states)
        state = state.narrow(0, 0, batch.tokens()); // without spare rows
    const torch::Tensor last = states.back().to(store_.values.scalar_type());
    const torch::Tensor logits = head_.front()(Dropout{c_.headDropout, options}(last));
    if (options.hiddenStates)
        out.hiddenStates = std::move(states);
    out.startLogits = logits.select(1, 0);
    out.endLogits = logits.select(1, 1);
    if (batch.starts.defined())
        out.loss = spanLoss(logits, batch);
    return out;
}

} // namespace finetune::model
