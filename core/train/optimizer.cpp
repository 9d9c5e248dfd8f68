// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer.h"

#include "core/base/error.h"
#include "core/model/fused/rows.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <torch/torch.h>

namespace finetune::train {
namespace {

constexpr std::int64_t kPart = 1 << 16; // elements that one thread takes at a time

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

Optimizer::Optimizer(model::Model& model, const TrainingArguments& arguments)
    : model_(model), store_(model.store()), mean_(torch::zeros_like(store_.values)),
      square_(torch::zeros_like(store_.values)), beta1_(arguments.adamBeta1), beta2_(arguments.adamBeta2),
      epsilon_(arguments.adamEpsilon) {
    for (const model::Parameter& parameter : model.parameters()) {
        const std::int64_t begin = parameter.value.storage_offset();
        ranges_.push_back({begin, begin + parameter.value.numel(), decays(parameter) ? arguments.weightDecay : 0.0});
    }
    std::ranges::sort(ranges_, {}, &Range::begin);
    std::vector<Range> joined;
    for (const Range& range : ranges_) {
        if (!joined.empty() && joined.back().end == range.begin && joined.back().decay == range.decay)
            joined.back().end = range.end;
        else
            joined.push_back(range);
    }
    ranges_ = std::move(joined);
}

void Optimizer::zeroGradients() {
    store_.attachGradients();
    store_.gradients.zero_();
}

torch::Tensor Optimizer::clip(double maxNorm) {
    const torch::NoGradGuard guard;
    torch::Tensor norm;
    if (model_.isFused()) {
        // Parts of fixed size: the sum does not depend on the number of threads.
        const std::int64_t count = store_.gradients.numel();
        std::vector<double> parts(static_cast<std::size_t>((count + kPart - 1) / kPart));
        at::parallel_for(0, static_cast<std::int64_t>(parts.size()), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i)
                parts[static_cast<std::size_t>(i)] = model::rows::table().sumOfSquares(
                    store_.gradients.const_data_ptr<float>() + i * kPart, std::min(kPart, count - i * kPart));
        });
        norm = torch::full({}, std::sqrt(std::accumulate(parts.begin(), parts.end(), 0.0)), torch::kFloat64);
    } else {
        norm = torch::linalg_vector_norm(store_.gradients, 2).to(torch::kFloat64);
    }
    clip_ = maxNorm > 0 ? (maxNorm / (norm + 1e-6)).clamp_max(1.0) : torch::Tensor();
    return norm;
}

void Optimizer::step(double learningRate) {
    const torch::NoGradGuard guard;
    ++steps_;
    const double correction1 = 1 - std::pow(beta1_, static_cast<double>(steps_));
    const double correction2 = std::sqrt(1 - std::pow(beta2_, static_cast<double>(steps_)));
    for (const Range& range : ranges_) {
        if (model_.isFused())
            stepRangeFused(range, learningRate, correction1, correction2);
        else if (model_.isQueued())
            stepRangeQueued(range, learningRate);
        else
            stepRange(range, learningRate, correction1, correction2);
    }
    if (model_.isFused())
        store_.noteHalf();
    clip_ = torch::Tensor();
}

// torch/optim/adam.py, _single_tensor_adam with decoupled weight decay.
void Optimizer::stepRange(const Range& range, double learningRate, double correction1, double correction2) {
    const auto part = [&](const torch::Tensor& buffer) {
        return buffer.narrow(0, range.begin, range.end - range.begin);
    };
    torch::Tensor value = part(store_.values), mean = part(mean_), square = part(square_);
    const torch::Tensor gradient = clip_.defined() ? part(store_.gradients) * clip_ : part(store_.gradients);
    if (range.decay != 0)
        value.mul_(1 - learningRate * range.decay);
    mean.lerp_(gradient, 1 - beta1_);
    square.mul_(beta2_).addcmul_(gradient, gradient, 1 - beta2_);
    const torch::Tensor denominator = (square.sqrt() / correction2).add_(epsilon_);
    value.addcdiv_(mean, denominator, -learningRate / correction1);
}

void Optimizer::stepRangeFused(const Range& range, double learningRate, double correction1, double correction2) {
    const auto real = [](double x) { return static_cast<float>(x); };
    const model::rows::AdamW settings{.beta1 = real(beta1_),
                                      .beta2 = real(beta2_),
                                      .keep = real(1 - learningRate * range.decay),
                                      .stepSize = real(learningRate / correction1),
                                      .correction = real(1 / correction2),
                                      .epsilon = real(epsilon_),
                                      .clip = clip_.defined() ? real(clip_.item<double>()) : 1.f};
    auto* half = store_.half.defined() ? static_cast<model::rows::BFloat16*>(store_.half.data_ptr()) : nullptr;
    const std::int64_t halves = half ? store_.half.numel() : 0; // matrices, which come first
    at::parallel_for(range.begin, range.end, kPart, [&](std::int64_t begin, std::int64_t end) {
        const auto update = [&](std::int64_t from, std::int64_t to, model::rows::BFloat16* rounded) {
            if (from < to)
                model::rows::table().adamw(
                    settings, store_.values.data_ptr<float>() + from, store_.gradients.const_data_ptr<float>() + from,
                    mean_.data_ptr<float>() + from, square_.data_ptr<float>() + from, rounded, to - from);
        };
        const std::int64_t middle = std::clamp(halves, begin, end);
        update(begin, middle, half ? half + begin : nullptr);
        update(middle, end, nullptr);
    });
}

void Optimizer::stepRangeQueued(const Range& range, double learningRate) {
    const auto part = [&](const torch::Tensor& buffer) {
        return buffer.narrow(0, range.begin, range.end - range.begin);
    };
    const torch::Tensor steps =
        torch::full({}, static_cast<double>(steps_), store_.values.options().dtype(torch::kFloat32));
    // The kernel divides the gradients by a scale that it reads on the device.
    const auto scale = clip_.defined() ? std::optional(clip_.reciprocal().to(torch::kFloat32)) : std::nullopt;
    at::_fused_adamw_({part(store_.values)}, {part(store_.gradients)}, {part(mean_)}, {part(square_)}, {}, {steps},
                      learningRate, beta1_, beta2_, range.decay, epsilon_, /*amsgrad=*/false, /*maximize=*/false,
                      scale);
}

std::map<std::string, torch::Tensor> Optimizer::state() const {
    std::map<std::string, torch::Tensor> tensors;
    for (const model::Parameter& parameter : model_.parameters()) {
        tensors["exp_avg." + parameter.name] = store_.part(mean_, parameter.value);
        tensors["exp_avg_sq." + parameter.name] = store_.part(square_, parameter.value);
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
    for (const model::Parameter& parameter : model_.parameters()) {
        store_.part(mean_, parameter.value).copy_(find("exp_avg." + parameter.name, parameter.value.sizes()));
        store_.part(square_, parameter.value).copy_(find("exp_avg_sq." + parameter.name, parameter.value.sizes()));
    }
    steps_ = find("step", {1}).item<std::int64_t>();
}

} // namespace finetune::train
