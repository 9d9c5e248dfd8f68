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

train::TrainingSet trainingSet(const Prepared& prepared, const train::TrainingArguments& arguments,
                               std::int64_t padId) {
    train::TrainingSet set;
    set.fixedLength = arguments.maxLength;
    set.padId = padId;
    set.examples.reserve(prepared.features.features.size());
    for (const data::Feature& feature : prepared.features.features)
        set.examples.push_back(labelled(feature));
    return set;
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
                {"model", fs::absolute(request.model).string()},
                {"model_type", loaded.model->config().value("model_type", "")},
                {"parameters", loaded.model->parameterCount()},
                {"newly_initialised", loaded.model->newlyInitialised},
                {"train_file", fs::absolute(request.trainFile).string()},
                {"train_questions", training.dataset.examples.size()},
                {"train_features", training.features.features.size()},
                {"train_tokens", training.features.tokens},
                {"problems", countProblems(training)}};
    if (validation) {
        run["validation_file"] = fs::absolute(request.validationFile).string();
        run["validation_questions"] = validation->dataset.examples.size();
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
                     .data = fs::absolute(request.validationFile),
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
    const auto keep = [&](std::shared_ptr<const data::Dataset>& edited, const char* name, fs::path& file) {
        if (!edited)
            return;
        files::createFolders(folder);
        data::writeSquad(*edited, folder / name, stop);
        log.notice({}, "what was changed in or chosen of " + file.filename().string() + " is used as " +
                           (folder / name).string() + ", " + std::to_string(edited->examples.size()) + " questions");
        file = folder / name;
        edited.reset();
    };
    keep(request.editedTrain, "train.json", request.trainFile);
    keep(request.editedValidation, "validation.json", request.validationFile);
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

    const Prepared training =
        prepare(request.trainFile, nullptr, *loaded.tokenizer, request.arguments, request.onProblem, stop, progress);
    tellProblems(log, request.trainFile, training.dataset.problems);
    tellProblems(log, request.trainFile, training.features.problems);
    std::optional<Prepared> validation;
    if (!request.validationFile.empty()) {
        validation = prepare(request.validationFile, nullptr, *loaded.tokenizer, request.arguments, request.onProblem,
                             stop, progress);
        tellProblems(log, request.validationFile, validation->dataset.problems);
        tellProblems(log, request.validationFile, validation->features.problems);
    }

    Json run = describeRun(request, loaded, training, validation);
    if (fs::exists(folder / "run.json")) // goes on
        run["started"] = readJson(folder / "run.json").value("started", now());
    writeJson(folder / "run.json", run);

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
            *loaded.model, trainingSet(training, request.arguments, loaded.tokenizer->padId()), request.arguments,
            validation ? train::Evaluator(evaluate) : train::Evaluator{},
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
