// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/safetensors.h"

#include <torch/types.h>

namespace finetune::model {

// A copy as a torch tensor of the file's own dtype. Throws Input for a dtype that torch has no counterpart of.
torch::Tensor toTensor(const TensorView& view);

// Looks at a contiguous CPU tensor's own memory; valid as long as the tensor lives.
TensorView viewOf(const torch::Tensor& tensor);

} // namespace finetune::model
