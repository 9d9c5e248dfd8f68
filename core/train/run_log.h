// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/observer.h"

#include <chrono>
#include <filesystem>

namespace finetune::train {

// Tells what happens: first to events.jsonl in the run folder, then to the observer. A line is
// {"type": "log" | "eval" | "probe" | "checkpoint" | "notice" | "paused" | "continued" | "progress" | "finished", …}
// with log_history's keys, and "elapsed_seconds" where the time matters. Progress goes to the observer at every step
// and to the file at most once a second.
class RunLog {
public:
    RunLog(std::filesystem::path runFolder, RunObserver& observer);

    void prepared(std::int64_t step, std::int64_t totalSteps);
    void progress(RunEvent event);
    void entry(RunEvent::Type type, const RunEvent& position, const Json& entry);
    void checkpoint(const RunEvent& position, const std::filesystem::path& folder);
    void probe(const RunEvent& position, const Json& entry);
    void paused(const RunEvent& position);
    void continued(const RunEvent& position, double restSeconds);
    void notice(const RunEvent& position, const std::string& text);

private:
    void append(const char* type, const Json& fields, bool sync = false);

    std::filesystem::path file_;
    RunObserver& observer_;
    std::chrono::steady_clock::time_point lastProgress_{};
};

} // namespace finetune::train
