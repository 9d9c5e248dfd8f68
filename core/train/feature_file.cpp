// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/feature_file.h"

#include "core/base/error.h"
#include "core/model/weights.h"

#include <torch/torch.h>

namespace finetune::train {
namespace {

torch::Tensor column(const std::map<std::string, torch::Tensor>& tensors, const std::string& name,
                     const std::filesystem::path& file) {
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw Error(Kind::Input, "there is no tensor “" + name + "”").in(file);
    return found->second.to(torch::kInt64).contiguous();
}

} // namespace

FeatureFile readFeatureFile(const std::filesystem::path& file) {
    const auto tensors = model::readTensors(file);
    const auto ids = column(tensors, "input_ids", file), mask = column(tensors, "attention_mask", file);
    const auto starts = column(tensors, "start_positions", file), ends = column(tensors, "end_positions", file);
    if (ids.dim() != 2 || ids.sizes() != mask.sizes() || starts.numel() != ids.size(0) || ends.numel() != ids.size(0))
        throw Error(Kind::Input, "the tensors' shapes do not fit together").in(file);
    torch::Tensor types;
    if (tensors.contains("token_type_ids"))
        types = column(tensors, "token_type_ids", file);
    FeatureFile features;
    features.set.fixedLength = ids.size(1);
    for (std::int64_t i = 0; i < ids.size(0); ++i) {
        const auto length = mask[i].sum().item<std::int64_t>();
        const torch::Tensor row = ids[i].slice(0, 0, length).to(torch::kInt32).contiguous();
        features.ids.emplace_back(row.const_data_ptr<std::int32_t>(), row.const_data_ptr<std::int32_t>() + length);
    }
    for (std::int64_t i = 0; i < ids.size(0); ++i) {
        const auto length = static_cast<std::int32_t>(features.ids[i].size());
        const auto second = types.defined() ? types[i].sum().item<std::int32_t>() : 0;
        features.set.examples.push_back(
            {features.ids[i], length - second, starts[i].item<std::int32_t>(), ends[i].item<std::int32_t>()});
    }
    return features;
}

} // namespace finetune::train
