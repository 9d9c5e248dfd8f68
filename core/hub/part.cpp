// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/part.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/openssl_digest.h"
#include "core/hub/cache.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace finetune::hub {

Part::Part(std::filesystem::path file, std::string etag, std::uint64_t size)
    : file_(std::move(file)), etag_(std::move(etag)), size_(size),
      descriptor_(::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)) {
    if (descriptor_ < 0)
        cannotWrite(file_, errno);
    begin();
    std::vector<char> buffer(1 << 20);
    for (ssize_t n; (n = ::read(descriptor_, buffer.data(), buffer.size())) > 0;) {
        add({buffer.data(), static_cast<std::size_t>(n)});
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
        cannotWrite(file_, errno);
    begin();
}

void Part::begin() {
    have_ = 0;
    const bool isHash = etag_.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (isHash && etag_.size() == 64)
        digest_ = std::make_unique<OpensslDigest>(EVP_sha256());
    if (isHash && etag_.size() == 40) {
        digest_ = std::make_unique<OpensslDigest>(EVP_sha1());
        add("blob " + std::to_string(size_) + std::string(1, '\0'));
    }
}

void Part::add(std::string_view bytes) {
    if (digest_)
        digest_->update(bytes.data(), bytes.size());
}

bool Part::matches() {
    return !digest_ || digest_->hex() == etag_;
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
    add(bytes);
    have_ += bytes.size();
    while (!bytes.empty()) {
        const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR)
            cannotWrite(file_, errno);
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    }
}

void Part::finish(const std::filesystem::path& blob) {
    if (::fsync(descriptor_) != 0)
        cannotWrite(file_, errno);
    files::rename(file_, blob);
    files::syncFolder(blob.parent_path());
}

} // namespace finetune::hub
