// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/pipeline_answers.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cmath>

namespace finetune::session {
namespace {

struct Shares {
    double none = 0; // of CLS: it takes part in the sum, but in no span
    std::vector<double> context;
};

Shares softmax(const data::Feature& window, std::span<const float> logits) {
    double largest = logits[0];
    for (auto i = window.contextBegin; i < window.contextEnd; ++i)
        largest = std::max<double>(largest, logits[i]);
    Shares out{std::exp(logits[0] - largest),
               std::vector<double>(static_cast<std::size_t>(window.contextEnd - window.contextBegin))};
    double sum = out.none;
    for (std::size_t i = 0; i < out.context.size(); ++i)
        sum += out.context[i] = std::exp(logits[window.contextBegin + i] - largest);
    out.none /= sum;
    for (double& value : out.context)
        value /= sum;
    return out;
}

std::u32string lowered(const std::string& text) {
    std::u32string characters, out;
    text::decode(text, characters);
    for (const char32_t c : characters)
        text::appendLower(c, out);
    return out;
}

// Widens a span of tokens to whole words: WordPiece marks the continuation of a word with "##".
text::Span alignedToWords(const data::Feature& window, const text::Tokenizer& tokenizer, std::size_t first,
                          std::size_t last) {
    const auto continues = [&](std::size_t i) {
        return i < window.offsets.size() && tokenizer.token(window.ids[window.contextBegin + i]).starts_with("##");
    };
    while (first > 0 && continues(first))
        --first;
    while (continues(last + 1))
        ++last;
    return {window.offsets[first].start, window.offsets[last].end};
}

struct Pair {
    std::size_t start, end;
    double score;
};

// transformers 4, pipelines/question_answering.py: decode_spans.
std::vector<Pair> decodeSpans(const std::vector<double>& start, const std::vector<double>& end, std::size_t keep) {
    constexpr std::size_t kMaxAnswerTokens = 15;
    std::vector<Pair> pairs;
    for (std::size_t s = 0; s < start.size(); ++s)
        for (std::size_t e = s; e < std::min(end.size(), s + kMaxAnswerTokens); ++e)
            pairs.push_back({s, e, start[s] * end[e]});
    const auto middle = pairs.begin() + static_cast<std::ptrdiff_t>(std::min(keep, pairs.size()));
    std::partial_sort(pairs.begin(), middle, pairs.end(), [](auto& a, auto& b) { return a.score > b.score; });
    pairs.erase(middle, pairs.end());
    return pairs;
}

} // namespace

void PipelineAnswers::add(const data::Feature& window, std::span<const float> startLogits,
                          std::span<const float> endLogits) {
    const Shares start = softmax(window, startLogits), end = softmax(window, endLogits);
    noneScore_ = std::min(noneScore_, start.none * end.none);
    for (const Pair& pair : decodeSpans(start.context, end.context, topK_ * 2 + 10)) {
        eval::Candidate found;
        found.span = alignedToWords(window, tokenizer_, pair.start, pair.end);
        found.text = text::sliceCodePoints(context_, found.span.start, found.span.end);
        found.score = found.probability = pair.score;
        std::u32string words = lowered(found.text);
        const auto at = static_cast<std::size_t>(std::ranges::find(lowered_, words) - lowered_.begin());
        if (at < best_.size()) {
            best_[at].probability = best_[at].score += pair.score;
            continue;
        }
        best_.push_back(std::move(found));
        lowered_.push_back(std::move(words));
    }
}

std::vector<eval::Candidate> PipelineAnswers::finish() {
    if (mayBeNone_)
        best_.push_back({.span = {}, .score = noneScore_, .probability = noneScore_, .text = {}});
    std::stable_sort(best_.begin(), best_.end(), [](auto& a, auto& b) { return a.score > b.score; });
    if (best_.size() > topK_)
        best_.resize(topK_);
    return std::move(best_);
}

} // namespace finetune::session
