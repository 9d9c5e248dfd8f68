// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/data_windows.h"

#include "core/base/openssl_digest.h"
#include "core/data/table_files.h"

#include <array>
#include <fstream>
#include <sys/stat.h>
#include <unicode/uvernum.h>

namespace finetune::data {
namespace fs = std::filesystem;

// Over core/text and core/data, made by the build: a program that cuts otherwise looks for other windows.
extern const char* const kSourcesDigest;

namespace {

// ------------------------------------------------------------------ the key

// A file as it was found. One that was written since has other times.
struct FileMark {
    fs::path file;
    std::array<std::int64_t, 7> values{};
    bool operator==(const FileMark&) const = default;
};

std::optional<FileMark> markOf(const fs::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
        return {};
    return FileMark{file,
                    {static_cast<std::int64_t>(info.st_dev), static_cast<std::int64_t>(info.st_ino), info.st_size,
                     info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_ctim.tv_sec, info.st_ctim.tv_nsec}};
}

// The key, and whether the files still are what it was made of.
class Key {
public:
    static std::optional<Key> of(const WindowSource& source, const StopToken& stop, const Progress& progress) {
        Key key;
        key.add(kSourcesDigest);
        key.add(U_ICU_VERSION);
        key.add(toJson(source.open).dump());
        const FeatureOptions& options = source.options;
        key.add(Json{static_cast<int>(source.onProblem), options.maxLength, options.stride, options.padToMaxLength,
                     static_cast<int>(options.labels)}
                    .dump());
        std::vector<fs::path> tokenizer = text::tokenizerFiles(source.tokenizer);
        if (const fs::path config = source.tokenizer / "config.json"; fs::exists(config))
            tokenizer.push_back(config); // tells the tokenizer's class where its own files do not
        for (const auto& files : {tokenizer, dataFiles(source.data)}) {
            key.add(std::to_string(files.size()));
            for (const fs::path& file : files)
                if (!key.addFile(file, stop, progress))
                    return {};
        }
        key.text_ = key.hash_.hex();
        return key;
    }

    const std::string& text() const { return text_; }

    bool isCurrent() const {
        return std::ranges::all_of(marks_, [](const FileMark& mark) { return markOf(mark.file) == mark; });
    }

private:
    void add(std::string_view value) {
        const std::string size = std::to_string(value.size()) + ":"; // no two lists of values hash as the same bytes
        hash_.update(size.data(), size.size());
        hash_.update(value.data(), value.size());
    }

    bool addFile(const fs::path& file, const StopToken& stop, const Progress& progress) {
        const auto mark = markOf(file);
        if (!mark)
            return false; // a pipe's bytes would be lost
        std::ifstream in(file, std::ios::binary);
        const std::string name = file.filename().string();
        const auto total = static_cast<std::size_t>(mark->values[2]);
        add(name); // it is told in problems, and its ending may say what it holds
        add(std::to_string(total));
        std::vector<char> piece(std::size_t{1} << 20);
        std::size_t done = 0;
        while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
            stop.throwIfRequested();
            hash_.update(piece.data(), static_cast<std::size_t>(in.gcount()));
            done += static_cast<std::size_t>(in.gcount());
            if (progress && total > piece.size())
                progress("reading " + name, std::min(done, total), total);
        }
        marks_.push_back(*mark);
        return done == total;
    }

    OpensslDigest hash_{EVP_sha256()};
    std::string text_;
    std::vector<FileMark> marks_;
};

// ------------------------------------------------------------------ the windows

class Counter {
public:
    void add(const std::vector<Example>& examples) {
        counts_.examples += examples.size();
        for (const Example& example : examples) {
            counts_.unanswerable += example.answers.empty();
            counts_.contexts += example.context != last_;
            last_ = example.context;
        }
    }
    const ExampleCounts& counts() const { return counts_; }

private:
    ExampleCounts counts_;
    std::shared_ptr<const std::string> last_;
};

// One way from the data to windows: read (or at hand already), cut, and handed on block by block.
class Opening {
public:
    Opening(const WindowSource& source, Texts texts, const text::Tokenizer& tokenizer, int threads,
            const StopToken& stop, const Progress& progress)
        : source_(source), texts_(texts), tokenizer_(tokenizer), threads_(threads), stop_(stop), progress_(progress) {}

    DataWindows run() {
        const std::optional<Key> key = Key::of(source_, stop_, progress_);
        const FeatureCache cache(FeatureCache::userFolder());
        if (texts_ == Texts::Kept) {
            made_.dataset = openDataset(source_.data, source_.onProblem, source_.open, stop_, progress_);
            made_.counts = countsOf(made_.dataset.examples);
        }
        if (key && (texts_ == Texts::Left || key->isCurrent()) && take(cache, *key)) {
            made_.takenFrom = cache.fileOf(key->text());
            return std::move(made_);
        }
        if (key) {
            try {
                makeInto(cache, *key);
                return std::move(made_);
            } catch (const CacheFailure& failure) {
                made_.notKept = failure.why;
            }
        }
        makeInMemory();
        return std::move(made_);
    }

private:
    bool take(const FeatureCache& cache, const Key& key) {
        std::optional<KeptWindows> kept = cache.find(key.text(), source_.options);
        if (!kept || (texts_ == Texts::Kept && kept->counts != made_.counts))
            return false;
        made_.features = std::move(kept->features);
        if (texts_ == Texts::Kept)
            return true;
        made_.counts = kept->counts;
        made_.dataset.file = source_.data;
        made_.dataset.problems = std::move(kept->problems);
        return true;
    }

    void makeInto(const FeatureCache& cache, const Key& key) {
        FeatureCache::Writer writer(cache, key.text());
        std::vector<Problem> problems;
        cut([&](CutWindows part) {
            for (const FeatureBlock& block : part.blocks)
                writer.append(block);
            std::ranges::move(part.problems, std::back_inserter(problems));
        });
        if (!key.isCurrent())
            throw CacheFailure{"the data was written while it was read"};
        writer.publish(made_.counts, made_.dataset.problems, problems);
        if (!take(cache, key))
            throw CacheFailure{"what was written cannot be read again (" + cache.fileOf(key.text()).string() + ")"};
    }

    void makeInMemory() {
        made_.features = {};
        cut([&](CutWindows part) {
            for (FeatureBlock& block : part.blocks) {
                append(made_.features, block.windows, block.tokens);
                block = {};
            }
            std::ranges::move(part.problems, std::back_inserter(made_.features.problems));
        });
    }

    template <class Take>
    void cut(Take take) {
        if (texts_ == Texts::Kept)
            return take(cutWindows(made_.dataset.examples, tokenizer_, source_.options, threads_, stop_, progress_));
        Counter counter;
        const auto cutSlice = [&](const std::vector<Example>& slice) {
            const std::size_t first = counter.counts().examples;
            counter.add(slice);
            take(cutWindows(slice, tokenizer_, source_.options, threads_, stop_, {}, first)); // reading tells how far
        };
        made_.dataset = readInSlices(source_.data, source_.onProblem, source_.open, cutSlice, stop_, progress_);
        made_.counts = counter.counts();
    }

    const WindowSource& source_;
    Texts texts_;
    const text::Tokenizer& tokenizer_;
    int threads_;
    const StopToken& stop_;
    const Progress& progress_;
    DataWindows made_;
};

} // namespace

DataWindows openWindows(const WindowSource& source, Texts texts, const text::Tokenizer& tokenizer, int threads,
                        const StopToken& stop, const Progress& progress) {
    return Opening(source, texts, tokenizer, threads, stop, progress).run();
}

std::optional<std::string> windowsKey(const WindowSource& source, const StopToken& stop, const Progress& progress) {
    const std::optional<Key> key = Key::of(source, stop, progress);
    return key ? std::optional(key->text()) : std::nullopt;
}

ExampleCounts countsOf(const std::vector<Example>& examples) {
    Counter counter;
    counter.add(examples);
    return counter.counts();
}

} // namespace finetune::data
