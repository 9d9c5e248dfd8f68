// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/features.h"
#include "core/text/tokenizer.h"

#include <optional>
#include <vector>

// What max_length and stride mean for a whole dataset. Texts are tokenized once; every length and stride after that is
// arithmetic over token counts, fast enough to follow a slider.
namespace finetune::session {

struct ExampleLength { // tokens, without special ones
    std::int32_t question = 0, context = 0;
    bool isAnswerable = false;
    // The last context token that starts at or before the first answer (-1: none), and the first one that ends at or
    // after its end: a window [begin, end) of context tokens holds it when begin <= answerFirst and answerLast < end.
    std::int32_t answerFirst = -1, answerLast = -1;
};

struct DatasetLengths {
    std::int32_t specialTokens = 0;             // of a pair: 3 for BERT, 4 for RoBERTa
    std::int32_t singleSpecialTokens = 0;       // of one text
    std::int64_t tokens = 0, unknownTokens = 0; // of all texts, each context once
    std::vector<ExampleLength> examples;
};

// Of data in a writing that the vocabulary lacks ("[UNK]" for each word or sign) a model learns nothing. Above this
// share of the tokens a person is told.
constexpr double kManyUnknown = 0.05;
// The token that stands for what the vocabulary lacks; nothing where there is none.
std::optional<std::int32_t> unknownId(const text::Tokenizer& tokenizer);

DatasetLengths measureLengths(const std::vector<data::Example>& examples, const text::Tokenizer& tokenizer,
                              const StopToken& stop = {}, const Progress& progress = {});

struct WindowSummary {
    std::int64_t examples = 0;
    std::int64_t examplesInSeveralWindows = 0;
    std::int64_t examplesNotCut = 0; // the question leaves no room; they give no window
    std::int64_t windows = 0;
    std::int64_t windowsWithAnswer = 0;
    std::int64_t tutorialFaults = 0;    // windows that the Python workflow's loop labels past the context (trap 1)
    std::int64_t answersInNoWindow = 0; // of answerable examples that were cut: an overlap too narrow for the answer
    std::int64_t answersCut = 0;        // likewise, that an edge of a window cuts; mostly whole in another window
    std::int64_t realTokens = 0, paddingTokens = 0;
    double unknownShare = 0;               // of the tokens of all texts, 0 to 1
    std::int32_t mostWindows = 0;          // of one example
    std::int32_t longestExample = -1;      // index of the example with most tokens
    std::int32_t longestExampleTokens = 0; // special tokens included
    // Indexes of the examples that are not cut, whose answer is in no window, or that have a window which the Python
    // workflow mislabels; ascending.
    std::vector<std::int32_t> problems;

    double windowsPerExample() const;
    double paddingShare() const; // of all tokens that a padded batch computes, 0 to 1
};

// The same counts as data::makeFeatures gives.
WindowSummary summarize(const DatasetLengths& lengths, const data::FeatureOptions& options);

} // namespace finetune::session
