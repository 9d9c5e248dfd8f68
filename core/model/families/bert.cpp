// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/families/families.h"

namespace finetune::model {

FamilyRecipe bertRecipe() {
    return {.layer = {.query = ".attention.self.query",
                      .key = ".attention.self.key",
                      .value = ".attention.self.value",
                      .attentionOutput = ".attention.output.dense",
                      .attentionNorm = ".attention.output.LayerNorm",
                      .up = ".intermediate.dense",
                      .down = ".output.dense",
                      .outputNorm = ".output.LayerNorm"},
            .layerScope = "encoder.layer.",
            .typeEmbeddings = true,
            .dropAttentionOutput = true};
}

} // namespace finetune::model
