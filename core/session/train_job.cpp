// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/data/squad_writer.h"
#include "core/session/evaluation_file.h"
#include "core/session/predictor.h"
#include "core/session/probes.h"
#include "core/session/project.h"
#include "core/session/runs.h"
#include "core/session/session.h"
#include "core/train/execution.h"
#include "core/train/run_log.h"
#include "core/train/trainer.h"

#include <chrono>
#include <ctime>
#include <optional>
#include <sys/resource.h>
#include <unistd.h>

namespace finetune::session {
namespace {

std::string now() {
    const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&time, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

// Lowers the calling thread's priority. Threads that torch starts later inherit it.
void giveWay(int niceness) {
    if (niceness > 0)
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

// A folder holds one run. Going on with it is asked for; nothing of it is overwritten otherwise.
void checkFolder(const fs::path& folder, const train::TrainingArguments& arguments) {
    if (!fs::exists(folder / "run.json"))
        return;
    const RunSummary there = listRuns(folder).front();
    if (there.state == "running")
        throw Error(Kind::Usage, "is being trained right now by process " + there.run["process"].dump())
            .in(folder)
            .cure("Wait for it, stop it, or choose another output_dir");
    if (arguments.resumeFromCheckpoint.empty())
        throw Error(Kind::Usage, "holds a run already (" + there.state + ")")
            .in(folder)
            .cure("Choose another output_dir for a new run, or go on with this one: resume_from_checkpoint true");
}

Progress progressTo(train::RunLog& log) {
    return [&log](const std::string& what, std::size_t done, std::size_t total) {
        train::RunEvent event;
        event.text = what;
        event.step = static_cast<std::int64_t>(done);
        event.totalSteps = static_cast<std::int64_t>(total);
        log.progress(event);
    };
}

void tellProblems(train::RunLog& log, const fs::path& file, const std::vector<data::Problem>& problems) {
    constexpr std::size_t kShown = 5;
    const std::string name = file.filename().string();
    for (std::size_t i = 0; i < std::min(kShown, problems.size()); ++i)
        log.notice({}, name + ", " + problems[i].place + ": " + problems[i].what);
    if (problems.size() > kShown)
        log.notice({}, name + ": " + std::to_string(problems.size() - kShown) + " more problems");
}

// `notKept` is told once for all the data.
void tellCache(train::RunLog& log, const fs::path& file, const Prepared& prepared, std::string& notKept) {
    if (!prepared.takenFrom.empty())
        log.notice({}, file.filename().string() + ": windows taken from the cache, " + prepared.takenFrom.string());
    if (!prepared.notKept.empty() && std::exchange(notKept, prepared.notKept).empty())
        log.notice({}, "the windows are not kept for the next start: " + notKept);
}

// What the trainer takes, with what its tokens lie in; the views that it was made of need not stay.
struct OwnedSet {
    train::TrainingSet set;
    std::vector<std::shared_ptr<const data::FeatureTokens>> tokens;
};

OwnedSet trainingSet(const std::vector<data::Feature>& features, const train::TrainingArguments& arguments,
                     std::int64_t padId) {
    OwnedSet owned;
    owned.set.fixedLength = arguments.maxLength;
    owned.set.padId = padId;
    owned.set.examples.reserve(features.size());
    for (const data::Feature& feature : features) {
        owned.set.examples.push_back(labelled(feature));
        if (owned.tokens.empty() || owned.tokens.back() != feature.kept)
            owned.tokens.push_back(feature.kept);
    }
    return owned;
}

std::size_t countProblems(const Prepared& prepared) {
    return prepared.dataset.problems.size() + prepared.features.problems.size();
}

Json describeRun(const TrainRequest& request, const Loaded& loaded, const Prepared& training,
                 const std::optional<Prepared>& validation) {
    Json run = {{"format", 1},
                {"program", "Finetune Studio"},
                {"started", now()},
                {"process", static_cast<std::int64_t>(::getpid())},
                {"process_mark", processMark(::getpid())},
                {"state", "running"},
                {"model_type", loaded.model->config().value("model_type", "")},
                {"parameters", loaded.model->parameterCount()},
                {"newly_initialised", loaded.model->newlyInitialised},
                {"train_questions", training.counts.examples},
                {"train_features", training.features.features.size()},
                {"train_tokens", training.features.tokens},
                {"problems", countProblems(training)}};
    describeModel(run, request.model);
    describe(run, "train", request.training);
    if (validation) {
        describe(run, "validation", request.validation);
        run["validation_questions"] = validation->counts.examples;
        run["validation_features"] = validation->features.features.size();
        run["problems"] = countProblems(training) + countProblems(*validation);
    }
    run["layout"] = request.arguments.padding == "none" ? "packed" : "padded";
    run["execution"] = train::chooseExecution(request.arguments).description;
    run["arguments"] = train::toJson(request.arguments);
    return run;
}

void keepEvaluation(const TrainRequest& request, const Prepared& validation, const Scored& scored, bool v2,
                    const train::RunEvent& position) {
    const fs::path folder = fs::absolute(request.arguments.outputDir);
    writeEvaluation(evaluationFileOf(folder, position.step),
                    {.step = position.step,
                     .epoch = position.epoch,
                     .model = folder,
                     .data = fs::absolute(request.validation.file),
                     .options = request.validation.options,
                     .v2 = v2,
                     .metrics = scored.metrics,
                     .ids = idsOf(validation.dataset.examples),
                     .predictions = scored.predictions,
                     .windows = windowsPerExample(validation.dataset.examples.size(), validation.features.features)});
}

// Whether the last evaluation was made with the weights after this step.
bool evaluatedAt(const Json& logHistory, std::int64_t step) {
    for (auto entry = logHistory.rbegin(); entry != logHistory.rend(); ++entry)
        if (entry->contains("eval_loss"))
            return entry->value("step", std::int64_t{-1}) == step;
    return false;
}

void endRun(const fs::path& folder, Json& run, const char* state) {
    const bool failed = state == std::string_view("failed");
    run["state"] = state;
    run["ended"] = now();
    try {
        writeJson(folder / "run.json", run);
    } catch (const Error&) {
        if (!failed) // the disk that failed the run may fail this too; the first error is the one to tell
            throw;
    }
}

// The request with the changed data in the run folder, and read from there.
TrainRequest withEditedKept(TrainRequest request, train::RunLog& log, const StopToken& stop) {
    const fs::path folder = fs::path(request.arguments.outputDir) / "data";
    const auto keep = [&](DataSource& source, const char* name) {
        if (!source.edited)
            return;
        files::createFolders(folder);
        data::writeSquad(*source.edited, folder / name, stop);
        log.notice({}, source.file.filename().string() + " was changed: what it is now is used as " +
                           (folder / name).string() + ", " + std::to_string(source.edited->examples.size()) +
                           " questions");
        source = folder / name;
    };
    keep(request.training, "train.json");
    keep(request.validation, "validation.json");
    return request;
}

} // namespace

TrainOutcome train(const TrainRequest& asked, train::RunObserver& observer, const RunControl& control) {
    const StopToken& stop = control.stop();
    train::check(asked.arguments);
    giveWay(asked.niceness);
    const fs::path folder = asked.arguments.outputDir;
    checkFolder(folder, asked.arguments);
    files::createFolders(folder);
    train::RunLog log(folder, observer);
    const TrainRequest request = withEditedKept(asked, log, stop);
    const Progress progress = progressTo(log);
    progress("loading the model", 0, 0);
    Loaded loaded = load(request.model, request.arguments);
    for (const std::string& name : loaded.model->newlyInitialised)
        log.notice({}, name + " is new: it starts from random numbers and is learned now");

    log.notice({}, train::chooseExecution(request.arguments).description);

    std::string notKept;
    Prepared training =
        prepare(request.training, data::Texts::Left, loaded, request.arguments, request.onProblem, stop, progress);
    tellCache(log, request.training.file, training, notKept);
    tellProblems(log, request.training.file, training.dataset.problems);
    tellProblems(log, request.training.file, training.features.problems);
    std::optional<Prepared> validation;
    if (!request.validation.file.empty()) {
        validation = prepare(request.validation, data::Texts::Kept, loaded, request.arguments, request.onProblem, stop,
                             progress);
        tellCache(log, request.validation.file, *validation, notKept);
        tellProblems(log, request.validation.file, validation->dataset.problems);
        tellProblems(log, request.validation.file, validation->features.problems);
    }

    Json run = describeRun(request, loaded, training, validation);
    if (fs::exists(folder / "run.json")) // goes on
        run["started"] = readJson(folder / "run.json").value("started", now());
    writeJson(folder / "run.json", run);

    const OwnedSet owned = trainingSet(training.features.features, request.arguments, loaded.tokenizer->padId());
    training = {};

    std::vector<std::size_t> pinned;
    if (validation)
        pinned = pinnedExamples(validation->dataset, request.probes);
    for (const std::size_t i : pinned)
        log.probe({}, probeQuestion(validation->dataset.examples[i]));

    TrainOutcome outcome{.runFolder = folder, .model = folder / "model", .metrics = Json::object(), .finalEntry = {}};
    const auto evaluate = [&](model::Model& model, const train::RunEvent& position) {
        const bool v2 = validation->dataset.hasUnanswerable();
        const Scored scored = score(model, *validation, *loaded.tokenizer, request.arguments, v2, 0, stop, progress);
        outcome.metrics = scored.metrics;
        for (const std::size_t i : pinned)
            log.probe(position, probeAnswer(validation->dataset.examples[i], scored.predictions[i]));
        keepEvaluation(request, *validation, scored, v2, position);
        if (request.evaluated)
            request.evaluated(WeightsSnapshot::of(model, position.step, request.model, request.arguments));
        return outcome.metrics;
    };
    try {
        const train::TrainResult result = train::train(
            *loaded.model, owned.set, request.arguments, validation ? train::Evaluator(evaluate) : train::Evaluator{},
            [&](const fs::path& checkpoint) { copyTokenizer(request.model, checkpoint); }, observer, control);
        publishModel(*loaded.model, request.model, outcome.model, ""); // first: what follows may be stopped
        run["steps"] = result.globalStep;
        outcome.stopped = result.stopped;
        if (!result.logHistory.empty())
            outcome.finalEntry = result.logHistory.back();
        const bool current = evaluatedAt(result.logHistory, result.globalStep) && !request.arguments.loadBestModelAtEnd;
        if (validation && !result.stopped && !current) {
            train::RunEvent event;
            event.step = event.totalSteps = result.globalStep;
            event.epoch = outcome.finalEntry.value("epoch", 0.0);
            Json entry = evaluate(*loaded.model, event);
            entry["epoch"] = event.epoch;
            entry["step"] = result.globalStep;
            log.entry(train::RunEvent::Type::Evaluation, event, entry);
        }
    } catch (const std::exception& error) {
        const auto* ours = dynamic_cast<const Error*>(&error);
        const bool cancelled = ours && ours->kind() == Kind::Cancelled;
        run["error"] = error.what();
        endRun(folder, run, cancelled ? "stopped" : "failed");
        throw;
    }
    run["metrics"] = outcome.metrics;
    endRun(folder, run, outcome.stopped ? "stopped" : "finished");
    return outcome;
}

} // namespace finetune::session
