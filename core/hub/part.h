// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace finetune {
class OpensslDigest;
}

namespace finetune::hub {

// A file that is being downloaded: <etag>.incomplete beside the blob, as Python's client leaves it too. What is in it
// is kept whatever happens, and hashed when it is opened. The ETag is the hash that the hub promises: of 64 digits the
// SHA-256 of an LFS object, of 40 the SHA-1 of a git blob (its size stands before its bytes); any other promises
// nothing. Hold the blob's lock. Throws Error (Environment: full disk).
class Part {
public:
    Part(std::filesystem::path file, std::string etag, std::uint64_t size);
    ~Part();
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    std::uint64_t have() const { return have_; }
    // `at` is where the bytes belong: what is there, or 0 to begin anew.
    void write(std::uint64_t at, std::string_view bytes);
    void restart();
    bool matches();                                 // once, when all is there
    void finish(const std::filesystem::path& blob); // synced, under its final name

private:
    void begin();
    void add(std::string_view bytes); // to the digest

    std::filesystem::path file_;
    std::string etag_;
    std::uint64_t size_, have_ = 0;
    std::unique_ptr<OpensslDigest> digest_; // none: nothing is promised
    int descriptor_;
};

} // namespace finetune::hub
