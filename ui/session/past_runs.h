// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/session/run_record.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace finetune::ui {

// An ended run, as it would stand in this window had it run here.
struct OpenedRun {
    std::optional<session::TrainOutcome> outcome;
    std::string state, layout;
    std::vector<train::RunEvent> events;
    RunRecord record;
};

// What stands in a folder that a run is to be started in: a run already, or the first part of this one.
struct FoundRun {
    std::optional<session::RunSummary> summary;
    std::optional<RunRecord> past;
};

// `withPast` reads what the run has told, too.
FoundRun findRun(const std::filesystem::path& folder, bool withPast);

// The newest ended run at or below a folder that has a model; without an outcome where there is none.
OpenedRun openNewest(const std::filesystem::path& folder);

} // namespace finetune::ui
