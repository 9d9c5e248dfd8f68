// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/open_dataset.h"
#include "core/eval/metrics.h"

#include <filesystem>

namespace finetune::eval {

// A JSON file of answers by question id: {"id": "text", …}. Throws Input for any other form.
Predictions readPredictions(const std::filesystem::path& file);

// squadMetrics of a prediction file over data (open_dataset.h), and beside them "character_f1", "missing" (questions
// without a prediction: no score holds them), "unknown" (predictions for ids that the data does not have) and
// "data_problems" (entries of the data that were left out). `v2` is the SQuAD 2.0 script's output; without it, and
// where every question has an answer, the 1.1 script's name "exact_match" is there as well. Throws Input for bad files,
// and when no question of the data has a prediction.
Json evaluatePredictionFile(const std::filesystem::path& predictions, const std::filesystem::path& dataFile, bool v2,
                            const data::OpenOptions& options = {});

} // namespace finetune::eval
