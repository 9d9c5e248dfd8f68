// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/feature_cache.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/free_room.h"
#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::array<char, 8> kMagic = {'F', 'T', 'W', 'I', 'N', 'D', 'O', 'W'};
constexpr const char* kEnding = ".windows";
constexpr const char* kUnfinished = ".partial";

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint32_t version = kVersion, spare = 0;
    std::array<char, 64> key{};
    std::uint64_t bytes = 0; // of the whole file
    std::uint64_t blocks = 0, windows = 0, problemBytes = 0;
    std::uint64_t examples = 0, unanswerable = 0, contexts = 0;
};
struct BlockSizes { // numbers of elements
    std::uint64_t ids = 0, around = 0, windows = 0;
};
static_assert(sizeof(Header) == 136 && sizeof(BlockSizes) == 24 && sizeof(WindowRecord) == 36 &&
                  sizeof(text::Span) == 8,
              "the layout of kVersion");

template <class T>
std::string_view bytesOf(std::span<const T> values) {
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

// ------------------------------------------------------------------ reading

// Takes arrays from the front of bytes; none where they do not suffice.
class Cursor {
public:
    explicit Cursor(std::span<const std::byte> bytes) : left_(bytes) {}

    template <class T>
    std::optional<std::span<const T>> take(std::uint64_t count) {
        if (count > left_.size() / sizeof(T))
            return {};
        const std::span<const T> taken(reinterpret_cast<const T*>(left_.data()), static_cast<std::size_t>(count));
        left_ = left_.subspan(taken.size_bytes());
        return taken;
    }
    std::size_t left() const { return left_.size(); }

private:
    std::span<const std::byte> left_;
};

// Whether a window's places lie in its block, and what it says in bounds.
bool isSound(const WindowRecord& window, const BlockSizes& sizes, std::uint64_t examples,
             const FeatureOptions& options) {
    if (window.example < 0 || static_cast<std::uint64_t>(window.example) >= examples || window.window < 0 ||
        window.beforeAt > window.afterAt || window.afterAt > window.aroundEnd || window.aroundEnd > sizes.around ||
        window.contextAt > window.contextEnd || window.contextEnd > sizes.ids)
        return false;
    const std::int64_t size = std::int64_t{window.aroundEnd} - window.beforeAt + window.contextEnd - window.contextAt;
    const bool isPadded = options.labels == Labels::Tutorial && options.padToMaxLength;
    const std::int64_t end = isPadded ? std::max<std::int64_t>(size, options.maxLength) : size;
    return size > 0 && size <= options.maxLength && window.startPosition >= 0 && window.startPosition < end &&
           window.endPosition >= 0 && window.endPosition < size;
}

std::vector<Problem> problemsFrom(const Json& list) {
    std::vector<Problem> problems;
    for (const Json& one : list)
        problems.push_back({one.at(0), one.at(1), one.at(2), one.at(3), one.at(4), one.at(5)});
    return problems;
}

Json toJson(const std::vector<Problem>& problems) {
    Json list = Json::array();
    for (const Problem& one : problems)
        list.push_back({one.place, one.what, one.cure, one.kept, one.example, one.note});
    return list;
}

std::optional<KeptWindows> read(const std::shared_ptr<const files::Mapped>& file, const std::string& key,
                                const FeatureOptions& options) {
    Cursor bytes(file->bytes());
    const auto head = bytes.take<Header>(1);
    if (!head)
        return {};
    const Header& header = head->front();
    if (header.magic != kMagic || header.version != kVersion ||
        std::string_view(header.key.data(), header.key.size()) != key || header.bytes != file->bytes().size())
        return {};
    // From the end, where all stands that is not tokens.
    const auto fits = [&](std::uint64_t count, std::size_t size) { return count <= bytes.left() / size; };
    if (!fits(header.blocks, sizeof(BlockSizes)) || !fits(header.windows, sizeof(WindowRecord)) ||
        !fits(header.problemBytes, 1))
        return {};
    const std::uint64_t tail =
        header.blocks * sizeof(BlockSizes) + header.windows * sizeof(WindowRecord) + header.problemBytes;
    if (tail > bytes.left() || (bytes.left() - tail) % alignof(BlockSizes) != 0)
        return {};
    Cursor tokens(file->bytes().subspan(sizeof(Header), bytes.left() - static_cast<std::size_t>(tail)));
    bytes.take<std::byte>(tokens.left());
    const auto table = *bytes.take<BlockSizes>(header.blocks);
    Cursor records(file->bytes().subspan(file->bytes().size() - bytes.left(),
                                         static_cast<std::size_t>(header.windows) * sizeof(WindowRecord)));
    bytes.take<WindowRecord>(header.windows);

    KeptWindows kept;
    kept.counts = {header.examples, header.unanswerable, header.contexts};
    kept.features.features.reserve(static_cast<std::size_t>(header.windows));
    for (const BlockSizes& sizes : table) {
        const auto ids = tokens.take<std::int32_t>(sizes.ids);
        const auto offsets = tokens.take<text::Span>(sizes.ids);
        const auto around = tokens.take<std::int32_t>(sizes.around);
        const auto windows = records.take<WindowRecord>(sizes.windows);
        if (!ids || !offsets || !around || !windows)
            return {};
        for (const WindowRecord& window : *windows)
            if (!isSound(window, sizes, header.examples, options))
                return {};
        append(kept.features, *windows,
               std::make_shared<const FeatureTokens>(FeatureTokens{*ids, *offsets, *around, file}));
    }
    if (records.left() != 0 || tokens.left() >= alignof(BlockSizes))
        return {};
    const auto text = *bytes.take<char>(header.problemBytes);
    const Json problems = Json::parse(text.begin(), text.end());
    kept.problems = problemsFrom(problems.at("entries"));
    kept.features.problems = problemsFrom(problems.at("windows"));
    return kept;
}

// ------------------------------------------------------------------ the folder

struct FolderFile {
    fs::path path;
    std::uintmax_t bytes = 0;
    std::int64_t usedNanoseconds = 0;
};

std::vector<FolderFile> filesOf(const fs::path& folder) {
    std::vector<FolderFile> found;
    std::error_code code;
    for (auto at = fs::directory_iterator(folder, code); !code && at != fs::directory_iterator(); at.increment(code)) {
        struct stat info {};
        if (::stat(at->path().c_str(), &info) == 0 && S_ISREG(info.st_mode))
            found.push_back({at->path(), static_cast<std::uintmax_t>(info.st_size),
                             std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec});
    }
    return found;
}

std::string reasonOf(const Error& error) {
    return error.happened() + (error.file().empty() ? "" : " (" + error.file().string() + ")");
}

template <class Work>
auto guarded(Work work) {
    try {
        return work();
    } catch (const Error& error) {
        throw CacheFailure{reasonOf(error)};
    }
}

} // namespace

fs::path FeatureCache::userFolder() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return fs::path(value ? value : "");
    };
    fs::path caches = variable("XDG_CACHE_HOME");
    if (!caches.is_absolute()) { // as the XDG specification has it
        const fs::path home = variable("HOME");
        if (!home.is_absolute())
            return {};
        caches = home / ".cache";
    }
    return caches / "finetune-studio" / "features";
}

std::uintmax_t FeatureCache::bytes() const {
    std::uintmax_t bytes = 0;
    for (const FolderFile& file : filesOf(folder_))
        bytes += file.bytes;
    return bytes;
}

std::uintmax_t FeatureCache::limit() const {
    return std::min(most_, (freeDiskBytes(folder_) + bytes()) / 10);
}

std::optional<KeptWindows> FeatureCache::find(const std::string& key, const FeatureOptions& options) const {
    const fs::path path = fileOf(key);
    std::error_code code;
    if (folder_.empty() || !fs::is_regular_file(path, code))
        return {};
    try {
        auto kept = read(std::make_shared<const files::Mapped>(path), key, options);
        if (kept)
            ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0); // in a folder that is only read it stays as it is
        return kept;
    } catch (const Error&) { // removed or locked away a moment ago
        return {};
    } catch (const Json::exception&) {
        return {};
    }
}

void FeatureCache::makeRoom() const {
    std::vector<FolderFile> all = filesOf(folder_);
    std::uintmax_t bytes = 0;
    for (const FolderFile& file : all)
        if (file.path.extension() != kUnfinished || !files::removeAbandoned(file.path))
            bytes += file.bytes;
    const std::uintmax_t most = limit();
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.usedNanoseconds < b.usedNanoseconds; });
    for (auto file = all.begin(); file != all.end() && bytes > most; ++file)
        if (std::error_code code; file->path.extension() == kEnding && fs::remove(file->path, code))
            bytes -= file->bytes;
}

// ------------------------------------------------------------------ writing

struct FeatureCache::Writer::File {
    File(const FeatureCache& its, std::string itsKey)
        : cache(its), key(std::move(itsKey)), path(unfinishedName()), out(path), most(cache.limit()) {}
    ~File() {
        std::error_code code;
        if (!isPublished)
            fs::remove(path, code);
    }

    void write(std::string_view bytes) {
        header.bytes += bytes.size();
        if (header.bytes > most)
            throw Error(Kind::Environment, "there is too little room for them").in(cache.folder());
        out.append(bytes);
    }

    // No other writer's, also where containers share the folder and number their processes alike.
    fs::path unfinishedName() const {
        std::random_device random;
        return cache.folder() / (key + "." + std::to_string(::getpid()) + "-" + std::to_string(random()) + kUnfinished);
    }

    FeatureCache cache;
    std::string key;
    fs::path path;
    files::Growing out;
    std::uintmax_t most;
    Header header;
    std::vector<BlockSizes> table;
    std::vector<WindowRecord> records;
    bool isPublished = false;
};

FeatureCache::Writer::Writer(const FeatureCache& cache, std::string key) {
    if (cache.folder().empty())
        throw CacheFailure{"neither XDG_CACHE_HOME nor HOME names a folder"};
    guarded([&] {
        std::error_code code;
        if (!fs::exists(cache.folder(), code)) {
            files::createFolders(cache.folder());
            // The texts can be read from the tokens: nobody else's.
            fs::permissions(cache.folder(), fs::perms::owner_all, code);
        }
        file_ = std::make_unique<File>(cache, std::move(key));
        file_->write(bytesOf(std::span<const Header>(&file_->header, 1)));
    });
}

FeatureCache::Writer::~Writer() = default;

void FeatureCache::Writer::append(const FeatureBlock& block) {
    if (block.windows.empty())
        return;
    guarded([&] {
        const FeatureTokens& tokens = *block.tokens;
        file_->write(bytesOf(tokens.ids));
        file_->write(bytesOf(tokens.offsets));
        file_->write(bytesOf(tokens.around));
        file_->table.push_back({tokens.ids.size(), tokens.around.size(), block.windows.size()});
        file_->records.insert(file_->records.end(), block.windows.begin(), block.windows.end());
    });
}

void FeatureCache::Writer::publish(const ExampleCounts& counts, const std::vector<Problem>& entryProblems,
                                   const std::vector<Problem>& windowProblems) {
    guarded([&] {
        File& file = *file_;
        Header& header = file.header;
        constexpr std::array<char, alignof(BlockSizes)> kNothing{};
        file.write({kNothing.data(), (kNothing.size() - header.bytes % kNothing.size()) % kNothing.size()});
        file.write(bytesOf(std::span<const BlockSizes>(file.table)));
        file.write(bytesOf(std::span<const WindowRecord>(file.records)));
        const std::string problems = Json{{"entries", toJson(entryProblems)}, {"windows", toJson(windowProblems)}}.dump(
            -1, ' ', false, Json::error_handler_t::replace); // a file's name need not be UTF-8
        file.write(problems);
        std::copy_n(file.key.begin(), std::min(file.key.size(), header.key.size()), header.key.begin());
        header.blocks = file.table.size();
        header.windows = file.records.size();
        header.problemBytes = problems.size();
        header.examples = counts.examples;
        header.unanswerable = counts.unanswerable;
        header.contexts = counts.contexts;
        file.out.writeAt(0, bytesOf(std::span<const Header>(&header, 1)));
        file.out.sync();
        files::rename(file.path, file.cache.fileOf(file.key));
        file.isPublished = true;
        files::syncFolder(file.cache.folder());
        file.cache.makeRoom();
        file_.reset(); // the records are in the file
    });
}

} // namespace finetune::data
