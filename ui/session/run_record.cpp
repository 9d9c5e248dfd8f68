// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_record.h"

#include <algorithm>
#include <cmath>

namespace finetune::ui {
namespace {

using Type = train::RunEvent::Type;

// JSON has no NaN: what was none is null.
double numberOf(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_number() ? found->get<double>() : std::nan("");
}

std::string textOf(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

text::Span spanOf(const Json& entry) {
    const auto place = [&](const char* key) {
        const double number = numberOf(entry, key);
        return std::isfinite(number) ? static_cast<std::int32_t>(number) : 0;
    };
    return {place("start"), place("end")};
}

Probe questionOf(const Json& entry) {
    Probe probe{.id = textOf(entry, "id"),
                .question = textOf(entry, "question"),
                .context = std::make_shared<const std::string>(textOf(entry, "context")),
                .goldTexts = {},
                .golds = {},
                .answers = {}};
    for (const Json& answer : entry.value("answers", Json::array())) {
        probe.goldTexts.push_back(textOf(answer, "text"));
        probe.golds.push_back(spanOf(answer));
    }
    return probe;
}

} // namespace

RunRecord::RunRecord() {
    for (std::shared_ptr<SeriesData>* series :
         {&loss, &rate, &gradientNorm, &speed, &meanLoss, &evaluationLoss, &exactMatch, &f1})
        *series = std::make_shared<SeriesData>();
}

std::vector<SeriesData*> RunRecord::all() const {
    return {loss.get(),     rate.get(),           gradientNorm.get(), speed.get(),
            meanLoss.get(), evaluationLoss.get(), exactMatch.get(),   f1.get()};
}

// The steps after the checkpoint are done again: what they told the first time is no part of this run.
void RunRecord::goOn(std::int64_t step) {
    for (SeriesData* series : all())
        series->truncateAfter(static_cast<double>(step));
    for (Probe& probe : probes_)
        std::erase_if(probe.answers, [step](const ProbeAnswer& answer) { return answer.step > step; });
    earlierSeconds_ = loss->lastKey(RunAxis::Time);
    ++generation_;
}

SeriesPoint RunRecord::place(const train::RunEvent& event, double value) {
    if (event.elapsedSeconds > 0)
        lastSeconds_ = earlierSeconds_ + event.elapsedSeconds;
    if (event.epoch > 0)
        lastEpoch_ = event.epoch;
    return {static_cast<double>(event.step), event.epoch > 0 ? event.epoch : lastEpoch_, lastSeconds_, value};
}

void RunRecord::take(const train::RunEvent& event) {
    switch (event.type) {
    case Type::Progress:
        if (event.text == "training") {
            loss->append(place(event, event.loss));
            rate->append(place(event, event.learningRate));
            gradientNorm->append(place(event, event.gradNorm));
            if (event.tokensPerSecond > 0)
                speed->append(place(event, event.tokensPerSecond));
        }
        return;
    case Type::Probe:
        takeProbe(event);
        return;
    case Type::Prepared:
        goOn(event.step);
        break;
    case Type::Log:
        meanLoss->append(place(event, event.loss));
        break;
    case Type::Evaluation:
        evaluationLoss->append(place(event, numberOf(event.entry, "eval_loss")));
        exactMatch->append(place(event, numberOf(event.entry, "eval_exact_match")));
        f1->append(place(event, numberOf(event.entry, "eval_f1")));
        break;
    case Type::Checkpoint:
    case Type::Notice:
    case Type::Paused:
    case Type::Continued:
    case Type::Finished:
        break;
    }
    entries_.push_back(event);
}

void RunRecord::takeProbe(const train::RunEvent& event) {
    const std::string id = textOf(event.entry, "id");
    const auto known = std::ranges::find(probes_, id, &Probe::id);
    if (event.entry.contains("question")) {
        if (known == probes_.end())
            probes_.push_back(questionOf(event.entry));
        return;
    }
    if (known == probes_.end())
        return;
    known->answers.push_back({.step = event.step,
                              .text = textOf(event.entry, "text"),
                              .span = spanOf(event.entry),
                              .probability = numberOf(event.entry, "probability"),
                              .f1 = numberOf(event.entry, "f1"),
                              .exact = numberOf(event.entry, "exact") == 1});
}

} // namespace finetune::ui
