// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/data/features.h"
#include "core/model/model.h"
#include "core/train/arguments.h"
#include "core/train/batches.h"

#include <functional>
#include <span>

namespace finetune::session {

// Takes the logits of one window: at least its real tokens.
using LogitSink =
    std::function<void(const data::Feature&, std::span<const float> startLogits, std::span<const float> endLogits)>;

// A window with its labels as the trainer takes it; valid as long as the window.
train::TrainingExample labelled(const data::Feature& window);

struct ForwardTotals {
    double loss = 0; // mean of batch losses, weighted by batch size (Trainer's eval_loss)
    std::int64_t batches = 0;
    double seconds = 0;
};

// Runs the model over the windows in order, batch by batch, without gradients, and hands each window's logits on at
// once: memory does not grow with the data. Uses perDeviceEvalBatchSize, padding and maxLength of the arguments.
ForwardTotals forwardAll(model::Model& model, const std::vector<data::Feature>& features, std::int64_t padId,
                         const train::TrainingArguments& arguments, const LogitSink& sink, const StopToken& stop,
                         const Progress& progress);

} // namespace finetune::session
