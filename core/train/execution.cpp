// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/execution.h"

#include "core/base/error.h"
#include "core/model/fused/rows.h"

#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/torch.h>

namespace finetune::train {
namespace {

// The name of the unit that multiplies bfloat16 fast, or null. The question is asked through LibTorch's hooks because
// its CUDA headers need CUDA's own; bfloat16 convolutions need what products do, compute capability 8.0.
const char* bfloat16Unit(bool cuda) {
    if (!cuda)
        return model::rows::bfloat16Unit();
    return at::detail::getCUDAHooks().supportsBFloat16ConvolutionWithCuDNNv8() ? "tensor cores" : nullptr;
}

bool usesCuda(const std::string& device) {
    const bool there = torch::cuda::is_available();
    if (device == "cuda" && !there)
        throw Error(Kind::Environment, "device is cuda, and this LibTorch finds no CUDA device")
            .cure(
                "Set device to auto or cpu, or use a LibTorch for CUDA on a machine with an NVIDIA GPU and its driver");
    return there && device != "cpu";
}

} // namespace

ChosenExecution chooseExecution(const TrainingArguments& arguments) {
    const bool cuda = usesCuda(arguments.device);
    const std::string processor = cuda ? "GPU" : "processor";
    const bool packed = arguments.padding == "none";
    std::string text = packed
                           ? "packed: only real tokens are computed; "
                           : "padded (" + arguments.padding + "): padding is computed too, as in the Python workflow; ";
    ChosenExecution chosen;
    const char* unit = bfloat16Unit(cuda);
    const bool half = arguments.precision == "bfloat16" || (arguments.precision == "auto" && packed && unit);
    chosen.execution.precision = half ? model::Precision::BFloat16 : model::Precision::Float32;
    text += half ? "bfloat16 products" : "float32";
    if (arguments.precision != "auto")
        text += ", as asked for";
    else if (half)
        text += ", for which this " + processor + " has a unit (" + unit + ")";
    else
        text += packed ? ", because this " + processor + " has no unit for bfloat16"
                       : ", for the Python workflow's numbers";
    if (cuda) {
        chosen.execution.device = torch::kCUDA;
        chosen.description = text + "; on the GPU, " +
                             (arguments.device == "cuda" ? "as asked for" : "because LibTorch finds one (CUDA)");
    } else {
        chosen.description = text + "; loops for " + model::rows::table().instructions;
    }
    return chosen;
}

} // namespace finetune::train
