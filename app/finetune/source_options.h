// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/open_dataset.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <set>

namespace finetune::cli {

// What data may be, for the help of every option that takes it.
constexpr const char* kDataHelp = "SQuAD JSON, Parquet, Arrow, CSV, TSV or JSON Lines; a folder or a pattern such as "
                                  "'train-*.parquet' means many files";

// --columns, --where, --first, --sample and --seed: which columns hold what, and which rows are taken. `taken`: the one
// of these that means something else to the command.
class SourceOptions {
public:
    explicit SourceOptions(CLI::App& app, const std::set<std::string>& taken = {});
    data::OpenOptions get() const;
    std::uint64_t seed() const { return given_->seed; }

private:
    struct Given {
        std::string columns;
        std::vector<std::string> where;
        std::optional<std::int64_t> first, sample;
        std::uint64_t seed = 42;
    };
    std::shared_ptr<Given> given_ = std::make_shared<Given>();
};

// The files of a dataset on the hub (“squad”, “org/name:config/split”), downloaded where need be. Those of its test
// split stand for a validation split that it lacks. Throws as core/hub does.
struct DatasetFiles {
    std::filesystem::path train, validation; // empty: there is none
};
DatasetFiles datasetFiles(const std::string& name);

} // namespace finetune::cli
