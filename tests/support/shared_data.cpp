// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shared_data.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace finetune::test {
namespace fs = std::filesystem;

std::optional<fs::path> sharedFolder() {
    static const auto found = []() -> std::optional<fs::path> {
        const char* given = std::getenv("FINETUNE_SHARED");
        const fs::path folder = given ? fs::path(given) : fs::path(FINETUNE_SOURCE_DIR).parent_path() / "shared";
        if (fs::is_directory(folder / "goldens"))
            return folder;
        std::fprintf(stderr, "\n*** RUNNING WITHOUT THE GOLDENS: no %s/goldens. Set FINETUNE_SHARED. ***\n\n",
                     folder.c_str());
        return std::nullopt;
    }();
    return found;
}

fs::path scratchFolder() {
    struct Folder {
        fs::path path = fs::temp_directory_path() / ("finetune-test-" + std::to_string(::getpid()));
        Folder() { fs::create_directories(path); }
        ~Folder() {
            std::error_code ignored;
            fs::remove_all(path, ignored);
        }
    };
    static const Folder root;
    static int count = 0;
    const fs::path folder = root.path / std::to_string(count++);
    fs::create_directories(folder);
    return folder;
}

} // namespace finetune::test
