// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace finetune::model {

// What a model folder holds, from config.json and the header of model.safetensors alone: no torch, no tensor is read.
struct ModelInfo {
    std::string modelType, architecture, dtype, licence;
    std::int64_t layers = 0, hidden = 0, heads = 0, vocabulary = 0, maxPositions = 0, parameters = 0, bytes = 0;
    std::vector<std::string> newlyInitialised; // tensors that loading would make
};

// Throws Input for a folder that cannot be loaded, and says what would help.
ModelInfo describe(const std::filesystem::path& folder);

} // namespace finetune::model
