// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layers.h"

namespace finetune::model {

// What a family says about itself; the encoder below does the rest.
struct FamilyRecipe {
    LayerNames layer;
    const char* layerScope;   // "encoder.layer."
    bool typeEmbeddings;      // BERT adds token_type_embeddings
    bool dropAttentionOutput; // BERT drops entries after the attention's output projection
};

// Embeddings, post-LN layers and the span head: BERT and DistilBERT (Devlin et al. 2019; Sanh et al. 2019).
class SpanEncoder : public Model {
public:
    SpanEncoder(const EncoderConfig& config, const FamilyRecipe& recipe, ParameterSource& source, Json json);
    Output forward(const Batch& given, const ForwardOptions& options) override;

private:
    // All hidden states, the embeddings' first; only the last one when the others are not wanted.
    std::vector<torch::Tensor> encode(const Batch& batch, const ForwardOptions& options) const;
    std::vector<torch::Tensor> encodeFused(const Batch& batch, const ForwardOptions& options);
    // `next` computes a layer: (layer, state before) -> state.
    template <class Next>
    std::vector<torch::Tensor> states(torch::Tensor first, const ForwardOptions& options, Next next) const;
    torch::Tensor embed(const Batch& batch, const ForwardOptions& options) const;
    void checkFits(const Batch& batch) const;

    EncoderConfig c_;
    FamilyRecipe recipe_;
    torch::Tensor words_, positions_, types_;
    std::vector<LayerNorm> embeddingNorm_; // one; made after the tables, in the order of the file
    std::vector<EncoderLayer> layers_;
    std::vector<Linear> head_; // one
};

} // namespace finetune::model
