// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/batch.h"
#include "core/model/store.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace finetune::model {

struct Output {
    torch::Tensor startLogits, endLogits;    // [tokens]
    torch::Tensor loss;                      // scalar; undefined without labels
    std::vector<torch::Tensor> hiddenStates; // [tokens, hidden] each: embeddings first; only when asked for
};

struct ForwardOptions {
    bool training = false; // dropout on; draws from `generator`
    bool hiddenStates = false;
    torch::Generator generator; // undefined: torch's default CPU generator; other devices take their own default one
    std::optional<torch::Generator> givenGenerator() const {
        return generator.defined() ? std::optional(generator) : std::nullopt;
    }
};

// Of the activations and the matrix products. Weights, optimizer, statistics, softmax sums and the loss are float32 in
// both.
enum class Precision { Float32, BFloat16 };

// How forward and backward are computed. Float64 models and other devices than the CPU take plain operations anyway.
// Plain operations in bfloat16 are torch's autocast over float32 weights.
struct Execution {
    Precision precision = Precision::Float32;
    bool fused = true; // false: LibTorch's own operations throughout, the reference of the fused ones
    torch::Device device = torch::kCPU;
    bool queued = false; // on the CPU too, for tests: see Model::isQueued
};

// An encoder with a span head: `…ForQuestionAnswering`. Used from one thread at a time.
class Model {
public:
    virtual ~Model() = default;
    // Loss: mean over sequences of (CE(start) + CE(end)) / 2 over the sequence's rows; positions are clamped to
    // [0, length], and `length` is ignored (modeling_bert.py, BertForQuestionAnswering.forward).
    // The batch lies on the CPU; the output lies where the weights do.
    virtual Output forward(const Batch& batch, const ForwardOptions& options) = 0;
    const std::vector<Parameter>& parameters() const { return parameters_; } // in Hugging Face's order
    ParameterStore& store() { return store_; }
    void setExecution(const Execution& execution); // moves the weights to its device; gradients do not go along
    const Execution& execution() const { return execution_; }
    // Whether the fused operations compute it: asked for, and in float32 on the CPU, which they are for.
    bool isFused() const { return execution_.fused && !isQueued() && store_.values.scalar_type() == torch::kFloat32; }
    // Whether operations are only queued when they return, as on a GPU: few big ones are better than many small ones,
    // and reading a number waits for all before it.
    bool isQueued() const { return execution_.queued || !store_.values.is_cpu(); }
    const Json& config() const { return config_; }
    std::int64_t maxPositions() const { return maxPositions_; }
    bool usesTypeIds() const { return usesTypeIds_; }
    std::int64_t parameterCount() const;
    // What loading had to make: names of newly initialised tensors (the head), of ignored ones.
    std::vector<std::string> newlyInitialised, ignored;

protected:
    std::vector<Parameter> parameters_;
    ParameterStore store_;
    Execution execution_;
    Json config_;
    std::int64_t maxPositions_ = 0;
    bool usesTypeIds_ = true;
};

struct LoadOptions {
    std::uint64_t seed = 42;    // of a newly initialised head
    bool headByFormula = false; // 0.02*sin(i), bias 0: comparable across programs (reference/hf_workflow.py)
    torch::Dtype dtype = torch::kFloat32;
    bool noDropout = false; // set every dropout rate of the configuration to 0
};

// config.json + model.safetensors (or its shards). Throws Input: unknown model_type, missing or misshapen tensor
// (named).
std::unique_ptr<Model> loadModel(const std::filesystem::path& folder, const LoadOptions& options = {});

// A model with random weights by the family's recipe: normal(0, initializer_range), zero biases, unit LayerNorm.
std::unique_ptr<Model> initModel(const Json& config, std::uint64_t seed);

// Writes config.json (unknown keys kept, architectures and dtype set, version 4 and 5 keys) and model.safetensors into
// an existing folder, synced. Returns nothing else; the caller owns the folder's atomicity.
void saveModel(const Model& model, const std::filesystem::path& folder);

// The model_type values that can be loaded, for messages.
std::vector<std::string> families();

} // namespace finetune::model
