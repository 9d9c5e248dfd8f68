// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/hub/repository.h"

#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace finetune::hub {

// A revision in the cache: what stands in snapshots/<commit>.
struct CachedRevision {
    std::string commit;
    std::vector<std::string> refs; // "main"; names that mean this commit
    std::filesystem::path folder;
    std::size_t files = 0;
    std::uintmax_t bytes = 0; // of its files; those that it shares with another revision are on the disk once
    std::uintmax_t alone = 0; // of these what no other revision shares: what removing it frees
    std::time_t lastUsed = 0; // when one of its files was last read, as far as the file system notes it
};
struct CachedRepository {
    Repository repository; // its revision means nothing
    std::filesystem::path folder;
    std::uintmax_t bytes = 0;              // on the disk, unfinished downloads too
    std::vector<CachedRevision> revisions; // by commit
};

// The folder that Python's huggingface_hub keeps what it downloads in, in its layout (docs/hub.md):
//
//     models--org--name/blobs/<etag>            the bytes, once; <etag>.incomplete while they come
//     models--org--name/refs/main               a commit
//     models--org--name/snapshots/<commit>/…    names: relative links to the blobs
//     models--org--name/.no_exist/<commit>/…    names that are known not to be there
//     .locks/models--org--name/<etag>.lock      held (flock) by the program that writes the blob
//
// Throws Error (Environment: cannot be written; Input: a hostile name). Any thread; programs share it by the locks.
class Cache {
public:
    // Without `links` files are copied into the snapshots, as where a file system has none.
    explicit Cache(std::filesystem::path root, bool links = true) : root_(std::move(root)), links_(links) {}

    const std::filesystem::path& root() const { return root_; }
    std::filesystem::path folder(const Repository& repository) const;
    std::filesystem::path snapshot(const Repository& repository, const std::string& commit) const;
    std::filesystem::path blob(const Repository& repository, const std::string& etag) const;

    // The commit that the revision last meant here; none: never seen.
    std::optional<std::string> commitOf(const Repository& repository) const;
    void keepCommit(const Repository& repository, const std::string& commit) const;

    // Names in a snapshot whose bytes are there.
    std::vector<std::string> filesOf(const Repository& repository, const std::string& commit) const;
    bool has(const Repository& repository, const std::string& commit, const std::string& file) const;
    void keepMissing(const Repository& repository, const std::string& commit, const std::string& file) const;
    // Gives a blob its name in a snapshot.
    void place(const Repository& repository, const std::string& commit, const std::string& file,
               const std::string& etag) const;

    // Held as long as it lives.
    class Lock {
    public:
        Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
        ~Lock();

    private:
        friend class Cache;
        explicit Lock(int descriptor) : descriptor_(descriptor) {}
        int descriptor_;
    };
    // Waits for another program that writes this blob; `waiting` is told once if it must.
    Lock lock(const Repository& repository, const std::string& etag, const StopToken& stop,
              const std::function<void()>& waiting) const;

    std::vector<CachedRepository> list() const;
    // Removes a revision and the blobs that no other one uses, or (commit empty) the repository. Returns bytes freed.
    std::uintmax_t remove(const Repository& repository, const std::string& commit = {}) const;

private:
    std::filesystem::path root_;
    bool links_;
};

// Throws what the system says about a file of the cache that cannot be written (errno), with the cure.
[[noreturn]] void cannotWrite(const std::filesystem::path& file, int code);

// The repository whose snapshot a path lies in or is, its revision the commit; judged by the path alone. None: the path
// is no cache's.
std::optional<Repository> repositoryOfSnapshot(const std::filesystem::path& path);

} // namespace finetune::hub
