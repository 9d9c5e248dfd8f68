// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/data_windows.h"
#include "core/eval/nbest.h"
#include "core/model/model.h"
#include "core/session/data_source.h"
#include "core/train/arguments.h"

#include <filesystem>
#include <memory>

// The pieces that the session's jobs share: a loaded model with its tokenizer, prepared data, scores.
namespace finetune::session {

struct Loaded {
    std::filesystem::path folder;
    std::unique_ptr<text::Tokenizer> tokenizer;
    std::unique_ptr<model::Model> model;
};

// Sets torch's thread count, reads the tokenizer and the model, and checks that they fit each other.
Loaded load(const std::filesystem::path& folder, const train::TrainingArguments& arguments);

// max_length, doc_stride, padding and labels of the arguments, as the features want them.
data::FeatureOptions featureOptions(const train::TrainingArguments& arguments);

using Prepared = data::DataWindows;

// Opens data and cuts it into windows, through the feature cache where the data is in a file. Throws Input when nothing
// is left to work on.
Prepared prepare(const DataSource& source, data::Texts texts, const Loaded& loaded,
                 const train::TrainingArguments& arguments, data::OnProblem onProblem, const StopToken& stop,
                 const Progress& progress);

struct Scored {
    Json metrics; // eval_loss, eval_exact_match, eval_f1, eval_character_f1, eval_runtime …
    std::vector<eval::Prediction> predictions;
};

// Runs the model over prepared data and scores it with the official metric.
Scored score(model::Model& model, const Prepared& prepared, const text::Tokenizer& tokenizer,
             const train::TrainingArguments& arguments, bool v2, double nullThreshold, const StopToken& stop,
             const Progress& progress);

// Writes config, weights and the tokenizer's files into a folder that is there whole or not at all: written under
// another name, synced, then renamed over `target`. `configKeys` are added to config.json.
void publishModel(const model::Model& model, const std::filesystem::path& tokenizerFolder,
                  const std::filesystem::path& target, const std::string& modelCard,
                  const Json& configKeys = Json::object());

void copyTokenizer(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace finetune::session
