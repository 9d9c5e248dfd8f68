// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/safetensors.h"

#include <map>
#include <torch/types.h>

namespace finetune::model {

// A copy as a torch tensor of the file's own dtype. Throws Input for a dtype that torch has no counterpart of.
torch::Tensor toTensor(const TensorView& view);

// Looks at a contiguous CPU tensor's own memory; valid as long as the tensor lives.
TensorView viewOf(const torch::Tensor& tensor);

// A whole safetensors file as tensors by name; written synced under its own name, in the order of the names.
std::map<std::string, torch::Tensor> readTensors(const std::filesystem::path& file);
void writeTensors(const std::filesystem::path& file, const std::map<std::string, torch::Tensor>& tensors);

} // namespace finetune::model
