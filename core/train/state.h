// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/plan.h"

#include <optional>

namespace finetune::train {

// Where a run is: Hugging Face's TrainerState, and what a checkpoint needs besides to go on to the bit.
struct TrainerState {
    std::int64_t globalStep = 0;
    double epoch = 0;
    double totalFlos = 0;
    std::optional<double> bestMetric;
    std::int64_t bestGlobalStep = 0; // 0: none yet
    std::string bestCheckpoint;
    std::int64_t evaluationsWithoutImprovement = 0;
    Json logHistory = Json::array();

    // What is done of the current step: a checkpoint may be taken between its parts, and resuming does the rest.
    enum class Done { Update, StepEnd, EpochEnd };
    Done done = Done::EpochEnd;
    std::int64_t epochIndex = 0;     // being trained
    std::int64_t updatesInEpoch = 0; // completed ones
    double lossSinceLog = 0;         // sum over updates
    double lossBeforeLog = 0;        // sum over updates that were logged
    std::int64_t lastLoggedStep = 0;
    double learningRate = 0, gradNorm = 0; // of the last update
};

// trainer_state.json with Hugging Face's keys.
Json huggingFaceState(const TrainerState& state, const RunPlan& plan, const TrainingArguments& arguments);
// training_state.json: the rest. Numbers that are not finite become null and come back as NaN.
Json positionState(const TrainerState& state);
// Throws Input when a key is missing or of another type.
TrainerState readState(const Json& huggingFace, const Json& position);

} // namespace finetune::train
