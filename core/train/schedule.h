// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/arguments.h"

#include <functional>

namespace finetune::train {

// The learning rate over a run: Hugging Face's optimization.py. Most schedules are a function of the step alone;
// reduce_lr_on_plateau follows the evaluations and carries a state.
class Schedule {
public:
    // Throws Usage for lr_scheduler_kwargs that the schedule does not know or cannot take.
    Schedule(const TrainingArguments& arguments, std::int64_t totalSteps);

    double rate(std::int64_t step) const; // of the update after `step` updates
    void onEvaluation(double metric);     // reduce_lr_on_plateau only
    bool followsEvaluations() const { return plateau_; }

    Json state() const;
    void restore(const Json& state);

private:
    std::function<double(double step)> factor_;
    double baseRate_;
    // torch.optim.lr_scheduler.ReduceLROnPlateau
    bool plateau_ = false, greaterIsBetter_ = false, relative_ = true;
    double plateauRate_, reduceBy_ = 0.1, threshold_ = 1e-4, lowest_ = 0, smallestChange_ = 1e-8, best_;
    std::int64_t patience_ = 10, cooldown_ = 0, badEvaluations_ = 0, cooldownLeft_ = 0;
};

// Warm-up in updates: warmup_steps when above 0 (below 1: a share), else the share warmup_ratio, rounded up.
std::int64_t warmupSteps(const TrainingArguments& arguments, std::int64_t totalSteps);

// Whether larger values of metric_for_best_model are better (training_args.py: unless told, not for names in "loss").
bool greaterIsBetter(const TrainingArguments& arguments);
// "eval_loss" unless told otherwise; always with the prefix.
std::string bestMetricName(const TrainingArguments& arguments);

} // namespace finetune::train
