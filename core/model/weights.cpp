// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights.h"

#include "core/base/error.h"

#include <cstring>
#include <torch/torch.h>
#include <utility>

namespace finetune::model {
namespace {

constexpr std::pair<const char*, torch::ScalarType> kDtypes[] = {
    {"F32", torch::kFloat32}, {"F64", torch::kFloat64}, {"F16", torch::kFloat16}, {"BF16", torch::kBFloat16},
    {"I64", torch::kInt64},   {"I32", torch::kInt32},   {"I16", torch::kInt16},   {"I8", torch::kInt8},
    {"U8", torch::kUInt8},    {"BOOL", torch::kBool}};

} // namespace

torch::Tensor toTensor(const TensorView& view) {
    for (const auto& [name, type] : kDtypes)
        if (view.dtype == name) {
            torch::Tensor tensor = torch::empty(view.shape, type);
            if (!view.bytes.empty())
                std::memcpy(tensor.data_ptr(), view.bytes.data(), view.bytes.size());
            return tensor;
        }
    throw Error(Kind::Input, "tensors of dtype " + view.dtype + " cannot be used here")
        .cure("Convert the model to float32");
}

TensorView viewOf(const torch::Tensor& tensor) {
    for (const auto& [name, type] : kDtypes)
        if (tensor.scalar_type() == type)
            return {
                name, tensor.sizes().vec(), {static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()}};
    throw Error(Kind::Internal, "a tensor of this type has no safetensors name");
}

std::map<std::string, torch::Tensor> readTensors(const std::filesystem::path& file) {
    const SafetensorsFile opened(file);
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& [name, view] : opened.tensors())
        tensors.emplace(name, toTensor(view));
    return tensors;
}

void writeTensors(const std::filesystem::path& file, const std::map<std::string, torch::Tensor>& tensors) {
    std::vector<torch::Tensor> kept; // the views look into these until the file is written
    std::vector<NamedTensor> named;
    for (const auto& [name, tensor] : tensors) {
        kept.push_back(tensor.detach().cpu().contiguous());
        named.push_back({name, viewOf(kept.back())});
    }
    writeSafetensors(file, named);
}

} // namespace finetune::model
