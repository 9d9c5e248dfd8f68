// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace finetune::test {

// A SQuAD file, and a tokenizer folder with config.json, small enough for a test: a few made-up sentences and their
// words.
struct TinyProject {
    std::filesystem::path squad, folder;
};
TinyProject writeTinyProject(const std::filesystem::path& where, int paragraphs = 12);

} // namespace finetune::test
