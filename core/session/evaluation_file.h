// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/data/features.h"
#include "core/data/open_dataset.h"
#include "core/eval/nbest.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// What an evaluation found, kept in the run folder: <run>/evaluations/step-<N>.json after each evaluation of training,
// other names for those that were asked for. Two of them over the same data can be compared. No torch here.
namespace finetune::session {

struct EvaluationRecord {
    std::int64_t step = -1; // of the run; -1: of a model folder, asked for
    double epoch = 0;
    std::filesystem::path model;    // the folder that was evaluated; of a step: the run folder
    std::filesystem::path data;     // the file,
    data::OpenOptions options = {}; // and how it is opened
    bool v2 = false;                // "" was among the candidates
    double nullThreshold = 0;       // that the metrics were computed with
    Json metrics = Json::object();
    std::vector<std::string> ids; // of the data's examples, in their order; the next two run parallel
    std::vector<eval::Prediction> predictions;
    std::vector<std::int32_t> windows; // that each context was cut into
};

std::vector<std::string> idsOf(const std::vector<data::Example>& examples);

// The windows of each example.
std::vector<std::int32_t> windowsPerExample(std::size_t examples, const std::vector<data::Feature>& features);

std::filesystem::path evaluationFileOf(const std::filesystem::path& runFolder, std::int64_t step);
std::filesystem::path evaluationFileOf(const std::filesystem::path& runFolder, const std::string& name);

// All there are of a run: those of training by their step, then the others by name. Empty without the folder.
std::vector<std::filesystem::path> listEvaluations(const std::filesystem::path& runFolder);

// Written whole or not at all, the folder is made. Of the candidates the best five and the best that is not "" are
// kept, as places in the context; probabilities with six digits. The keys:
//   format 1, step, epoch, model, data, open (columns and rows, where some are chosen), v2, null_threshold, metrics,
//   examples: one line each
//   {"id", "text", "start", "end" (code points), "probability", "null_score", "null_difference", "windows",
//    "best": [[start, end, probability, score], …]}
void writeEvaluation(const std::filesystem::path& file, const EvaluationRecord& record);

// Without the examples' answers: enough for a list. Throws Input for any other file.
struct EvaluationHead {
    std::int64_t step = -1;
    double epoch = 0;
    std::filesystem::path model, data;
    Json metrics;
};
EvaluationHead readEvaluationHead(const std::filesystem::path& file);

// The candidates come back without their text, which is in the data; `alignedExamples` cuts it out. Throws Input for
// any other file.
EvaluationRecord readEvaluation(const std::filesystem::path& file);

// The examples that the record speaks of; the record is brought into their order and its candidates get their text.
// Questions that only one of the two knows are left out. Throws Input when none is in both.
std::vector<data::Example> alignedExamples(EvaluationRecord& record, const std::vector<data::Example>& examples);

// The no-answer threshold that was chosen for a run's model: <run>/no_answer_threshold.json
//   {"null_score_diff_threshold", "exact", "f1" (percent, at the threshold), "data", "step"}
// The export writes the value into config.json as "null_score_diff_threshold", which is the name of the option of
// transformers' run_qa.py, and all of it into the model card.
struct StoredThreshold {
    double threshold = 0, exact = 0, f1 = 0;
    std::filesystem::path data;
    std::int64_t step = -1;
};
void storeThreshold(const std::filesystem::path& runFolder, const StoredThreshold& threshold);
std::optional<StoredThreshold> storedThreshold(const std::filesystem::path& runFolder);

// That of any model folder: its config.json's, else that of the run that it lies in. Empty when none was chosen.
struct FoundThreshold {
    double threshold = 0;
    std::filesystem::path file; // that holds it
};
std::optional<FoundThreshold> findThreshold(const std::filesystem::path& modelFolder);
std::optional<double> thresholdOf(const std::filesystem::path& modelFolder);

// The run that a model folder lies in (a checkpoint, "model"), or the folder itself when it is a run; else empty.
std::filesystem::path runOf(const std::filesystem::path& modelFolder);

} // namespace finetune::session
