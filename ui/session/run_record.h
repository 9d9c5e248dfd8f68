// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"
#include "core/train/observer.h"
#include "ui/session/series_data.h"

#include <memory>
#include <string>
#include <vector>

namespace finetune::ui {

// A pinned question, and what was answered at each evaluation, oldest first. Spans are code points of the context.
struct ProbeAnswer {
    std::int64_t step = 0;
    std::string text; // empty: "no answer"
    text::Span span;
    double probability = 0, f1 = 0;
    bool exact = false;
};
struct Probe {
    std::string id, question;
    std::shared_ptr<const std::string> context;
    std::vector<std::string> goldTexts;
    std::vector<text::Span> golds;
    std::vector<ProbeAnswer> answers;
};

// What the shown run has told so far, ready to be drawn: it outlives the window's widgets. The shared series are
// written in the window's thread only.
class RunRecord {
public:
    RunRecord();

    void take(const train::RunEvent& event);

    // By update: the loss, the learning rate, the gradient's norm, tokens a second. By log entry: the mean loss. By
    // evaluation: loss, exact match and F1 in percent.
    std::shared_ptr<SeriesData> loss, rate, gradientNorm, speed, meanLoss, evaluationLoss, exactMatch, f1;

    // All but progress and probes, in order.
    const std::vector<train::RunEvent>& entries() const { return entries_; }
    const std::vector<Probe>& probes() const { return probes_; }
    std::uint64_t generation() const { return generation_; } // another one: points were taken back

private:
    void goOn(std::int64_t step);
    void takeProbe(const train::RunEvent& event);
    SeriesPoint place(const train::RunEvent& event, double value);
    std::vector<SeriesData*> all() const;

    std::vector<train::RunEvent> entries_;
    std::vector<Probe> probes_;
    std::uint64_t generation_ = 0;
    double earlierSeconds_ = 0, lastSeconds_ = 0, lastEpoch_ = 0; // of the run's earlier sessions; of the last event
};

} // namespace finetune::ui
