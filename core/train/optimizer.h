// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/train/arguments.h"

#include <map>

namespace finetune::train {

// Whether weight decay applies: not in a LayerNorm module and not by name (transformers'
// Trainer.get_decay_parameter_names).
bool decays(const model::Parameter& parameter);

// torch.optim.AdamW (Loshchilov and Hutter, arXiv:1711.05101) over a model's parameters and gradients, which lie in one
// buffer each (ParameterStore). On the CPU in float32 a step is one pass over them; on a GPU it is torch's fused
// kernel, and nothing waits for it; elsewhere plain tensor operations.
class Optimizer {
public:
    Optimizer(model::Model& model, const TrainingArguments& arguments); // the model outlives it

    void zeroGradients();
    // Global 2-norm of the gradients, a float64 scalar on their device. When above `maxNorm` they count scaled down to
    // it in the next step(); only a GPU's step scales them in memory (torch's clip_grad_norm_, without its pass). 0: no
    // scaling.
    torch::Tensor clip(double maxNorm);
    void step(double learningRate);

    // "exp_avg.<parameter>", "exp_avg_sq.<parameter>" and "step"; restore throws Input for a missing or misshapen one.
    std::map<std::string, torch::Tensor> state() const;
    void restore(const std::map<std::string, torch::Tensor>& state);

private:
    struct Range { // neighbours with the same decay
        std::int64_t begin, end;
        double decay;
    };
    void stepRange(const Range& range, double learningRate, double correction1, double correction2);
    void stepRangeFused(const Range& range, double learningRate, double correction1, double correction2);
    void stepRangeQueued(const Range& range, double learningRate);

    model::Model& model_;
    model::ParameterStore& store_;
    torch::Tensor mean_, square_;
    std::vector<Range> ranges_;
    double beta1_, beta2_, epsilon_;
    torch::Tensor clip_; // factor of the gradients in the next step, as clip() returns; undefined: 1
    std::int64_t steps_ = 0;
};

} // namespace finetune::train
