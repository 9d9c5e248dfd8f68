// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <torch/types.h>

namespace finetune::train {

// Tensors by name in one safetensors file; written synced under its own name.
void writeTensors(const std::filesystem::path& file, const std::map<std::string, torch::Tensor>& tensors);
std::map<std::string, torch::Tensor> readTensors(const std::filesystem::path& file);

} // namespace finetune::train
