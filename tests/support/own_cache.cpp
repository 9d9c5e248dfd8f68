// SPDX-License-Identifier: GPL-3.0-or-later
// Linked into every test program: what it, and the programs that it starts, would keep in the user's cache folder goes
// into an empty one of its own.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

struct OwnCache {
    fs::path folder = fs::temp_directory_path() / ("finetune-test-cache-" + std::to_string(::getpid()));
    OwnCache() {
        remove(); // a killed process of this number left it
        ::setenv("XDG_CACHE_HOME", folder.c_str(), 1);
    }
    ~OwnCache() { remove(); }
    void remove() const {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }
};
const OwnCache ownCache;

} // namespace
