// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/part.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace finetune::hub {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int code) {
    Error error(Kind::Environment, std::string("cannot be written: ") + std::strerror(code));
    error.in(file);
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        error.cure(
            "Free some space and start again: it goes on where it stopped. Or name another folder in HF_HUB_CACHE");
    throw error.cure("Make the cache's folder writable, or name another one in HF_HUB_CACHE");
}

} // namespace

Part::Part(std::filesystem::path file, std::string etag, std::uint64_t size)
    : file_(std::move(file)), etag_(std::move(etag)), size_(size), digest_(std::make_unique<Digest>(etag_, size)),
      descriptor_(::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)) {
    if (descriptor_ < 0)
        fail(file_, errno);
    std::vector<char> buffer(1 << 20);
    for (ssize_t n; (n = ::read(descriptor_, buffer.data(), buffer.size())) > 0;) {
        digest_->update({buffer.data(), static_cast<std::size_t>(n)});
        have_ += static_cast<std::uint64_t>(n);
    }
    if (have_ > size_)
        restart();
}

Part::~Part() {
    ::close(descriptor_);
}

void Part::restart() {
    if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0)
        fail(file_, errno);
    have_ = 0;
    digest_ = std::make_unique<Digest>(etag_, size_);
}

void Part::write(std::uint64_t at, std::string_view bytes) {
    if (at != have_)
        restart();
    if (at != have_ || bytes.size() > size_ - have_) {
        restart(); // nothing of it is to be trusted
        throw Error(Kind::Environment, "the hub sends more than the " + std::to_string(size_) +
                                           " bytes that it announced, or other parts than were asked for")
            .cure("Try again later; if it stays so, another mirror (HF_ENDPOINT) may do better");
    }
    digest_->update(bytes);
    have_ += bytes.size();
    while (!bytes.empty()) {
        const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR)
            fail(file_, errno);
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    }
}

void Part::finish(const std::filesystem::path& blob) {
    if (::fsync(descriptor_) != 0)
        fail(file_, errno);
    files::rename(file_, blob);
    files::syncFolder(blob.parent_path());
}

} // namespace finetune::hub
