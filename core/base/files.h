// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

// Files that are there whole or not at all. Every function throws Error (Input: missing or unreadable, Environment:
// full disk, no permission) that names the path.
namespace finetune::files {

// The whole file as bytes.
std::string read(const std::filesystem::path& file);

// Writes `name.partial` beside the file, syncs it, renames it over the file and syncs the folder.
void writeAtomically(const std::filesystem::path& file, std::string_view bytes);

// Writes and syncs a file under its own name: for files inside a folder that is not final yet.
void writeSynced(const std::filesystem::path& file, std::span<const std::string_view> pieces);

// Copies bytes, synced; for the same use.
void copySynced(const std::filesystem::path& from, const std::filesystem::path& to);

void createFolders(const std::filesystem::path& folder);
void syncFolder(const std::filesystem::path& folder);
void rename(const std::filesystem::path& from, const std::filesystem::path& to);
void removeAll(const std::filesystem::path& path);

// Appends one line in a single write; the line is in the kernel when this returns (synced when asked).
void appendLine(const std::filesystem::path& file, std::string_view line, bool sync = false);

std::string sha256(std::span<const std::byte> bytes); // hexadecimal
std::string sha256(const std::filesystem::path& file);

// A file mapped for reading; the view lives as long as the object.
class Mapped {
public:
    explicit Mapped(const std::filesystem::path& file);
    ~Mapped();
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;
    std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

// A new file that grows piece by piece, for one that is renamed when it is whole. Locked (flock) while it is open, so
// that what a killed process left can be told from what is being written.
class Growing {
public:
    explicit Growing(const std::filesystem::path& file); // must not be there
    ~Growing();
    Growing(const Growing&) = delete;
    Growing& operator=(const Growing&) = delete;
    void append(std::string_view bytes);
    void writeAt(std::uint64_t at, std::string_view bytes);
    void sync();

private:
    struct Open;
    std::unique_ptr<Open> open_;
};

// Removes a file that nobody writes as Growing; true: it is gone.
bool removeAbandoned(const std::filesystem::path& file);

// Called before each operation that changes the disk (open, write, sync, rename, remove, mkdir). Tests use it to die or
// to fail at a chosen point; nobody else does. Not thread-safe: set before any file work.
using OperationHook = std::function<void(std::string_view operation, const std::filesystem::path&)>;
void setOperationHook(OperationHook hook);

} // namespace finetune::files
