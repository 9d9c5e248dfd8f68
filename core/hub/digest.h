// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace finetune::hub {

// The hash that a file's ETag on the hub promises: of 64 digits the SHA-256 of an LFS object, of 40 the SHA-1 of a git
// blob (its size stands before its bytes). Any other ETag promises nothing. Computed by OpenSSL, which libcurl brings
// along and which uses the processor's own instructions.
class Digest {
public:
    Digest(const std::string& etag, std::uint64_t size);
    ~Digest();
    void update(std::string_view bytes);
    bool matches(); // ends the digest

private:
    struct State;
    std::string expected_;
    std::unique_ptr<State> state_; // none: nothing is promised
};

} // namespace finetune::hub
