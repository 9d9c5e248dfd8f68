// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace finetune {
namespace {

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
const std::array<std::uint32_t, 64>& roundConstants() {
    static const auto table = [] {
        std::array<std::uint32_t, 64> k{};
        int prime = 2;
        for (auto& value : k) {
            const long double root = std::cbrt(static_cast<long double>(prime));
            value = static_cast<std::uint32_t>((root - std::floor(root)) * 4294967296.0L);
            const auto composite = [](int n) {
                for (int d = 2; d * d <= n; ++d)
                    if (n % d == 0)
                        return true;
                return false;
            };
            do
                ++prime;
            while (composite(prime));
        }
        return k;
    }();
    return table;
}

} // namespace

void Sha256::block(const std::uint8_t* at) {
    const auto& k = roundConstants();
    std::uint32_t w[64];
    for (int i = 0; i < 16; ++i)
        w[i] = std::uint32_t{at[4 * i]} << 24 | std::uint32_t{at[4 * i + 1]} << 16 | std::uint32_t{at[4 * i + 2]} << 8 |
               at[4 * i + 3];
    for (int i = 16; i < 64; ++i) {
        const auto s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
        const auto s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    auto s = state_;
    for (int i = 0; i < 64; ++i) {
        const auto s1 = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
        const auto choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        const auto t1 = s[7] + s1 + choice + k[i] + w[i];
        const auto s0 = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
        const auto majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        s = {t1 + s0 + majority, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
    }
    for (int i = 0; i < 8; ++i)
        state_[i] += s[i];
}

void Sha256::update(const void* data, std::size_t bytes) {
    const auto* at = static_cast<const std::uint8_t*>(data);
    total_ += bytes;
    while (bytes > 0) {
        if (filled_ == 0 && bytes >= 64) {
            block(at);
            at += 64, bytes -= 64;
            continue;
        }
        const std::size_t n = std::min(bytes, 64 - filled_);
        std::memcpy(buffer_.data() + filled_, at, n);
        filled_ += n, at += n, bytes -= n;
        if (filled_ == 64) {
            block(buffer_.data());
            filled_ = 0;
        }
    }
}

std::string Sha256::hex() {
    const std::uint64_t bits = total_ * 8;
    const std::uint8_t one = 0x80, zero = 0;
    update(&one, 1);
    while (filled_ != 56)
        update(&zero, 1);
    std::uint8_t length[8];
    for (int i = 0; i < 8; ++i)
        length[i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
    update(length, 8);
    std::string out;
    for (const std::uint32_t word : state_)
        for (int shift = 28; shift >= 0; shift -= 4)
            out += "0123456789abcdef"[word >> shift & 15];
    return out;
}

} // namespace finetune
