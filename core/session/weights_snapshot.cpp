// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/weights_snapshot.h"

#include "core/base/error.h"
#include "core/model/model.h"

#include <torch/torch.h>

namespace finetune::session {

struct WeightsSnapshot::Weights {
    std::vector<std::string> names;
    std::vector<torch::Tensor> values;
};

WeightsSnapshot::WeightsSnapshot(std::unique_ptr<Weights> weights, std::int64_t step, std::filesystem::path base,
                                 train::TrainingArguments arguments)
    : weights_(std::move(weights)), step_(step), base_(std::move(base)), arguments_(std::move(arguments)) {}

WeightsSnapshot::~WeightsSnapshot() = default;

std::shared_ptr<const WeightsSnapshot> WeightsSnapshot::of(const model::Model& model, std::int64_t step,
                                                           std::filesystem::path base,
                                                           train::TrainingArguments arguments) {
    const torch::NoGradGuard noGrad;
    auto weights = std::make_unique<Weights>();
    for (const model::Parameter& parameter : model.parameters()) {
        weights->names.push_back(parameter.name);
        weights->values.push_back(parameter.value.detach().clone());
    }
    return std::shared_ptr<const WeightsSnapshot>(
        new WeightsSnapshot(std::move(weights), step, std::move(base), std::move(arguments)));
}

void WeightsSnapshot::putInto(model::Model& model) const {
    const torch::NoGradGuard noGrad;
    const auto& parameters = model.parameters();
    const auto refuse = [](const std::string& name) {
        throw Error(Kind::Input, "the weights are of another model").at(name);
    };
    if (parameters.size() != weights_->values.size())
        refuse(parameters.front().name);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (parameters[i].name != weights_->names[i] || parameters[i].value.sizes() != weights_->values[i].sizes())
            refuse(parameters[i].name);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        torch::Tensor target = parameters[i].value;
        target.copy_(weights_->values[i]);
    }
}

} // namespace finetune::session
