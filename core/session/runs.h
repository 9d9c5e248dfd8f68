// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <functional>

// Run folders as a viewer sees them. The training thread of some process writes, everybody else reads; what is read
// here costs no torch and may be called from any thread. `listRuns` in session.h is the one call for a command line;
// the functions here are for a window that watches: it looks again and again and reads only what is new.
namespace finetune::session {

// The folder itself, if it is a run, and the runs directly below it, in no order. Empty for a folder that is not there.
std::vector<fs::path> findRuns(const fs::path& folder);

// run.json, the state and the names of the checkpoints; no events: `lastEntry` stays empty and `metrics` are those that
// the run ended with. Throws Input for a run.json that is not one.
RunSummary readRun(const fs::path& folder);

// Takes the lines of events.jsonl from a byte on and returns where to read on. A line that is still being written comes
// with the next look, one that is damaged never. A file that is shorter than `from` is another run's: nothing is taken
// and 0 returned, to begin again.
std::uint64_t readEvents(const fs::path& runFolder, std::uint64_t from, const std::function<void(Json)>& take);

// A model of a run that can be evaluated, tried or exported.
struct RunModel {
    fs::path folder;
    std::int64_t step = 0; // updates; 0: not known
    bool isFinal = false;  // what the run ended with, not a checkpoint
    bool isBest = false;   // by metric_for_best_model, else by F1, else by loss, of those that were evaluated
    Json metrics = Json(); // of the evaluation after this step; null: none
};

// The final model first, then the checkpoints, newest first. `evaluations` are the run's "eval" entries.
std::vector<RunModel> modelsOf(const RunSummary& run, const std::vector<Json>& evaluations);

// Says who a process is beyond its number, which another process gets one day: host, boot, and start time. A run keeps
// it as "process_mark". Empty for a process that is not there.
std::string processMark(std::int64_t process);

// What a run folder holds, everything below it counted.
struct RunContents {
    std::int64_t files = 0, bytes = 0;
};
RunContents contentsOf(const fs::path& runFolder);

// Throws Usage for what must not be removed: no run folder, a run that is going on, a folder that holds other runs.
void checkRemovable(const fs::path& runFolder);

// Removes the folder and all that is in it, for good, after the same check.
void deleteRun(const fs::path& runFolder);

} // namespace finetune::session
