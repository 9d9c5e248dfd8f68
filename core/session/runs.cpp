// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/runs.h"

#include "core/base/files.h"
#include "core/session/evaluation_file.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <csignal>
#include <fstream>
#include <optional>
#include <sstream>
#include <unistd.h>

namespace finetune::session {
namespace {

constexpr const char* kFinalModel = "model";       // the folder that a run ends with
constexpr auto kSilence = std::chrono::minutes(2); // of a run on another machine, before it counts as interrupted

std::string firstLine(const char* file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::string hostName() {
    char name[256] = "";
    ::gethostname(name, sizeof name - 1);
    return name;
}

std::chrono::system_clock::time_point lastWrite(const fs::path& file) {
    std::error_code code;
    const auto time = fs::last_write_time(file, code);
    if (code)
        return {};
    return std::chrono::time_point_cast<std::chrono::system_clock::duration>(fs::file_time_type::clock::to_sys(time));
}

std::optional<std::string> stringAt(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
}

double numberAt(const Json& object, const std::string& key) {
    if (!object.is_object())
        return std::nan("");
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : std::nan("");
}

// Whether the process that a run names is still the one that wrote it.
bool alive(const RunSummary& run) {
    const double named = numberAt(run.run, "process");
    const auto process = std::isnan(named) ? std::int64_t{0} : static_cast<std::int64_t>(named);
    const std::string mark = stringAt(run.run, "process_mark").value_or("");
    if (mark.empty()) // written before runs had a mark
        return process > 0 && (::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
    if (mark.substr(0, mark.find('/')) != hostName())
        return std::chrono::system_clock::now() - run.lastSign < kSilence;
    return mark == processMark(process);
}

std::optional<std::int64_t> stepOf(const std::string& checkpoint) {
    constexpr std::string_view kStart = "checkpoint-";
    std::int64_t step = 0;
    if (!checkpoint.starts_with(kStart))
        return {};
    const char* const end = checkpoint.data() + checkpoint.size();
    const auto read = std::from_chars(checkpoint.data() + kStart.size(), end, step);
    return read.ec == std::errc() && read.ptr == end ? std::optional(step) : std::nullopt;
}

// The last log and evaluation entries.
void addEvents(RunSummary& summary) {
    readEvents(summary.folder, 0, [&summary](Json entry) {
        if (entry.contains("eval_loss"))
            summary.metrics = entry;
        if (entry.contains("loss") || entry.contains("train_loss"))
            summary.lastEntry = std::move(entry);
    });
}

struct BestBy {
    std::string key;
    bool greater = true;
};

BestBy bestBy(const Json& arguments, const std::vector<Json>& evaluations) {
    std::string metric = stringAt(arguments, "metric_for_best_model").value_or("");
    if (metric.empty())
        metric = std::ranges::any_of(evaluations, [](const Json& e) { return e.contains("eval_f1"); }) ? "f1" : "loss";
    const std::string key = metric.starts_with("eval_") ? metric : "eval_" + metric;
    const auto said = arguments.find("greater_is_better");
    if (said != arguments.end() && said->is_boolean())
        return {key, said->get<bool>()};
    return {key, !key.ends_with("loss")};
}

} // namespace

std::string processMark(std::int64_t process) {
    // Field 22 of stat is the start in clock ticks since boot; the program's name before it may hold spaces.
    const std::string stat = firstLine(("/proc/" + std::to_string(process) + "/stat").c_str());
    const auto nameEnd = stat.rfind(')');
    if (process <= 0 || nameEnd == std::string::npos)
        return {};
    std::istringstream fields(stat.substr(nameEnd + 1));
    std::string field;
    for (int i = 3; i <= 22; ++i)
        fields >> field;
    return hostName() + "/" + firstLine("/proc/sys/kernel/random/boot_id") + "/" + field;
}

std::vector<fs::path> findRuns(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code code;
    if (fs::exists(folder / "run.json", code))
        found.push_back(folder);
    for (fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, code), end;
         !code && entry != end; entry.increment(code))
        if (std::error_code other; entry->is_directory(other) && fs::exists(entry->path() / "run.json", other))
            found.push_back(entry->path());
    return found;
}

RunSummary readRun(const fs::path& folder) {
    RunSummary summary;
    summary.folder = folder;
    summary.run = readJson(folder / "run.json");
    if (!summary.run.is_object() || !stringAt(summary.run, "state"))
        throw Error(Kind::Input, "does not describe a run").in(folder / "run.json");
    summary.lastSign = std::max(lastWrite(folder / "run.json"), lastWrite(folder / "events.jsonl"));
    summary.state = *stringAt(summary.run, "state");
    if (summary.state == "running" && !alive(summary))
        summary.state = "interrupted";
    summary.metrics = summary.run.value("metrics", Json::object());
    if (!summary.metrics.is_object())
        summary.metrics = Json::object();
    std::error_code code;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code))
        if (std::error_code other; stepOf(entry->path().filename().string()) && entry->is_directory(other))
            summary.checkpoints.push_back(entry->path().filename().string());
    std::ranges::sort(summary.checkpoints, {}, [](const std::string& name) { return *stepOf(name); });
    summary.models = summary.checkpoints;
    summary.models.push_back(kFinalModel);
    std::erase_if(summary.models,
                  [&](const std::string& name) { return !fs::exists(folder / name / "model.safetensors", code); });
    return summary;
}

std::uint64_t readEvents(const fs::path& runFolder, std::uint64_t from, const std::function<void(Json)>& take) {
    std::ifstream in(runFolder / "events.jsonl", std::ios::binary | std::ios::ate);
    if (!in)
        return from;
    if (static_cast<std::uint64_t>(in.tellg()) < from)
        return 0;
    in.seekg(static_cast<std::streamoff>(from));
    for (std::string line; std::getline(in, line) && !in.eof();) { // at the end: the line has no end yet
        from += line.size() + 1;
        Json entry = Json::parse(line, nullptr, false);
        if (entry.is_object())
            take(std::move(entry));
    }
    return from;
}

std::vector<RunModel> modelsOf(const RunSummary& run, const std::vector<Json>& evaluations) {
    const Json arguments = run.run.contains("arguments") ? run.run["arguments"] : Json::object();
    const auto evaluatedAt = [&](std::int64_t step) {
        const auto last = std::find_if(evaluations.rbegin(), evaluations.rend(), [&](const Json& entry) {
            return numberAt(entry, "step") == static_cast<double>(step);
        });
        return last == evaluations.rend() ? Json() : *last;
    };
    std::vector<RunModel> models;
    for (const std::string& name : run.models)
        if (const auto step = stepOf(name))
            models.push_back({run.folder / name, *step, false, false, evaluatedAt(*step)});
    const BestBy by = bestBy(arguments, evaluations);
    auto best = models.end(); // of two that are as good the earlier one, as in transformers
    for (auto model = models.begin(); model != models.end(); ++model) {
        const double score = numberAt(model->metrics, by.key);
        const double highest = best == models.end() ? score : numberAt(best->metrics, by.key);
        if (!std::isnan(score) && (best == models.end() || (by.greater ? score > highest : score < highest)))
            best = model;
    }
    if (best != models.end())
        best->isBest = true;
    if (std::ranges::find(run.models, kFinalModel) != run.models.end()) {
        const double steps = numberAt(run.run, "steps");
        RunModel last{
            run.folder / kFinalModel, std::isnan(steps) ? 0 : static_cast<std::int64_t>(steps), true, false, {}};
        const auto loadsBest = arguments.find("load_best_model_at_end");
        if (loadsBest != arguments.end() && *loadsBest == true && best != models.end()) {
            last.step = best->step;
            last.isBest = true;
        }
        last.metrics = evaluatedAt(last.step);
        models.push_back(std::move(last));
    }
    std::ranges::reverse(models);
    return models;
}

RunContents contentsOf(const fs::path& runFolder) {
    RunContents contents;
    std::error_code code;
    for (fs::recursive_directory_iterator entry(runFolder, code), end; !code && entry != end; entry.increment(code)) {
        std::error_code other;
        if (!entry->is_regular_file(other))
            continue;
        ++contents.files;
        if (const auto size = entry->file_size(other); !other)
            contents.bytes += static_cast<std::int64_t>(size);
    }
    return contents;
}

void checkRemovable(const fs::path& runFolder) {
    if (fs::is_symlink(runFolder) || !fs::is_directory(runFolder) || !fs::exists(runFolder / "run.json"))
        throw Error(Kind::Usage, "is not a run folder; nothing was removed").in(runFolder);
    const RunSummary run = readRun(runFolder);
    if (!run.run.contains("arguments") || !run.run.contains("state"))
        throw Error(Kind::Usage, "holds a run.json of another program; nothing was removed").in(runFolder);
    if (run.state == "running")
        throw Error(Kind::Usage, "is being trained right now; nothing was removed")
            .in(runFolder)
            .cure("Stop the run first");
    if (findRuns(runFolder).size() > 1)
        throw Error(Kind::Usage, "holds other runs; nothing was removed")
            .in(runFolder)
            .cure("Delete the runs inside it first");
}

void deleteRun(const fs::path& runFolder) {
    checkRemovable(runFolder);
    files::removeAll(runFolder);
}

std::vector<RunSummary> listRuns(const fs::path& folder) {
    if (!fs::is_directory(folder))
        throw Error(Kind::Input, "there is no such folder").in(folder).cure("Give the folder that holds your runs");
    std::vector<RunSummary> runs;
    for (const fs::path& path : findRuns(folder)) {
        runs.push_back(readRun(path));
        addEvents(runs.back());
    }
    std::ranges::stable_sort(runs, std::greater(),
                             [](const RunSummary& run) { return stringAt(run.run, "started").value_or(""); });
    return runs;
}

train::TrainingArguments argumentsFor(const fs::path& model) {
    train::TrainingArguments arguments;
    if (const fs::path run = runOf(model); !run.empty())
        arguments = train::argumentsFromJson(readJson(run / "run.json").value("arguments", Json::object())).arguments;
    const std::int64_t room = model::describe(model).maxPositions;
    if (room > 0 && arguments.maxLength > room) {
        arguments.maxLength = room;
        arguments.docStride = std::min(arguments.docStride, room / 3); // as 128 is of 384
    }
    return arguments;
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
