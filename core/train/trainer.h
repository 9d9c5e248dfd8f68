// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/model/model.h"
#include "core/train/arguments.h"
#include "core/train/batches.h"
#include "core/train/observer.h"

#include <functional>

namespace finetune::train {

struct TrainingSet {
    std::vector<TrainingExample> examples;
    std::int64_t fixedLength = 0; // of each row with padding max_length; 0: the argument max_length
    std::int64_t padId = 0;
};

struct TrainResult {
    std::int64_t globalStep = 0;
    double trainLoss = 0;
    bool stopped = false; // on request; a checkpoint was kept
    Json logHistory;
    std::filesystem::path bestCheckpoint;
};

// Returns the eval entry's metrics {"eval_loss":…, "eval_f1":…}; called between steps on the training thread, with the
// place of the run (step, epoch).
using Evaluator = std::function<Json(model::Model&, const RunEvent& position)>;
// Called to add the tokenizer's files to a checkpoint folder that is not final yet.
using CheckpointExtras = std::function<void(const std::filesystem::path& folder)>;

// Hugging Face's Trainer.train on one device (COMPATIBILITY b): same order, averaging, clipping, AdamW, schedule,
// logging, evaluation, saving, early stopping. Writes events.jsonl, trainer_state.json and checkpoint-<step> into
// arguments.outputDir. Runs on the calling thread. A stop request is answered within one step, one to stop after the
// epoch when the epoch is evaluated; both leave a checkpoint. A pause begins and ends between two batches.
TrainResult train(model::Model& model, const TrainingSet& set, const TrainingArguments& arguments,
                  const Evaluator& evaluator, const CheckpointExtras& extras, RunObserver& observer,
                  const RunControl& control);

} // namespace finetune::train
