// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop.h"

#include "core/base/files.h"
#include "core/train/sampler.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <torch/torch.h>

namespace finetune::train {
namespace {

// Torch's own generator where the operations draw from no other.
torch::Generator generatorOf(const model::Model& model, std::int64_t seed) {
    const torch::Device device = model.parameters().front().value.device();
    if (device.is_cpu())
        return at::detail::createCPUGenerator(static_cast<std::uint64_t>(seed));
    torch::Generator generator = at::globalContext().defaultGenerator(device);
    const std::scoped_lock lock(generator.mutex());
    generator.set_current_seed(static_cast<std::uint64_t>(seed));
    return generator;
}

} // namespace

Loop::Loop(model::Model& model, const TrainingSet& set, const TrainingArguments& arguments, const Evaluator& evaluator,
           const CheckpointExtras& extras, RunObserver& observer, const RunControl& control)
    : model_(model), set_(set), arguments_(arguments), evaluator_(evaluator), extras_(extras), control_(control),
      plan_(makePlan(arguments, static_cast<std::int64_t>(set.examples.size()))), log_(arguments.outputDir, observer),
      optimizer_(model, arguments), schedule_(arguments, plan_.totalSteps),
      generator_(generatorOf(model, arguments.seed)), flosPerToken_(flosPerToken(model)),
      begin_(std::chrono::steady_clock::now()) {
    generatorState_ = generator_.get_state();
    for (const TrainingExample& example : set.examples)
        lengths_.push_back(static_cast<std::int64_t>(example.ids.size()));
}

TrainResult Loop::run() {
    resume();
    firstStep_ = state_.globalStep;
    log_.prepared(state_.globalStep, plan_.totalSteps);
    TrainResult result;
    Outcome outcome = Outcome::Stopped;
    try {
        if (arguments_.evalOnStart && state_.globalStep == 0)
            evaluate(true);
        outcome = trainEpochs();
    } catch (const Error& error) {
        if (error.kind() != Kind::Cancelled) // an evaluation that was stopped is a stop like any other
            throw;
    }
    result.stopped = outcome == Outcome::Stopped;
    if (result.stopped)
        keepCheckpointOfStop();
    else
        finish(result);
    result.globalStep = state_.globalStep;
    result.trainLoss = (state_.lossBeforeLog + state_.lossSinceLog) / std::max(1.0, double(state_.globalStep));
    result.logHistory = state_.logHistory;
    result.bestCheckpoint = state_.bestCheckpoint;
    return result;
}

bool Loop::trainingEnds() const {
    const bool early = arguments_.earlyStoppingPatience > 0 &&
                       state_.evaluationsWithoutImprovement >= arguments_.earlyStoppingPatience;
    return early || state_.globalStep >= plan_.totalSteps;
}

Loop::Outcome Loop::trainEpochs() {
    if (state_.done == TrainerState::Done::Update)
        stepEnd(); // of a run that was stopped in an evaluation
    for (;;) {
        const bool epochIsOver = state_.updatesInEpoch >= plan_.updatesPerEpoch || trainingEnds();
        if (state_.done == TrainerState::Done::StepEnd && epochIsOver)
            epochEnd();
        if (trainingEnds())
            return Outcome::Completed;
        if (state_.updatesInEpoch >= plan_.updatesPerEpoch && control_.stopsAfterEpoch())
            return Outcome::Stopped;
        if (state_.updatesInEpoch >= plan_.updatesPerEpoch) {
            ++state_.epochIndex;
            state_.updatesInEpoch = 0;
        }
        const std::int64_t seed = arguments_.dataSeed >= 0 ? arguments_.dataSeed : arguments_.seed;
        const auto order = epochOrder(arguments_.trainSamplingStrategy, plan_.examples, seed, state_.epochIndex,
                                      plan_.batchSize, lengths_);
        if (trainEpoch(order) == Outcome::Stopped)
            return Outcome::Stopped;
    }
}

Loop::Outcome Loop::trainEpoch(const std::vector<std::int64_t>& order) {
    while (state_.updatesInEpoch < plan_.updatesPerEpoch && !trainingEnds()) {
        if (!update(order))
            return Outcome::Stopped;
        stepEnd();
    }
    return Outcome::Completed;
}

bool Loop::goesOn() {
    if (control_.pauseRequested()) {
        const auto begin = std::chrono::steady_clock::now();
        log_.paused(position());
        control_.waitWhilePaused();
        const std::chrono::duration<double> rest = std::chrono::steady_clock::now() - begin;
        paused_ += rest;
        log_.continued(position(), rest.count());
    }
    return !control_.stop().requested();
}

// Over half a second at least: single short updates would only flicker.
void Loop::noteSpeed(std::chrono::duration<double> spent) {
    constexpr double kLeastSeconds = 0.5;
    speedTokens_ += pendingTokens_;
    speedSeconds_ += spent.count();
    if (speedSeconds_ < kLeastSeconds && tokensPerSecond_ > 0)
        return;
    tokensPerSecond_ = speedTokens_ / std::max(speedSeconds_, 1e-9);
    if (speedSeconds_ >= kLeastSeconds)
        speedTokens_ = speedSeconds_ = 0;
}

std::chrono::duration<double> Loop::trainedFor() const {
    return std::chrono::steady_clock::now() - begin_ - paused_;
}

bool Loop::update(const std::vector<std::int64_t>& order) {
    const auto begin = trainedFor();
    optimizer_.zeroGradients();
    pendingFlos_ = pendingTokens_ = 0;
    const std::int64_t first = plan_.firstBatch(state_.updatesInEpoch), last = plan_.lastBatch(state_.updatesInEpoch);
    torch::Tensor loss;
    for (std::int64_t batch = first; batch < last; ++batch) {
        if (!goesOn())
            return false;
        const torch::Tensor part = trainBatch(order, batch, last - first);
        loss = loss.defined() ? loss + part : part;
    }
    if (control_.stop().requested())
        return false;
    unread_.gradNorm = optimizer_.clip(arguments_.maxGradNorm);
    state_.learningRate = schedule_.rate(state_.globalStep);
    optimizer_.step(state_.learningRate);
    optimizer_.zeroGradients();

    unread_.loss = loss;
    unread_.lossSinceLog =
        loss +
        (unread_.lossSinceLog.defined() ? unread_.lossSinceLog : torch::full({}, state_.lossSinceLog, loss.options()));
    state_.totalFlos += pendingFlos_;
    ++state_.globalStep;
    ++state_.updatesInEpoch;
    state_.epoch =
        static_cast<double>(state_.epochIndex) + static_cast<double>(last) / static_cast<double>(plan_.batchesPerEpoch);
    state_.done = TrainerState::Done::Update;
    generatorState_ = generator_.get_state();
    const auto spent = trainedFor() - begin;
    const bool reads = isTimeToRead();
    if (reads)
        read();
    noteSpeed(spent);
    if (reads)
        tellProgress();
    return true;
}

// After every update, unless that would keep a GPU waiting: then a few times a second.
bool Loop::isTimeToRead() const {
    constexpr std::chrono::milliseconds kInterval{250};
    return !model_.isQueued() || std::chrono::steady_clock::now() - lastRead_ >= kInterval;
}

// Waits for the updates so far and takes their numbers into the state.
void Loop::read() {
    if (!unread_.loss.defined())
        return;
    const auto begin = std::chrono::steady_clock::now();
    const torch::Tensor numbers = torch::stack({unread_.lossSinceLog, unread_.loss, unread_.gradNorm}).cpu();
    unread_ = {};
    state_.lossSinceLog = numbers[0].item<double>();
    lastLoss_ = numbers[1].item<double>();
    state_.gradNorm = numbers[2].item<double>();
    lastRead_ = std::chrono::steady_clock::now();
    speedSeconds_ += std::chrono::duration<double>(lastRead_ - begin).count(); // the updates were computed in it
    if (!std::isfinite(lastLoss_) || !std::isfinite(state_.gradNorm))
        log_.notice(position(),
                    "the loss or the gradient is not a finite number (step " + std::to_string(state_.globalStep) + ")");
}

// Loss of one batch as a part of its update's mean; the gradients are added to those there are.
torch::Tensor Loop::trainBatch(const std::vector<std::int64_t>& order, std::int64_t index, std::int64_t share) {
    const model::Batch batch = batchAt(order, index);
    model::ForwardOptions options;
    options.training = true;
    options.generator = generator_;
    torch::Tensor loss = model_.forward(batch, options).loss;
    if (share > 1)
        loss = loss / static_cast<double>(share);
    loss.backward();
    pendingFlos_ += static_cast<double>(flosPerToken_ * batch.tokens());
    for (const std::int64_t real : batch.real)
        pendingTokens_ += static_cast<double>(real);
    return loss.detach().to(torch::kFloat64);
}

model::Batch Loop::batchAt(const std::vector<std::int64_t>& order, std::int64_t index) const {
    const std::int64_t begin = index * plan_.batchSize, end = std::min(begin + plan_.batchSize, plan_.examples);
    std::vector<TrainingExample> examples;
    for (std::int64_t i = begin; i < end; ++i)
        examples.push_back(set_.examples[order[i]]);
    return batchOf(examples, arguments_.padding, set_.fixedLength > 0 ? set_.fixedLength : arguments_.maxLength,
                   set_.padId);
}

RunEvent Loop::position() const {
    RunEvent event;
    event.step = state_.globalStep;
    event.totalSteps = plan_.totalSteps;
    event.epoch = state_.epoch;
    event.elapsedSeconds = trainedFor().count();
    event.learningRate = state_.learningRate;
    event.gradNorm = state_.gradNorm;
    return event;
}

void Loop::tellProgress() {
    RunEvent event = position();
    event.loss = lastLoss_;
    event.text = "training";
    const double steps = static_cast<double>(state_.globalStep - firstStep_);
    event.secondsLeft = event.elapsedSeconds / steps * static_cast<double>(plan_.totalSteps - state_.globalStep);
    event.tokensPerSecond = tokensPerSecond_;
    log_.progress(event);
}

std::int64_t flosPerToken(const model::Model& model) {
    std::int64_t count = 0;
    for (const model::Parameter& parameter : model.parameters()) {
        const std::string& name = parameter.name;
        const std::size_t dot = name.rfind('.');
        const std::string module = dot == std::string::npos ? "" : name.substr(0, dot);
        bool table = name.ends_with(".weight") && parameter.value.dim() == 2;
        table = table && (module.ends_with("embeddings") || module.ends_with("embedding") || module.ends_with(".wte") ||
                          module.ends_with(".wpe") || module.ends_with("relative_attention_bias"));
        if (!table)
            count += parameter.value.numel();
    }
    return 6 * count;
}

} // namespace finetune::train
