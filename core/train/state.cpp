// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/state.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>

namespace finetune::train {
namespace {

double realOrNan(const Json& value) {
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

Json callbacks(const TrainerState& state, const TrainingArguments& arguments) {
    const bool ended =
        arguments.earlyStoppingPatience > 0 && state.evaluationsWithoutImprovement >= arguments.earlyStoppingPatience;
    Json all = Json::object();
    if (arguments.earlyStoppingPatience > 0) {
        all["EarlyStoppingCallback"] = {
            {"args",
             {{"early_stopping_patience", arguments.earlyStoppingPatience},
              {"early_stopping_threshold", arguments.earlyStoppingThreshold}}},
            {"attributes", {{"early_stopping_patience_counter", state.evaluationsWithoutImprovement}}}};
    }
    all["TrainerControl"] = {{"args",
                              {{"should_epoch_stop", false},
                               {"should_evaluate", false},
                               {"should_log", false},
                               {"should_save", true},
                               {"should_training_stop", ended}}},
                             {"attributes", Json::object()}};
    return all;
}

} // namespace

Json huggingFaceState(const TrainerState& state, const RunPlan& plan, const TrainingArguments& arguments) {
    return {{"best_global_step", state.bestGlobalStep > 0 ? Json(state.bestGlobalStep) : Json()},
            {"best_metric", state.bestMetric ? Json(*state.bestMetric) : Json()},
            {"best_model_checkpoint", state.bestCheckpoint.empty() ? Json() : Json(state.bestCheckpoint)},
            {"epoch", state.epoch},
            {"eval_steps", plan.evalSteps},
            {"global_step", state.globalStep},
            {"is_hyper_param_search", false},
            {"is_local_process_zero", true},
            {"is_world_process_zero", true},
            {"log_history", state.logHistory},
            {"logging_steps", plan.loggingSteps},
            {"max_steps", plan.totalSteps},
            {"num_input_tokens_seen", 0},
            {"num_train_epochs", plan.epochs},
            {"save_steps", plan.saveSteps},
            {"stateful_callbacks", callbacks(state, arguments)},
            {"total_flos", state.totalFlos},
            {"train_batch_size", plan.batchSize},
            {"trial_name", nullptr},
            {"trial_params", nullptr}};
}

Json positionState(const TrainerState& state) {
    return {{"done", static_cast<int>(state.done)},
            {"epoch_index", state.epochIndex},
            {"updates_in_epoch", state.updatesInEpoch},
            {"loss_since_log", state.lossSinceLog},
            {"loss_before_log", state.lossBeforeLog},
            {"last_logged_step", state.lastLoggedStep},
            {"learning_rate", state.learningRate},
            {"grad_norm", state.gradNorm},
            {"evaluations_without_improvement", state.evaluationsWithoutImprovement}};
}

TrainerState readState(const Json& hf, const Json& position) {
    try {
        TrainerState state;
        state.globalStep = hf.at("global_step").get<std::int64_t>();
        state.epoch = hf.at("epoch").get<double>();
        state.totalFlos = hf.at("total_flos").get<double>();
        if (hf.at("best_metric").is_number())
            state.bestMetric = hf.at("best_metric").get<double>();
        if (hf.at("best_global_step").is_number())
            state.bestGlobalStep = hf.at("best_global_step").get<std::int64_t>();
        if (hf.at("best_model_checkpoint").is_string())
            state.bestCheckpoint = hf.at("best_model_checkpoint").get<std::string>();
        state.logHistory = hf.at("log_history");
        state.done = static_cast<TrainerState::Done>(position.at("done").get<int>());
        state.epochIndex = position.at("epoch_index").get<std::int64_t>();
        state.updatesInEpoch = position.at("updates_in_epoch").get<std::int64_t>();
        state.lossSinceLog = realOrNan(position.at("loss_since_log"));
        state.lossBeforeLog = realOrNan(position.at("loss_before_log"));
        state.lastLoggedStep = position.at("last_logged_step").get<std::int64_t>();
        state.learningRate = realOrNan(position.at("learning_rate"));
        state.gradNorm = realOrNan(position.at("grad_norm"));
        state.evaluationsWithoutImprovement = position.at("evaluations_without_improvement").get<std::int64_t>();
        return state;
    } catch (const Json::exception& error) {
        throw Error(Kind::Input, std::string("the checkpoint's state cannot be read: ") + error.what());
    }
}

} // namespace finetune::train
