// SPDX-License-Identifier: GPL-3.0-or-later
// `finetune debug train`: the loop alone, on features from a safetensors file, to compare with the Python Trainer.
#include "app/finetune/commands.h"
#include "core/base/error.h"
#include "core/model/weights.h"
#include "core/train/trainer.h"

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

struct Features {
    std::vector<std::vector<std::int32_t>> ids;
    train::TrainingSet set;
};

torch::Tensor column(const std::map<std::string, torch::Tensor>& tensors, const std::string& name,
                     const std::string& file) {
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw Error(Kind::Input, "there is no tensor “" + name + "”").in(file);
    return found->second.to(torch::kInt64).contiguous();
}

// Rows of input_ids up to the attention mask's end; token_type_ids are 0 then 1 where there are any.
Features readFeatures(const std::string& file) {
    const auto tensors = model::readTensors(file);
    const auto ids = column(tensors, "input_ids", file), mask = column(tensors, "attention_mask", file);
    const auto starts = column(tensors, "start_positions", file), ends = column(tensors, "end_positions", file);
    if (ids.dim() != 2 || ids.sizes() != mask.sizes() || starts.numel() != ids.size(0) || ends.numel() != ids.size(0))
        throw Error(Kind::Input, "the tensors' shapes do not fit together").in(file);
    torch::Tensor types;
    if (tensors.contains("token_type_ids"))
        types = column(tensors, "token_type_ids", file);
    Features features;
    features.set.fixedLength = ids.size(1);
    for (std::int64_t i = 0; i < ids.size(0); ++i) {
        const auto length = mask[i].sum().item<std::int64_t>();
        const torch::Tensor row = ids[i].slice(0, 0, length).to(torch::kInt32).contiguous();
        features.ids.emplace_back(row.const_data_ptr<std::int32_t>(), row.const_data_ptr<std::int32_t>() + length);
    }
    for (std::int64_t i = 0; i < ids.size(0); ++i) {
        const auto length = static_cast<std::int32_t>(features.ids[i].size());
        const auto second = types.defined() ? types[i].sum().item<std::int32_t>() : 0;
        features.set.examples.push_back(
            {features.ids[i], length - second, starts[i].item<std::int32_t>(), ends[i].item<std::int32_t>()});
    }
    return features;
}

void runDebugTrain(const Options& options) {
    train::ArgumentsFromJson read = train::argumentsFromJson(readJson(options.arguments));
    for (const std::string& name : read.unknown)
        std::cerr << "unknown argument: " << name << "\n";
    read.arguments.outputDir = options.output;
    const Features features = readFeatures(options.features);
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
