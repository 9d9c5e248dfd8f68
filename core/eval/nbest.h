// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/features.h"

#include <span>

namespace finetune::eval {

struct NBestOptions {
    int nBest = 20; // starts and ends looked at in a window, and candidates kept of an example
    int maxAnswerTokens = 30;
    bool v2 = false; // "" may win
    double nullThreshold = 0;
};

struct Candidate {
    text::Span span;        // code points of the context; {0,0} for no answer
    double score = 0;       // start + end logit, added as float32 like the Python example's
    double probability = 0; // softmax over the example's candidates
    std::string text;
};

struct Prediction {
    std::vector<Candidate> best; // best first; "" is among them for v2 data. Empty when no pair was valid
    std::string text;            // the answer given: best, or "" by the threshold
    double nullScore = 0;        // smallest over windows of start[CLS] + end[CLS]
    double nullDifference = 0;   // null score - best non-null score (0 when there is none)
};

// Reduces logits to n-best window by window, so that memory does not grow with the data (transformers'
// examples/pytorch/question-answering/utils_qa.py; COMPATIBILITY e). Windows are added in the order of features. Logits
// cover at least the window's real tokens; further ones, of padding, take places among the n best as in Python, but
// never make an answer. Of equal logits the later position comes first (numpy's argsort, reversed), of equal scores the
// candidate found first. A pair that is not finite is no candidate. `examples` must outlive this object.
class NBest {
public:
    NBest(const std::vector<data::Example>& examples, NBestOptions options);
    void add(const data::Feature& window, std::span<const float> startLogits, std::span<const float> endLogits);
    std::vector<Prediction> finish(); // one an example, in order

private:
    void keepBest(std::vector<Candidate>& candidates) const;
    Prediction predict(std::size_t example);

    const std::vector<data::Example>& examples_;
    NBestOptions options_;
    std::vector<std::vector<Candidate>> candidates_;  // by example, best first, without text
    std::vector<double> nullScores_;                  // by example; infinite when no window was seen
    std::vector<std::int32_t> startOrder_, endOrder_; // reused
};

} // namespace finetune::eval
