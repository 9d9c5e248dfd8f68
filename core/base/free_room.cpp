// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/free_room.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace finetune {
namespace {

namespace fs = std::filesystem;

// A "Name:  123 kB" line of one of the kernel's files, in bytes.
std::uintmax_t kernelLine(const char* file, std::string_view name) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(name))
            return std::strtoull(line.c_str() + name.size(), nullptr, 10) * 1024;
    return 0;
}

} // namespace

std::uintmax_t residentBytes() {
    return kernelLine("/proc/self/status", "VmRSS:");
}

std::uintmax_t freeMemoryBytes() {
    std::uintmax_t free = kernelLine("/proc/meminfo", "MemAvailable:");
    std::ifstream most("/sys/fs/cgroup/memory.max"), now("/sys/fs/cgroup/memory.current");
    std::uintmax_t limit = 0, used = 0;
    if (most >> limit && now >> used)
        free = std::min(free, limit > used ? limit - used : 0);
    return free;
}

std::uintmax_t freeDiskBytes(fs::path folder) {
    std::error_code code;
    folder = fs::absolute(folder);
    while (!fs::exists(folder, code) && folder.has_relative_path())
        folder = folder.parent_path();
    const fs::space_info space = fs::space(folder, code);
    return code ? 0 : space.available;
}

} // namespace finetune
