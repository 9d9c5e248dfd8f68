// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <torch/types.h>
#include <vector>

namespace finetune::model {

struct Parameter {
    std::string name;         // Hugging Face's, for instance "bert.encoder.layer.0.attention.self.query.weight"
    torch::Tensor value;      // float32 (float64 in tests), requires grad
    bool inLayerNorm = false; // belongs to a LayerNorm module: no weight decay
};

// One weight as the fused operations take it: views without autograd.
struct Weight {
    torch::Tensor value;
    torch::Tensor half;     // bfloat16; undefined when not asked for, and for vectors
    torch::Tensor gradient; // the operations add to it; undefined outside training
    const torch::Tensor& as(torch::ScalarType type) const { return type == torch::kBFloat16 ? half : value; }
};

// All parameters in one buffer, their gradients in a second one; each parameter's value and grad() are views. So the
// optimizer makes one pass, and weights that lie side by side (query, key, value) are one matrix to who wants it.
// Matrices come first, then vectors, both in the order of the list.
class ParameterStore {
public:
    ParameterStore() = default;
    explicit ParameterStore(std::vector<Parameter>& parameters); // moves the values into the buffer

    torch::Tensor values;    // [all], of the parameters' dtype
    torch::Tensor gradients; // [all]; undefined before attachGradients
    torch::Tensor half;      // bfloat16 [matrices]; undefined before refreshHalf

    // Copies the values to `device`; the parameters look there from then on, and have no gradients.
    void moveTo(torch::Device device);
    // Makes grad() of every parameter a view of `gradients`; those that had none start at zero.
    void attachGradients();
    // Brings `half` up to date with the values if tensor operations changed them since.
    void refreshHalf();
    // To be called by who changed the values through pointers and wrote `half` beside them.
    void noteHalf() { halfVersion_ = version(); }

    // The parameter's part, in its shape, of a buffer that is laid out as `values` is.
    static torch::Tensor part(const torch::Tensor& buffer, const torch::Tensor& parameter) {
        return part(buffer, parameter, parameter.sizes());
    }
    // The weight that begins with `first` and has `shape`, over the neighbours in the buffer if it is bigger.
    Weight at(const torch::Tensor& first, at::IntArrayRef shape) const;
    Weight at(const torch::Tensor& whole) const { return at(whole, whole.sizes()); }

private:
    static torch::Tensor part(const torch::Tensor& buffer, const torch::Tensor& first, at::IntArrayRef shape);
    std::int64_t version() const;

    std::vector<torch::Tensor> all_;
    std::int64_t matrices_ = 0; // elements
    std::int64_t halfVersion_ = -1;
};

} // namespace finetune::model
