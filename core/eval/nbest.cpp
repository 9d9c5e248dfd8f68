// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/nbest.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace finetune::eval {
namespace {

// Positions of the n largest logits, largest first; NaN counts as the smallest of all, so that the order is strict.
void largest(std::span<const float> logits, int n, std::vector<std::int32_t>& order) {
    const auto value = [&](std::int32_t i) {
        const float logit = logits[static_cast<std::size_t>(i)];
        return std::isnan(logit) ? -std::numeric_limits<float>::infinity() : logit;
    };
    order.resize(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto kept = std::min(logits.size(), static_cast<std::size_t>(std::max(n, 0)));
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      [&](std::int32_t a, std::int32_t b) { return std::pair(value(a), a) > std::pair(value(b), b); });
    order.resize(kept);
}

void addProbabilities(std::vector<Candidate>& candidates) {
    if (candidates.empty())
        return;
    const auto better = [](const Candidate& a, const Candidate& b) { return a.score < b.score; };
    const double top = std::max_element(candidates.begin(), candidates.end(), better)->score;
    double sum = 0;
    for (Candidate& candidate : candidates)
        sum += candidate.probability = std::exp(candidate.score - top);
    for (Candidate& candidate : candidates)
        candidate.probability /= sum;
}

} // namespace

NBest::NBest(const std::vector<data::Example>& examples, NBestOptions options)
    : examples_(examples), options_(options), candidates_(examples.size()),
      nullScores_(examples.size(), std::numeric_limits<double>::infinity()) {}

void NBest::add(const data::Feature& window, std::span<const float> startLogits, std::span<const float> endLogits) {
    if (startLogits.empty() || startLogits.size() != endLogits.size())
        return;
    const auto example = static_cast<std::size_t>(window.example);
    const float null = startLogits.front() + endLogits.front();
    if (std::isfinite(null))
        nullScores_[example] = std::min<double>(nullScores_[example], null);

    std::vector<Candidate>& candidates = candidates_[example];
    const auto isContext = [&](std::int32_t i) { return i >= window.contextBegin && i < window.contextEnd; };
    const auto offset = [&](std::int32_t i) {
        return window.offsets[static_cast<std::size_t>(i - window.contextBegin)];
    };
    largest(startLogits, options_.nBest, startOrder_);
    largest(endLogits, options_.nBest, endOrder_);
    for (const std::int32_t start : startOrder_)
        for (const std::int32_t end : endOrder_) {
            if (!isContext(start) || !isContext(end) || end < start || end - start + 1 > options_.maxAnswerTokens)
                continue;
            const float score = startLogits[static_cast<std::size_t>(start)] + endLogits[static_cast<std::size_t>(end)];
            if (std::isfinite(score))
                candidates.push_back({.span = {offset(start).start, offset(end).end}, .score = score, .text = {}});
        }
    keepBest(candidates);
}

void NBest::keepBest(std::vector<Candidate>& candidates) const {
    std::stable_sort(candidates.begin(), candidates.end(), [](auto& a, auto& b) { return a.score > b.score; });
    if (candidates.size() > static_cast<std::size_t>(std::max(options_.nBest, 0)))
        candidates.resize(static_cast<std::size_t>(std::max(options_.nBest, 0)));
}

Prediction NBest::predict(std::size_t example) {
    Prediction prediction;
    prediction.best = std::move(candidates_[example]);
    const bool hasNull = std::isfinite(nullScores_[example]);
    prediction.nullScore = hasNull ? nullScores_[example] : 0;
    if (options_.v2 && hasNull) {
        const Candidate none{.span = {0, 0}, .score = prediction.nullScore, .text = {}};
        prediction.best.push_back(none);
        keepBest(prediction.best);
        const auto isNone = [](const Candidate& c) { return c.span == text::Span{0, 0}; };
        if (std::none_of(prediction.best.begin(), prediction.best.end(), isNone))
            prediction.best.push_back(none);
    }
    for (Candidate& candidate : prediction.best)
        candidate.text = text::sliceCodePoints(*examples_[example].context, candidate.span.start, candidate.span.end);
    addProbabilities(prediction.best);

    const auto answer = std::find_if(prediction.best.begin(), prediction.best.end(),
                                     [&](const Candidate& c) { return !options_.v2 || !c.text.empty(); });
    const bool found = answer != prediction.best.end();
    prediction.nullDifference = prediction.nullScore - (found ? answer->score : 0);
    if (found && !(options_.v2 && prediction.nullDifference > options_.nullThreshold))
        prediction.text = answer->text;
    return prediction;
}

std::vector<Prediction> NBest::finish() {
    std::vector<Prediction> predictions;
    predictions.reserve(examples_.size());
    for (std::size_t i = 0; i < examples_.size(); ++i)
        predictions.push_back(predict(i));
    return predictions;
}

} // namespace finetune::eval
