// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <string>

namespace finetune::train {

// What a run tells. Called on the training thread; must return at once. The run folder already holds what is told here.
struct RunEvent {
    enum class Type { Prepared, Progress, Log, Evaluation, Probe, Checkpoint, Notice, Paused, Continued, Finished };
    Type type = Type::Progress;
    std::int64_t step = 0, totalSteps = 0; // updates; of a Progress: what `text` counts (updates, windows, bytes)
    double epoch = 0;
    double secondsLeft = 0;
    double elapsedSeconds = 0;  // of training since it began or went on, pauses left out
    double tokensPerSecond = 0; // real tokens; of the last updates alone, without evaluations and saving
    double loss = 0, learningRate = 0, gradNorm = 0; // of the last step (Progress) or the log entry
    // Log, Evaluation, Finished: the log_history entry. Checkpoint: {"folder"}. Probe, first: {"id", "question",
    // "context", "answers": [{"text", "start", "end"}]}; then, after each evaluation: {"id", "text", "start", "end",
    // "probability", "exact", "f1"} (code points, half-open; text "" where no answer is given).
    Json entry;
    std::string text; // Notice, and what Progress is about ("training", "evaluating")
};

class RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void onEvent(const RunEvent& event) = 0;
};

} // namespace finetune::train
