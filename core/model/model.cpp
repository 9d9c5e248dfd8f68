// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/families/families.h"
#include "core/model/weights.h"

#include <algorithm>
#include <numeric>
#include <torch/torch.h>

namespace finetune::model {
namespace {

// The registry: a new family is one line here and one file in families/.
struct Family {
    const char* modelType;
    FamilyRecipe (*recipe)();
};
constexpr Family kFamilies[] = {{"bert", bertRecipe}, {"distilbert", distilBertRecipe}};

FamilyRecipe recipeOf(const std::string& modelType) {
    for (const Family& family : kFamilies)
        if (modelType == family.modelType)
            return family.recipe();
    throw Error(Kind::Internal, "the family " + modelType + " has a configuration but no recipe");
}

std::unique_ptr<Model> build(const Json& json, EncoderConfig config, const WeightFiles* files,
                             const std::filesystem::path& folder, const LoadOptions& options) {
    if (options.noDropout)
        config.dropout = config.attentionDropout = config.headDropout = 0;
    ParameterSource source(config, files, folder, options);
    return std::make_unique<SpanEncoder>(config, recipeOf(config.modelType), source, json);
}

} // namespace

std::int64_t Batch::commonLength() const {
    for (std::int64_t s = 1; s < sequences(); ++s)
        if (length(s) != length(0))
            return 0;
    return sequences() > 0 ? length(0) : 0;
}

Batch makeBatch(const std::vector<TokenIds>& rows, const std::vector<std::int32_t>& typeBegin, std::int64_t padTo,
                std::int64_t padId) {
    Batch batch;
    batch.bounds.push_back(0);
    for (const TokenIds& row : rows) {
        const auto size = static_cast<std::int64_t>(row.size());
        if (padTo > 0 && size > padTo)
            throw Error(Kind::Internal, "a window of " + std::to_string(size) + " tokens is longer than the padding");
        batch.real.push_back(size);
        batch.bounds.push_back(batch.bounds.back() + (padTo > 0 ? padTo : size));
    }
    const auto options = torch::TensorOptions(torch::kInt64);
    batch.ids = torch::full({batch.tokens()}, padId, options);
    batch.typeIds = torch::zeros({batch.tokens()}, options);
    batch.positions = torch::empty({batch.tokens()}, options);
    auto* ids = batch.ids.data_ptr<std::int64_t>();
    auto* types = batch.typeIds.data_ptr<std::int64_t>();
    auto* positions = batch.positions.data_ptr<std::int64_t>();
    for (std::int64_t s = 0; s < batch.sequences(); ++s) {
        const std::int64_t first = batch.bounds[s];
        rows[s].copyTo(ids + first);
        for (std::int64_t i = typeBegin[s]; i < batch.real[s]; ++i)
            types[first + i] = 1;
        for (std::int64_t i = 0; i < batch.length(s); ++i)
            positions[first + i] = i;
    }
    return batch;
}

torch::Tensor sent(const torch::Tensor& tensor, torch::Device device) {
    return device.is_cpu() ? tensor : tensor.pin_memory().to(device, tensor.scalar_type(), /*non_blocking=*/true);
}

Batch sent(const Batch& batch, torch::Device device) {
    constexpr std::int64_t kMultiple = 8; // the kernels of masked attention copy masks of other lengths first
    const std::int64_t sequences = batch.sequences();
    std::int64_t length = batch.commonLength();
    Batch out = batch;
    out.together = true;
    if (length == 0) {
        for (std::int64_t s = 0; s < sequences; ++s)
            length = std::max(length, batch.length(s));
        length = (length + kMultiple - 1) / kMultiple * kMultiple;
        out.places = torch::empty({batch.tokens()}, torch::kInt64);
        auto* places = out.places.data_ptr<std::int64_t>();
        for (std::int64_t s = 0; s < sequences; ++s)
            std::iota(places + batch.bounds[s], places + batch.bounds[s + 1], s * length);
    }
    if (std::ranges::any_of(batch.real, [length](std::int64_t real) { return real < length; })) {
        out.seen = torch::zeros({sequences, 1, 1, length}, torch::kBool);
        for (std::int64_t s = 0; s < sequences; ++s)
            std::fill_n(out.seen.data_ptr<bool>() + s * length, batch.real[s], true);
    }
    for (torch::Tensor* tensor : {&out.ids, &out.typeIds, &out.positions, &out.places, &out.seen})
        if (tensor->defined())
            *tensor = sent(*tensor, device);
    return out;
}

void Model::setExecution(const Execution& execution) {
    execution_ = execution;
    if (store_.values.device().type() != execution.device.type())
        store_.moveTo(execution.device);
}

std::int64_t Model::parameterCount() const {
    std::int64_t count = 0;
    for (const Parameter& parameter : parameters_)
        count += parameter.value.numel();
    return count;
}

std::unique_ptr<Model> loadModel(const std::filesystem::path& folder, const LoadOptions& options) {
    const Json json = readJson(folder / "config.json");
    const EncoderConfig config = parseConfig(json, folder / "config.json");
    const WeightFiles files(folder);
    return build(json, config, &files, folder, options);
}

std::unique_ptr<Model> initModel(const Json& config, std::uint64_t seed) {
    LoadOptions options;
    options.seed = seed;
    return build(config, parseConfig(config, "config.json"), nullptr, "config.json", options);
}

void saveModel(const Model& model, const std::filesystem::path& folder) {
    Json config = model.config();
    config["architectures"] = Json::array({familyNames(config["model_type"].get<std::string>()).architecture});
    config[config.contains("torch_dtype") && !config.contains("dtype") ? "torch_dtype" : "dtype"] = "float32";
    const std::string text = config.dump(2) + "\n";
    const std::string_view view = text;
    files::writeSynced(folder / "config.json", {&view, 1});

    std::vector<torch::Tensor> kept; // the views below look into these
    std::vector<NamedTensor> tensors;
    for (const Parameter& parameter : model.parameters())
        kept.push_back(parameter.value.detach().cpu().to(torch::kFloat32).contiguous());
    for (std::size_t i = 0; i < kept.size(); ++i)
        tensors.push_back({model.parameters()[i].name, viewOf(kept[i])});
    writeSafetensors(folder / "model.safetensors", tensors);
}

std::vector<std::string> families() {
    std::vector<std::string> names;
    for (const Family& family : kFamilies)
        names.emplace_back(family.modelType);
    return names;
}

} // namespace finetune::model
