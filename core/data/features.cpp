// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/features.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <mutex>
#include <thread>

namespace finetune::data {
namespace {

Feature viewOf(const WindowRecord& window, const std::shared_ptr<const FeatureTokens>& tokens) {
    const auto part = [](const auto& values, std::uint32_t begin, std::uint32_t end) {
        return values.subspan(begin, end - begin);
    };
    Feature feature;
    feature.example = window.example;
    feature.window = window.window;
    feature.ids = {part(tokens->around, window.beforeAt, window.afterAt),
                   part(tokens->ids, window.contextAt, window.contextEnd),
                   part(tokens->around, window.afterAt, window.aroundEnd)};
    feature.offsets = part(tokens->offsets, window.contextAt, window.contextEnd);
    feature.contextBegin = static_cast<std::int32_t>(window.afterAt - window.beforeAt);
    if (feature.offsets.empty())
        feature.contextBegin = std::max(0, feature.size() - 1);
    feature.contextEnd = feature.contextBegin + static_cast<std::int32_t>(feature.offsets.size());
    feature.startPosition = window.startPosition;
    feature.endPosition = window.endPosition;
    feature.kept = tokens;
    return feature;
}

// The two loops of the Python workflow over the offsets of one window, cut to the tokens that matter.
class Labeller {
public:
    Labeller(const FeatureOptions& options, const text::Tokenizer& tokenizer)
        : options_(options), cls_(tokenizer.clsId()) {}

    void label(WindowRecord& labelled, const Feature& window, const std::vector<Answer>& answers) const {
        labelled.startPosition = labelled.endPosition = std::max(0, window.ids.indexOf(cls_));
        if (answers.empty() || window.offsets.empty())
            return;
        const std::int32_t start = answers.front().start.value;
        const std::int32_t end = start + text::countCodePoints(answers.front().text);
        if (window.offsets.front().start > start || window.offsets.back().end < end)
            return;
        labelled.startPosition = startToken(window, start);
        labelled.endPosition = endToken(window, end);
    }

private:
    // One before the first token that begins after the answer's start.
    std::int32_t startToken(const Feature& window, std::int32_t start) const {
        std::int32_t token = window.contextBegin;
        while (token < window.contextEnd && offset(window, token).start <= start)
            ++token;
        // Special tokens and padding have offsets (0, 0), so that the Python loop runs over them to the very end.
        if (options_.labels == Labels::Tutorial && token == window.contextEnd)
            token = options_.padToMaxLength ? std::max(options_.maxLength, window.size()) : window.size();
        return token - 1;
    }

    // One after the last token that ends before the answer's end. An answer that ends at 0 (an empty one) runs over
    // the separator and the question as well, down to the first token.
    std::int32_t endToken(const Feature& window, std::int32_t end) const {
        if (end <= 0)
            return 0;
        std::int32_t token = window.contextEnd - 1;
        while (token >= window.contextBegin && offset(window, token).end >= end)
            --token;
        return token + 1;
    }

    static const text::Span& offset(const Feature& window, std::int32_t token) {
        return window.offsets[static_cast<std::size_t>(token - window.contextBegin)];
    }

    FeatureOptions options_;
    std::int32_t cls_;
};

// Cuts a run of examples into windows. First the tokens are gathered, and the windows noted as places among them: no
// window can look into what still grows.
class Cutter {
public:
    Cutter(const text::Tokenizer& tokenizer, const FeatureOptions& options)
        : tokenizer_(tokenizer), labeller_(options, tokenizer), options_(options) {}

    // Notes the example's windows; throws Input when the question leaves no room. The questions of a paragraph, one
    // after the other, share their context's tokens.
    void add(const Example& example, std::int32_t index) {
        if (example.context != context_) {
            contextAt_ = contexts_.size();
            tokenizer_.tokenize(*example.context, contexts_);
            context_ = example.context;
        }
        question_.clear();
        tokenizer_.tokenize(text::strip(example.question), question_);
        tokenizer_.cutSecond(question_.ids, contexts_.size() - contextAt_, options_.maxLength, options_.stride, cut_);
        const std::size_t beforeAt = around_.size(), afterAt = beforeAt + cut_.before.size();
        around_.insert(around_.end(), cut_.before.begin(), cut_.before.end());
        around_.insert(around_.end(), cut_.after.begin(), cut_.after.end());
        std::int32_t window = 0;
        for (const text::TokenRange part : cut_.parts) {
            windows_.push_back({.example = index,
                                .window = window++,
                                .beforeAt = place(beforeAt),
                                .afterAt = place(afterAt),
                                .aroundEnd = place(around_.size()),
                                .contextAt = place(contextAt_ + part.begin),
                                .contextEnd = place(contextAt_ + part.end)});
            answers_.push_back(&example.answers);
        }
    }

    // The windows that were noted, labelled. Afterwards the cutter is as new, but for its memory.
    FeatureBlock take() {
        struct Own { // copies have no room to spare
            text::TokenizedText contexts;
            std::vector<std::int32_t> around;
        };
        const auto own = std::make_shared<const Own>(Own{contexts_, around_});
        FeatureBlock block{std::make_shared<const FeatureTokens>(
                               FeatureTokens{own->contexts.ids, own->contexts.offsets, own->around, own}),
                           windows_};
        for (std::size_t i = 0; i < block.windows.size(); ++i)
            labeller_.label(block.windows[i], viewOf(block.windows[i], block.tokens), *answers_[i]);
        contexts_.clear();
        around_.clear();
        windows_.clear();
        answers_.clear();
        context_.reset();
        return block;
    }

private:
    static std::uint32_t place(std::size_t at) { return static_cast<std::uint32_t>(at); } // a block is far smaller

    const text::Tokenizer& tokenizer_;
    Labeller labeller_;
    FeatureOptions options_;
    std::shared_ptr<const std::string> context_;
    std::size_t contextAt_ = 0; // where its tokens begin
    text::TokenizedText contexts_;
    std::vector<std::int32_t> around_;
    std::vector<WindowRecord> windows_;
    std::vector<const std::vector<Answer>*> answers_; // of each window's example
    text::TokenizedText question_;                    // reused
    text::SecondCut cut_;                             // reused
};

// A run of neighbouring examples, and what one thread made of them.
struct Chunk {
    std::size_t begin = 0, end = 0;
    FeatureBlock block;
    std::vector<Problem> problems;
};

// Ends a chunk where a paragraph ends, so that no context is tokenized twice, unless a paragraph is very long.
std::vector<Chunk> chunksOf(const std::vector<Example>& examples) {
    constexpr std::size_t kLeast = 64, kMost = 512;
    std::vector<Chunk> chunks;
    for (std::size_t begin = 0, end; begin < examples.size(); begin = end) {
        end = std::min(begin + kLeast, examples.size());
        while (end < examples.size() && end < begin + kMost && examples[end].context == examples[end - 1].context)
            ++end;
        chunks.push_back({.begin = begin, .end = end, .block = {}, .problems = {}});
    }
    return chunks;
}

// Threads take chunks in turn; each chunk has its own place in the result, so that the order is the examples'.
class ParallelCut {
public:
    ParallelCut(const std::vector<Example>& examples, const text::Tokenizer& tokenizer, const FeatureOptions& options,
                std::size_t first, const StopToken& stop)
        : examples_(examples), tokenizer_(tokenizer), options_(options), first_(first), stop_(stop),
          chunks_(chunksOf(examples)) {}

    std::vector<Chunk> run(int threads, const Progress& progress) {
        const std::size_t cores = threads > 0 ? static_cast<std::size_t>(threads)
                                              : std::max<std::size_t>(1, std::thread::hardware_concurrency());
        {
            std::vector<std::jthread> others;
            for (std::size_t i = 1; i < std::min(cores, chunks_.size()); ++i)
                others.emplace_back([this] { work({}); });
            work(progress);
        }
        if (failure_)
            std::rethrow_exception(failure_);
        if (progress && !examples_.empty())
            progress("making features", examples_.size(), examples_.size());
        stop_.throwIfRequested(); // asked for while the other threads did the rest
        return std::move(chunks_);
    }

private:
    void work(const Progress& progress) {
        try {
            Cutter cutter(tokenizer_, options_);
            for (std::size_t i = next_++; i < chunks_.size() && !failed_; i = next_++) {
                stop_.throwIfRequested();
                Chunk& chunk = chunks_[i];
                for (std::size_t e = chunk.begin; e < chunk.end; ++e)
                    addOne(cutter, e, chunk.problems);
                chunk.block = cutter.take();
                done_ += chunk.end - chunk.begin;
                if (progress)
                    progress("making features", std::min<std::size_t>(done_, examples_.size()), examples_.size());
            }
        } catch (...) {
            failed_ = true;
            const std::lock_guard lock(failureLock_);
            if (!failure_)
                failure_ = std::current_exception();
        }
    }

    void addOne(Cutter& cutter, std::size_t index, std::vector<Problem>& problems) const {
        const std::size_t number = first_ + index;
        try {
            cutter.add(examples_[index], static_cast<std::int32_t>(number));
        } catch (const Error& error) {
            if (error.kind() != Kind::Input)
                throw;
            problems.push_back(
                {"question " + std::to_string(number + 1) + " (id “" + examples_[index].id + "”)", error.happened(),
                 error.help().empty() ? "A larger max_length or a smaller stride gives it room" : error.help()});
        }
    }

    const std::vector<Example>& examples_;
    const text::Tokenizer& tokenizer_;
    const FeatureOptions& options_;
    std::size_t first_;
    const StopToken& stop_;
    std::vector<Chunk> chunks_;
    std::atomic<std::size_t> next_{0}, done_{0};
    std::atomic<bool> failed_{false};
    std::mutex failureLock_;
    std::exception_ptr failure_;
};

void check(const FeatureOptions& options) {
    if (options.maxLength < 1)
        throw Error(Kind::Usage, "max_length must be at least 1, not " + std::to_string(options.maxLength));
    if (options.stride < 0)
        throw Error(Kind::Usage, "the stride must not be negative, but is " + std::to_string(options.stride));
    if (options.stride >= options.maxLength)
        throw Error(Kind::Usage, "the stride " + std::to_string(options.stride) + " leaves no room in max_length " +
                                     std::to_string(options.maxLength))
            .cure("Choose a stride well below max_length, for instance a third of it");
}

} // namespace

CutWindows cutWindows(const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                      const FeatureOptions& options, int threads, const StopToken& stop, const Progress& progress,
                      std::size_t first) {
    check(options);
    CutWindows all;
    for (Chunk& chunk : ParallelCut(examples, tokenizer, options, first, stop).run(threads, progress)) {
        all.blocks.push_back(std::move(chunk.block));
        std::move(chunk.problems.begin(), chunk.problems.end(), std::back_inserter(all.problems));
    }
    return all;
}

void append(Features& features, std::span<const WindowRecord> windows, std::shared_ptr<const FeatureTokens> tokens) {
    for (const WindowRecord& window : windows)
        features.tokens += features.features.emplace_back(viewOf(window, tokens)).size();
}

Features makeFeatures(const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                      const FeatureOptions& options, int threads, const StopToken& stop, const Progress& progress) {
    CutWindows cut = cutWindows(examples, tokenizer, options, threads, stop, progress);
    Features all;
    all.problems = std::move(cut.problems);
    std::size_t count = 0;
    for (const FeatureBlock& block : cut.blocks)
        count += block.windows.size();
    all.features.reserve(count);
    for (FeatureBlock& block : cut.blocks) {
        append(all, block.windows, block.tokens);
        block = {};
    }
    return all;
}

std::size_t Features::bytes() const {
    std::size_t bytes = features.capacity() * sizeof(Feature);
    const FeatureTokens* counted = nullptr; // those who share stand together
    for (const Feature& feature : features) {
        if (!feature.kept || feature.kept.get() == counted)
            continue;
        counted = feature.kept.get();
        bytes += sizeof(FeatureTokens) + counted->ids.size_bytes() + counted->offsets.size_bytes() +
                 counted->around.size_bytes();
    }
    return bytes;
}

Feature featureOf(std::vector<std::int32_t> ids, std::int32_t contextBegin, std::vector<text::Span> offsets) {
    struct Own {
        std::vector<std::int32_t> ids;
        std::vector<text::Span> offsets;
    };
    const auto own = std::make_shared<const Own>(Own{std::move(ids), std::move(offsets)});
    Feature feature;
    feature.kept = std::make_shared<const FeatureTokens>(FeatureTokens{{}, own->offsets, own->ids, own});
    feature.ids = own->ids;
    feature.offsets = own->offsets;
    feature.contextBegin = contextBegin;
    feature.contextEnd = contextBegin + static_cast<std::int32_t>(feature.offsets.size());
    return feature;
}

std::vector<Feature> windowsOf(const Example& example, const text::Tokenizer& tokenizer,
                               const FeatureOptions& options) {
    check(options);
    Cutter cutter(tokenizer, options);
    cutter.add(example, 0);
    FeatureBlock block = cutter.take();
    Features made;
    append(made, block.windows, block.tokens);
    return std::move(made.features);
}

std::vector<std::int32_t> firstContextTokens(std::span<const Feature> windows, std::int32_t contextTokens, int stride) {
    const bool fromTheEnd =
        windows.size() > 1 && windows.front().offsets.front().start > windows.back().offsets.front().start;
    std::vector<std::int32_t> first;
    std::int32_t shift = 0;
    for (const Feature& window : windows) {
        const std::int32_t count = window.contextEnd - window.contextBegin;
        first.push_back(fromTheEnd ? contextTokens - shift - count : shift);
        shift += count - stride;
    }
    return first;
}

} // namespace finetune::data
