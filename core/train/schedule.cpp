// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/schedule.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>

namespace finetune::train {
namespace {

using Factor = std::function<double(double)>;
constexpr double kPi = std::numbers::pi;

// lr_scheduler_kwargs, read by name; what nobody asked for is reported.
class Options {
public:
    Options(const Json& json, std::string schedule) : json_(json), schedule_(std::move(schedule)) {}

    bool has(const std::string& name) {
        known_.insert(name);
        return json_.contains(name) && !json_[name].is_null();
    }
    double number(const std::string& name, double otherwise) {
        if (!has(name))
            return otherwise;
        if (!json_[name].is_number())
            refuse(name, "a number");
        return json_[name].get<double>();
    }
    std::string word(const std::string& name, const std::string& otherwise, const std::set<std::string>& choices) {
        if (!has(name))
            return otherwise;
        std::string list;
        for (const auto& item : choices)
            list += (list.empty() ? "" : ", ") + item;
        if (!json_[name].is_string() || !choices.contains(json_[name].get<std::string>()))
            refuse(name, "one of " + list);
        return json_[name].get<std::string>();
    }
    void refuseUnknown() const {
        for (const auto& [name, value] : json_.items()) {
            if (!known_.contains(name))
                throw Error(Kind::Usage, "lr_scheduler_kwargs: the schedule " + schedule_ + " has no “" + name + "”");
        }
    }
    [[noreturn]] void refuse(const std::string& name, const std::string& allowed) const {
        throw Error(Kind::Usage, "lr_scheduler_kwargs: " + name + " cannot be " + json_[name].dump())
            .cure("Allowed: " + allowed);
    }

private:
    const Json& json_;
    std::string schedule_;
    std::set<std::string> known_;
};

double progressOf(double step, double warmup, double total) {
    return (step - warmup) / std::max(1.0, total - warmup);
}

double cosine(double cycles, double progress) {
    return 0.5 * (1.0 + std::cos(kPi * cycles * 2.0 * progress));
}

// _get_linear_schedule_with_warmup_lr_lambda and its neighbours: a rise from 0, then `after`.
Factor withWarmup(double warmup, Factor after) {
    return [warmup, after = std::move(after)](double step) {
        return step < warmup ? step / std::max(1.0, warmup) : after(step);
    };
}

Factor polynomial(Options& options, double warmup, double total, double baseRate) {
    const double end = options.number("lr_end", 1e-7), power = options.number("power", 1.0);
    if (!(baseRate > end))
        throw Error(Kind::Usage, "learning_rate must be larger than the polynomial schedule's lr_end")
            .cure("Set a smaller lr_end in lr_scheduler_kwargs");
    return withWarmup(warmup, [=](double step) {
        if (step > total)
            return end / baseRate;
        const double remaining = 1 - (step - warmup) / (total - warmup);
        return ((baseRate - end) * std::pow(remaining, power) + end) / baseRate;
    });
}

double minimumShare(Options& options, double baseRate) {
    const bool absolute = options.has("min_lr"), share = options.has("min_lr_rate");
    if (absolute == share)
        throw Error(Kind::Usage, "cosine_with_min_lr needs either min_lr or min_lr_rate in lr_scheduler_kwargs");
    return absolute ? options.number("min_lr", 0) / baseRate : options.number("min_lr_rate", 0);
}

// _get_cosine_with_min_lr_schedule_with_warmup_lr_rate_lambda: counts from 1, so that no step has the rate 0.
Factor cosineWarmupWithMinimum(Options& options, double warmup, double total, double baseRate) {
    const double lowest = minimumShare(options, baseRate), cycles = options.number("num_cycles", 0.5);
    const bool given = options.has("warmup_lr_rate");
    const double first = options.number("warmup_lr_rate", 0);
    return [=](double step) {
        if (step < warmup)
            return given ? first + (1.0 - first) * step / std::max(1.0, warmup - 1)
                         : (step + 1.0) / std::max(1.0, warmup);
        const double progress = (step - warmup + 1.0) / std::max(1.0, total - warmup);
        return std::max(0.0, cosine(cycles, progress) * (1 - lowest) + lowest);
    };
}

// _get_wsd_scheduler_lambda
Factor warmupStableDecay(Options& options, double warmup, double total) {
    if (!options.has("num_decay_steps"))
        throw Error(Kind::Usage, "warmup_stable_decay needs num_decay_steps in lr_scheduler_kwargs");
    const double decay = options.number("num_decay_steps", 0);
    const double stable = options.number("num_stable_steps", total - warmup - decay);
    const std::set<std::string> shapes{"linear", "cosine", "1-sqrt"};
    const std::string rise = options.word("warmup_type", "linear", shapes);
    const std::string fall = options.word("decay_type", "cosine", shapes);
    const double lowest = options.number("min_lr_ratio", 0), cycles = options.number("num_cycles", 0.5);
    const auto lifted = [lowest](double factor) { return std::max(0.0, factor * (1.0 - lowest) + lowest); };
    return [=](double step) {
        if (step < warmup) {
            const double p = step / std::max(1.0, warmup);
            return lifted(rise == "linear"   ? p
                          : rise == "cosine" ? 0.5 * (1.0 - std::cos(kPi * p))
                                             : 1.0 - std::sqrt(1.0 - p));
        }
        if (step < warmup + stable)
            return 1.0;
        if (step >= warmup + stable + decay)
            return lowest;
        const double p = (step - warmup - stable) / std::max(1.0, decay);
        return lifted(fall == "linear" ? 1.0 - p : fall == "cosine" ? cosine(cycles, p) : 1.0 - std::sqrt(p));
    };
}

Factor factorOf(const std::string& type, Options& options, double warmup, double total, double baseRate) {
    if (type == "linear")
        return withWarmup(warmup, [=](double s) { return std::max(0.0, (total - s) / std::max(1.0, total - warmup)); });
    if (type == "cosine") {
        const double cycles = options.number("num_cycles", 0.5);
        return withWarmup(warmup,
                          [=](double s) { return std::max(0.0, cosine(cycles, progressOf(s, warmup, total))); });
    }
    if (type == "cosine_with_restarts") {
        const double cycles = options.number("num_cycles", 1);
        return withWarmup(warmup, [=](double s) {
            const double progress = progressOf(s, warmup, total);
            return progress >= 1 ? 0.0 : std::max(0.0, cosine(0.5, std::fmod(cycles * progress, 1.0)));
        });
    }
    if (type == "polynomial")
        return polynomial(options, warmup, total, baseRate);
    if (type == "constant_with_warmup")
        return withWarmup(warmup, [](double) { return 1.0; });
    if (type == "inverse_sqrt") {
        const double scale = warmup > 0 ? warmup : 10000; // get_scheduler passes no timescale on, so we refuse it
        return withWarmup(warmup, [=](double s) { return 1.0 / std::sqrt((s + scale - warmup) / scale); });
    }
    if (type == "cosine_with_min_lr") {
        const double lowest = minimumShare(options, baseRate), cycles = options.number("num_cycles", 0.5);
        return withWarmup(warmup, [=](double s) {
            return std::max(0.0, cosine(cycles, progressOf(s, warmup, total)) * (1 - lowest) + lowest);
        });
    }
    if (type == "cosine_warmup_with_min_lr")
        return cosineWarmupWithMinimum(options, warmup, total, baseRate);
    if (type == "warmup_stable_decay")
        return warmupStableDecay(options, warmup, total);
    return [](double) { return 1.0; }; // constant, reduce_lr_on_plateau
}

} // namespace

Schedule::Schedule(const TrainingArguments& arguments, std::int64_t totalSteps)
    : baseRate_(arguments.learningRate), plateau_(arguments.lrSchedulerType == "reduce_lr_on_plateau"),
      plateauRate_(arguments.learningRate) {
    Options options(arguments.lrSchedulerKwargs, arguments.lrSchedulerType);
    factor_ =
        factorOf(arguments.lrSchedulerType, options, static_cast<double>(train::warmupSteps(arguments, totalSteps)),
                 static_cast<double>(totalSteps), baseRate_);
    if (plateau_) {
        greaterIsBetter_ = options.word("mode", greaterIsBetter(arguments) ? "max" : "min", {"min", "max"}) == "max";
        relative_ = options.word("threshold_mode", "rel", {"rel", "abs"}) == "rel";
        reduceBy_ = options.number("factor", reduceBy_);
        threshold_ = options.number("threshold", threshold_);
        lowest_ = options.number("min_lr", lowest_);
        smallestChange_ = options.number("eps", smallestChange_);
        patience_ = static_cast<std::int64_t>(options.number("patience", 10));
        cooldown_ = static_cast<std::int64_t>(options.number("cooldown", 0));
    }
    best_ = greaterIsBetter_ ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    options.refuseUnknown();
}

double Schedule::rate(std::int64_t step) const {
    return plateau_ ? plateauRate_ : baseRate_ * factor_(static_cast<double>(step));
}

// ReduceLROnPlateau.step
void Schedule::onEvaluation(double metric) {
    if (!plateau_)
        return;
    const double margin = greaterIsBetter_ ? threshold_ : -threshold_;
    const double bar = relative_ ? best_ * (1 + margin) : best_ + margin;
    if (greaterIsBetter_ ? metric > bar : metric < bar) {
        best_ = metric;
        badEvaluations_ = 0;
    } else {
        ++badEvaluations_;
    }
    if (cooldownLeft_ > 0) {
        --cooldownLeft_;
        badEvaluations_ = 0;
    }
    if (badEvaluations_ <= patience_)
        return;
    const double next = std::max(plateauRate_ * reduceBy_, lowest_);
    if (plateauRate_ - next > smallestChange_)
        plateauRate_ = next;
    cooldownLeft_ = cooldown_;
    badEvaluations_ = 0;
}

Json Schedule::state() const {
    if (!plateau_)
        return Json::object();
    return {{"rate", plateauRate_},
            {"best", std::isfinite(best_) ? Json(best_) : Json()},
            {"bad_evaluations", badEvaluations_},
            {"cooldown_left", cooldownLeft_}};
}

void Schedule::restore(const Json& state) {
    if (!plateau_ || !state.contains("rate"))
        return;
    plateauRate_ = state.at("rate").get<double>();
    if (state.at("best").is_number())
        best_ = state.at("best").get<double>();
    badEvaluations_ = state.at("bad_evaluations").get<std::int64_t>();
    cooldownLeft_ = state.at("cooldown_left").get<std::int64_t>();
}

std::int64_t warmupSteps(const TrainingArguments& arguments, std::int64_t totalSteps) {
    const double given = arguments.warmupSteps > 0 ? arguments.warmupSteps : arguments.warmupRatio;
    if (arguments.warmupSteps >= 1)
        return static_cast<std::int64_t>(given);
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(totalSteps) * given));
}

std::string bestMetricName(const TrainingArguments& arguments) {
    const std::string name = arguments.metricForBestModel.empty() ? "loss" : arguments.metricForBestModel;
    return name.starts_with("eval_") ? name : "eval_" + name;
}

bool greaterIsBetter(const TrainingArguments& arguments) {
    if (!arguments.greaterIsBetter.empty())
        return arguments.greaterIsBetter == "true";
    return !bestMetricName(arguments).ends_with("loss");
}

} // namespace finetune::train
