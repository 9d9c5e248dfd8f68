// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/features.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// Windows that were made once, kept on the disk and looked at there. A file holds what one key names (data_windows.h)
// and never changes: it is written under another name, synced and renamed, so that programs share the folder and may
// die at any moment.
//
//     header | of each block: ids, offsets, around | the blocks' sizes | window records | problems, as JSON
//
// in this machine's own numbers; the arrays are those of FeatureTokens.
namespace finetune::data {

// What a data set holds, where its examples are not kept.
struct ExampleCounts {
    std::size_t examples = 0, unanswerable = 0;
    std::size_t contexts = 0; // runs of examples over one
    bool operator==(const ExampleCounts&) const = default;
};

struct KeptWindows {
    Features features;             // views into the mapped file, which they keep
    std::vector<Problem> problems; // of the entries
    ExampleCounts counts;
};

// Why the cache cannot be used; work goes on without it.
struct CacheFailure {
    std::string why;
};

class FeatureCache {
public:
    // $XDG_CACHE_HOME (~/.cache without it)/finetune-studio/features; empty: there is no home.
    static std::filesystem::path userFolder();

    explicit FeatureCache(std::filesystem::path folder, std::uintmax_t most = std::uintmax_t{8} << 30)
        : folder_(std::move(folder)), most_(most) {}

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path fileOf(const std::string& key) const { return folder_ / (key + ".windows"); }
    std::uintmax_t bytes() const; // of all that lies in the folder
    std::uintmax_t limit() const; // for them: `most`, or a tenth of what would be free without them if that is less

    // None where it is not there, or is of another version, short, or has an index that lies outside: it is to be made
    // again. The tokens are believed. What is found counts as used now.
    std::optional<KeptWindows> find(const std::string& key, const FeatureOptions& options) const;

    // Grows one file. Every function throws CacheFailure; what is not published leaves nothing.
    class Writer {
    public:
        Writer(const FeatureCache& cache, std::string key);
        ~Writer();
        void append(const FeatureBlock& block);
        // Gives the file its name; the least recently used ones go where the folder is over its limit.
        void publish(const ExampleCounts& counts, const std::vector<Problem>& entryProblems,
                     const std::vector<Problem>& windowProblems);

    private:
        struct File;
        std::unique_ptr<File> file_;
    };

private:
    void makeRoom() const;
    std::filesystem::path folder_;
    std::uintmax_t most_;
};

} // namespace finetune::data
