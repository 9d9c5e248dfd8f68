// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

// What this process takes of the machine and what is free, in bytes; 0 where the system does not tell.
namespace finetune {

std::uintmax_t residentBytes();

// What may still be used: the machine's, or what is left of the limit of this container.
std::uintmax_t freeMemoryBytes();

// On the disk of a folder, which need not exist yet.
std::uintmax_t freeDiskBytes(std::filesystem::path folder);

} // namespace finetune
