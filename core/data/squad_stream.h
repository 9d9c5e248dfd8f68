// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"

#include <array>
#include <filesystem>
#include <streambuf>

namespace finetune::data {

// A file's bytes for a parser, in blocks; before each block it looks at the stop token and tells the progress.
// Throws Input for a missing file, a folder, an empty file, and what is by its first bytes no text at all.
class SquadStream : public std::streambuf {
public:
    SquadStream(const std::filesystem::path& file, const StopToken& stop, const Progress& progress);
    ~SquadStream() override;
    SquadStream(const SquadStream&) = delete;
    SquadStream& operator=(const SquadStream&) = delete;

private:
    int_type underflow() override;
    void refuseOtherFormats() const;

    std::filesystem::path file_;
    const StopToken& stop_;
    const Progress& progress_;
    int fd_;
    std::size_t total_ = 0, done_ = 0;
    std::array<char, 1 << 16> block_;
};

} // namespace finetune::data
