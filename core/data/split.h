// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <utility>

namespace finetune::data {

// Which example goes where when one data set becomes two.
struct SplitOptions {
    double secondShare = 0.1; // of the questions, more than 0 and less than 1
    std::uint64_t seed = 42;
};

// Cuts a data set in two, the rest first, about `secondShare` of the questions second. All questions of one context (by
// its text, wherever it stands) go to the same side, so that nothing of the second part was seen in the first. Order is
// kept in each. The same file, share and seed give the same parts on every machine: contexts are numbered as they come
// first, shuffled by Fisher and Yates with SplitMix64 (Steele, Lea, Flood 2014: next() % n), and taken until the share
// is reached. Throws Usage for a share that is none, Input for a data set with fewer than two contexts.
std::pair<Dataset, Dataset> splitByContext(const Dataset& dataset, const SplitOptions& options);

} // namespace finetune::data
