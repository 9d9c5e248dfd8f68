// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/feature_cache.h"
#include "core/data/open_dataset.h"

#include <filesystem>
#include <optional>
#include <string>

// From files to windows, through the user's feature cache.
namespace finetune::data {

struct WindowSource {
    std::filesystem::path data; // as openDataset takes it
    OpenOptions open = {};
    OnProblem onProblem = OnProblem::Skip;
    std::filesystem::path tokenizer; // the folder that the tokenizer was read from
    FeatureOptions options = {};
};

// Whether the examples are wanted too. Left: the texts are never in memory all at once, and where the windows are kept
// the data is not even read but for its hash.
enum class Texts { Kept, Left };

struct DataWindows {
    Dataset dataset; // Left: without examples; its version and part mean nothing then
    Features features;
    ExampleCounts counts;
    std::filesystem::path takenFrom; // the file of the cache, where they were there; empty: they were made now
    std::string notKept;             // why they are not kept for the next time; usually ""
};

// What openDataset and makeFeatures give, problems and numbers alike, whether they come from the cache or go into it.
// Throws as these do; a cache that cannot be used is no error.
DataWindows openWindows(const WindowSource& source, Texts texts, const text::Tokenizer& tokenizer, int threads = 0,
                        const StopToken& stop = {}, const Progress& progress = {});

// The name of these windows in the cache: SHA-256 over all that decides what they are, the program's own code included.
// None where the bytes cannot be read twice (a pipe) or at all.
std::optional<std::string> windowsKey(const WindowSource& source, const StopToken& stop = {},
                                      const Progress& progress = {});

ExampleCounts countsOf(const std::vector<Example>& examples);

} // namespace finetune::data
