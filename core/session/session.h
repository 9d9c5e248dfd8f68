// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/data/dataset.h"
#include "core/data/features.h"
#include "core/eval/nbest.h"
#include "core/model/describe.h"
#include "core/session/data_source.h"
#include "core/session/weights_snapshot.h"
#include "core/train/arguments.h"
#include "core/train/observer.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What the window and the command line both need: the workflow's steps as jobs over plain values. No torch and no Qt
// here. A job runs on the caller's thread, looks at its stop token at least once a batch and throws Error. `train`,
// `evaluate`, `predict` and `exportModel` use torch: call them from the training thread and from one other thread only.
namespace finetune::session {

namespace fs = std::filesystem;

struct TrainRequest {
    fs::path model;
    // `validation` may be empty: no evaluation. `train` writes what is `edited` into the run folder, as data/train.json
    // and data/validation.json, and takes it from there: a run keeps what it was trained on.
    DataSource training, validation;
    train::TrainingArguments arguments; // outputDir is the run folder
    data::OnProblem onProblem = data::OnProblem::Skip;
    int niceness = 0; // added to the training thread's and its helpers', so that a window beside it stays smooth
    // Given the weights after every evaluation, on the training thread; must return at once. Empty: nothing is copied.
    std::function<void(std::shared_ptr<const WeightsSnapshot>)> evaluated = {};
    // Ids of validation questions that are told after every evaluation; none: three are chosen (probes.h).
    std::vector<std::string> probes = {};
};

struct TrainOutcome {
    bool stopped = false; // on request; a checkpoint was kept
    fs::path runFolder;
    fs::path model;  // the folder to export from: the last or the best checkpoint
    Json metrics;    // of the last evaluation; empty without a validation file
    Json finalEntry; // train_runtime, train_loss …
};

// The whole run: load, prepare, train, evaluate at the end, write run.json, events.jsonl, checkpoints.
TrainOutcome train(const TrainRequest& request, train::RunObserver& observer, const RunControl& control);

struct EvaluateRequest {
    fs::path model;
    DataSource data;
    train::TrainingArguments arguments;       // maxLength, docStride, padding, perDeviceEvalBatchSize, threads
    bool v2 = false;                          // also where every question of the file has an answer
    std::optional<double> nullThreshold = {}; // empty: the one stored with the model (evaluation_file.h), else 0
};

struct Evaluation {
    Json metrics;                              // eval_loss, exact, f1, character_f1, total …
    std::vector<eval::Prediction> predictions; // one an example of `dataset`
    data::Dataset dataset;
    std::vector<std::int32_t> windows; // one an example
    bool v2 = false;                   // "" was among the candidates
    double nullThreshold = 0;          // what was used
};

Evaluation evaluate(const EvaluateRequest& request, const StopToken& stop, const Progress& progress);

// The arguments for evaluating a model folder: those of the run that it lies in, else the usual ones; max_length is no
// more than the model has room for.
train::TrainingArguments argumentsFor(const fs::path& model);

struct PredictRequest {
    fs::path model;
    std::string question, context;
    int topK = 5;
    bool pipeline = false; // decode as transformers' question-answering pipeline (answers up to 15 tokens)
    train::TrainingArguments arguments;
    bool v2 = false;                          // the text may hold no answer: "" is among the answers
    std::optional<double> nullThreshold = {}; // as in EvaluateRequest; without effect on `pipeline`
};
std::vector<eval::Candidate> predict(const PredictRequest& request);

struct ExportRequest {
    fs::path checkpoint; // a checkpoint or any model folder
    fs::path target;     // becomes the finetuned_model folder; must not hold anything but an earlier export
    fs::path runFolder;  // for the model card; may be empty
};

struct ExportedFile {
    std::string name, sha256;
    std::uintmax_t bytes = 0;
};

struct ExportReport {
    fs::path folder;
    std::vector<ExportedFile> files;
    double largestLogitDifference = 0; // after reloading, on a fixed input
};

// Writes the folder whole or not at all, reloads it, compares logits, lists hashes.
ExportReport exportModel(const ExportRequest& request, const StopToken& stop, const Progress& progress);

// Runs below a folder, newest first: run.json and the last entries of events.jsonl. Reads only.
struct RunSummary {
    fs::path folder;
    std::string state;                              // "running", "finished", "stopped", "interrupted"
    Json run;                                       // run.json
    Json lastEntry;                                 // last log_history entry
    Json metrics;                                   // last evaluation entry
    std::vector<std::string> checkpoints;           // names, by step
    std::vector<std::string> models;                // of these and “model”, the folders that hold weights
    std::chrono::system_clock::time_point lastSign; // last write to its files
};
std::vector<RunSummary> listRuns(const fs::path& folder);

// The sample project's files, or empty paths when they are not installed.
struct SampleProject {
    fs::path train, validation, model;
    train::TrainingArguments arguments;
};
SampleProject sampleProject();

} // namespace finetune::session
