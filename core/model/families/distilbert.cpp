// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/families/families.h"

namespace finetune::model {

FamilyRecipe distilBertRecipe() {
    return {.layer = {.query = ".attention.q_lin",
                      .key = ".attention.k_lin",
                      .value = ".attention.v_lin",
                      .attentionOutput = ".attention.out_lin",
                      .attentionNorm = ".sa_layer_norm",
                      .up = ".ffn.lin1",
                      .down = ".ffn.lin2",
                      .outputNorm = ".output_layer_norm"},
            .layerScope = "transformer.layer.",
            .typeEmbeddings = false,
            .dropAttentionOutput = false};
}

} // namespace finetune::model
