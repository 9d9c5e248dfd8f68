// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace finetune::train {
namespace {

// The patterns of trainer.py: (?:^|\.)(bias|layernorm|rmsnorm|norm)(?:$|\.) and _norm(?:$|\.) on the lower-case name.
bool isUndecayedPart(const std::string& part) {
    return part == "bias" || part == "layernorm" || part == "rmsnorm" || part == "norm" || part.ends_with("_norm");
}

} // namespace

bool decays(const model::Parameter& parameter) {
    if (parameter.inLayerNorm)
        return false;
    std::string name = parameter.name;
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        if (isUndecayedPart(name.substr(begin, end - begin)))
            return false;
        begin = end + 1;
    }
    return true;
}

Optimizer::Optimizer(const std::vector<model::Parameter>& parameters, const TrainingArguments& arguments)
    : beta1_(arguments.adamBeta1), beta2_(arguments.adamBeta2), epsilon_(arguments.adamEpsilon) {
    for (const model::Parameter& parameter : parameters) {
        slots_.push_back({parameter.name, parameter.value, torch::zeros_like(parameter.value.detach()),
                          torch::zeros_like(parameter.value.detach()),
                          decays(parameter) ? arguments.weightDecay : 0.0});
    }
}

void Optimizer::zeroGradients() {
    for (Slot& slot : slots_)
        slot.value.mutable_grad() = torch::Tensor(); // as zero_grad(set_to_none=True)
}

double Optimizer::clip(double maxNorm) {
    const torch::NoGradGuard guard;
    std::vector<torch::Tensor> norms;
    for (const Slot& slot : slots_) {
        if (slot.value.grad().defined())
            norms.push_back(torch::linalg_vector_norm(slot.value.grad(), 2));
    }
    if (norms.empty())
        return 0;
    const torch::Tensor total = torch::linalg_vector_norm(torch::stack(norms), 2);
    if (maxNorm > 0) {
        const torch::Tensor coefficient = torch::clamp_max(maxNorm / (total + 1e-6), 1.0);
        for (Slot& slot : slots_) {
            if (slot.value.grad().defined())
                slot.value.mutable_grad().mul_(coefficient);
        }
    }
    return total.item<double>();
}

// torch/optim/adam.py, _single_tensor_adam with decoupled weight decay; a parameter without gradient is left alone.
void Optimizer::step(double learningRate) {
    const torch::NoGradGuard guard;
    ++steps_;
    const double correction1 = 1 - std::pow(beta1_, static_cast<double>(steps_));
    const double correction2 = std::sqrt(1 - std::pow(beta2_, static_cast<double>(steps_)));
    for (Slot& slot : slots_) {
        const torch::Tensor gradient = slot.value.grad();
        if (!gradient.defined())
            continue;
        if (slot.decay != 0)
            slot.value.mul_(1 - learningRate * slot.decay);
        slot.mean.lerp_(gradient, 1 - beta1_);
        slot.square.mul_(beta2_).addcmul_(gradient, gradient, 1 - beta2_);
        const torch::Tensor denominator = (slot.square.sqrt() / correction2).add_(epsilon_);
        slot.value.addcdiv_(slot.mean, denominator, -learningRate / correction1);
    }
}

std::map<std::string, torch::Tensor> Optimizer::state() const {
    std::map<std::string, torch::Tensor> tensors;
    for (const Slot& slot : slots_) {
        tensors["exp_avg." + slot.name] = slot.mean;
        tensors["exp_avg_sq." + slot.name] = slot.square;
    }
    tensors["step"] = torch::tensor({steps_}, torch::kInt64);
    return tensors;
}

void Optimizer::restore(const std::map<std::string, torch::Tensor>& state) {
    const auto find = [&](const std::string& name, at::IntArrayRef shape) {
        const auto found = state.find(name);
        if (found == state.end() || found->second.sizes() != shape)
            throw Error(Kind::Input, "the optimizer's tensor is missing or of another shape").at(name);
        return found->second;
    };
    const torch::NoGradGuard guard;
    for (Slot& slot : slots_) {
        slot.mean.copy_(find("exp_avg." + slot.name, slot.value.sizes()));
        slot.square.copy_(find("exp_avg_sq." + slot.name, slot.value.sizes()));
    }
    steps_ = find("step", {1}).item<std::int64_t>();
}

} // namespace finetune::train
