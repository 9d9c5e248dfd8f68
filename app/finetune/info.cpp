// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/base/json.h"
#include "core/data/feature_cache.h"
#include "core/model/describe.h"

#include <iostream>

namespace finetune::cli {

namespace {

Json describe(const model::ModelInfo& info) {
    return {{"model_type", info.modelType},
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
            {"newly_initialised", info.newlyInitialised}};
}

} // namespace

void addInfo(CLI::App& app) {
    CLI::App* command = app.add_subcommand("info", "What a model folder holds, and what the feature cache takes");
    const auto folder = std::make_shared<std::string>();
    command->add_option("model,--model", *folder, "Folder of a model, or its name on the hub");
    command->callback([folder] {
        Json json = folder->empty() ? Json::object() : describe(model::describe(modelFolder(*folder)));
        const data::FeatureCache cache(data::FeatureCache::userFolder());
        json["feature_cache"] = {
            {"folder", cache.folder().string()}, {"bytes", cache.bytes()}, {"most_bytes", cache.limit()}};
        std::cout << json.dump(2) << "\n";
    });
}

} // namespace finetune::cli
