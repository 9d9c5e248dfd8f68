// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/nbest.h"

// SQuAD 2.0: above which null difference a model should say that there is no answer. All thresholds at once, from one
// sort of the examples.
namespace finetune::eval {

// The scores (percent) when an answer is given wherever the null difference is not above the threshold.
struct ThresholdPoint {
    double threshold = 0;
    double exact = 0, f1 = 0;
    std::int64_t answered = 0; // questions whose null difference is not above it
};

struct ThresholdCurve {
    std::int64_t total = 0;
    ThresholdPoint never;               // no question is answered; its threshold means nothing
    std::vector<ThresholdPoint> points; // ascending; one for each null difference that occurs
    // What squadMetrics calls best_exact(_thresh) and best_f1(_thresh), the script's habits included: 0 when never to
    // answer is best, among equal null differences the place of the single example counts, and any answer to an
    // unanswerable question is wrong, "the" too.
    ThresholdPoint bestExact, bestF1;

    // The scores at any threshold: those of the last point that is not above it.
    const ThresholdPoint& at(double threshold) const;
};

// `predictions` run parallel to `examples`; their best answer that is not "" is what is given. Of examples with one id
// the last counts, as in the official script.
ThresholdCurve thresholdCurve(const std::vector<data::Example>& examples, const std::vector<Prediction>& predictions);

} // namespace finetune::eval
