// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/arguments.h"

namespace finetune::train {

// The numbers of a run that follow from its arguments and the size of the data (COMPATIBILITY b1): Trainer's
// set_initial_training_values and TrainerState.compute_steps.
struct RunPlan {
    std::int64_t examples = 0;
    std::int64_t batchSize = 0;
    std::int64_t batchesPerEpoch = 0;
    std::int64_t accumulation = 1;
    std::int64_t updatesPerEpoch = 0;
    std::int64_t totalSteps = 0;
    std::int64_t epochs = 0;                                     // begun ones
    double plannedSamples = 0;                                   // what train_samples_per_second divides
    std::int64_t loggingSteps = 0, evalSteps = 0, saveSteps = 0; // shares resolved

    // Batches [first, last) of an epoch that make up its update number `update` (from 0); the last may have fewer.
    std::int64_t firstBatch(std::int64_t update) const { return update * accumulation; }
    std::int64_t lastBatch(std::int64_t update) const;
};

// Throws Usage when the data gives no batch.
RunPlan makePlan(const TrainingArguments& arguments, std::int64_t examples);

} // namespace finetune::train
