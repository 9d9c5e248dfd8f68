// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/golden_training.h"

#include "core/base/files.h"
#include "tests/support/shared_data.h"

#include <torch/torch.h>

namespace finetune::test {
namespace fs = std::filesystem;

GoldenTraining::GoldenTraining(const fs::path& shared)
    : features_(train::readFeatureFile(shared / "goldens/training/features.safetensors")) {}

fs::path modelWithDropout(const fs::path& shared) {
    const fs::path from = shared / "goldens/training/distilbert", folder = scratchFolder() / "with-dropout";
    fs::create_directories(folder);
    Json config = readJson(from / "config.json");
    for (const char* key : {"dropout", "attention_dropout", "qa_dropout"})
        config[key] = 0.1;
    writeJson(folder / "config.json", config);
    files::copySynced(from / "model.safetensors", folder / "model.safetensors");
    return folder;
}

train::TrainingArguments goldenArguments(const fs::path& runFolder) {
    train::TrainingArguments arguments;
    arguments.outputDir = runFolder;
    arguments.perDeviceTrainBatchSize = 8;
    arguments.learningRate = 1e-3;
    arguments.loggingSteps = 1;
    arguments.maxSteps = 50;
    arguments.saveStrategy = "no";
    arguments.seed = 7;
    arguments.padding = "max_length";
    arguments.maxLength = 48;
    arguments.docStride = 16;
    arguments.threads = 1;
    return arguments;
}

Run runTraining(const fs::path& modelFolder, const train::TrainingSet& set, const train::TrainingArguments& arguments,
                Recorder& recorder, const StopToken& stop, const train::Evaluator& evaluator) {
    Run run;
    run.model = model::loadModel(modelFolder);
    run.result = train::train(*run.model, set, arguments, evaluator, {}, recorder, stop);
    return run;
}

std::string firstDifference(const model::Model& a, const model::Model& b) {
    for (std::size_t i = 0; i < a.parameters().size(); ++i) {
        if (!torch::equal(a.parameters()[i].value, b.parameters()[i].value))
            return a.parameters()[i].name;
    }
    return {};
}

} // namespace finetune::test
