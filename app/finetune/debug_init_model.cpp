// SPDX-License-Identifier: GPL-3.0-or-later
// `finetune debug init-model`: a model with random weights, by the family's recipe.
#include "app/finetune/commands.h"
#include "core/base/files.h"
#include "core/model/model.h"

#include <cstdio>
#include <memory>

namespace finetune::cli {
namespace {

struct Options {
    std::string config, output;
    std::uint64_t seed = 42;
};

void run(const Options& options) {
    const auto model = model::initModel(readJson(options.config), options.seed);
    files::createFolders(options.output);
    model::saveModel(*model, options.output);
    std::printf("%s  %lld parameters\n", options.output.c_str(), static_cast<long long>(model->parameterCount()));
}

} // namespace

void addDebugInitModel(CLI::App& debug) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = debug.add_subcommand("init-model", "Make a model with random weights from a configuration");
    command->add_option("--config", options->config, "config.json of the model")->required();
    command->add_option("--seed", options->seed, "Seed of the random numbers (42)");
    command->add_option("--output", options->output, "Folder for config.json and model.safetensors")->required();
    command->callback([options] { run(*options); });
}

} // namespace finetune::cli
