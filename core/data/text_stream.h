// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/data/unpacked.h"

#include <array>
#include <filesystem>
#include <memory>
#include <streambuf>
#include <string_view>

namespace finetune::data {

// A file's bytes for a parser, in blocks, unpacked where they are packed (gzip, Zstandard: told by the first bytes);
// before each block it looks at the stop token and tells the progress, in bytes of the file.
// Throws Input for a missing file, a folder, an empty file (`form`, what should be in it, is the cure), and what is by
// its first bytes no text at all.
class TextStream : public std::streambuf {
public:
    TextStream(const std::filesystem::path& file, const char* form, const StopToken& stop, const Progress& progress);
    ~TextStream() override;
    TextStream(const TextStream&) = delete;
    TextStream& operator=(const TextStream&) = delete;

    std::string_view block() const { return {gptr(), static_cast<std::size_t>(egptr() - gptr())}; } // what is read
    void skipMark(); // a byte-order mark of UTF-8, if one stands here

private:
    int_type underflow() override;
    std::size_t readBlock();
    void refuseOtherFormats() const;

    std::filesystem::path file_;
    const StopToken& stop_;
    const Progress& progress_;
    int fd_;
    std::unique_ptr<Unpacked> unpacked_; // null: plain
    std::size_t total_ = 0, done_ = 0;
    std::array<char, 1 << 16> block_;
};

} // namespace finetune::data
