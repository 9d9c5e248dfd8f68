// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "app/finetune/source_options.h"
#include "core/base/files.h"
#include "core/eval/prediction_file.h"
#include "core/session/session.h"

#include <iostream>

namespace finetune::cli {
namespace {

struct Options {
    std::string model, dataset, file, predictions, output;
    bool v2 = false;
    std::optional<double> nullThreshold;
    data::OpenOptions source;
};

void run(Options options, const ArgumentOptions& argumentOptions) {
    if (options.model.empty() == options.predictions.empty())
        throw Error(Kind::Usage, "give either --model or --predictions");
    if (options.file.empty() == options.dataset.empty())
        throw Error(Kind::Usage, "give either --file or --dataset");
    if (options.file.empty())
        options.file = datasetFiles(options.dataset).validation.string();
    if (options.file.empty())
        throw Error(Kind::Input, "the dataset has no split that is called validation or test")
            .in(options.dataset)
            .cure("Give the file to evaluate on as --file");
    if (!options.predictions.empty()) {
        std::cout << eval::evaluatePredictionFile(options.predictions, options.file, options.v2, options.source).dump(2)
                  << "\n";
        return;
    }
    const std::string model = modelFolder(options.model);
    const session::EvaluateRequest request{model,
                                           {options.file, options.source},
                                           argumentOptions.arguments(session::argumentsFor(model)),
                                           options.v2,
                                           options.nullThreshold};
    const session::Evaluation evaluation = session::evaluate(request, stopOnInterrupt(), terminalProgress());
    if (!options.output.empty()) {
        Json texts = Json::object();
        for (std::size_t i = 0; i < evaluation.predictions.size(); ++i)
            texts[evaluation.dataset.examples[i].id] = evaluation.predictions[i].text;
        writeJson(options.output, texts);
    }
    std::cout << evaluation.metrics.dump(2) << "\n";
}

} // namespace

void addEvaluate(CLI::App& app) {
    CLI::App* command = app.add_subcommand("evaluate", "Exact match, F1 and loss of a model, or of a prediction file");
    const auto options = std::make_shared<Options>();
    command->add_option("--model", options->model, "Folder of a fine-tuned model, or its name on the hub");
    command->add_option("--predictions", options->predictions, "JSON file of answers by question id");
    command->add_option("--file,--validation_file,--validation-file", options->file, kDataHelp);
    command->add_option("--dataset,--dataset_name,--dataset-name", options->dataset,
                        "Name of a dataset on the hub, such as squad or org/name:config, instead of --file");
    command->add_option("--output", options->output, "Write the predicted answers to this JSON file");
    command->add_flag("--v2", options->v2, "The data has questions without an answer");
    command->add_option(bothSpellings("null_threshold"), options->nullThreshold,
                        "Answer nothing when the null score is better by more than this; without it the threshold that "
                        "is stored with the model counts, else 0");
    const ArgumentOptions arguments(*command,
                                    {"max_length", "doc_stride", "padding", "per_device_eval_batch_size", "threads"});
    const SourceOptions source(*command);
    command->callback([options, arguments, source] {
        options->source = source.get();
        run(*options, arguments);
    });
}

} // namespace finetune::cli
