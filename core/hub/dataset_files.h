// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hub/card.h"
#include "core/hub/hub.h"

#include <utility>

namespace finetune::hub {

using NamesBySplit = std::vector<std::pair<std::string, std::vector<std::string>>>;

// Which files of a dataset's repository are which split: as load_dataset decides (docs/hub.md), by its card, else by
// the names of files and folders. `config` empty: the one that the card makes the default.
struct DatasetPlan {
    std::string config; // "plain_text"; "default" where the card names none
    NamesBySplit splits;
};
// Throws Usage: no such configuration, or several and none is the default (the message lists them). No splits: it holds
// no data file of a kind that is read (Parquet, Arrow, CSV, TSV, JSON, JSON Lines; plain or packed).
DatasetPlan planDataset(const Card& card, const std::vector<std::string>& names, const std::string& config);

struct DatasetFiles {
    std::string config, commit;
    std::vector<std::pair<std::string, std::vector<std::filesystem::path>>> splits; // "train" first, then as the card
    bool converted = false; // the Parquet that the hub made of it
};

// The files of a dataset's splits, or of the one that is named, downloaded where they are not in the cache. Where the
// repository holds no files that can be read, the Parquet that the hub converted it to is taken; where they cannot be
// had, what Python's `datasets` has prepared of them.
DatasetFiles fetchDataset(Hub& hub, const DatasetName& name);

} // namespace finetune::hub
