// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace finetune::data {

// Writes SQuAD JSON, whole or not at all: v2.0 (with is_impossible) when the data set says version 2 or holds
// unanswerable questions, else 1.1. Order is kept; examples that follow each other with one title make an article,
// those that share their context a paragraph. Read back, the examples are equal. Progress counts examples. Throws
// Environment for a disk that cannot take it.
void writeSquad(const Dataset& dataset, const std::filesystem::path& file, const StopToken& stop = {},
                const Progress& progress = {});

} // namespace finetune::data
