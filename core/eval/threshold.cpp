// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/threshold.h"

#include "core/eval/analysis.h"
#include "core/eval/metrics.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace finetune::eval {
namespace {

// What one question adds to the sums when its answer is given instead of none.
struct Gain {
    double odds = 0, exact = 0, f1 = 0;
    double excess = 0; // what the script's search for the best takes off further: see below
};

std::vector<Gain> gains(const std::vector<data::Example>& examples, const std::vector<Prediction>& predictions,
                        std::int64_t& unanswerable) {
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < examples.size(); ++i)
        last[examples[i].id] = i;
    std::vector<Gain> all;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (last[examples[i].id] != i)
            continue;
        const Candidate* answer = answerAt(predictions[i], {});
        Gain gain{.odds = predictions[i].nullDifference};
        const AnswerScore score = scoreAnswer(examples[i], answer ? answer->text : std::string());
        gain.exact = score.exact;
        gain.f1 = score.f1;
        if (examples[i].answers.empty()) {
            ++unanswerable;
            --gain.exact;
            --gain.f1;
            // An answer of articles and punctuation alone is right in the scores, and wrong in find_best_thresh.
            gain.excess = answer && score.exact > 0 ? 1 : 0;
        }
        all.push_back(gain);
    }
    std::stable_sort(all.begin(), all.end(), [](const Gain& a, const Gain& b) { return a.odds < b.odds; });
    return all;
}

} // namespace

const ThresholdPoint& ThresholdCurve::at(double threshold) const {
    const auto above =
        std::upper_bound(points.begin(), points.end(), threshold,
                         [](double value, const ThresholdPoint& point) { return value < point.threshold; });
    return above == points.begin() ? never : *(above - 1);
}

ThresholdCurve thresholdCurve(const std::vector<data::Example>& examples, const std::vector<Prediction>& predictions) {
    ThresholdCurve curve;
    std::int64_t unanswerable = 0;
    const std::vector<Gain> all = gains(examples, predictions, unanswerable);
    curve.total = static_cast<std::int64_t>(all.size());
    const double percent = 100.0 / std::max<double>(1, static_cast<double>(all.size()));
    double exact = static_cast<double>(unanswerable), f1 = exact, excess = 0;
    double mostExact = exact, mostF1 = f1; // compared as sums, as the script does
    curve.never = {.threshold = 0, .exact = exact * percent, .f1 = f1 * percent};
    curve.bestExact = curve.bestF1 = curve.never;
    for (std::size_t i = 0; i < all.size(); ++i) {
        exact += all[i].exact;
        f1 += all[i].f1;
        excess += all[i].excess;
        const auto answered = static_cast<std::int64_t>(i) + 1;
        const ThresholdPoint found{all[i].odds, (exact - excess) * percent, (f1 - excess) * percent, answered};
        if (exact - excess > mostExact) {
            mostExact = exact - excess;
            curve.bestExact = found;
        }
        if (f1 - excess > mostF1) {
            mostF1 = f1 - excess;
            curve.bestF1 = found;
        }
        if (i + 1 == all.size() || all[i + 1].odds != all[i].odds)
            curve.points.push_back({all[i].odds, exact * percent, f1 * percent, answered});
    }
    return curve;
}

} // namespace finetune::eval
