// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/data/dataset.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

// The official SQuAD definitions (evaluate-v2.0.py; transformers' data/metrics/squad_metrics.py), character for
// character: lower case, white space and word characters are Python's.
namespace finetune::eval {

// Lower case, without ASCII punctuation, without the words a, an, the, with single spaces.
std::string normalizeAnswer(const std::string& text);
double exactMatch(const std::string& gold, const std::string& prediction); // 0 or 1
double f1(const std::string& gold, const std::string& prediction);         // token F1, 0..1

// F1 over the characters that are no space, after the same normalisation: for text without spaces between words, where
// the token F1 is next to an exact match. Not part of the official script.
double characterF1(const std::string& gold, const std::string& prediction);

// One answer ("": none was given) against all gold answers of its example: the best of each score, as the official
// script takes them.
struct AnswerScore {
    double exact = 0; // 0 or 1
    double f1 = 0;    // 0..1
};
AnswerScore scoreAnswer(const data::Example& example, const std::string& answer);

using Predictions = std::unordered_map<std::string, std::string>; // example id to text
using NullOdds = std::unordered_map<std::string, double>;

// {"exact","f1","total",["HasAns_*"],["NoAns_*"],"best_exact","best_exact_thresh","best_f1","best_f1_thresh"}, scores
// in percent. An answer whose odds are above `nullThreshold` counts as none given. Examples without a prediction are
// left out, as squad_evaluate leaves them; of examples with the same id the last counts. Equal odds are taken in the
// order of the examples (the script: of the file of odds), which shows only in best_*. Throws Input when odds are given
// but not for an example that has a prediction.
Json squadMetrics(const std::vector<data::Example>& examples, const Predictions& predictions,
                  const std::optional<NullOdds>& nullOdds = {}, double nullThreshold = 1.0);

} // namespace finetune::eval
