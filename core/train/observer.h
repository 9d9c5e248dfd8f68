// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <string>

namespace finetune::train {

// What a run tells. Called on the training thread; must return at once. The run folder already holds what is told here.
struct RunEvent {
    enum class Type { Prepared, Progress, Log, Evaluation, Checkpoint, Notice, Finished };
    Type type = Type::Progress;
    std::int64_t step = 0, totalSteps = 0; // updates; of a Progress: what `text` counts (updates, windows, bytes)
    double epoch = 0;
    double secondsLeft = 0;
    double tokensPerSecond = 0;                      // real tokens
    double loss = 0, learningRate = 0, gradNorm = 0; // of the last step (Progress) or the log entry
    Json entry;       // Log, Evaluation, Finished: the log_history entry; Checkpoint: {"folder"}
    std::string text; // Notice, and what Progress is about ("training", "evaluating")
};

class RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void onEvent(const RunEvent& event) = 0;
};

} // namespace finetune::train
