// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/row_selection.h"
#include "core/data/table_reader.h"

#include <optional>

namespace finetune::data {

// A table in one file or many: its columns and any of its rows, read when they are asked for. Parquet and Arrow files
// say at once how many rows they have; text is counted by reading it.
class Table {
public:
    // `source` as dataFiles (table_files.h) takes it. None where it is SQuAD's nested JSON, or no table. Throws Input
    // for what cannot be read.
    static std::optional<Table> open(const std::filesystem::path& source, bool rowsWanted = false);

    const std::filesystem::path& source() const { return source_; }
    const std::vector<std::filesystem::path>& files() const { return files_; }
    const std::vector<std::string>& columns() const { return columns_; }
    const Batch& head() const { return head_; } // the first rows: what columns hold is told by them

    std::optional<std::int64_t> knownRows() const; // where the files say it
    // The rows that meet the conditions; all of them without one.
    std::int64_t countRows(const std::vector<Condition>& where, const ColumnMapping& mapping, const StopToken& stop,
                           const Progress& progress) const;

    // Rows [first, first + count) over all files, in batches; the sink's batches count rows in their file.
    void read(std::int64_t first, std::int64_t count, const BatchSink& sink, const StopToken& stop = {}) const;

    // All rows, file by file. `columns`: only these; empty: all. `required`: a file without one of these is refused.
    // `nextFile` is told before each.
    void scan(const std::vector<std::string>& columns, const std::vector<std::string>& required, const BatchSink& sink,
              const StopToken& stop, const Progress& progress,
              const std::function<void(const std::filesystem::path&)>& nextFile = {}) const;

private:
    std::filesystem::path source_;
    std::vector<std::filesystem::path> files_;
    std::vector<std::shared_ptr<TableReader>> readers_; // one a file
    std::vector<std::string> columns_;
    Batch head_;
};

} // namespace finetune::data
