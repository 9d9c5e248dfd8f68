// SPDX-License-Identifier: GPL-3.0-or-later
// What happens between updates: log, evaluate, save, in this order (transformers' DefaultFlowCallback and
// Trainer._maybe_log_save_evaluate).
#include "core/base/files.h"
#include "core/train/checkpoint.h"
#include "core/train/loop.h"

#include <cmath>

namespace finetune::train {
namespace {

bool due(const std::string& strategy, std::int64_t step, std::int64_t every) {
    return strategy == "steps" && every > 0 && step % every == 0;
}

double round(double value, double digits) {
    const double scale = std::pow(10.0, digits);
    return std::round(value * scale) / scale;
}

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

void Loop::stepEnd() {
    const std::int64_t step = state_.globalStep;
    if (due(arguments_.loggingStrategy, step, plan_.loggingSteps) || (step == 1 && arguments_.loggingFirstStep))
        log();
    bool isBest = false;
    if (due(arguments_.evalStrategy, step, plan_.evalSteps) && arguments_.evalDelay <= static_cast<double>(step))
        isBest = evaluate(false);
    state_.done = TrainerState::Done::StepEnd;
    const bool last = arguments_.saveStrategy == "steps" && step >= plan_.totalSteps;
    if (due(arguments_.saveStrategy, step, plan_.saveSteps) || last || (isBest && arguments_.saveStrategy == "best"))
        save();
}

void Loop::epochEnd() {
    if (arguments_.loggingStrategy == "epoch")
        log();
    bool isBest = false;
    if (arguments_.evalStrategy == "epoch" && arguments_.evalDelay <= state_.epoch)
        isBest = evaluate(false);
    state_.done = TrainerState::Done::EpochEnd;
    if (arguments_.saveStrategy == "epoch" || (isBest && arguments_.saveStrategy == "best"))
        save();
}

void Loop::log() {
    if (state_.globalStep <= state_.lastLoggedStep)
        return;
    read();
    const double loss = state_.lossSinceLog / static_cast<double>(state_.globalStep - state_.lastLoggedStep);
    state_.lossBeforeLog += state_.lossSinceLog;
    state_.lossSinceLog = 0;
    state_.lastLoggedStep = state_.globalStep;
    const Json entry{{"loss", loss},
                     {"grad_norm", state_.gradNorm},
                     {"learning_rate", state_.learningRate},
                     {"epoch", state_.epoch},
                     {"step", state_.globalStep}};
    state_.logHistory.push_back(entry);
    RunEvent event = position();
    event.loss = loss;
    log_.entry(RunEvent::Type::Log, event, entry);
}

bool Loop::evaluate(bool atStart) {
    if (!evaluator_)
        throw Error(Kind::Usage, "eval_strategy is " + arguments_.evalStrategy + ", and there is no validation data")
            .cure("Give validation data or set eval_strategy to no");
    read();
    RunEvent event = position();
    event.text = "evaluating";
    log_.progress(event);
    const auto begin = std::chrono::steady_clock::now();
    const Json metrics = evaluator_(model_, event);
    Json entry = metrics;
    if (!entry.contains("eval_runtime"))
        entry["eval_runtime"] = round(secondsSince(begin), 4);
    entry["epoch"] = state_.epoch;
    entry["step"] = state_.globalStep;
    state_.logHistory.push_back(entry);
    if (metrics.contains("eval_loss") && metrics["eval_loss"].is_number())
        event.loss = metrics["eval_loss"].get<double>();
    log_.entry(RunEvent::Type::Evaluation, event, entry);
    if (atStart)
        return false;
    countImprovement(metrics);
    const bool isBest = rememberBest(metrics);
    if (schedule_.followsEvaluations() && metrics.value(bestMetricName(arguments_), Json()).is_number())
        schedule_.onEvaluation(metrics[bestMetricName(arguments_)].get<double>());
    return isBest;
}

// Before training_args.py fills it in, metric_for_best_model is only followed when something depends on it.
bool Loop::followsBest() const {
    return !arguments_.metricForBestModel.empty() || arguments_.loadBestModelAtEnd ||
           arguments_.earlyStoppingPatience > 0 || arguments_.saveStrategy == "best" || schedule_.followsEvaluations();
}

// EarlyStoppingCallback.check_metric_value: compared with the best before this evaluation.
void Loop::countImprovement(const Json& metrics) {
    const Json value = metrics.value(bestMetricName(arguments_), Json());
    if (arguments_.earlyStoppingPatience <= 0 || !value.is_number())
        return;
    const double metric = value.get<double>();
    const bool better = !state_.bestMetric ||
                        ((greaterIsBetter(arguments_) ? metric > *state_.bestMetric : metric < *state_.bestMetric) &&
                         std::abs(metric - *state_.bestMetric) > arguments_.earlyStoppingThreshold);
    state_.evaluationsWithoutImprovement = better ? 0 : state_.evaluationsWithoutImprovement + 1;
}

// Trainer._determine_best_metric
bool Loop::rememberBest(const Json& metrics) {
    if (!followsBest())
        return false;
    const std::string name = bestMetricName(arguments_);
    if (!metrics.contains(name)) {
        std::string there;
        for (const auto& [key, value] : metrics.items())
            there += (there.empty() ? "" : ", ") + key;
        throw Error(Kind::Usage, "metric_for_best_model is " + name + ", which the evaluation does not give")
            .cure("It gives: " + there);
    }
    const double metric = metrics[name].is_number() ? metrics[name].get<double>() : std::nan("");
    const bool better = greaterIsBetter(arguments_) ? !state_.bestMetric || metric > *state_.bestMetric
                                                    : !state_.bestMetric || metric < *state_.bestMetric;
    if (!better || std::isnan(metric))
        return false;
    state_.bestMetric = metric;
    state_.bestGlobalStep = state_.globalStep;
    return true;
}

// Trainer.train's last entry; the numbers of speed_metrics.
void Loop::finish(TrainResult& result) {
    read();
    if (arguments_.loadBestModelAtEnd && !state_.bestCheckpoint.empty())
        loadBest();
    const double seconds = trainedFor().count();
    result.trainLoss = (state_.lossBeforeLog + state_.lossSinceLog) / std::max(1.0, double(state_.globalStep));
    const Json entry{{"train_runtime", round(seconds, 4)},
                     {"train_samples_per_second", round(plan_.plannedSamples / seconds, 3)},
                     {"train_steps_per_second", round(static_cast<double>(plan_.totalSteps) / seconds, 3)},
                     {"total_flos", state_.totalFlos},
                     {"train_loss", result.trainLoss},
                     {"epoch", state_.epoch},
                     {"step", state_.globalStep}};
    state_.logHistory.push_back(entry);
    writeJson(runFolder() / "trainer_state.json", huggingFaceState(state_, plan_, arguments_));
    RunEvent event = position();
    event.loss = result.trainLoss;
    log_.entry(RunEvent::Type::Finished, event, entry);
}

} // namespace finetune::train
