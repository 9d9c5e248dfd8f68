// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_log.h"

#include "core/base/files.h"

#include <fstream>

namespace finetune::train {
namespace {

// Whether a crash of the machine left a line without its end.
bool endsInTheMiddleOfALine(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in || in.tellg() == 0)
        return false;
    in.seekg(-1, std::ios::end);
    return in.get() != '\n';
}

} // namespace

RunLog::RunLog(std::filesystem::path runFolder, RunObserver& observer)
    : file_(std::move(runFolder) / "events.jsonl"), observer_(observer) {
    if (endsInTheMiddleOfALine(file_))
        files::appendLine(file_, "");
}

void RunLog::append(const char* type, const Json& fields, bool sync) {
    Json line{{"type", type}};
    line.update(fields);
    files::appendLine(file_, line.dump(-1, ' ', false, Json::error_handler_t::replace), sync);
}

void RunLog::prepared(std::int64_t step, std::int64_t totalSteps) {
    RunEvent event;
    event.type = RunEvent::Type::Prepared;
    event.step = step;
    event.totalSteps = totalSteps;
    append("notice",
           {{"text", step == 0 ? "training starts" : "training goes on"}, {"step", step}, {"total_steps", totalSteps}});
    observer_.onEvent(event);
}

void RunLog::progress(RunEvent event) {
    event.type = RunEvent::Type::Progress;
    const auto now = std::chrono::steady_clock::now();
    if (now - lastProgress_ >= std::chrono::seconds(1)) {
        lastProgress_ = now;
        append("progress", {{"text", event.text},
                            {"step", event.step},
                            {"total_steps", event.totalSteps},
                            {"epoch", event.epoch},
                            {"loss", event.loss},
                            {"grad_norm", event.gradNorm},
                            {"learning_rate", event.learningRate},
                            {"elapsed_seconds", event.elapsedSeconds},
                            {"seconds_left", event.secondsLeft},
                            {"tokens_per_second", event.tokensPerSecond}});
    }
    observer_.onEvent(event);
}

void RunLog::entry(RunEvent::Type type, const RunEvent& position, const Json& entry) {
    RunEvent event = position;
    event.type = type;
    event.entry = entry;
    const bool finished = type == RunEvent::Type::Finished;
    Json line = entry;
    if (position.elapsedSeconds > 0)
        line["elapsed_seconds"] = position.elapsedSeconds;
    append(finished ? "finished" : type == RunEvent::Type::Evaluation ? "eval" : "log", line, finished);
    observer_.onEvent(event);
}

void RunLog::checkpoint(const RunEvent& position, const std::filesystem::path& folder) {
    RunEvent event = position;
    event.type = RunEvent::Type::Checkpoint;
    event.entry = {{"folder", folder.string()}};
    append("checkpoint", {{"folder", folder.string()}, {"epoch", event.epoch}, {"step", event.step}}, true);
    observer_.onEvent(event);
}

void RunLog::probe(const RunEvent& position, const Json& entry) {
    RunEvent event = position;
    event.type = RunEvent::Type::Probe;
    event.entry = entry;
    Json line = entry;
    line["epoch"] = event.epoch;
    line["step"] = event.step;
    append("probe", line);
    observer_.onEvent(event);
}

void RunLog::paused(const RunEvent& position) {
    RunEvent event = position;
    event.type = RunEvent::Type::Paused;
    append("paused", {{"step", event.step}, {"total_steps", event.totalSteps}});
    observer_.onEvent(event);
}

void RunLog::continued(const RunEvent& position, double restSeconds) {
    RunEvent event = position;
    event.type = RunEvent::Type::Continued;
    event.entry = {{"rest_seconds", restSeconds}};
    append("continued", {{"step", event.step}, {"total_steps", event.totalSteps}, {"rest_seconds", restSeconds}});
    observer_.onEvent(event);
}

void RunLog::notice(const RunEvent& position, const std::string& text) {
    RunEvent event = position;
    event.type = RunEvent::Type::Notice;
    event.text = text;
    append("notice", {{"text", text}, {"step", event.step}});
    observer_.onEvent(event);
}

} // namespace finetune::train
