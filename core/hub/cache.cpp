// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/cache.h"

#include "core/base/files.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace finetune::hub {
namespace fs = std::filesystem;
namespace {

// What becomes the name of a blob and of its lock: from a header, so nothing is taken on trust.
void checkEtag(const std::string& etag) {
    const auto allowed = [](unsigned char c) { return (c < 0x80 && std::isalnum(c)) || c == '-' || c == '_'; };
    if (etag.empty() || etag.size() > 200 || !std::ranges::all_of(etag, allowed))
        throw Error(Kind::Environment, "the hub gives a file an ETag that cannot be a file's name")
            .cure("Check HF_ENDPOINT: this is not how a model hub answers");
}

std::string folderName(const Repository& repository) {
    std::string name = std::string(repository.noun()) + "s--" + repository.id;
    if (const std::size_t slash = name.find('/'); slash != std::string::npos)
        name.replace(slash, 1, "--");
    return name;
}

// "models--org--name" as a repository; none: something else.
std::optional<Repository> repositoryOf(const std::string& folder) {
    for (const auto type : {Repository::Type::Model, Repository::Type::Dataset}) {
        Repository out{type, {}, "main"};
        const std::string prefix = std::string(out.noun()) + "s--";
        if (!folder.starts_with(prefix))
            continue;
        out.id = folder.substr(prefix.size());
        if (const std::size_t dashes = out.id.find("--"); dashes != std::string::npos)
            out.id.replace(dashes, 2, "/");
        if (looksLikeName(out.id))
            return out;
    }
    return {};
}

std::uintmax_t bytesBelow(const fs::path& folder) { // links are not followed: what they point to is counted itself
    std::uintmax_t bytes = 0;
    std::error_code code;
    for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end; at.increment(code))
        if (std::error_code other; at->symlink_status(other).type() == fs::file_type::regular)
            bytes += at->file_size(other);
    return bytes;
}

bool isLink(const fs::path& path) {
    std::error_code code;
    return fs::is_symlink(path, code);
}

// Names of the blobs that links below `folder` point to.
std::set<fs::path> blobsOf(const fs::path& folder) {
    std::set<fs::path> blobs;
    std::error_code code;
    for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end; at.increment(code))
        if (isLink(at->path()))
            blobs.insert(fs::read_symlink(at->path()).filename());
    return blobs;
}

// Without following links into the folders that a stranger may have put in the snapshot.
std::vector<std::string> namesBelow(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code code;
    for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end; at.increment(code))
        if (std::error_code other; at->is_regular_file(other)) // of a link: what it points to
            names.push_back(at->path().lexically_relative(folder).generic_string());
    std::ranges::sort(names);
    return names;
}

} // namespace

fs::path Cache::folder(const Repository& repository) const {
    return root_ / folderName(repository);
}

fs::path Cache::snapshot(const Repository& repository, const std::string& commit) const {
    if (!isCommit(commit))
        throw Error(Kind::Environment, "the hub names a commit that is none")
            .cure("Check HF_ENDPOINT: this is not how a model hub answers");
    return folder(repository) / "snapshots" / commit;
}

fs::path Cache::blob(const Repository& repository, const std::string& etag) const {
    checkEtag(etag);
    return folder(repository) / "blobs" / etag;
}

std::optional<std::string> Cache::commitOf(const Repository& repository) const {
    if (isCommit(repository.revision))
        return repository.revision;
    const fs::path ref = folder(repository) / "refs" / repository.revision;
    std::error_code code;
    if (!fs::is_regular_file(ref, code))
        return {};
    const std::string commit = files::read(ref);
    return isCommit(commit) ? std::optional(commit) : std::nullopt;
}

void Cache::keepCommit(const Repository& repository, const std::string& commit) const {
    if (repository.revision == commit || commitOf(repository) == commit)
        return;
    const fs::path ref = folder(repository) / "refs" / repository.revision;
    files::createFolders(ref.parent_path());
    files::writeAtomically(ref, commit);
}

std::vector<std::string> Cache::filesOf(const Repository& repository, const std::string& commit) const {
    return namesBelow(snapshot(repository, commit));
}

bool Cache::has(const Repository& repository, const std::string& commit, const std::string& file) const {
    refuseHostileName(file);
    std::error_code code;
    return fs::is_regular_file(snapshot(repository, commit) / file, code);
}

void Cache::keepMissing(const Repository& repository, const std::string& commit, const std::string& file) const {
    refuseHostileName(file);
    const fs::path note = folder(repository) / ".no_exist" / snapshot(repository, commit).filename() / file;
    if (fs::exists(note))
        return;
    files::createFolders(note.parent_path());
    files::writeSynced(note, {});
}

void Cache::place(const Repository& repository, const std::string& commit, const std::string& file,
                  const std::string& etag) const {
    refuseHostileName(file);
    const fs::path pointer = snapshot(repository, commit) / file, bytes = blob(repository, etag);
    files::createFolders(pointer.parent_path());
    std::error_code code;
    fs::remove(pointer, code); // a link to bytes that are gone
    if (links_) {
        fs::create_symlink(bytes.lexically_relative(pointer.parent_path()), pointer, code);
        if (!code || (isLink(pointer) && fs::equivalent(pointer, bytes, code))) // or another program was faster
            return;
    }
    const fs::path partial = pointer.string() + ".partial";
    fs::copy_file(bytes, partial, fs::copy_options::overwrite_existing, code);
    if (code)
        cannotWrite(pointer, code.value());
    files::rename(partial, pointer);
}

Cache::Lock::~Lock() {
    if (descriptor_ >= 0)
        ::close(descriptor_); // the lock file stays: taking it away would part those who wait for it
}

Cache::Lock Cache::lock(const Repository& repository, const std::string& etag, const StopToken& stop,
                        const std::function<void()>& waiting) const {
    checkEtag(etag);
    const fs::path file = root_ / ".locks" / folderName(repository) / (etag + ".lock");
    files::createFolders(file.parent_path());
    for (bool told = false;;) {
        const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (descriptor < 0)
            cannotWrite(file, errno);
        Lock held(descriptor);
        const bool got = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        struct stat info {};
        if (got && ::fstat(descriptor, &info) == 0 && info.st_nlink > 0)
            return held;
        if (!got && errno != EWOULDBLOCK && errno != EINTR)
            return held; // a file system without locks; the hash is checked in any case
        if (!got && !std::exchange(told, true) && waiting)
            waiting();
        stop.throwIfRequested();
        std::this_thread::sleep_for(std::chrono::milliseconds(50)); // the kernel tells nobody who does not block
    }
}

std::vector<CachedRepository> Cache::list() const {
    std::vector<CachedRepository> out;
    std::error_code code;
    for (fs::directory_iterator at(root_, code), end; !code && at != end; at.increment(code)) {
        const auto repository = repositoryOf(at->path().filename().string());
        if (!repository || !at->is_directory())
            continue;
        CachedRepository found{*repository, at->path(), bytesBelow(at->path()), {}};
        std::vector<std::pair<std::string, std::string>> refs; // commit, name
        for (const std::string& name : namesBelow(at->path() / "refs"))
            refs.emplace_back(files::read(at->path() / "refs" / name), name);
        std::map<fs::path, std::pair<std::uintmax_t, int>> sizes; // of a blob; how many revisions have it
        std::vector<std::set<fs::path>> blobs;                    // by revision
        for (fs::directory_iterator revision(at->path() / "snapshots", code); !code && revision != end;
             revision.increment(code)) {
            CachedRevision one{revision->path().filename().string(), {}, revision->path()};
            std::set<fs::path> its;
            for (const std::string& name : namesBelow(one.folder)) {
                struct stat info {};
                if (::stat((one.folder / name).c_str(), &info) != 0)
                    continue;
                ++one.files, one.bytes += static_cast<std::uintmax_t>(info.st_size);
                one.lastUsed = std::max(one.lastUsed, info.st_atime);
                const fs::path bytes =
                    isLink(one.folder / name) ? fs::read_symlink(one.folder / name).filename() : one.folder / name;
                if (its.insert(bytes).second)
                    sizes[bytes] = {static_cast<std::uintmax_t>(info.st_size), sizes[bytes].second + 1};
            }
            blobs.push_back(std::move(its));
            for (const auto& [commit, name] : refs)
                if (commit == one.commit)
                    one.refs.push_back(name);
            found.revisions.push_back(std::move(one));
        }
        code.clear(); // a repository without snapshots: a download that has only begun
        for (std::size_t i = 0; i < blobs.size(); ++i)
            for (const fs::path& blob : blobs[i])
                found.revisions[i].alone += sizes[blob].second == 1 ? sizes[blob].first : 0;
        std::ranges::sort(found.revisions, {}, &CachedRevision::commit);
        out.push_back(std::move(found));
    }
    std::ranges::sort(out, {}, &CachedRepository::folder);
    return out;
}

std::uintmax_t Cache::remove(const Repository& repository, const std::string& commit) const {
    const fs::path where = folder(repository);
    const std::uintmax_t before = bytesBelow(where);
    if (commit.empty()) {
        files::removeAll(where);
        files::removeAll(root_ / ".locks" / folderName(repository));
        return before;
    }
    const std::set<fs::path> its = blobsOf(snapshot(repository, commit));
    files::removeAll(snapshot(repository, commit));
    files::removeAll(where / ".no_exist" / commit);
    for (const std::string& name : namesBelow(where / "refs"))
        if (files::read(where / "refs" / name) == commit)
            files::removeAll(where / "refs" / name);
    const std::set<fs::path> others = blobsOf(where / "snapshots");
    for (const fs::path& blob : its)
        if (!others.contains(blob))
            files::removeAll(where / "blobs" / blob);
    return before - std::min(before, bytesBelow(where));
}

void cannotWrite(const fs::path& file, int code) {
    const bool isFull = code == ENOSPC || code == EDQUOT || code == EFBIG;
    throw Error(Kind::Environment, std::string("cannot be written: ") + std::strerror(code))
        .in(file)
        .cure(isFull ? "Free some space and start again: it goes on where it stopped. Or name another folder in "
                       "HF_HUB_CACHE"
                     : "Make the cache's folder writable, or name another one in HF_HUB_CACHE");
}

std::optional<Repository> repositoryOfSnapshot(const fs::path& path) {
    const std::vector<fs::path> parts(path.begin(), path.end());
    for (std::size_t i = 1; i + 1 < parts.size(); ++i)
        if (parts[i] == "snapshots" && isCommit(parts[i + 1].string()))
            if (auto repository = repositoryOf(parts[i - 1].string())) {
                repository->revision = parts[i + 1].string();
                return repository;
            }
    return {};
}

} // namespace finetune::hub
