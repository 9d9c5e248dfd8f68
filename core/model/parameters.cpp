// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parameters.h"

#include "core/base/error.h"
#include "core/model/weights.h"

#include <sstream>
#include <torch/torch.h>

namespace finetune::model {
namespace {

bool isHead(const std::string& name) {
    return name.starts_with("qa_outputs.");
}

std::string text(const std::vector<std::int64_t>& shape) {
    std::ostringstream out;
    for (std::size_t i = 0; i < shape.size(); ++i)
        out << (i ? "×" : "") << shape[i];
    return out.str();
}

} // namespace

ParameterSource::ParameterSource(const EncoderConfig& config, const WeightFiles* files,
                                 const std::filesystem::path& folder, const LoadOptions& options)
    : config_(config), folder_(folder), options_(options), hasFiles_(files != nullptr),
      generator_(at::detail::createCPUGenerator(options.seed)) {
    if (files)
        for (const auto& [name, view] : files->tensors())
            found_[canonicalName(name, familyNames(config.modelType).basePrefix)] = view;
}

torch::Tensor ParameterSource::take(const std::string& name, std::vector<std::int64_t> shape, Role role) {
    const auto at = found_.find(name);
    torch::Tensor value;
    if (at != found_.end()) {
        value = fromFile(*at->second, name, shape);
        found_.erase(at);
    } else {
        if (hasFiles_ && !isHead(name))
            throw Error(Kind::Input, "the tensor " + name + " is missing")
                .in(folder_)
                .cure("config.json and the weights do not belong together, or the file is not whole");
        value = fresh(name, shape, role);
        if (hasFiles_)
            newlyInitialised.push_back(name);
    }
    value = value.to(options_.dtype).contiguous().set_requires_grad(true);
    const std::string prefix = isHead(name) ? "" : familyNames(config_.modelType).basePrefix;
    parameters.push_back({prefix + name, value, role == Role::NormWeight || role == Role::NormBias});
    return value;
}

std::vector<std::string> ParameterSource::ignored() const {
    std::vector<std::string> names;
    for (const auto& [name, view] : found_)
        names.push_back(name);
    return names;
}

torch::Tensor ParameterSource::fromFile(const TensorView& view, const std::string& name,
                                        const std::vector<std::int64_t>& shape) const {
    if (view.shape != shape)
        throw Error(Kind::Input, "the tensor " + name + " has the shape " + text(view.shape) +
                                     "; the configuration asks for " + text(shape))
            .in(folder_)
            .cure("config.json and the weights do not belong together");
    torch::Tensor tensor = toTensor(view);
    if (!tensor.is_floating_point())
        throw Error(Kind::Input, "the tensor " + name + " holds " + view.dtype + ", not numbers with a fraction")
            .in(folder_);
    return tensor;
}

torch::Tensor ParameterSource::fresh(const std::string& name, const std::vector<std::int64_t>& shape, Role role) const {
    torch::Tensor value = torch::zeros(shape, torch::kFloat32);
    if (role == Role::NormWeight)
        return value.fill_(1);
    if (role != Role::Weight)
        return value;
    if (isHead(name) && options_.headByFormula)
        return (0.02 * torch::sin(torch::arange(value.numel(), torch::kFloat64))).view(shape).to(torch::kFloat32);
    return value.normal_(0, config_.initializerRange, generator_);
}

} // namespace finetune::model
