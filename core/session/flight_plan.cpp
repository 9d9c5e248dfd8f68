// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/flight_check.h"
#include "core/train/plan.h"

#include <algorithm>

namespace finetune::session {
namespace {

std::int64_t timesIn(std::int64_t steps, std::int64_t every) {
    return every > 0 ? steps / every : 0;
}

} // namespace

FlightPlan planFlight(const train::TrainingArguments& arguments, std::int64_t windows, bool validates) {
    const train::RunPlan plan = train::makePlan(arguments, windows);
    FlightPlan flight{.steps = plan.totalSteps, .epochs = plan.epochs};
    if (validates) {
        const bool byStep = arguments.evalStrategy == "steps", byEpoch = arguments.evalStrategy == "epoch";
        flight.evaluations = byStep ? timesIn(plan.totalSteps, plan.evalSteps) : byEpoch ? plan.epochs : 0;
        // The run ends with an evaluation of what it leaves, unless the last one was just that.
        const bool current = byEpoch || (byStep && plan.evalSteps > 0 && plan.totalSteps % plan.evalSteps == 0);
        flight.evaluations += (current && !arguments.loadBestModelAtEnd ? 0 : 1) + (arguments.evalOnStart ? 1 : 0);
    }
    std::int64_t saves = 0;
    if (arguments.saveStrategy == "steps")
        saves = timesIn(plan.totalSteps, plan.saveSteps) +
                (plan.totalSteps % std::max<std::int64_t>(plan.saveSteps, 1) > 0);
    else if (arguments.saveStrategy == "epoch")
        saves = plan.epochs;
    else if (arguments.saveStrategy == "best")
        saves = flight.evaluations;
    const std::int64_t limit = arguments.saveTotalLimit + (arguments.loadBestModelAtEnd ? 1 : 0);
    flight.checkpointsKept = arguments.saveTotalLimit > 0 ? std::min(saves, limit) : saves;
    return flight;
}

const char* FlightWarning::argument() const {
    switch (about) {
    case About::Memory:
        return "per_device_train_batch_size";
    case About::Disk:
        return "save_total_limit";
    case About::LearningRateHigh:
    case About::LearningRateLow:
    case About::NotFinite:
        return "learning_rate";
    case About::WarmupNeverEnds:
        return "warmup_steps";
    case About::FewSteps:
    case About::LongRun:
        return "num_train_epochs";
    case About::LostAnswers:
        return "doc_stride";
    case About::UnknownTokens:
        break;
    }
    return "";
}

} // namespace finetune::session
