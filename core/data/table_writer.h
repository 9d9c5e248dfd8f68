// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace finetune::data {

// Writes a data set in the form that the file's ending names, whole or not at all: .json is SQuAD JSON
// (squad_writer.h); .parquet, .arrow (a stream), .jsonl, .csv and .tsv are tables in the hub's form, with id, title,
// context, question and answers {text, answer_start}. Python's `datasets` reads them with the features of `squad`; read
// back here, the examples are equal. Throws Usage for another ending, Environment for a disk that cannot take it and
// for Parquet and Arrow where the program was built without Apache Arrow.
void writeDataset(const Dataset& dataset, const std::filesystem::path& file, const StopToken& stop = {},
                  const Progress& progress = {});

// Throws Usage when writeDataset would not know what to do with such a name.
void mustBeWritable(const std::filesystem::path& file);

enum class ColumnFormat { Parquet, Arrow };
void writeColumns(const Dataset& dataset, const std::filesystem::path& file, ColumnFormat format, const StopToken& stop,
                  const Progress& progress);

} // namespace finetune::data
