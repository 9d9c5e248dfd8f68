// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/data/dataset.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace finetune::eval {

// The official SQuAD definitions (evaluate-v2.0.py; transformers' squad_metrics.py).
std::string normalizeAnswer(const std::string& text);
double exactMatch(const std::string& gold, const std::string& prediction); // 0 or 1
double f1(const std::string& gold, const std::string& prediction);         // token F1, 0..1
double characterF1(const std::string& gold, const std::string& prediction); // for text without spaces between words

using Predictions = std::unordered_map<std::string, std::string>; // example id to text
using NullOdds = std::unordered_map<std::string, double>;

// {"exact","f1","total",["HasAns_*","NoAns_*","best_exact","best_exact_thresh","best_f1","best_f1_thresh"]}, in percent.
// Examples without a prediction are left out, as squad_evaluate leaves them.
Json squadMetrics(const std::vector<data::Example>& examples, const Predictions& predictions,
                  const std::optional<NullOdds>& nullOdds = {}, double nullThreshold = 1.0);

} // namespace finetune::eval
