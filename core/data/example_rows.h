// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_mapping.h"
#include "core/data/dataset.h"

// A data set as the rows of a table in the hub's form: id, title, context, question, answers {text, answer_start}.
namespace finetune::data {

constexpr std::size_t kExampleBatch = 4096;

const std::vector<std::string>& exampleColumns();
const ColumnMapping& exampleMapping();

// Examples [begin, end). Texts are views into the data set.
Batch rowsOf(const Dataset& dataset, std::size_t begin, std::size_t end);

} // namespace finetune::data
