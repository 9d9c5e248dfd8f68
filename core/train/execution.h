// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/train/arguments.h"

namespace finetune::train {

// How a run is computed, and why, for its log: "packed: only real tokens are computed; bfloat16: …; AVX-512 loops".
struct ChosenExecution {
    model::Execution execution;
    std::string description;
};

// `device` auto is CUDA where LibTorch finds a device of it. `precision` auto is bfloat16 when the processor (AMX or
// AVX-512 BF16) or GPU (compute capability 8.0) multiplies it faster than float32 and windows are packed; padded
// windows are for the Python workflow's numbers, so they stay in float32. Throws Environment for a device that is not
// there.
ChosenExecution chooseExecution(const TrainingArguments& arguments);

} // namespace finetune::train
