// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

namespace finetune::data {

enum class Packing { None, Gzip, Zstandard };

// The bytes of a packed file as they were before. Throws Input for what cannot be unpacked, Environment where the
// program was built without Apache Arrow, which does it.
class Unpacked {
public:
    virtual ~Unpacked() = default;
    virtual std::size_t read(char* into, std::size_t most) = 0; // 0: the end
    virtual std::size_t packedBytesRead() const = 0;
};
std::unique_ptr<Unpacked> unpacked(const std::filesystem::path& file, Packing packing);

} // namespace finetune::data
