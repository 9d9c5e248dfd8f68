// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/window_summary.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::session {
namespace {

// The tokens at which the workflow's two loops stop when the whole context is one window.
void placeAnswer(const data::Answer& answer, const std::vector<text::Span>& offsets, ExampleLength& length) {
    const std::int32_t start = answer.start.value;
    const std::int32_t end = start + text::countCodePoints(answer.text);
    const auto after = std::ranges::upper_bound(offsets, start, {}, &text::Span::start);
    const auto last = std::ranges::lower_bound(offsets, end, {}, &text::Span::end);
    length.isAnswerable = true;
    length.answerFirst = static_cast<std::int32_t>(after - offsets.begin()) - 1;
    length.answerLast = static_cast<std::int32_t>(last - offsets.begin());
}

struct Cut {
    std::int32_t capacity = 0, step = 0; // context tokens of a window, and from one window to the next
    bool isPossible = true;
};

Cut cutOf(const ExampleLength& length, const DatasetLengths& lengths, const data::FeatureOptions& options) {
    if (options.maxLength - lengths.singleSpecialTokens < options.stride || options.maxLength <= options.stride)
        return {.isPossible = false};
    const std::int32_t room = options.maxLength - lengths.specialTokens - length.question;
    if (length.context <= room)
        return {length.context, std::max(1, length.context), true};
    return {room, room - options.stride, room > 0 && room > options.stride};
}

// What the windows of one example do to its answer.
struct AnswerFate {
    bool isHeld = false, isCut = false, isMislabelled = false;
};

void countWindow(const ExampleLength& length, std::int32_t begin, std::int32_t end, AnswerFate& fate,
                 WindowSummary& summary) {
    if (!length.isAnswerable)
        return;
    const bool holds = begin <= length.answerFirst && length.answerLast < end;
    const bool touches = begin <= length.answerLast && length.answerFirst < end;
    const bool isFault = holds && length.answerFirst >= end - 1;
    fate.isHeld |= holds;
    fate.isCut |= touches && !holds;
    fate.isMislabelled |= isFault;
    summary.windowsWithAnswer += holds;
    summary.tutorialFaults += isFault;
}

} // namespace

std::optional<std::int32_t> unknownId(const text::Tokenizer& tokenizer) {
    const auto id = tokenizer.id("[UNK]");
    return id ? id : tokenizer.id("<unk>");
}

DatasetLengths measureLengths(const std::vector<data::Example>& examples, const text::Tokenizer& tokenizer,
                              const StopToken& stop, const Progress& progress) {
    DatasetLengths result;
    text::TokenizedText question, context;
    result.specialTokens = static_cast<std::int32_t>(tokenizer.windows(question, &context, {}).front().size());
    result.singleSpecialTokens = static_cast<std::int32_t>(tokenizer.windows(question, nullptr, {}).front().size());
    result.examples.reserve(examples.size());
    const std::optional<std::int32_t> unknown = unknownId(tokenizer);
    const auto count = [&](const text::TokenizedText& text) {
        result.tokens += static_cast<std::int64_t>(text.size());
        if (unknown)
            result.unknownTokens += std::ranges::count(text.ids, *unknown);
    };
    const std::string* known = nullptr; // the questions of one paragraph follow each other and share its context
    for (const data::Example& example : examples) {
        stop.throwIfRequested();
        if (progress)
            progress("measuring", result.examples.size(), examples.size());
        question.clear();
        tokenizer.tokenize(text::strip(example.question), question);
        count(question);
        if (example.context.get() != known) {
            context.clear();
            tokenizer.tokenize(*example.context, context);
            count(context);
            known = example.context.get();
        }
        ExampleLength length{static_cast<std::int32_t>(question.size()), static_cast<std::int32_t>(context.size())};
        if (!example.answers.empty())
            placeAnswer(example.answers.front(), context.offsets, length);
        result.examples.push_back(length);
    }
    return result;
}

WindowSummary summarize(const DatasetLengths& lengths, const data::FeatureOptions& options) {
    WindowSummary summary;
    summary.examples = static_cast<std::int64_t>(lengths.examples.size());
    if (lengths.tokens > 0)
        summary.unknownShare = static_cast<double>(lengths.unknownTokens) / static_cast<double>(lengths.tokens);
    for (std::size_t i = 0; i < lengths.examples.size(); ++i) {
        const ExampleLength& length = lengths.examples[i];
        const std::int32_t fixed = lengths.specialTokens + length.question;
        if (fixed + length.context > summary.longestExampleTokens) {
            summary.longestExampleTokens = fixed + length.context;
            summary.longestExample = static_cast<std::int32_t>(i);
        }
        const Cut cut = cutOf(length, lengths, options);
        if (!cut.isPossible) {
            ++summary.examplesNotCut;
            summary.problems.push_back(static_cast<std::int32_t>(i));
            continue;
        }
        AnswerFate fate;
        std::int32_t windows = 0, end = 0;
        for (std::int32_t begin = 0; windows == 0 || end < length.context; begin += cut.step, ++windows) {
            end = std::min(begin + cut.capacity, length.context);
            countWindow(length, begin, end, fate, summary);
            summary.realTokens += fixed + end - begin;
        }
        summary.windows += windows;
        summary.examplesInSeveralWindows += windows > 1;
        summary.mostWindows = std::max(summary.mostWindows, windows);
        const bool isLost = length.isAnswerable && !fate.isHeld;
        summary.answersInNoWindow += isLost;
        summary.answersCut += fate.isCut;
        if (isLost || fate.isMislabelled)
            summary.problems.push_back(static_cast<std::int32_t>(i));
    }
    if (options.padToMaxLength)
        summary.paddingTokens = std::max<std::int64_t>(0, summary.windows * options.maxLength - summary.realTokens);
    return summary;
}

double WindowSummary::windowsPerExample() const {
    const std::int64_t cut = examples - examplesNotCut;
    return cut > 0 ? static_cast<double>(windows) / static_cast<double>(cut) : 0;
}

double WindowSummary::paddingShare() const {
    const std::int64_t all = realTokens + paddingTokens;
    return all > 0 ? static_cast<double>(paddingTokens) / static_cast<double>(all) : 0;
}

} // namespace finetune::session
