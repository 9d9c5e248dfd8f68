// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_history.h"

#include "core/base/files.h"

#include <cmath>
#include <sstream>

namespace finetune::ui {
namespace {

using Type = train::RunEvent::Type;

Type typeOf(const std::string& name) {
    if (name == "log")
        return Type::Log;
    if (name == "eval")
        return Type::Evaluation;
    if (name == "checkpoint")
        return Type::Checkpoint;
    if (name == "notice")
        return Type::Notice;
    if (name == "probe")
        return Type::Probe;
    if (name == "paused")
        return Type::Paused;
    if (name == "continued")
        return Type::Continued;
    return name == "finished" ? Type::Finished : Type::Progress;
}

// JSON has no NaN: a loss that was none is null.
double number(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    if (found == entry.end())
        return 0;
    return found->is_number() ? found->get<double>() : std::nan("");
}

train::RunEvent eventOf(const Json& line) {
    train::RunEvent event;
    event.type = typeOf(line.value("type", std::string()));
    event.step = static_cast<std::int64_t>(number(line, "step"));
    event.totalSteps = static_cast<std::int64_t>(number(line, "total_steps"));
    event.epoch = number(line, "epoch");
    event.loss = number(line, event.type == Type::Evaluation ? "eval_loss" : "loss");
    event.learningRate = number(line, "learning_rate");
    event.gradNorm = number(line, "grad_norm");
    event.elapsedSeconds = number(line, "elapsed_seconds");
    event.secondsLeft = number(line, "seconds_left");
    event.tokensPerSecond = number(line, "tokens_per_second");
    if (line.contains("text") && line["text"].is_string())
        event.text = line["text"].get<std::string>();
    if (event.type == Type::Notice && line.contains("total_steps"))
        event.type = Type::Prepared;
    event.entry = line;
    event.entry.erase("type");
    return event;
}

} // namespace

std::vector<train::RunEvent> readHistory(const std::filesystem::path& runFolder) {
    std::vector<train::RunEvent> events;
    std::istringstream lines(files::read(runFolder / "events.jsonl"));
    for (std::string text; std::getline(lines, text);) {
        const Json line = Json::parse(text, nullptr, false);
        if (line.is_object())
            events.push_back(eventOf(line));
    }
    return events;
}

} // namespace finetune::ui
