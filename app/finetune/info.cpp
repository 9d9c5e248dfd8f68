// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/base/json.h"
#include "core/model/describe.h"

#include <iostream>

namespace finetune::cli {

void addInfo(CLI::App& app) {
    CLI::App* command = app.add_subcommand("info", "What a model folder holds");
    const auto folder = std::make_shared<std::string>();
    command->add_option("model,--model", *folder, "Folder of a model, or its name on the hub")->required();
    command->callback([folder] {
        const model::ModelInfo info = model::describe(modelFolder(*folder));
        std::cout << Json{{"model_type", info.modelType},
                          {"architecture", info.architecture},
                          {"layers", info.layers},
                          {"hidden", info.hidden},
                          {"heads", info.heads},
                          {"vocabulary", info.vocabulary},
                          {"max_positions", info.maxPositions},
                          {"parameters", info.parameters},
                          {"bytes", info.bytes},
                          {"dtype", info.dtype},
                          {"licence", info.licence},
                          {"newly_initialised", info.newlyInitialised}}
                         .dump(2)
                  << "\n";
    });
}

} // namespace finetune::cli
