// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace finetune::train {

// Hugging Face's TrainingArguments that matter here, under their names (COMPATIBILITY a). One table (`argumentTable`)
// holds each one's default, check and help; the command line, the form, JSON and the help follow from it.
struct TrainingArguments {
    std::string outputDir = "./results";
    double numTrainEpochs = 3;
    std::int64_t maxSteps = -1;
    std::int64_t perDeviceTrainBatchSize = 16;
    std::int64_t perDeviceEvalBatchSize = 16;
    double learningRate = 2e-5;
    double weightDecay = 0.01;
    std::string lrSchedulerType = "linear";
    Json lrSchedulerKwargs = Json::object();
    double warmupSteps = 0; // < 1: a share of all steps
    double warmupRatio = 0; // version 4
    double adamBeta1 = 0.9, adamBeta2 = 0.999, adamEpsilon = 1e-8;
    std::int64_t gradientAccumulationSteps = 1;
    double maxGradNorm = 1.0;
    std::int64_t seed = 42;
    std::int64_t dataSeed = -1; // -1: seed
    std::string loggingStrategy = "steps";
    double loggingSteps = 500; // < 1: a share
    bool loggingFirstStep = false;
    std::string evalStrategy = "no";
    double evalSteps = 0; // 0: loggingSteps
    double evalDelay = 0;
    bool evalOnStart = false;
    std::string saveStrategy = "steps";
    double saveSteps = 500;
    std::int64_t saveTotalLimit = 0; // 0: all kept
    bool saveOnlyModel = false;
    bool loadBestModelAtEnd = false;
    std::string metricForBestModel; // empty: loss
    std::string greaterIsBetter;    // "", "true", "false"
    bool dataloaderDropLast = false;
    std::string trainSamplingStrategy = "random"; // random, sequential, group_by_length
    std::int64_t earlyStoppingPatience = 0;       // 0: off
    double earlyStoppingThreshold = 0;
    std::string resumeFromCheckpoint; // "", "true" (the newest whole one) or a folder
    // Ours
    std::int64_t maxLength = 384;
    std::int64_t docStride = 128;
    std::string padding = "none"; // none (packed: real tokens only), max_length, longest (of the batch)
    std::string labels = "exact";
    std::string precision = "auto"; // auto, float32, bfloat16: see execution.h
    std::string device = "auto";    // auto, cpu, cuda
    std::int64_t threads = 0;       // 0: all cores
    bool noDropout = false;
    bool headByFormula = false;
};

enum class ArgumentType { Integer, Real, Boolean, Choice, Text, Object };

struct ArgumentInfo {
    std::string name;                 // Hugging Face's: "learning_rate"
    std::vector<std::string> aliases; // older spellings: "evaluation_strategy"
    ArgumentType type;
    std::vector<std::string> choices;
    std::string
        group; // "Essential", "Optimizer", "Schedule", "Logging and evaluation", "Checkpoints", "Data", "Machine"
    std::string help;
    double minimum, maximum; // of numbers, inclusive
};

const std::vector<ArgumentInfo>& argumentTable();

// By name or alias, underscores or dashes. Throws Usage for an unknown name, a wrong type or a value out of range.
void setArgument(TrainingArguments& arguments, const std::string& name, const Json& value);
void setArgumentText(TrainingArguments& arguments, const std::string& name, const std::string& text);
Json getArgument(const TrainingArguments& arguments, const std::string& name);

// What holds between arguments (load_best_model_at_end needs agreeing strategies …). Throws Usage.
void check(const TrainingArguments& arguments);

struct ArgumentsFromJson {
    TrainingArguments arguments;
    std::vector<std::string> ignored; // known to Hugging Face, without effect here
    std::vector<std::string> unknown; // known to nobody
};
ArgumentsFromJson argumentsFromJson(const Json& json, TrainingArguments base = {});
Json toJson(const TrainingArguments& arguments);

} // namespace finetune::train
