// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include "core/base/error.h"
#include "core/base/sha256.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace finetune::files {
namespace fs = std::filesystem;
namespace {

OperationHook& hook() {
    static OperationHook instance;
    return instance;
}

void announce(std::string_view operation, const fs::path& path) {
    if (hook())
        hook()(operation, path);
}

[[noreturn]] void fail(const char* what, const fs::path& path, int code) {
    const Kind kind = code == ENOENT || code == EISDIR ? Kind::Input : Kind::Environment;
    Error error(kind, std::string(what) + ": " + std::strerror(code));
    error.in(path);
    if (code == ENOSPC || code == EDQUOT)
        error.cure("Free some space on this disk or choose another folder");
    if (code == ENOTDIR)
        error.cure("Something on the way to it is a file, not a folder: choose another place");
    if (code == EACCES || code == EPERM || code == EROFS)
        error.cure("Choose a folder that you may write to");
    if (code == ENOENT)
        error.cure("Check the path; the file or its folder does not exist");
    throw error;
}

// An open file descriptor that its owner closes.
class Descriptor {
public:
    Descriptor(const fs::path& path, int flags) : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
        if (fd_ < 0)
            fail("cannot be opened", path, errno);
    }
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                fail("cannot be written", path_, errno);
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    void seek(off_t at, int from) const {
        if (::lseek(fd_, at, from) < 0)
            fail("cannot be written", path_, errno);
    }
    void sync() const {
        announce("sync", path_);
        if (::fsync(fd_) != 0 && errno != EINVAL) // EINVAL: a pipe or device, which has nothing to sync
            fail("cannot be written to the disk", path_, errno);
    }
    int get() const { return fd_; }

private:
    fs::path path_;
    int fd_;
};

} // namespace

std::string read(const fs::path& file) {
    const Descriptor in(file, O_RDONLY);
    std::string out;
    char buffer[1 << 16];
    for (;;) {
        const ssize_t n = ::read(in.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            fail("cannot be read", file, errno);
        if (n == 0)
            return out;
        out.append(buffer, static_cast<std::size_t>(n));
    }
}

void writeSynced(const fs::path& file, std::span<const std::string_view> pieces) {
    announce("open", file);
    const Descriptor out(file, O_WRONLY | O_CREAT | O_TRUNC);
    for (const std::string_view piece : pieces) {
        announce("write", file);
        out.write(piece);
    }
    out.sync();
}

void writeAtomically(const fs::path& file, std::string_view bytes) {
    const fs::path partial = file.string() + ".partial";
    writeSynced(partial, {&bytes, 1});
    files::rename(partial, file);
    syncFolder(fs::absolute(file).parent_path());
}

void copySynced(const fs::path& from, const fs::path& to) {
    const std::string bytes = read(from);
    const std::string_view view = bytes;
    writeSynced(to, {&view, 1});
}

void createFolders(const fs::path& folder) {
    announce("mkdir", folder);
    std::error_code code;
    fs::create_directories(folder, code);
    if (code)
        fail("the folder cannot be made", folder, code.value());
}

void syncFolder(const fs::path& folder) {
    const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
    descriptor.sync();
}

void rename(const fs::path& from, const fs::path& to) {
    announce("rename", to);
    if (::rename(from.c_str(), to.c_str()) != 0)
        fail("cannot be given its final name", to, errno);
}

void removeAll(const fs::path& path) {
    announce("remove", path);
    std::error_code code;
    fs::remove_all(path, code);
    if (code)
        fail("cannot be removed", path, code.value());
}

void appendLine(const fs::path& file, std::string_view line, bool sync) {
    announce("append", file);
    const Descriptor out(file, O_WRONLY | O_CREAT | O_APPEND);
    out.write(std::string(line) + "\n");
    if (sync)
        out.sync();
}

std::string sha256(std::span<const std::byte> bytes) {
    Sha256 hash;
    hash.update(bytes.data(), bytes.size());
    return hash.hex();
}

std::string sha256(const fs::path& file) {
    return sha256(Mapped(file).bytes());
}

Mapped::Mapped(const fs::path& file) {
    const Descriptor in(file, O_RDONLY);
    struct stat info {};
    if (::fstat(in.get(), &info) != 0)
        fail("cannot be read", file, errno);
    if (!S_ISREG(info.st_mode))
        throw Error(Kind::Input, "is not a file").in(file);
    size_ = static_cast<std::size_t>(info.st_size);
    if (size_ == 0)
        return;
    void* at = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, in.get(), 0);
    if (at == MAP_FAILED)
        fail("cannot be mapped", file, errno);
    data_ = static_cast<const std::byte*>(at);
}

Mapped::~Mapped() {
    if (data_)
        ::munmap(const_cast<std::byte*>(data_), size_);
}

struct Growing::Open {
    explicit Open(const fs::path& file) : path(file), out(file, O_WRONLY | O_CREAT | O_EXCL) {}
    fs::path path;
    Descriptor out;
};

Growing::Growing(const fs::path& file) {
    announce("open", file);
    open_ = std::make_unique<Open>(file);
    ::flock(open_->out.get(), LOCK_EX | LOCK_NB); // where there are no locks, others cannot lock it either
}

Growing::~Growing() = default;

void Growing::append(std::string_view bytes) {
    announce("write", open_->path);
    open_->out.write(bytes);
}

void Growing::writeAt(std::uint64_t at, std::string_view bytes) {
    announce("write", open_->path);
    open_->out.seek(static_cast<off_t>(at), SEEK_SET);
    open_->out.write(bytes);
    open_->out.seek(0, SEEK_END);
}

void Growing::sync() {
    open_->out.sync();
}

bool removeAbandoned(const fs::path& file) {
    announce("remove", file);
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return errno == ENOENT;
    const bool isGone = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::unlink(file.c_str()) == 0;
    ::close(descriptor);
    return isGone;
}

void setOperationHook(OperationHook newHook) {
    hook() = std::move(newHook);
}

} // namespace finetune::files
