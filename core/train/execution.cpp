// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/execution.h"

#include "core/model/fused/rows.h"

namespace finetune::train {
ChosenExecution chooseExecution(const TrainingArguments& arguments) {
    const bool packed = arguments.padding == "none";
    std::string text = packed
                           ? "packed: only real tokens are computed; "
                           : "padded (" + arguments.padding + "): padding is computed too, as in the Python workflow; ";
    ChosenExecution chosen;
    const char* unit = model::rows::bfloat16Unit();
    const bool half = arguments.precision == "bfloat16" || (arguments.precision == "auto" && packed && unit);
    chosen.execution.precision = half ? model::Precision::BFloat16 : model::Precision::Float32;
    text += half ? "bfloat16 products" : "float32";
    if (arguments.precision != "auto")
        text += ", as asked for";
    else if (half)
        text += std::string(", for which this processor has a unit (") + unit + ")";
    else
        text += packed ? ", because this processor has no unit for bfloat16" : ", for the Python workflow's numbers";
    chosen.description = text + "; loops for " + model::rows::table().instructions;
    return chosen;
}

} // namespace finetune::train
