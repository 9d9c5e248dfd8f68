// SPDX-License-Identifier: GPL-3.0-or-later
// `finetune debug forward`: logits, hidden states, loss and gradients for given inputs, to compare with Python.
#include "app/finetune/commands.h"
#include "core/base/error.h"
#include "core/model/model.h"
#include "core/model/weights.h"

#include <cstdio>
#include <memory>
#include <torch/torch.h>

namespace finetune::cli {
namespace {

struct Options {
    std::string model, inputs, output;
};
using Tensors = std::map<std::string, torch::Tensor>;

// With or without the goldens' "in." before the name; undefined when it is not there.
torch::Tensor input(const Tensors& tensors, const std::string& name) {
    for (const std::string& key : {name, "in." + name})
        if (const auto found = tensors.find(key); found != tensors.end())
            return found->second.to(torch::kInt64).contiguous();
    return {};
}

// The rows as they are, padding included: it is computed, and never attended to.
model::Batch batchOf(const Tensors& tensors, const std::string& file) {
    const torch::Tensor ids = input(tensors, "input_ids");
    if (!ids.defined() || ids.dim() != 2 || ids.size(0) == 0)
        throw Error(Kind::Input, "there is no input_ids of shape [sequences, length]").in(file);
    const auto sized = [&](const char* name, at::IntArrayRef shape) {
        const torch::Tensor tensor = input(tensors, name);
        if (tensor.defined() && tensor.sizes() != shape)
            throw Error(Kind::Input, "its shape does not fit input_ids").in(file).at(name);
        return tensor;
    };
    const torch::Tensor mask = sized("attention_mask", ids.sizes()), types = sized("token_type_ids", ids.sizes());
    const std::int64_t sequences = ids.size(0), length = ids.size(1);
    model::Batch batch;
    batch.ids = ids.flatten();
    batch.typeIds = types.defined() ? types.flatten() : torch::zeros_like(batch.ids);
    batch.positions = torch::arange(length).repeat({sequences});
    batch.bounds.push_back(0);
    for (std::int64_t s = 0; s < sequences; ++s) {
        const std::int64_t real = mask.defined() ? mask[s].sum().item<std::int64_t>() : length;
        if (mask.defined() && mask[s].slice(0, 0, real).sum().item<std::int64_t>() != real)
            throw Error(Kind::Input, "padding must stand on the right").in(file).at("attention_mask");
        batch.real.push_back(real);
        batch.bounds.push_back(batch.bounds.back() + length);
    }
    batch.starts = sized("start_positions", {sequences});
    batch.ends = sized("end_positions", {sequences});
    if (batch.starts.defined() != batch.ends.defined())
        throw Error(Kind::Input, "start_positions and end_positions are needed together").in(file);
    return batch;
}

void run(const Options& options) {
    const Tensors inputs = model::readTensors(options.inputs);
    const model::Batch batch = batchOf(inputs, options.inputs);
    const auto model = model::loadModel(options.model);
    const auto out = model->forward(batch, {.training = false, .hiddenStates = true, .generator = {}});
    const std::int64_t sequences = batch.sequences(), length = batch.length(0);
    Tensors results{{"start_logits", out.startLogits.view({sequences, length})},
                    {"end_logits", out.endLogits.view({sequences, length})}};
    for (std::size_t i = 0; i < out.hiddenStates.size(); ++i)
        results["hidden_states." + std::to_string(i)] = out.hiddenStates[i].view({sequences, length, -1});
    if (out.loss.defined()) {
        out.loss.backward();
        results["loss"] = out.loss;
        for (const model::Parameter& parameter : model->parameters())
            if (parameter.value.grad().defined())
                results["grad." + parameter.name] = parameter.value.grad();
    }
    model::writeTensors(options.output, results);
    std::printf("%s  %zu tensors\n", options.output.c_str(), results.size());
}

} // namespace

void addDebugForward(CLI::App& debug) {
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        debug.add_subcommand("forward", "Write logits, hidden states and, with labels, the loss and its gradients");
    command->add_option("--model", options->model, "Model folder")->required();
    command
        ->add_option("--inputs", options->inputs,
                     "safetensors file: input_ids and, as wanted, attention_mask, token_type_ids, start_positions, "
                     "end_positions")
        ->required();
    command->add_option("--output", options->output, "safetensors file to write")->required();
    command->callback([options] { run(*options); });
}

} // namespace finetune::cli
