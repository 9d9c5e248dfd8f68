// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "app/finetune/source_options.h"
#include "core/session/python_script.h"
#include "core/session/session.h"

#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace finetune::cli {
namespace {

// Tells a run on standard error: one line a log entry, a bar between them on a terminal.
class TerminalObserver : public train::RunObserver {
public:
    void onEvent(const train::RunEvent& event) override {
        using Type = train::RunEvent::Type;
        switch (event.type) {
        case Type::Progress:
            showProgress(event);
            break;
        case Type::Log:
            line("step %lld/%lld  epoch %.2f  loss %.4f  learning rate %.3g  gradient norm %.3f",
                 static_cast<long long>(event.step), static_cast<long long>(event.totalSteps), event.epoch, event.loss,
                 event.learningRate, event.gradNorm);
            break;
        case Type::Evaluation:
            line("step %lld  evaluation: loss %.4f  exact match %.2f  F1 %.2f", static_cast<long long>(event.step),
                 event.entry.value("eval_loss", 0.0), event.entry.value("eval_exact_match", 0.0),
                 event.entry.value("eval_f1", 0.0));
            break;
        case Type::Checkpoint:
            line("checkpoint %s", event.entry.value("folder", std::string()).c_str());
            break;
        case Type::Notice:
            line("%s", event.text.c_str());
            break;
        case Type::Prepared:
        case Type::Probe:
        case Type::Paused: // nobody asks a terminal's run to rest
        case Type::Continued:
        case Type::Finished:
            break;
        }
    }

private:
    template <class... Values>
    void line(const char* format, Values... values) {
        std::fprintf(stderr, terminal_ ? "\r\x1b[K" : "");
        std::fprintf(stderr, format, values...);
        std::fputc('\n', stderr);
    }

    void showProgress(const train::RunEvent& event) {
        if (terminal_ && event.totalSteps > 0)
            std::fprintf(stderr, "\r%s %lld/%lld  %.0f tokens/s  %.0f s left\x1b[K",
                         event.text.empty() ? "training" : event.text.c_str(), static_cast<long long>(event.step),
                         static_cast<long long>(event.totalSteps), event.tokensPerSecond, event.secondsLeft);
        else if (event.text != last_ && event.text != "training" && event.text != "evaluating")
            line("%s", event.text.c_str());
        last_ = event.text;
    }

    const bool terminal_ = ::isatty(STDERR_FILENO) != 0;
    std::string last_;
};

struct Options {
    std::string model, dataset, trainFile, validationFile, onProblem = "skip";
    bool sample = false, json = false, python = false;
};

int run(const Options& options, const ArgumentOptions& argumentOptions, const data::OpenOptions& source) {
    session::TrainRequest request;
    request.model = options.model;
    request.training = {options.trainFile};
    request.validation = {options.validationFile};
    train::TrainingArguments base;
    if (options.sample) {
        const session::SampleProject sample = session::sampleProject();
        if (sample.train.empty())
            throw Error(Kind::Environment, "the sample project is not installed");
        request.model = sample.model, request.training = sample.train, request.validation = sample.validation;
        base = sample.arguments;
    }
    if (request.model.empty() || (request.training.file.empty() && options.dataset.empty()))
        throw Error(Kind::Usage, "--model and --train_file or --dataset are needed, or --sample");
    if (!options.dataset.empty()) {
        const DatasetFiles files = datasetFiles(options.dataset);
        if (request.training.file.empty())
            request.training.file = files.train;
        if (request.validation.file.empty())
            request.validation.file = files.validation;
        if (request.training.file.empty())
            throw Error(Kind::Input, "the dataset has no split that is called train")
                .in(options.dataset)
                .cure("Give the file to learn from as --train_file");
    }
    if (options.onProblem == "refuse")
        request.onProblem = data::OnProblem::Refuse;
    request.arguments = argumentOptions.arguments(base);
    request.training.options = source;
    request.training.options.rows.seed = static_cast<std::uint64_t>(request.arguments.seed);
    request.validation.options.columns = source.columns;
    if (options.python) {
        std::cout << session::pythonScript(request);
        return 0;
    }
    request.model = modelFolder(request.model.string());

    TerminalObserver observer;
    const session::TrainOutcome outcome = session::train(request, observer, stopOnInterrupt());
    if (options.json)
        std::cout << Json{{"run", outcome.runFolder.string()},
                          {"model", outcome.model.string()},
                          {"stopped", outcome.stopped},
                          {"metrics", outcome.metrics},
                          {"train", outcome.finalEntry}}
                         .dump(2)
                  << "\n";
    else
        std::cout << "run      " << outcome.runFolder.string() << "\nmodel    " << outcome.model.string() << "\n";
    if (outcome.stopped)
        throw Error(Kind::Cancelled, "stopped on request; a checkpoint was kept")
            .in(outcome.runFolder)
            .cure("Go on with --resume_from_checkpoint true");
    return 0;
}

} // namespace

void addTrain(CLI::App& app) {
    CLI::App* command = app.add_subcommand("train", "Fine-tune a model on questions and their contexts");
    const auto options = std::make_shared<Options>();
    command->add_option("--model,--model_name_or_path", options->model,
                        "Folder of the pretrained model, or its name on the hub");
    command->add_option("--dataset,--dataset_name,--dataset-name", options->dataset,
                        "Name of a dataset on the hub, such as squad or org/name:config; its splits are taken where no "
                        "file is given");
    command->add_option(bothSpellings("train_file"), options->trainFile,
                        std::string("What to learn from: ") + kDataHelp);
    command->add_option(bothSpellings("validation_file"), options->validationFile,
                        "What to evaluate on; the conditions on rows are for the training data only");
    command->add_option(bothSpellings("on_problem"), options->onProblem, "Malformed entries: skip or refuse")
        ->check(CLI::IsMember({"skip", "refuse"}));
    command->add_flag("--sample", options->sample, "Use the sample project that comes with the program");
    command->add_flag("--python", options->python, "Print the same training as a transformers script, and end");
    command->add_flag("--json", options->json, "Print the outcome as JSON");
    const ArgumentOptions arguments(*command);
    const SourceOptions source(*command, {"--sample", "--seed"}); // the run's own seed chooses
    command->callback([options, arguments, source] { run(*options, arguments, source.get()); });
}

} // namespace finetune::cli
