// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/feature_file.h"

#include <functional>

namespace finetune::test {

// goldens/training/features.safetensors: 70 sequences of up to 48 tokens, padded to 48.
class GoldenTraining {
public:
    explicit GoldenTraining(const std::filesystem::path& shared);
    const train::TrainingSet& set() const { return features_.set; }

private:
    train::FeatureFile features_;
};

// A copy of goldens/training/distilbert with dropout 0.1.
std::filesystem::path modelWithDropout(const std::filesystem::path& shared);

// The arguments of the goldens' base case, with the run folder given; nothing is saved.
train::TrainingArguments goldenArguments(const std::filesystem::path& runFolder);

// Keeps every event; may ask for a stop or throw from `react`.
class Recorder : public train::RunObserver {
public:
    void onEvent(const train::RunEvent& event) override {
        events.push_back(event);
        if (react)
            react(event);
    }
    std::vector<train::RunEvent> events;
    std::function<void(const train::RunEvent&)> react;
};

// The model after the run; its result too.
struct Run {
    std::unique_ptr<model::Model> model;
    train::TrainResult result;
};
Run runTraining(const std::filesystem::path& modelFolder, const train::TrainingSet& set,
                const train::TrainingArguments& arguments, Recorder& recorder, const StopToken& stop = {},
                const train::Evaluator& evaluator = {});

// Whether two models' parameters are equal to the bit; the first that is not, by name.
std::string firstDifference(const model::Model& a, const model::Model& b);

} // namespace finetune::test
