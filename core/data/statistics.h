// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <span>

// What a data set is made of, in figures: for a person to look at before training.
namespace finetune::data {

// Bin i counts the values from first + i * width up to, and without, the next bin's first value.
struct Histogram {
    std::int32_t first = 0, width = 1;
    std::vector<std::int64_t> counts;
    bool lastIsOpen = false; // the last bin also holds all that lies above it: few long texts would hide the others
    std::int64_t values = 0;
    double mean = 0;
    std::int32_t smallest = 0, median = 0, most = 0, largest = 0; // most: 95 of 100 values are no larger
};

// At most 40 bins, their width 1, 2 or 5 times a power of ten; the highest half of a percent is one open bin when it
// would take more.
Histogram histogramOf(std::vector<std::int32_t> values);

struct WordCount {
    std::string word; // in small letters
    std::int64_t count = 0;
};

// Tokens of one example, without special ones. answer: -1 when it has none.
struct TokenCounts {
    std::int32_t question = 0, context = 0, answer = -1;
};

struct Statistics {
    std::int64_t questions = 0, contexts = 0, articles = 0, unanswerable = 0, severalAnswers = 0;
    // Code points, or tokens when counts of tokens were given. Contexts that occur several times count once; of an
    // example's answers the first one counts, which is the one that is trained on.
    bool inTokens = false;
    Histogram contextLength, questionLength, answerLength;
    Histogram answerPosition;          // where the answer begins, in percent of its context: 20 bins of 5
    std::vector<WordCount> firstWords; // the 12 most frequent, most frequent first
    std::int64_t otherFirstWords = 0;
};

// `tokens` is empty or has one entry an example. Linear in the size of the texts; looks at the stop token and tells the
// progress (examples).
Statistics statistics(const Dataset& dataset, std::span<const TokenCounts> tokens = {}, const StopToken& stop = {},
                      const Progress& progress = {});

// The word that the statistics count a question under: its first word ("¿Qué es?" is “qué”); of a Chinese question the
// word that asks, wherever it stands (“谁”, “什么”, “哪里”). Empty when there is none.
std::string firstWordOf(std::string_view question);

} // namespace finetune::data
