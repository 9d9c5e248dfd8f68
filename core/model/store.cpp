// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/store.h"

#include <torch/torch.h>

namespace finetune::model {

ParameterStore::ParameterStore(std::vector<Parameter>& parameters) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> vectors;
    for (const Parameter& parameter : parameters)
        (parameter.value.dim() == 2 ? all_ : vectors).push_back(parameter.value);
    for (const torch::Tensor& value : all_)
        matrices_ += value.numel();
    all_.insert(all_.end(), vectors.begin(), vectors.end());
    std::int64_t count = 0;
    for (const torch::Tensor& value : all_)
        count += value.numel();
    values = torch::empty({count}, all_.front().options().requires_grad(false));
    std::int64_t at = 0;
    for (torch::Tensor& value : all_) {
        const torch::Tensor place = values.narrow(0, at, value.numel()).view(value.sizes());
        place.copy_(value);
        value.set_data(place); // the layers hold the same tensor
        at += value.numel();
    }
}

void ParameterStore::moveTo(torch::Device device) {
    const torch::NoGradGuard noGrad;
    values = values.to(device, values.scalar_type(), /*non_blocking=*/false, /*copy=*/true);
    gradients = half = torch::Tensor();
    for (torch::Tensor& value : all_) {
        value.mutable_grad() = torch::Tensor();
        value.set_data(part(values, value)); // its place is the same in every buffer
    }
}

void ParameterStore::attachGradients() {
    if (!gradients.defined())
        gradients = torch::empty_like(values);
    for (torch::Tensor& value : all_) {
        if (value.grad().defined())
            continue;
        const torch::Tensor place = part(gradients, value);
        place.zero_();
        value.mutable_grad() = place;
    }
}

std::int64_t ParameterStore::version() const {
    std::int64_t sum = 0;
    for (const torch::Tensor& value : all_)
        sum += value._version();
    return sum;
}

void ParameterStore::refreshHalf() {
    if (half.defined() && halfVersion_ == version())
        return;
    const torch::NoGradGuard noGrad;
    if (!half.defined())
        half = torch::empty({matrices_}, values.options().dtype(torch::kBFloat16));
    half.copy_(values.narrow(0, 0, matrices_));
    noteHalf();
}

torch::Tensor ParameterStore::part(const torch::Tensor& buffer, const torch::Tensor& first, at::IntArrayRef shape) {
    return buffer.narrow(0, first.storage_offset(), c10::multiply_integers(shape)).view(shape);
}

Weight ParameterStore::at(const torch::Tensor& first, at::IntArrayRef shape) const {
    const bool isMatrix = first.storage_offset() + c10::multiply_integers(shape) <= matrices_;
    return {part(values, first, shape), half.defined() && isMatrix ? part(half, first, shape) : torch::Tensor(),
            gradients.defined() ? part(gradients, first, shape) : torch::Tensor()};
}

} // namespace finetune::model
