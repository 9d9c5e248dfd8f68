// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace finetune::test {

// The folder with reference outputs (goldens) and real data: FINETUNE_SHARED, else ../shared beside the sources.
// Empty when it is not there; then says so loudly, once, on standard error.
std::optional<std::filesystem::path> sharedFolder();

// A folder of this test's own, empty, removed at the end of the process.
std::filesystem::path scratchFolder();

} // namespace finetune::test

// Skips the running test when the shared folder is missing; otherwise `shared` is its path.
#define FINETUNE_REQUIRE_SHARED(shared)                                                                                \
    const auto shared##Found = finetune::test::sharedFolder();                                                         \
    if (!shared##Found)                                                                                                \
        QSKIP("the goldens are not here: set FINETUNE_SHARED to their folder");                                        \
    const std::filesystem::path shared = *shared##Found
