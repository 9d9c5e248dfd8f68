// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/arguments.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace finetune::model {
class Model;
}

namespace finetune::session {

// A run's weights as they were at one of its evaluations: a copy in memory, no file. It does not change, so any thread
// may hold it; it is as large as the model's weights (265 MB for DistilBERT). Whoever holds one while the next is made
// keeps both in memory.
class WeightsSnapshot {
public:
    // Copies the weights; call it on the thread that trains. `base` is the folder that the run began with: a model of
    // the same architecture and its tokenizer are read from there.
    static std::shared_ptr<const WeightsSnapshot> of(const model::Model& model, std::int64_t step,
                                                     std::filesystem::path base, train::TrainingArguments arguments);
    ~WeightsSnapshot();

    std::int64_t step() const { return step_; } // updates that the weights have seen
    const std::filesystem::path& base() const { return base_; }
    const train::TrainingArguments& arguments() const { return arguments_; } // the run's

    // Copies the weights into a model of the same architecture; throws Input when it is of another.
    void putInto(model::Model& model) const;

private:
    struct Weights;
    WeightsSnapshot(std::unique_ptr<Weights> weights, std::int64_t step, std::filesystem::path base,
                    train::TrainingArguments arguments);

    std::unique_ptr<Weights> weights_;
    std::int64_t step_;
    std::filesystem::path base_;
    train::TrainingArguments arguments_;
};

} // namespace finetune::session
