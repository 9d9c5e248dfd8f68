// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace finetune::train {

// Checkpoints that are there whole or not at all. One is written as `.partial-checkpoint-<step>`, ends with
// manifest.json (every file's size and SHA-256), is synced and then renamed to `checkpoint-<step>`. All disk work goes
// through finetune::files.

// `fill` writes the files, synced. An existing checkpoint of the step is replaced without a moment in which
// recoverLeftovers could not bring one of the two back. Returns the final folder.
std::filesystem::path saveCheckpoint(const std::filesystem::path& runFolder, std::int64_t step,
                                     const std::function<void(const std::filesystem::path&)>& fill);

// Removes what an interrupted save or rotation left, and puts back a checkpoint that was being replaced.
void recoverLeftovers(const std::filesystem::path& runFolder);

// What is wrong with a checkpoint, in words; nothing when it is whole.
std::optional<std::string> damage(const std::filesystem::path& checkpoint);

struct ResumePoint {
    std::optional<std::filesystem::path> checkpoint; // the newest that is whole and has the optimizer
    std::vector<std::string> notices;                // newer ones that were passed over, by name, and why
};
ResumePoint findResume(const std::filesystem::path& runFolder);

// Folders named checkpoint-<number>, smallest number first.
std::vector<std::filesystem::path> checkpointsOf(const std::filesystem::path& runFolder);

// save_total_limit as transformers' _rotate_checkpoints: oldest first, never the newest, never `best`.
void rotate(const std::filesystem::path& runFolder, std::int64_t limit, const std::filesystem::path& best,
            bool loadBestAtEnd);

} // namespace finetune::train
