// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

// What a run will take, from a few measured steps on this machine, before it is started. Nothing is written
// but windows into the feature cache.
namespace finetune::session {

struct FlightWarning {
    // What `value` and `limit` are: of the two bytes, bytes; a learning rate and the end of its usual range; updates of
    // warm-up or of the run, and the run's; questions whose answer is in no window whole, and all with an answer; of
    // the tokens.
    enum class About {
        Memory,           // needs `value`, `limit` is free
        Disk,             // needs `value`, `limit` is free
        LearningRateHigh, // is `value`, seldom above `limit`
        LearningRateLow,  // is `value`, seldom below `limit`
        WarmupNeverEnds,  // warm-up takes `value` updates of `limit`
        FewSteps,         // the run has only `value` updates
        LostAnswers,      // `value` of `limit` questions with an answer teach that there is none
        UnknownTokens,    // `value` of `limit` tokens stand for writing that the vocabulary lacks
        NotFinite,        // the loss of a measured step is no number
        LongRun,          // takes `value` seconds, `limit` is a day
    };
    About about;
    double value = 0, limit = 0;
    // The argument that would change it, under Hugging Face's name; empty: another model would.
    const char* argument() const;
};

struct FlightCheck {
    std::int64_t steps = 0, epochs = 0, evaluations = 0;
    std::int64_t trainWindows = 0, validationWindows = 0;
    std::int64_t measuredSteps = 0;
    double secondsPerStep = 0;                           // an update: all of its batches, clipping, the optimizer
    double secondsPerEvaluation = 0;                     // 0 without validation data
    double seconds = 0;                                  // of the whole run, loading left out
    std::uintmax_t memoryBytes = 0, freeMemoryBytes = 0; // what the run adds to the program's memory
    std::int64_t checkpoints = 0;                        // that are kept at the end
    std::uintmax_t checkpointBytes = 0, diskBytes = 0, freeDiskBytes = 0; // disk: at its fullest
    std::vector<FlightWarning> warnings;
};

// Loads model and data as `train` does (of an `edited` data set that was read in part, Dataset::part, the numbers are
// reckoned up to the whole), runs a few updates on the first batches of the run and scales up. Uses torch:
// call it from the inference thread. Throws Usage, Input and Cancelled as `train` does.
FlightCheck checkFlight(const TrainRequest& request, const StopToken& stop, const Progress& progress);

// What the arguments say about numbers of evaluations and checkpoints, given the run's steps; for tests as well.
struct FlightPlan {
    std::int64_t steps = 0, epochs = 0, evaluations = 0, checkpointsKept = 0;
};
FlightPlan planFlight(const train::TrainingArguments& arguments, std::int64_t windows, bool validates);

} // namespace finetune::session
