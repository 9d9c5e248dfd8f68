// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/data/open_dataset.h"

#include <filesystem>
#include <memory>

namespace finetune::session {

// Where data is: a file (or several, see openDataset) and how it is opened; or, where a person changed the data and the
// changes are in no file, what it is now.
struct DataSource {
    std::filesystem::path file; // empty: none
    data::OpenOptions options = {};
    std::shared_ptr<const data::Dataset> edited = {};

    DataSource() = default;
    DataSource(std::filesystem::path path, data::OpenOptions open = {}, std::shared_ptr<const data::Dataset> now = {})
        : file(std::move(path)), options(std::move(open)), edited(std::move(now)) {}
};

data::Dataset open(const DataSource& source, data::OnProblem onProblem, const StopToken& stop,
                   const Progress& progress);

// What run.json keeps of data, under keys that begin with `what`: "train_file", "train_open" (columns and rows, where
// some are chosen), and for what lies in the hub's cache "train_name" and "train_revision", its commit. Of a model:
// "model", "model_name", "model_revision".
void describe(Json& run, const std::string& what, const DataSource& source);
void describeModel(Json& run, const std::filesystem::path& folder);
// Back from there; an empty one where it says nothing. Throws Input for what is none.
DataSource sourceOf(const Json& run, const std::string& what);

} // namespace finetune::session
