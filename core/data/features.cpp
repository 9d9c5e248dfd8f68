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

text::EncodeOptions encodeOptions(const FeatureOptions& options) {
    return {.addSpecialTokens = true,
            .truncation = text::Truncation::OnlySecond,
            .maxLength = options.maxLength,
            .stride = options.stride,
            .padding = text::Padding::None};
}

// The two loops of the Python workflow over the offsets of one window, cut to the tokens that matter.
class Labeller {
public:
    Labeller(const FeatureOptions& options, const text::Tokenizer& tokenizer)
        : options_(options), cls_(tokenizer.clsId()) {}

    void label(Feature& window, const std::vector<Answer>& answers) const {
        const auto found = std::find(window.ids.begin(), window.ids.end(), cls_);
        const auto cls = found == window.ids.end() ? 0 : static_cast<std::int32_t>(found - window.ids.begin());
        window.startPosition = window.endPosition = cls;
        if (answers.empty() || window.offsets.empty())
            return;
        const std::int32_t start = answers.front().start.value;
        const std::int32_t end = start + text::countCodePoints(answers.front().text);
        if (window.offsets.front().start > start || window.offsets.back().end < end)
            return;
        window.startPosition = startToken(window, start);
        window.endPosition = endToken(window, end);
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

Feature compact(text::Encoding encoding) {
    Feature feature;
    const auto begin = std::find(encoding.sequenceIds.begin(), encoding.sequenceIds.end(), 1);
    const auto end = std::find_if(begin, encoding.sequenceIds.end(), [](auto id) { return id != 1; });
    const auto index = [&](auto at) { return static_cast<std::int32_t>(at - encoding.sequenceIds.begin()); };
    const bool empty = begin == encoding.sequenceIds.end();
    feature.contextBegin = empty ? std::max(0, static_cast<std::int32_t>(encoding.size()) - 1) : index(begin);
    feature.contextEnd = empty ? feature.contextBegin : index(end);
    feature.offsets.assign(encoding.offsets.begin() + feature.contextBegin,
                           encoding.offsets.begin() + feature.contextEnd);
    feature.ids = std::move(encoding.ids);
    return feature;
}

// Cuts examples into windows; the questions of a paragraph share their context's tokens.
class Cutter {
public:
    Cutter(const text::Tokenizer& tokenizer, const FeatureOptions& options)
        : tokenizer_(tokenizer), labeller_(options, tokenizer), encode_(encodeOptions(options)) {}

    // Appends the example's windows; throws Input when the question leaves no room.
    void cut(const Example& example, std::int32_t index, std::vector<Feature>& out) {
        if (example.context != context_) {
            contextTokens_.clear();
            tokenizer_.tokenize(*example.context, contextTokens_);
            context_ = example.context;
        }
        questionTokens_.clear();
        tokenizer_.tokenize(text::strip(example.question), questionTokens_);
        std::int32_t window = 0;
        for (text::Encoding& encoding : tokenizer_.windows(questionTokens_, &contextTokens_, encode_)) {
            Feature& feature = out.emplace_back(compact(std::move(encoding)));
            feature.example = index;
            feature.window = window++;
            labeller_.label(feature, example.answers);
        }
    }

private:
    const text::Tokenizer& tokenizer_;
    Labeller labeller_;
    text::EncodeOptions encode_;
    std::shared_ptr<const std::string> context_;
    text::TokenizedText contextTokens_, questionTokens_;
};

// A run of neighbouring examples, and what one thread made of them.
struct Chunk {
    std::vector<Feature> features;
    std::vector<Problem> problems;
};
constexpr std::size_t kChunkExamples = 64;

// Threads take chunks in turn; each chunk has its own place in the result, so that the order is the examples'.
class ParallelCut {
public:
    ParallelCut(const std::vector<Example>& examples, const text::Tokenizer& tokenizer, const FeatureOptions& options,
                const StopToken& stop)
        : examples_(examples), tokenizer_(tokenizer), options_(options), stop_(stop),
          chunks_((examples.size() + kChunkExamples - 1) / kChunkExamples) {}

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
                const std::size_t begin = i * kChunkExamples;
                const std::size_t end = std::min(examples_.size(), begin + kChunkExamples);
                for (std::size_t e = begin; e < end; ++e)
                    cutOne(cutter, e, chunks_[i]);
                done_ += end - begin;
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

    void cutOne(Cutter& cutter, std::size_t index, Chunk& chunk) const {
        try {
            cutter.cut(examples_[index], static_cast<std::int32_t>(index), chunk.features);
        } catch (const Error& error) {
            if (error.kind() != Kind::Input)
                throw;
            chunk.problems.push_back(
                {"question " + std::to_string(index + 1) + " (id “" + examples_[index].id + "”)", error.happened(),
                 error.help().empty() ? "A larger max_length or a smaller stride gives it room" : error.help()});
        }
    }

    const std::vector<Example>& examples_;
    const text::Tokenizer& tokenizer_;
    const FeatureOptions& options_;
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

Features makeFeatures(const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                      const FeatureOptions& options, int threads, const StopToken& stop, const Progress& progress) {
    check(options);
    std::vector<Chunk> chunks = ParallelCut(examples, tokenizer, options, stop).run(threads, progress);
    Features all;
    std::size_t count = 0;
    for (const Chunk& chunk : chunks)
        count += chunk.features.size();
    all.features.reserve(count);
    for (Chunk& chunk : chunks) {
        std::move(chunk.features.begin(), chunk.features.end(), std::back_inserter(all.features));
        std::move(chunk.problems.begin(), chunk.problems.end(), std::back_inserter(all.problems));
        chunk = {};
    }
    for (const Feature& feature : all.features)
        all.tokens += feature.size();
    return all;
}

std::vector<Feature> windowsOf(const Example& example, const text::Tokenizer& tokenizer,
                               const FeatureOptions& options) {
    check(options);
    std::vector<Feature> windows;
    Cutter(tokenizer, options).cut(example, 0, windows);
    return windows;
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
