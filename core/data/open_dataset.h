// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_mapping.h"
#include "core/data/dataset.h"
#include "core/data/row_selection.h"

namespace finetune::data {

struct OpenOptions {
    ColumnMapping columns = {}; // what a person named; the rest is recognised
    RowSelection rows = {};
    bool isPlain() const { return columns.empty() && rows.takesAll(); }
    bool operator==(const OpenOptions&) const = default;
};

// {"columns": {…}, "rows": {…}}, as a project keeps it; only what is set. Throws Input for what is none.
OpenOptions openOptionsFromJson(const Json& json);
Json toJson(const OpenOptions& options);

// For a person who looks at data: a table that would give more than `most` rows is read from its beginning only, which
// Dataset::part tells. Text does not say how many rows it has: there the bytes of its files decide.
struct RowLimit {
    std::int64_t most = 200'000, first = 50'000;
    std::uintmax_t mostTextBytes = 200'000'000;
};

// The one door to data: SQuAD JSON through readSquad, tables (Parquet, Arrow, CSV, TSV, JSON rows; plain or packed; one
// file, several by a pattern, a folder) through their columns. The examples are those that the same questions in SQuAD
// JSON would give; a row's problems are told with the row's number and the column. A table's rows have the number they
// have in their file. Throws as readSquad does, and Input when a column that is needed is not recognised.
Dataset openDataset(const std::filesystem::path& source, OnProblem onProblem = OnProblem::Skip,
                    const OpenOptions& options = {}, const StopToken& stop = {}, const Progress& progress = {},
                    const std::optional<RowLimit>& limit = {});

// The same examples, problems and errors, but the examples go to the sink and are not in what comes back: memory holds
// some ten thousand of them. (SQuAD JSON of which only some questions are taken is read whole.)
Dataset readInSlices(const std::filesystem::path& source, OnProblem onProblem, const OpenOptions& options,
                     const ExampleSink& sink, const StopToken& stop = {}, const Progress& progress = {});

} // namespace finetune::data
