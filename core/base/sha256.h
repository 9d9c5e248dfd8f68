// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace finetune {

// SHA-256 (FIPS 180-4) over pieces: digests of features, checksums of checkpoint files.
class Sha256 {
public:
    void update(const void* data, std::size_t bytes);
    std::string hex(); // ends the digest

private:
    void block(const std::uint8_t* at);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> buffer_{};
    std::size_t filled_ = 0;
    std::uint64_t total_ = 0;
};

} // namespace finetune
