// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table_reader.h"

#include <filesystem>
#include <vector>

namespace finetune::data {

// The files that a person means by one path: a file; a folder with files of one format and one split; a folder of
// `datasets` (save_to_disk, or its cache of Arrow files); or a pattern with *, ?, [a-z] and {one,another}. In the order
// of their names. Throws Input when there are none, and for a folder of several formats or splits, with the pattern
// that chooses one. A path that is not there comes back as it is: who opens it says so.
std::vector<std::filesystem::path> dataFiles(const std::filesystem::path& source);

// A reader of the file's rows, by its first bytes and, for text, its name; null: it is SQuAD's nested JSON, or nothing
// that is known, and for readSquad. `rowsWanted`: in doubt it holds rows.
std::unique_ptr<TableReader> rowReader(const std::filesystem::path& file, bool rowsWanted);

} // namespace finetune::data
