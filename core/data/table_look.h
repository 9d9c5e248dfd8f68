// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/open_dataset.h"

// What a person sees of data before it is opened: the columns, what they seem to hold, how the first rows would be read
// and how many rows a choice leaves.
namespace finetune::data {

struct ColumnLook {
    std::string name, shape;          // "list of text"
    std::vector<std::string> samples; // the first values that are not empty, as a person reads them
};

struct TableLook {
    bool isTable = false;            // else SQuAD JSON: nothing is to be mapped, and its fields stand for columns
    std::vector<ColumnLook> columns; // at least one for what can be read
    ColumnMapping mapping;           // what is recognised; also a needed field may have no column
};

// Reads the first rows. Throws as Table::open.
TableLook lookAtTable(const std::filesystem::path& source);

// Whether openDataset refuses the source for want of a column that it does not recognise, or that is not there.
bool lacksColumns(const std::filesystem::path& source, const ColumnMapping& given);

// The first `count` of the rows that meet the conditions, as they will be read, with the problems of all rows up to
// there. A random choice is not made. Throws as openDataset.
Dataset firstRows(const std::filesystem::path& source, OpenOptions options, std::int64_t count,
                  const StopToken& stop = {});

// Rows of a table, questions of a SQuAD file: all, those that meet the conditions, and what is taken of these. Throws
// as openDataset, but for columns that are not recognised.
struct RowCounts {
    std::int64_t all = 0, matching = 0, taken = 0;
};
RowCounts countRows(const std::filesystem::path& source, const OpenOptions& options, const StopToken& stop = {},
                    const Progress& progress = {});

// The one path that means several files, as openDataset takes it. All are whole paths, or none.
std::filesystem::path together(const std::vector<std::filesystem::path>& files);

} // namespace finetune::data
