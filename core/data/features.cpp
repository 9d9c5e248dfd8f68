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

// The two loops of the Python workflow over the offsets of one window, cut to the tokens that matter.
class Labeller {
public:
    Labeller(const FeatureOptions& options, const text::Tokenizer& tokenizer)
        : options_(options), cls_(tokenizer.clsId()) {}

    void label(Feature& window, const std::vector<Answer>& answers) const {
        window.startPosition = window.endPosition = std::max(0, window.ids.indexOf(cls_));
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

// Cuts a run of examples into windows. First the tokens are gathered, and the windows noted as places among them: no
// window can look into what still grows.
class Cutter {
public:
    Cutter(const text::Tokenizer& tokenizer, const FeatureOptions& options)
        : tokenizer_(tokenizer), options_(options), labeller_(options, tokenizer) {}

    // Notes the example's windows; throws Input when the question leaves no room. The questions of a paragraph, one
    // after the other, share their context's tokens.
    void add(const Example& example, std::int32_t index) {
        text::TokenizedText& contexts = tokens_.contexts;
        if (example.context != context_) {
            contextAt_ = contexts.size();
            tokenizer_.tokenize(*example.context, contexts);
            context_ = example.context;
        }
        question_.clear();
        tokenizer_.tokenize(text::strip(example.question), question_);
        tokenizer_.cutSecond(question_.ids, contexts.size() - contextAt_, options_.maxLength, options_.stride, cut_);
        const std::size_t beforeAt = tokens_.around.size(), afterAt = beforeAt + cut_.before.size();
        tokens_.around.insert(tokens_.around.end(), cut_.before.begin(), cut_.before.end());
        tokens_.around.insert(tokens_.around.end(), cut_.after.begin(), cut_.after.end());
        std::int32_t window = 0;
        for (const text::TokenRange part : cut_.parts)
            places_.push_back({.example = &example,
                               .index = index,
                               .window = window++,
                               .before = {beforeAt, afterAt},
                               .after = {afterAt, tokens_.around.size()},
                               .context = {contextAt_ + part.begin, contextAt_ + part.end}});
    }

    // The windows that were noted, labelled. Afterwards the cutter is as new, but for its memory.
    std::vector<Feature> take() {
        const auto kept = std::make_shared<const FeatureTokens>(tokens_); // a copy has no room to spare
        std::vector<Feature> features;
        features.reserve(places_.size());
        for (const Place& place : places_)
            labeller_.label(features.emplace_back(featureAt(place, kept)), place.example->answers);
        tokens_.contexts.clear();
        tokens_.around.clear();
        places_.clear();
        context_.reset();
        return features;
    }

private:
    struct Place {
        const Example* example;
        std::int32_t index, window;
        text::TokenRange before, after; // of what stands around
        text::TokenRange context;
    };

    static Feature featureAt(const Place& place, const std::shared_ptr<const FeatureTokens>& kept) {
        const auto at = [](const auto& values, text::TokenRange range) {
            return std::span(values).subspan(range.begin, range.end - range.begin);
        };
        Feature feature;
        feature.example = place.index;
        feature.window = place.window;
        feature.ids = {at(kept->around, place.before), at(kept->contexts.ids, place.context),
                       at(kept->around, place.after)};
        feature.offsets = at(kept->contexts.offsets, place.context);
        feature.contextBegin = static_cast<std::int32_t>(place.before.end - place.before.begin);
        if (feature.offsets.empty())
            feature.contextBegin = std::max(0, feature.size() - 1);
        feature.contextEnd = feature.contextBegin + static_cast<std::int32_t>(feature.offsets.size());
        feature.kept = kept;
        return feature;
    }

    const text::Tokenizer& tokenizer_;
    FeatureOptions options_;
    Labeller labeller_;
    std::shared_ptr<const std::string> context_;
    std::size_t contextAt_ = 0; // where its tokens begin
    FeatureTokens tokens_;
    std::vector<Place> places_;
    text::TokenizedText question_; // reused
    text::SecondCut cut_;          // reused
};

// A run of neighbouring examples, and what one thread made of them.
struct Chunk {
    std::size_t begin = 0, end = 0;
    std::vector<Feature> features;
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
        chunks.push_back({.begin = begin, .end = end, .features = {}, .problems = {}});
    }
    return chunks;
}

// Threads take chunks in turn; each chunk has its own place in the result, so that the order is the examples'.
class ParallelCut {
public:
    ParallelCut(const std::vector<Example>& examples, const text::Tokenizer& tokenizer, const FeatureOptions& options,
                const StopToken& stop)
        : examples_(examples), tokenizer_(tokenizer), options_(options), stop_(stop), chunks_(chunksOf(examples)) {}

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
                chunk.features = cutter.take();
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
        try {
            cutter.add(examples_[index], static_cast<std::int32_t>(index));
        } catch (const Error& error) {
            if (error.kind() != Kind::Input)
                throw;
            problems.push_back(
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

std::size_t Features::bytes() const {
    std::size_t bytes = features.capacity() * sizeof(Feature);
    const FeatureTokens* counted = nullptr; // those who share stand together
    for (const Feature& feature : features) {
        if (!feature.kept || feature.kept.get() == counted)
            continue;
        counted = feature.kept.get();
        bytes += sizeof(FeatureTokens) + counted->contexts.ids.capacity() * sizeof(std::int32_t) +
                 counted->contexts.offsets.capacity() * sizeof(text::Span) +
                 counted->around.capacity() * sizeof(std::int32_t);
    }
    return bytes;
}

Feature featureOf(std::vector<std::int32_t> ids, std::int32_t contextBegin, std::vector<text::Span> offsets) {
    FeatureTokens tokens;
    tokens.around = std::move(ids);
    tokens.contexts.offsets = std::move(offsets);
    Feature feature;
    feature.kept = std::make_shared<const FeatureTokens>(std::move(tokens));
    feature.ids = feature.kept->around;
    feature.offsets = feature.kept->contexts.offsets;
    feature.contextBegin = contextBegin;
    feature.contextEnd = contextBegin + static_cast<std::int32_t>(feature.offsets.size());
    return feature;
}

std::vector<Feature> windowsOf(const Example& example, const text::Tokenizer& tokenizer,
                               const FeatureOptions& options) {
    check(options);
    Cutter cutter(tokenizer, options);
    cutter.add(example, 0);
    return cutter.take();
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
