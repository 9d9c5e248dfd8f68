// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plan.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace finetune::train {
namespace {

// trainer_callback.py, TrainerState.compute_steps: below 1 it is a share of all steps.
std::int64_t absoluteSteps(double steps, std::int64_t totalSteps) {
    return static_cast<std::int64_t>(steps < 1 ? std::ceil(static_cast<double>(totalSteps) * steps) : steps);
}

} // namespace

std::int64_t RunPlan::lastBatch(std::int64_t update) const {
    return std::min(firstBatch(update) + accumulation, batchesPerEpoch);
}

RunPlan makePlan(const TrainingArguments& arguments, std::int64_t examples) {
    RunPlan plan;
    plan.examples = examples;
    plan.batchSize = arguments.perDeviceTrainBatchSize;
    plan.accumulation = arguments.gradientAccumulationSteps;
    plan.batchesPerEpoch =
        arguments.dataloaderDropLast ? examples / plan.batchSize : (examples + plan.batchSize - 1) / plan.batchSize;
    if (plan.batchesPerEpoch == 0)
        throw Error(Kind::Usage, "per_device_train_batch_size " + std::to_string(plan.batchSize) +
                                     " is more than the " + std::to_string(examples) + " training windows there are")
            .cure("Choose a smaller batch, or set dataloader_drop_last to false");
    plan.updatesPerEpoch =
        std::max<std::int64_t>((plan.batchesPerEpoch + plan.accumulation - 1) / plan.accumulation, 1);
    const double updates = static_cast<double>(plan.updatesPerEpoch);
    const double totalBatch = static_cast<double>(plan.batchSize * plan.accumulation);
    if (arguments.maxSteps > 0) {
        plan.totalSteps = arguments.maxSteps;
        plan.epochs = (plan.totalSteps + plan.updatesPerEpoch - 1) / plan.updatesPerEpoch;
        plan.plannedSamples = static_cast<double>(plan.totalSteps) * totalBatch;
    } else {
        plan.totalSteps = static_cast<std::int64_t>(std::ceil(arguments.numTrainEpochs * updates));
        plan.epochs = static_cast<std::int64_t>(std::ceil(arguments.numTrainEpochs));
        plan.plannedSamples = static_cast<double>(examples) * arguments.numTrainEpochs;
    }
    plan.loggingSteps = absoluteSteps(arguments.loggingSteps, plan.totalSteps);
    plan.evalSteps = arguments.evalSteps > 0 ? absoluteSteps(arguments.evalSteps, plan.totalSteps) : plan.loggingSteps;
    plan.saveSteps = absoluteSteps(arguments.saveSteps, plan.totalSteps);
    return plan;
}

} // namespace finetune::train
