// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/flight_check.h"

#include "core/base/free_room.h"
#include "core/session/predictor.h"
#include "core/session/project.h"
#include "core/session/window_summary.h"
#include "core/train/batches.h"
#include "core/train/execution.h"
#include "core/train/optimizer.h"
#include "core/train/plan.h"
#include "core/train/sampler.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <torch/torch.h>

namespace finetune::session {
namespace {

using Clock = std::chrono::steady_clock;
using About = FlightWarning::About;

constexpr std::int64_t kMostSteps = 6; // measured updates beside the first, which also makes torch's buffers
constexpr double kEnoughSeconds = 8;   // of measuring: slow models are told from fewer updates
constexpr std::int64_t kEvalBatches = 3;
constexpr double kDay = 24 * 3600;
constexpr std::int64_t kFewSteps = 20;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::uintmax_t sizeOf(const std::vector<fs::path>& files) {
    std::uintmax_t bytes = 0;
    std::error_code code;
    for (const fs::path& file : files)
        if (const auto size = fs::file_size(file, code); !code)
            bytes += size;
    return bytes;
}

// Runs the first updates of the run as the loop does, without its log, on the model it is given.
class MeasuredSteps {
public:
    MeasuredSteps(model::Model& model, const Prepared& prepared, const train::TrainingArguments& arguments,
                  std::int64_t padId)
        : model_(model), arguments_(arguments), padId_(padId),
          plan_(train::makePlan(arguments, static_cast<std::int64_t>(prepared.features.features.size()))),
          optimizer_(model, arguments) {
        model.setExecution(train::chooseExecution(arguments).execution);
        for (const data::Feature& feature : prepared.features.features)
            examples_.push_back(labelled(feature));
        std::vector<std::int64_t> lengths;
        for (const train::TrainingExample& example : examples_)
            lengths.push_back(static_cast<std::int64_t>(example.ids.size()));
        order_ = train::epochOrder(arguments.trainSamplingStrategy, plan_.examples, arguments.seed, 0, plan_.batchSize,
                                   lengths);
    }

    void run(FlightCheck& check, const StopToken& stop, const Progress& progress) {
        const std::int64_t most = std::min(kMostSteps, plan_.updatesPerEpoch);
        update(0, stop); // warms up
        const auto begin = Clock::now();
        std::vector<double> seconds;
        for (std::int64_t step = 0; step < most && secondsSince(begin) < kEnoughSeconds; ++step) {
            progress("measuring", static_cast<std::size_t>(step), static_cast<std::size_t>(most));
            const auto from = Clock::now();
            update(step, stop);
            seconds.push_back(secondsSince(from));
        }
        for (const double one : seconds)
            check.secondsPerStep += one / static_cast<double>(seconds.size());
        check.measuredSteps = static_cast<std::int64_t>(seconds.size());
    }

    std::uintmax_t mostResident() const { return mostResident_; }
    bool finite() const { return finite_; }

private:
    void update(std::int64_t step, const StopToken& stop) {
        optimizer_.zeroGradients();
        const std::int64_t first = plan_.firstBatch(step), last = plan_.lastBatch(step);
        for (std::int64_t batch = first; batch < last; ++batch) {
            stop.throwIfRequested();
            trainBatch(batch, last - first);
        }
        optimizer_.clip(arguments_.maxGradNorm);
        optimizer_.step(arguments_.learningRate);
        sampleMemory();
    }

    void trainBatch(std::int64_t index, std::int64_t share) {
        const std::int64_t begin = index * plan_.batchSize, end = std::min(begin + plan_.batchSize, plan_.examples);
        std::vector<train::TrainingExample> rows;
        for (std::int64_t i = begin; i < end; ++i)
            rows.push_back(examples_[static_cast<std::size_t>(order_[static_cast<std::size_t>(i)])]);
        model::ForwardOptions options;
        options.training = true;
        const auto batch = train::batchOf(rows, arguments_.padding, arguments_.maxLength, padId_);
        const torch::Tensor loss = model_.forward(batch, options).loss / static_cast<double>(share);
        sampleMemory(); // what the backward pass needs is held now
        loss.backward();
        sampleMemory();
        finite_ = finite_ && std::isfinite(loss.item<double>());
    }

    void sampleMemory() { mostResident_ = std::max(mostResident_, residentBytes()); }

    model::Model& model_;
    const train::TrainingArguments& arguments_;
    std::int64_t padId_;
    train::RunPlan plan_;
    train::Optimizer optimizer_;
    std::vector<train::TrainingExample> examples_;
    std::vector<std::int64_t> order_;
    std::uintmax_t mostResident_ = 0;
    bool finite_ = true;
};

double measureEvaluation(model::Model& model, const Prepared& validation, const train::TrainingArguments& arguments,
                         std::int64_t padId, const StopToken& stop) {
    const auto& windows = validation.features.features;
    const auto count =
        std::min(windows.size(), static_cast<std::size_t>(arguments.perDeviceEvalBatchSize * kEvalBatches));
    const std::vector<data::Feature> some(windows.begin(), windows.begin() + static_cast<std::ptrdiff_t>(count));
    const ForwardTotals totals = forwardAll(model, some, padId, arguments, {}, stop, {});
    return totals.seconds / static_cast<double>(count) * static_cast<double>(windows.size());
}

// How often what was prepared goes into the whole, where only the beginning of a table is at hand.
double timesRead(const Prepared& prepared) {
    const auto& part = prepared.dataset.part;
    return part && part->all && part->rows > 0 ? static_cast<double>(*part->all) / static_cast<double>(part->rows) : 1;
}

std::int64_t windowsOf(const Prepared& prepared) {
    return std::llround(timesRead(prepared) * static_cast<double>(prepared.features.features.size()));
}

void countDisk(FlightCheck& check, const TrainRequest& request, const model::Model& model) {
    std::uintmax_t weights = 0;
    for (const model::Parameter& parameter : model.parameters())
        weights += parameter.value.nbytes();
    const std::uintmax_t folder = weights + sizeOf(text::tokenizerFiles(request.model));
    check.checkpointBytes = folder + (request.arguments.saveOnlyModel ? 0 : 2 * weights);
    // A new checkpoint is whole before an old one goes; the folder `model` comes at the end.
    const std::uintmax_t passing = check.checkpoints > 0 && request.arguments.saveTotalLimit > 0 ? 1 : 0;
    check.diskBytes = (static_cast<std::uintmax_t>(check.checkpoints) + passing) * check.checkpointBytes + folder;
    check.freeDiskBytes = freeDiskBytes(request.arguments.outputDir);
}

// Questions with an answer of which no window holds it whole: each window of theirs says "no answer".
FlightWarning lostAnswers(const Prepared& training) {
    std::vector<bool> held(training.counts.examples, false);
    for (const data::Feature& window : training.features.features)
        if (window.holdsAnswer())
            held[static_cast<std::size_t>(window.example)] = true;
    const auto answered = static_cast<double>(training.counts.examples - training.counts.unanswerable);
    return {About::LostAnswers, answered - static_cast<double>(std::ranges::count(held, true)), answered};
}

FlightWarning unknownTokens(const data::Features& features, const text::Tokenizer& tokenizer) {
    FlightWarning unknown{About::UnknownTokens, 0, static_cast<double>(features.tokens)};
    if (const auto id = unknownId(tokenizer))
        for (const data::Feature& window : features.features)
            for (std::size_t token = 0; token < window.ids.size(); ++token)
                unknown.value += window.ids[token] == *id;
    return unknown;
}

// What is usual for fine-tuning encoders (Devlin et al., arXiv:1810.04805, appendix A.3: 2e-5 to 5e-5); small models
// stand and want more.
void judgeRate(FlightCheck& check, double rate, std::int64_t parameters) {
    constexpr std::int64_t kSmall = 30'000'000;
    const double high = parameters < kSmall ? 1e-3 : 1e-4, low = 1e-6;
    if (rate > high)
        check.warnings.push_back({About::LearningRateHigh, rate, high});
    else if (rate < low)
        check.warnings.push_back({About::LearningRateLow, rate, low});
}

void judge(FlightCheck& check, const train::TrainingArguments& arguments) {
    const auto warn = [&](About about, double value, double limit) { check.warnings.push_back({about, value, limit}); };
    const auto number = [](auto value) { return static_cast<double>(value); };
    if (check.memoryBytes > check.freeMemoryBytes)
        warn(About::Memory, number(check.memoryBytes), number(check.freeMemoryBytes));
    if (check.diskBytes > check.freeDiskBytes)
        warn(About::Disk, number(check.diskBytes), number(check.freeDiskBytes));
    double warmup = arguments.warmupSteps > 0 ? arguments.warmupSteps : arguments.warmupRatio;
    if (warmup < 1)
        warmup = std::ceil(warmup * number(check.steps));
    if (warmup > 0 && warmup >= number(check.steps))
        warn(About::WarmupNeverEnds, warmup, number(check.steps));
    if (check.steps < kFewSteps)
        warn(About::FewSteps, number(check.steps), kFewSteps);
    if (check.seconds > kDay)
        warn(About::LongRun, check.seconds, kDay);
}

} // namespace

FlightCheck checkFlight(const TrainRequest& request, const StopToken& stop, const Progress& progress) {
    train::check(request.arguments);
    FlightCheck check;
    check.freeMemoryBytes = freeMemoryBytes();
    const std::uintmax_t before = residentBytes();
    progress("loading the model", 0, 0);
    Loaded loaded = load(request.model, request.arguments);
    const auto prepared = [&](const DataSource& source, data::Texts texts) {
        return prepare(source, texts, loaded, request.arguments, request.onProblem, stop, progress);
    };
    const Prepared training = prepared(request.training, data::Texts::Left);
    std::optional<Prepared> validation;
    if (!request.validation.file.empty())
        validation = prepared(request.validation, data::Texts::Kept);
    check.trainWindows = windowsOf(training);
    check.validationWindows = validation ? windowsOf(*validation) : 0;
    const FlightPlan plan = planFlight(request.arguments, check.trainWindows, validation.has_value());
    check.steps = plan.steps;
    check.epochs = plan.epochs;
    check.evaluations = plan.evaluations;
    check.checkpoints = plan.checkpointsKept;

    MeasuredSteps steps(*loaded.model, training, request.arguments, loaded.tokenizer->padId());
    steps.run(check, stop, progress);
    if (validation)
        check.secondsPerEvaluation =
            measureEvaluation(*loaded.model, *validation, request.arguments, loaded.tokenizer->padId(), stop) *
            timesRead(*validation);
    check.seconds = check.secondsPerStep * static_cast<double>(check.steps) +
                    check.secondsPerEvaluation * static_cast<double>(check.evaluations);
    check.memoryBytes = steps.mostResident() > before ? steps.mostResident() - before : 0;
    countDisk(check, request, *loaded.model);

    if (!steps.finite())
        check.warnings.push_back({About::NotFinite, 0, 0});
    judge(check, request.arguments);
    judgeRate(check, request.arguments.learningRate, loaded.model->parameterCount());
    if (const FlightWarning lost = lostAnswers(training); lost.value > 0)
        check.warnings.push_back(lost);
    if (const FlightWarning unknown = unknownTokens(training.features, *loaded.tokenizer);
        unknown.value > kManyUnknown * unknown.limit)
        check.warnings.push_back(unknown);
    return check;
}

} // namespace finetune::session
