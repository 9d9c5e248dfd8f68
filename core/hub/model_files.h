// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hub/hub.h"

namespace finetune::hub {

// Of a repository's files those that a model is loaded from: config.json, the tokenizer's, and the weights in one
// format: safetensors, whole or in shards, else PyTorch's. Throws Input: it holds no model that can be read.
std::vector<std::string> modelFiles(const Repository& repository, const std::vector<std::string>& names);

// The folder with these files, downloaded where they are not in the cache. A commit whose files are there is not asked
// for.
std::filesystem::path fetchModel(Hub& hub, const Repository& repository);

// The same without the weights.
std::filesystem::path fetchTokenizer(Hub& hub, const Repository& repository);

} // namespace finetune::hub
