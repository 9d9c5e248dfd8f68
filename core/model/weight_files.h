// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/pickled_weights.h"
#include "core/model/safetensors.h"

#include <list>

namespace finetune::model {

// All tensors of a model folder: model.safetensors, or the shards that model.safetensors.index.json names; where
// neither is there, the same of pytorch_model.bin. No torch. Throws Input when the weights are missing, in a form we do
// not read, or a shard is absent.
class WeightFiles {
public:
    explicit WeightFiles(const std::filesystem::path& folder);
    const std::map<std::string, const TensorView*>& tensors() const { return tensors_; }
    std::int64_t bytes() const { return bytes_; }

private:
    std::list<SafetensorsFile> files_;
    std::list<PickledWeights> pickled_;
    std::map<std::string, const TensorView*> tensors_;
    std::int64_t bytes_ = 0;
};

// A tensor's name without its family's base prefix ("bert."), with the old LayerNorm names (gamma, beta) made new.
std::string canonicalName(std::string name, const std::string& basePrefix);

// Names that belong to heads and buffers we do not load: poolers, language-model heads, position ids.
bool isIgnoredName(const std::string& canonical);

} // namespace finetune::model
