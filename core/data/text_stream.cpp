// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text_stream.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace finetune::data {
namespace {

using namespace std::string_view_literals;

struct OtherFormat {
    std::string_view opening;
    const char* what;
    const char* cure;
};

constexpr const char* kSaveAsUtf8 = "Save it again as UTF-8";
constexpr std::array kOtherFormats = {
    OtherFormat{"PK\x03\x04"sv, "is a zip archive", "Unpack it first"},
    OtherFormat{"\xFF\xFE"sv, "is UTF-16, not UTF-8", kSaveAsUtf8},
    OtherFormat{"\xFE\xFF"sv, "is UTF-16, not UTF-8", kSaveAsUtf8},
    OtherFormat{"PAR1"sv, "is a Parquet table, not SQuAD JSON",
                "A SQuAD file is JSON with data, paragraphs and qas; convert the table first"},
};

Error failure(const char* what, const std::filesystem::path& file, int code) {
    const Kind kind = code == ENOENT || code == ENOTDIR ? Kind::Input : Kind::Environment;
    Error error(kind, std::string(what) + ": " + std::strerror(code));
    error.in(file);
    if (code == ENOENT || code == ENOTDIR)
        error.cure("Check the path; there is no such file");
    return error;
}

} // namespace

TextStream::TextStream(const std::filesystem::path& file, const char* form, const StopToken& stop,
                       const Progress& progress)
    : file_(file), stop_(stop), progress_(progress), fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (fd_ < 0)
        throw failure("cannot be opened", file, errno);
    try {
        struct stat status {};
        if (::fstat(fd_, &status) == 0 && S_ISDIR(status.st_mode))
            throw Error(Kind::Input, "is a folder, not a file").in(file).cure("Choose the JSON file inside it");
        total_ = static_cast<std::size_t>(status.st_size); // 0 for a pipe
        const bool hasBytes = underflow() != traits_type::eof();
        if (hasBytes && block().starts_with("\x1F\x8B"))
            unpacked_ = unpacked(file, Packing::Gzip);
        else if (hasBytes && block().starts_with("\x28\xB5\x2F\xFD"))
            unpacked_ = unpacked(file, Packing::Zstandard);
        if (unpacked_)
            setg(block_.data(), block_.data(), block_.data()); // the packed bytes are read again, by it
        if (!hasBytes || (unpacked_ && underflow() == traits_type::eof()))
            throw Error(Kind::Input, "the file is empty").in(file).cure(form);
        refuseOtherFormats();
    } catch (...) {
        ::close(fd_);
        throw;
    }
}

TextStream::~TextStream() {
    ::close(fd_);
}

void TextStream::refuseOtherFormats() const {
    for (const OtherFormat& format : kOtherFormats)
        if (block().starts_with(format.opening))
            throw Error(Kind::Input, format.what).in(file_).cure(format.cure);
}

void TextStream::skipMark() {
    if (block().starts_with("\xEF\xBB\xBF"))
        gbump(3);
}

std::size_t TextStream::readBlock() {
    if (unpacked_) {
        const std::size_t count = unpacked_->read(block_.data(), block_.size());
        done_ = unpacked_->packedBytesRead();
        return count;
    }
    ssize_t count = 0;
    do
        count = ::read(fd_, block_.data(), block_.size());
    while (count < 0 && errno == EINTR);
    if (count < 0)
        throw failure("cannot be read", file_, errno);
    done_ += static_cast<std::size_t>(count);
    return static_cast<std::size_t>(count);
}

TextStream::int_type TextStream::underflow() {
    if (gptr() < egptr())
        return traits_type::to_int_type(*gptr());
    stop_.throwIfRequested();
    const std::size_t count = readBlock();
    if (progress_ && count > 0)
        progress_("reading " + file_.filename().string(), done_, total_);
    setg(block_.data(), block_.data(), block_.data() + count);
    return count == 0 ? traits_type::eof() : traits_type::to_int_type(*gptr());
}

} // namespace finetune::data
