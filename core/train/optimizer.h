// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/train/arguments.h"

#include <map>

namespace finetune::train {

// Whether weight decay applies: not in a LayerNorm module and not by name (transformers'
// Trainer.get_decay_parameter_names).
bool decays(const model::Parameter& parameter);

// torch.optim.AdamW (Loshchilov and Hutter, arXiv:1711.05101) over a model's parameters, whose gradients it reads.
class Optimizer {
public:
    Optimizer(const std::vector<model::Parameter>& parameters, const TrainingArguments& arguments);

    void zeroGradients();
    // Global 2-norm of the gradients; scales them down to `maxNorm` when above it (torch's clip_grad_norm_). 0: no
    // scaling.
    double clip(double maxNorm);
    void step(double learningRate);

    // "exp_avg.<parameter>", "exp_avg_sq.<parameter>" and "step"; restore throws Input for a missing or misshapen one.
    std::map<std::string, torch::Tensor> state() const;
    void restore(const std::map<std::string, torch::Tensor>& state);

private:
    struct Slot {
        std::string name;
        torch::Tensor value, mean, square;
        double decay = 0;
    };
    std::vector<Slot> slots_;
    double beta1_, beta2_, epsilon_;
    std::int64_t steps_ = 0;
};

} // namespace finetune::train
