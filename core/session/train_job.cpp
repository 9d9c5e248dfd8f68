// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/session/project.h"
#include "core/session/session.h"
#include "core/train/trainer.h"

#include <chrono>
#include <ctime>
#include <optional>
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

void notice(train::RunObserver& observer, std::string text) {
    train::RunEvent event;
    event.type = train::RunEvent::Type::Notice;
    event.text = std::move(text);
    observer.onEvent(event);
}

Progress progressTo(train::RunObserver& observer) {
    return [&observer](const std::string& what, std::size_t done, std::size_t total) {
        train::RunEvent event;
        event.type = train::RunEvent::Type::Progress;
        event.text = what;
        event.step = static_cast<std::int64_t>(done);
        event.totalSteps = static_cast<std::int64_t>(total);
        observer.onEvent(event);
    };
}

void tellProblems(train::RunObserver& observer, const fs::path& file, const std::vector<data::Problem>& problems) {
    constexpr std::size_t kShown = 5;
    for (std::size_t i = 0; i < std::min(kShown, problems.size()); ++i)
        notice(observer, file.filename().string() + ", " + problems[i].place + ": " + problems[i].what);
    if (problems.size() > kShown)
        notice(observer, file.filename().string() + ": " + std::to_string(problems.size() - kShown) + " more problems");
}

train::TrainingSet trainingSet(const Prepared& prepared, const train::TrainingArguments& arguments,
                               std::int64_t padId) {
    train::TrainingSet set;
    set.fixedLength = arguments.maxLength;
    set.padId = padId;
    set.examples.reserve(prepared.features.features.size());
    for (const data::Feature& feature : prepared.features.features)
        set.examples.push_back({&feature.ids, feature.contextBegin, feature.startPosition, feature.endPosition});
    return set;
}

Json describeRun(const TrainRequest& request, const Loaded& loaded, const Prepared& training,
                 const std::optional<Prepared>& validation) {
    Json run = {{"format", 1},
                {"program", "Finetune Studio"},
                {"started", now()},
                {"process", static_cast<std::int64_t>(::getpid())},
                {"state", "running"},
                {"model", fs::absolute(request.model).string()},
                {"model_type", loaded.model->config().value("model_type", "")},
                {"parameters", loaded.model->parameterCount()},
                {"newly_initialised", loaded.model->newlyInitialised},
                {"train_file", fs::absolute(request.trainFile).string()},
                {"train_questions", training.dataset.examples.size()},
                {"train_features", training.features.features.size()},
                {"train_tokens", training.features.tokens},
                {"problems", training.dataset.problems.size() + training.features.problems.size()}};
    if (validation) {
        run["validation_file"] = fs::absolute(request.validationFile).string();
        run["validation_questions"] = validation->dataset.examples.size();
        run["validation_features"] = validation->features.features.size();
    }
    run["layout"] = request.arguments.padding == "none" ? "packed" : "padded";
    run["arguments"] = train::toJson(request.arguments);
    return run;
}

} // namespace

TrainOutcome train(const TrainRequest& request, train::RunObserver& observer, const StopToken& stop) {
    train::check(request.arguments);
    const Progress progress = progressTo(observer);
    const fs::path folder = request.arguments.outputDir;
    progress("loading the model", 0, 0);
    Loaded loaded = load(request.model, request.arguments);
    for (const std::string& name : loaded.model->newlyInitialised)
        notice(observer, name + " is new: it starts from random numbers and is learned now");

    const Prepared training =
        prepare(request.trainFile, *loaded.tokenizer, request.arguments, request.onProblem, stop, progress);
    tellProblems(observer, request.trainFile, training.dataset.problems);
    tellProblems(observer, request.trainFile, training.features.problems);
    std::optional<Prepared> validation;
    if (!request.validationFile.empty()) {
        validation =
            prepare(request.validationFile, *loaded.tokenizer, request.arguments, request.onProblem, stop, progress);
        tellProblems(observer, request.validationFile, validation->dataset.problems);
    }

    files::createFolders(folder);
    Json run = describeRun(request, loaded, training, validation);
    writeJson(folder / "run.json", run);

    TrainOutcome outcome{.runFolder = folder, .model = folder / "model", .metrics = Json::object(), .finalEntry = {}};
    const auto evaluate = [&](model::Model& model) {
        const bool v2 = validation->dataset.hasUnanswerable();
        outcome.metrics =
            score(model, *validation, *loaded.tokenizer, request.arguments, v2, 0, stop, progress).metrics;
        return outcome.metrics;
    };
    try {
        const train::TrainResult result = train::train(
            *loaded.model, trainingSet(training, request.arguments, loaded.tokenizer->padId()), request.arguments,
            validation ? train::Evaluator(evaluate) : train::Evaluator{},
            [&](const fs::path& checkpoint) { copyTokenizer(request.model, checkpoint); }, observer, stop);
        outcome.stopped = result.stopped;
        if (!result.logHistory.empty())
            outcome.finalEntry = result.logHistory.back();
        // The last evaluation speaks of the final weights unless the best ones were loaded back or none was made.
        if (validation && !result.stopped && (request.arguments.loadBestModelAtEnd || outcome.metrics.empty()))
            evaluate(*loaded.model);
        publishModel(*loaded.model, request.model, outcome.model, "");
        run["state"] = result.stopped ? "stopped" : "finished";
        run["steps"] = result.globalStep;
    } catch (const Error& error) {
        run["state"] = error.kind() == Kind::Cancelled ? "stopped" : "failed";
        run["error"] = error.what();
        run["ended"] = now();
        try {
            writeJson(folder / "run.json", run);
        } catch (const Error&) {
            // The disk that failed the run may fail this too; the first error is the one to tell.
        }
        throw;
    }
    run["metrics"] = outcome.metrics;
    run["ended"] = now();
    writeJson(folder / "run.json", run);
    return outcome;
}

} // namespace finetune::session
