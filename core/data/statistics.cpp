// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/statistics.h"

#include "core/data/contexts.h"
#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

namespace finetune::data {
namespace {

constexpr std::int32_t kMostBins = 40;
constexpr std::size_t kShownWords = 12;
constexpr std::int32_t kPositionWidth = 5; // percent

// The value below or at which `share` of the sorted values lie.
std::int32_t quantile(const std::vector<std::int32_t>& sorted, double share) {
    const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
    return sorted[at];
}

// 1, 2 or 5 times a power of ten, so that `bins` of them span the range.
std::int32_t roundWidth(std::int32_t range, std::int32_t bins) {
    const double least = static_cast<double>(range) / bins;
    for (std::int64_t power = 1;; power *= 10)
        for (const std::int64_t factor : {1, 2, 5})
            if (static_cast<double>(power * factor) >= least)
                return static_cast<std::int32_t>(power * factor);
}

void describe(std::vector<std::int32_t>& values, Histogram& histogram) {
    std::ranges::sort(values);
    histogram.values = static_cast<std::int64_t>(values.size());
    histogram.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    histogram.smallest = values.front();
    histogram.median = quantile(values, 0.5);
    histogram.most = quantile(values, 0.95);
    histogram.largest = values.back();
}

void fill(const std::vector<std::int32_t>& values, std::size_t bins, Histogram& histogram) {
    histogram.counts.assign(bins, 0);
    for (const std::int32_t value : values) {
        const auto bin = static_cast<std::size_t>((value - histogram.first) / histogram.width);
        ++histogram.counts[std::min(bin, bins - 1)];
    }
}

Histogram positionsOf(std::vector<std::int32_t> percents) {
    Histogram histogram;
    histogram.width = kPositionWidth;
    histogram.counts.assign(100 / kPositionWidth, 0);
    if (percents.empty())
        return histogram;
    describe(percents, histogram);
    fill(percents, histogram.counts.size(), histogram);
    return histogram;
}

// Words that ask, simplified and traditional; at one place the longest counts.
constexpr std::string_view kChineseWords[] = {
    "为什么", "為什麼", "为何", "為何", "什么", "什麼", "谁",   "誰",   "哪里", "哪裡", "哪裏",
    "哪儿",   "哪个",   "哪個", "哪些", "哪年", "哪",   "何时", "何時", "何地", "何人", "何",
    "怎么样", "怎么",   "怎麼", "怎样", "怎樣", "如何", "多少", "多大", "多长", "多長", "多久",
    "多高",   "多远",   "多遠", "几",   "幾",   "是否", "吗",   "嗎"};

std::string chineseWordOf(std::string_view question) {
    std::size_t first = std::string_view::npos;
    std::string_view found;
    for (const std::string_view word : kChineseWords) {
        const std::size_t at = question.find(word);
        if (at < first || (at == first && at != std::string_view::npos && word.size() > found.size())) {
            first = at;
            found = word;
        }
    }
    return std::string(found);
}

std::vector<WordCount> mostFrequent(const std::unordered_map<std::string, std::int64_t>& words, std::int64_t& others) {
    std::vector<WordCount> list;
    for (const auto& [word, count] : words) {
        if (word.empty())
            others += count;
        else
            list.push_back({word, count});
    }
    std::ranges::sort(list, [](const WordCount& a, const WordCount& b) {
        return a.count != b.count ? a.count > b.count : a.word < b.word;
    });
    for (std::size_t i = kShownWords; i < list.size(); ++i)
        others += list[i].count;
    list.resize(std::min(list.size(), kShownWords));
    return list;
}

struct Lengths {
    std::vector<std::int32_t> context, question, answer, position;
};

void measure(const Example& example, const TokenCounts* tokens, std::int32_t contextCharacters, bool newContext,
             Lengths& lengths) {
    lengths.question.push_back(tokens ? tokens->question : text::countCodePoints(text::strip(example.question)));
    if (newContext)
        lengths.context.push_back(tokens ? tokens->context : contextCharacters);
    if (example.answers.empty())
        return;
    const Answer& answer = example.answers.front();
    lengths.answer.push_back(tokens ? std::max(0, tokens->answer) : text::countCodePoints(answer.text));
    if (contextCharacters > 0) {
        const std::int64_t percent = std::int64_t{100} * answer.start.value / contextCharacters;
        lengths.position.push_back(static_cast<std::int32_t>(std::clamp<std::int64_t>(percent, 0, 99)));
    }
}

} // namespace

Histogram histogramOf(std::vector<std::int32_t> values) {
    Histogram histogram;
    if (values.empty())
        return histogram;
    describe(values, histogram);
    const bool hasTail = histogram.largest - histogram.smallest >= kMostBins;
    const std::int32_t last = hasTail ? quantile(values, 0.995) : histogram.largest;
    histogram.width = roundWidth(std::max(1, last - histogram.smallest + 1), kMostBins - 2);
    histogram.first = histogram.smallest / histogram.width * histogram.width;
    const auto upTo = [&](std::int32_t value) {
        return static_cast<std::size_t>((value - histogram.first) / histogram.width) + 1;
    };
    histogram.lastIsOpen = upTo(histogram.largest) > upTo(last) + 1;
    fill(values, histogram.lastIsOpen ? upTo(last) + 1 : upTo(histogram.largest), histogram);
    return histogram;
}

std::string firstWordOf(std::string_view question) {
    std::u32string word;
    bool chinese = false;
    for (std::size_t at = 0; at < question.size();) {
        const char32_t c = text::next(question, at);
        chinese |= text::isChinese(c);
        if (chinese || (!word.empty() && !text::isWordCharacter(c)))
            break;
        if (text::isWordCharacter(c))
            text::appendLower(c, word);
    }
    if (chinese)
        return chineseWordOf(question);
    std::string out;
    for (const char32_t c : word)
        text::append(out, c);
    return out;
}

Statistics statistics(const Dataset& dataset, std::span<const TokenCounts> tokens, const StopToken& stop,
                      const Progress& progress) {
    constexpr std::size_t kLook = 4096;
    Statistics result;
    result.questions = static_cast<std::int64_t>(dataset.examples.size());
    result.inTokens = !tokens.empty();
    const ContextNumbers contexts = numberContexts(dataset);
    result.contexts = static_cast<std::int64_t>(contexts.count);
    Lengths lengths;
    std::unordered_map<std::string, std::int64_t> words;
    std::unordered_set<std::string_view> titles;
    std::vector<bool> seen(contexts.count, false);
    const std::string* context = nullptr;
    std::int32_t characters = 0;
    for (std::size_t i = 0; i < dataset.examples.size(); ++i) {
        if (i % kLook == 0) {
            stop.throwIfRequested();
            if (progress)
                progress("measuring", i, dataset.examples.size());
        }
        const Example& example = dataset.examples[i];
        if (example.context.get() != context) {
            context = example.context.get();
            characters = text::countCodePoints(*context);
        }
        const auto number = static_cast<std::size_t>(contexts.ofExample[i]);
        measure(example, tokens.empty() ? nullptr : &tokens[i], characters, !seen[number], lengths);
        seen[number] = true;
        titles.insert(example.title);
        ++words[firstWordOf(example.question)];
        result.unanswerable += example.answers.empty();
        result.severalAnswers += example.answers.size() > 1;
    }
    result.articles = static_cast<std::int64_t>(titles.size());
    result.contextLength = histogramOf(std::move(lengths.context));
    result.questionLength = histogramOf(std::move(lengths.question));
    result.answerLength = histogramOf(std::move(lengths.answer));
    result.answerPosition = positionsOf(std::move(lengths.position));
    result.firstWords = mostFrequent(words, result.otherFirstWords);
    return result;
}

} // namespace finetune::data
