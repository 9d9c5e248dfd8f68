// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/shared_data.h"

#include <fstream>
#include <string>

namespace finetune::test {

inline void write(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes; // not synced: some tests write a thousand files
}

inline std::filesystem::path squadFile(const std::string& bytes) {
    const auto file = scratchFolder() / "data.json";
    write(file, bytes);
    return file;
}

// A file of one article with one paragraph, of which the questions are given.
inline std::string withQuestions(const std::string& questions,
                                 const std::string& context = "the town lies by a river") {
    return R"({"version":"1.1","data":[{"title":"towns","paragraphs":[{"context":")" + context + R"(","qas":[)" +
           questions + "]}]}]}";
}

} // namespace finetune::test
