// SPDX-License-Identifier: GPL-3.0-or-later
// `finetune debug train`: the loop alone, on features from a safetensors file, to compare with the Python Trainer.
#include "app/finetune/commands.h"
#include "core/base/error.h"
#include "core/train/feature_file.h"

#include <iostream>
#include <memory>
#include <torch/torch.h>

namespace finetune::cli {
namespace {

struct Options {
    std::string model, features, arguments, output;
};

class Quiet : public train::RunObserver {
public:
    void onEvent(const train::RunEvent& event) override {
        if (event.type == train::RunEvent::Type::Notice)
            std::cerr << event.text << "\n";
    }
};

void runDebugTrain(const Options& options) {
    train::ArgumentsFromJson read = train::argumentsFromJson(readJson(options.arguments));
    for (const std::string& name : read.unknown)
        std::cerr << "unknown argument: " << name << "\n";
    read.arguments.outputDir = options.output;
    const train::FeatureFile features = train::readFeatureFile(options.features);
    model::LoadOptions load;
    load.seed = static_cast<std::uint64_t>(read.arguments.seed);
    load.headByFormula = read.arguments.headByFormula;
    load.noDropout = read.arguments.noDropout;
    const auto model = model::loadModel(options.model, load);
    Quiet observer;
    const train::TrainResult result = train::train(*model, features.set, read.arguments, {}, {}, observer, {});
    model::saveModel(*model, options.output);
    std::cout << Json{{"global_step", result.globalStep}, {"log_history", result.logHistory}}.dump(1) << "\n";
}

} // namespace

void addDebugTrain(CLI::App& debug) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = debug.add_subcommand("train", "Run the training loop on features from a safetensors file");
    command->add_option("--model", options->model, "Model folder")->required();
    command->add_option("--features", options->features, "input_ids, attention_mask, start_positions, end_positions")
        ->required();
    command->add_option("--args", options->arguments, "TrainingArguments as JSON")->required();
    command->add_option("--output", options->output, "Run folder; the trained model goes there as well")->required();
    command->callback([options] { runDebugTrain(*options); });
}

} // namespace finetune::cli
