// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/session/session.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sstream>

namespace finetune::session {
namespace {

bool alive(std::int64_t process) {
    return process > 0 && (::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
}

// The last log and evaluation entries. A line that is not whole (the writer died in it) is passed over.
void readEvents(const fs::path& file, RunSummary& summary) {
    std::istringstream lines(files::read(file));
    for (std::string line; std::getline(lines, line);) {
        const Json entry = Json::parse(line, nullptr, false);
        if (entry.is_discarded() || !entry.is_object())
            continue;
        if (entry.contains("eval_loss"))
            summary.metrics = entry;
        if (entry.contains("loss") || entry.contains("train_loss"))
            summary.lastEntry = entry;
    }
}

RunSummary summarize(const fs::path& folder) {
    RunSummary summary;
    summary.folder = folder;
    summary.run = readJson(folder / "run.json");
    summary.state = summary.run.value("state", std::string("interrupted"));
    if (summary.state == "running" && !alive(summary.run.value("process", std::int64_t{0})))
        summary.state = "interrupted";
    if (fs::exists(folder / "events.jsonl"))
        readEvents(folder / "events.jsonl", summary);
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory() && entry.path().filename().string().starts_with("checkpoint-"))
            summary.checkpoints.push_back(entry.path().filename().string());
    std::sort(summary.checkpoints.begin(), summary.checkpoints.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    return summary;
}

} // namespace

std::vector<RunSummary> listRuns(const fs::path& folder) {
    if (!fs::is_directory(folder))
        throw Error(Kind::Input, "there is no such folder").in(folder).cure("Give the folder that holds your runs");
    std::vector<fs::path> found;
    if (fs::exists(folder / "run.json"))
        found.push_back(folder);
    for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied))
        if (entry.is_directory() && fs::exists(entry.path() / "run.json"))
            found.push_back(entry.path());
    std::vector<RunSummary> runs;
    for (const fs::path& path : found)
        runs.push_back(summarize(path));
    std::stable_sort(runs.begin(), runs.end(), [](const RunSummary& a, const RunSummary& b) {
        return a.run.value("started", std::string()) > b.run.value("started", std::string());
    });
    return runs;
}

SampleProject sampleProject() {
    std::error_code code;
    const fs::path program = fs::read_symlink("/proc/self/exe", code);
    for (const fs::path& folder : {program.parent_path().parent_path() / "share/finetune-studio/samples",
                                   fs::path(FINETUNE_SOURCE_DIR) / "resources/samples"}) {
        if (!fs::exists(folder / "train.json"))
            continue;
        SampleProject sample{folder / "train.json", folder / "validation.json", folder / "base_model", {}};
        if (fs::exists(folder / "arguments.json"))
            sample.arguments = train::argumentsFromJson(readJson(folder / "arguments.json")).arguments;
        return sample;
    }
    return {};
}

} // namespace finetune::session
