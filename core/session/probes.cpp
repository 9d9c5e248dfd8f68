// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/probes.h"

#include "core/eval/metrics.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <set>

namespace finetune::session {
namespace {

constexpr std::size_t kUnasked = 3; // questions that are pinned when none is chosen

std::vector<std::size_t> ofDifferentLength(const std::vector<data::Example>& examples) {
    std::vector<std::size_t> chosen;
    std::set<std::size_t> lengths;
    for (std::size_t i = 0; i < examples.size() && chosen.size() < kUnasked; ++i)
        if (lengths.insert(examples[i].context->size()).second)
            chosen.push_back(i);
    return chosen;
}

} // namespace

std::vector<std::size_t> pinnedExamples(const data::Dataset& dataset, const std::vector<std::string>& ids) {
    if (ids.empty())
        return ofDifferentLength(dataset.examples);
    std::vector<std::size_t> chosen;
    for (const std::string& id : ids) {
        const auto found = std::ranges::find(dataset.examples, id, &data::Example::id);
        if (found != dataset.examples.end())
            chosen.push_back(static_cast<std::size_t>(found - dataset.examples.begin()));
    }
    return chosen;
}

Json probeQuestion(const data::Example& example) {
    Json answers = Json::array();
    for (const data::Answer& answer : example.answers) {
        const auto length = text::countCodePoints(answer.text);
        answers.push_back({{"text", answer.text}, {"start", answer.start.value}, {"end", answer.start.value + length}});
    }
    return {{"id", example.id}, {"question", example.question}, {"context", *example.context}, {"answers", answers}};
}

Json probeAnswer(const data::Example& example, const eval::Prediction& prediction) {
    text::Span span;
    double probability = 0;
    const auto given = std::ranges::find(prediction.best, prediction.text, &eval::Candidate::text);
    if (given != prediction.best.end()) {
        span = given->span;
        probability = given->probability;
    }
    double exact = 0, f1 = 0;
    if (example.answers.empty())
        exact = f1 = prediction.text.empty() ? 1 : 0;
    for (const data::Answer& gold : example.answers) {
        exact = std::max(exact, eval::exactMatch(gold.text, prediction.text));
        f1 = std::max(f1, eval::f1(gold.text, prediction.text));
    }
    return {{"id", example.id}, {"text", prediction.text},    {"start", span.start},
            {"end", span.end},  {"probability", probability}, {"exact", exact},
            {"f1", f1}};
}

} // namespace finetune::session
