// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/data/cells.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace finetune::data {

// Takes a batch; false: it is enough.
using BatchSink = std::function<bool(const Batch& batch)>;

struct Scan {
    std::vector<std::string> columns = {}; // only these, where the format can leave others out; empty: all
    std::int64_t firstRow = 0;
    StopToken stop = {};
    Progress progress = {};
};

// One file of rows, in one format. Nothing is read before it is asked for, and memory holds a few batches of some
// thousand rows. Throws Input for what is not of the format, with the row where it has one.
class TableReader {
public:
    virtual ~TableReader() = default;
    // Where the file says it without being read.
    virtual std::optional<std::int64_t> rows() const { return {}; }
    virtual std::vector<std::string> columns() const { return {}; }
    virtual void read(const Scan& scan, const BatchSink& sink) = 0;
};

constexpr std::size_t kBatchRows = 4096;

std::unique_ptr<TableReader> parquetReader(const std::filesystem::path& file);
std::unique_ptr<TableReader> arrowReader(const std::filesystem::path& file, bool isStream);
std::unique_ptr<TableReader> csvReader(const std::filesystem::path& file); // the header tells the separator

// What a JSON file holds: SQuAD's nesting, which is read elsewhere, or rows: one a line, in a list, or {"data": rows}.
// The beginning tells; `rowsWanted`: in doubt rows, for a person named their columns.
enum class JsonForm { Squad, Lines, List, Data };
JsonForm jsonForm(const std::filesystem::path& file, bool rowsWanted);
std::unique_ptr<TableReader> jsonReader(const std::filesystem::path& file, JsonForm form);

} // namespace finetune::data
