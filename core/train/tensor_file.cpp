// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/tensor_file.h"

#include "core/base/error.h"
#include "core/model/safetensors.h"

#include <array>
#include <torch/torch.h>

namespace finetune::train {
namespace {

struct Dtype {
    const char* name;
    torch::Dtype dtype;
};
constexpr std::array<Dtype, 6> kDtypes{{{"F32", torch::kFloat32},
                                        {"F64", torch::kFloat64},
                                        {"I64", torch::kInt64},
                                        {"I32", torch::kInt32},
                                        {"U8", torch::kUInt8},
                                        {"BOOL", torch::kBool}}};

} // namespace

void writeTensors(const std::filesystem::path& file, const std::map<std::string, torch::Tensor>& tensors) {
    std::vector<torch::Tensor> kept; // contiguous copies live until the file is written
    std::vector<model::NamedTensor> named;
    for (const auto& [name, tensor] : tensors) {
        kept.push_back(tensor.detach().cpu().contiguous());
        const torch::Tensor& plain = kept.back();
        std::string dtype;
        for (const Dtype& known : kDtypes) {
            if (known.dtype == plain.scalar_type())
                dtype = known.name;
        }
        if (dtype.empty())
            throw Error(Kind::Internal, "a tensor of this type cannot be saved").in(file).at(name);
        named.push_back(
            {name,
             {dtype, plain.sizes().vec(), {static_cast<const std::byte*>(plain.const_data_ptr()), plain.nbytes()}}});
    }
    model::writeSafetensors(file, named);
}

std::map<std::string, torch::Tensor> readTensors(const std::filesystem::path& file) {
    const model::SafetensorsFile mapped(file);
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& [name, view] : mapped.tensors()) {
        torch::Tensor tensor;
        for (const Dtype& known : kDtypes) {
            if (view.dtype == known.name)
                tensor = torch::empty(view.shape, known.dtype);
        }
        if (!tensor.defined())
            throw Error(Kind::Input, "a tensor of type " + view.dtype + " cannot be read here").in(file).at(name);
        if (!view.bytes.empty())
            std::memcpy(tensor.mutable_data_ptr(), view.bytes.data(), view.bytes.size());
        tensors[name] = tensor;
    }
    return tensors;
}

} // namespace finetune::train
