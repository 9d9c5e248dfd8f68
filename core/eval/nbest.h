// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/features.h"

#include <span>

namespace finetune::eval {

struct NBestOptions {
    int nBest = 20;
    int maxAnswerTokens = 30;
    bool v2 = false; // "" may win
    double nullThreshold = 0;
};

struct Candidate {
    text::Span span; // code points of the context; {0,0} for no answer
    double score = 0; // start + end logit
    double probability = 0;
    std::string text;
};

struct Prediction {
    std::vector<Candidate> best; // best first; "" is among them for v2 data
    std::string text;            // the answer given: best, or "" by the threshold
    double nullScore = 0;        // smallest over windows of start[CLS] + end[CLS]
    double nullDifference = 0;   // null score - best non-null score
};

// Reduces logits to n-best window by window, so that memory does not grow with the data (COMPATIBILITY e). Windows are
// added in the order of features; logits cover at least the window's real tokens.
class NBest {
public:
    NBest(const std::vector<data::Example>& examples, NBestOptions options);
    void add(const data::Feature& window, std::span<const float> startLogits, std::span<const float> endLogits);
    std::vector<Prediction> finish(); // one an example, in order

private:
    struct State;
    const std::vector<data::Example>& examples_;
    NBestOptions options_;
    std::vector<std::vector<Candidate>> candidates_;
    std::vector<double> nullScores_;
};

} // namespace finetune::eval
