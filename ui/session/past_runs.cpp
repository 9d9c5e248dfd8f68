// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/past_runs.h"

#include "ui/session/run_history.h"

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

RunRecord recordOf(const std::vector<train::RunEvent>& events) {
    RunRecord record;
    for (const train::RunEvent& event : events)
        record.take(event);
    return record;
}

} // namespace

FoundRun findRun(const fs::path& folder, bool withPast) {
    FoundRun found;
    if (!fs::exists(folder / "run.json"))
        return found;
    for (session::RunSummary& run : session::listRuns(folder))
        if (run.folder == folder)
            found.summary = std::move(run);
    if (withPast && fs::exists(folder / "events.jsonl"))
        found.past = recordOf(readHistory(folder));
    return found;
}

OpenedRun openNewest(const fs::path& folder) {
    OpenedRun opened;
    if (!fs::is_directory(folder))
        return opened;
    for (const session::RunSummary& run : session::listRuns(folder)) {
        if (run.state != "finished" && run.state != "stopped")
            continue;
        const fs::path model = run.folder / "model";
        if (!fs::exists(model))
            continue;
        opened.outcome = session::TrainOutcome{.stopped = run.state == "stopped",
                                               .runFolder = run.folder,
                                               .model = model,
                                               .metrics = run.run.value("metrics", Json::object()),
                                               .finalEntry = run.lastEntry};
        opened.state = run.state;
        opened.layout = run.run.value("layout", std::string());
        opened.events = readHistory(run.folder);
        opened.record = recordOf(opened.events);
        break;
    }
    return opened;
}

} // namespace finetune::ui
