// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/encoder.h"

namespace finetune::model {

// One function a family, each in the file of its name; core/model/registry.cpp lists them.
FamilyRecipe bertRecipe();
FamilyRecipe distilBertRecipe();

} // namespace finetune::model
