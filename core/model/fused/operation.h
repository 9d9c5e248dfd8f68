// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/fused/rows.h"

#include <torch/torch.h>

namespace finetune::model::fused {

struct Gradients {
    torch::Tensor first, second; // of forward's arguments
};

// One operation with what its backward pass needs as members. forward() is called once, then backward() at most once.
struct Operation : torch::CustomClassHolder {
    virtual torch::Tensor forward(const torch::Tensor& a, const torch::Tensor& b) = 0;
    virtual Gradients backward(const torch::Tensor& dOut) = 0;
};

// Tells autograd of an operation.
struct Differentiable : torch::autograd::Function<Differentiable> {
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& a,
                                 const std::optional<torch::Tensor>& b, const c10::intrusive_ptr<Operation>& op) {
        context->saved_data["op"] = c10::IValue::make_capsule(op);
        return op->forward(a.detach(), b ? b->detach() : torch::Tensor());
    }
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::tensor_list& dOut) {
        // Taken out, so that what the operation kept is free once its gradients are made.
        const auto holder = context->saved_data.at("op").toCapsule();
        context->saved_data.clear();
        const torch::NoGradGuard noGrad;
        Gradients gradients = static_cast<Operation&>(*holder).backward(dOut[0].contiguous());
        return {gradients.first, gradients.second, torch::Tensor()};
    }
};

inline torch::Tensor run(const c10::intrusive_ptr<Operation>& op, const torch::Tensor& a,
                         const std::optional<torch::Tensor>& b = std::nullopt) {
    return Differentiable::apply(a, b, op);
}

template <class T>
T* data(const torch::Tensor& x) {
    return static_cast<T*>(x.data_ptr());
}

// Calls f with a null pointer of the type that rows.h has for x's elements.
template <class F>
void withType(const torch::Tensor& x, F f) {
    if (x.scalar_type() == torch::kBFloat16)
        f(static_cast<rows::BFloat16*>(nullptr));
    else
        f(static_cast<float*>(nullptr));
}

} // namespace finetune::model::fused
