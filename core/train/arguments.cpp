// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of training arguments and what follows from it. Long because the table is.
#include "core/train/arguments.h"

#include "core/base/error.h"
#include "core/train/ignored_arguments.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <variant>

namespace finetune::train {
namespace {

using T = TrainingArguments;
using Member = std::variant<std::string T::*, double T::*, std::int64_t T::*, bool T::*, Json T::*>;

// One argument: what the world sees, the field, and what JSON's null means (Json::discarded: null is refused).
struct Row {
    ArgumentInfo info;
    Member member;
    Json null = Json(Json::value_t::discarded);
};

constexpr double kMost = 1e15;      // of counts: exact in a double
constexpr double kPositive = 1e-12; // "more than zero"
constexpr auto kEssential = "Essential", kOptimizer = "Optimizer", kSchedule = "Schedule",
               kLogging = "Logging and evaluation", kCheckpoints = "Checkpoints", kData = "Data", kMachine = "Machine";

Row integer(std::string name, std::int64_t T::*member, const char* group, double minimum, double maximum,
            std::string help, Json null = Json(Json::value_t::discarded)) {
    return {{std::move(name), {}, ArgumentType::Integer, {}, group, std::move(help), minimum, maximum},
            member,
            std::move(null)};
}
Row real(std::string name, double T::*member, const char* group, double minimum, double maximum, std::string help,
         Json null = Json(Json::value_t::discarded)) {
    return {{std::move(name), {}, ArgumentType::Real, {}, group, std::move(help), minimum, maximum},
            member,
            std::move(null)};
}
Row boolean(std::string name, bool T::*member, const char* group, std::string help) {
    return {{std::move(name), {}, ArgumentType::Boolean, {}, group, std::move(help), 0, 0}, member};
}
Row choice(std::string name, std::string T::*member, const char* group, std::vector<std::string> choices,
           std::string help, Json null = Json(Json::value_t::discarded)) {
    return {{std::move(name), {}, ArgumentType::Choice, std::move(choices), group, std::move(help), 0, 0},
            member,
            std::move(null)};
}
Row text(std::string name, std::string T::*member, const char* group, std::string help,
         Json null = Json(Json::value_t::discarded)) {
    return {{std::move(name), {}, ArgumentType::Text, {}, group, std::move(help), 0, 0}, member, std::move(null)};
}
Row aka(Row row, std::vector<std::string> aliases) {
    row.info.aliases = std::move(aliases);
    return row;
}

std::vector<Row> essentialRows() {
    return {
        text("output_dir", &T::outputDir, kEssential, "The run folder: log, checkpoints and state go there."),
        real("num_train_epochs", &T::numTrainEpochs, kEssential, kPositive, 1e6,
             "How often the data is gone through; 0.5 is half of it."),
        integer("max_steps", &T::maxSteps, kEssential, -1, kMost,
                "Number of updates; when above 0 it replaces num_train_epochs."),
        aka(integer("per_device_train_batch_size", &T::perDeviceTrainBatchSize, kEssential, 1, 65536,
                    "Windows in one training batch."),
            {"per_gpu_train_batch_size", "train_batch_size"}),
        aka(integer("per_device_eval_batch_size", &T::perDeviceEvalBatchSize, kEssential, 1, 65536,
                    "Windows in one evaluation batch."),
            {"per_gpu_eval_batch_size", "eval_batch_size"}),
        real("learning_rate", &T::learningRate, kEssential, 0, 1e3, "The highest learning rate of the schedule."),
        integer("gradient_accumulation_steps", &T::gradientAccumulationSteps, kEssential, 1, 1e9,
                "Batches that are averaged into one update: a larger batch without more memory."),
        integer("seed", &T::seed, kEssential, 0, kMost, "Seed of the order of the data, of dropout and of a new head."),
        integer("data_seed", &T::dataSeed, kEssential, -1, kMost,
                "Seed of the order of the data alone; empty or -1: the seed above.", -1),
    };
}

std::vector<Row> optimizerRows() {
    return {
        real("weight_decay", &T::weightDecay, kOptimizer, 0, 1e3,
             "Decoupled weight decay of AdamW; biases and layer norms are never decayed."),
        real("adam_beta1", &T::adamBeta1, kOptimizer, 0, 1 - 1e-12, "Decay rate of AdamW's mean of gradients."),
        real("adam_beta2", &T::adamBeta2, kOptimizer, 0, 1 - 1e-12, "Decay rate of AdamW's mean of squared gradients."),
        real("adam_epsilon", &T::adamEpsilon, kOptimizer, 0, 1, "Added to AdamW's denominator."),
        real("max_grad_norm", &T::maxGradNorm, kOptimizer, 0, 1e9,
             "Gradients longer than this are scaled down to it; 0: never.", 0.0),
        choice("lr_scheduler_type", &T::lrSchedulerType, kSchedule,
               {"linear", "cosine", "cosine_with_restarts", "polynomial", "constant", "constant_with_warmup",
                "inverse_sqrt", "reduce_lr_on_plateau", "cosine_with_min_lr", "cosine_warmup_with_min_lr",
                "warmup_stable_decay"},
               "The shape of the learning rate over the run."),
        {{"lr_scheduler_kwargs",
          {},
          ArgumentType::Object,
          {},
          kSchedule,
          "Further numbers of the schedule as JSON, for instance {\"num_cycles\": 2}.",
          0,
          0},
         &T::lrSchedulerKwargs,
         Json::object()},
        real("warmup_steps", &T::warmupSteps, kSchedule, 0, kMost,
             "Updates in which the learning rate rises from 0; below 1: a share of all updates.", 0.0),
        real("warmup_ratio", &T::warmupRatio, kSchedule, 0, 1,
             "The same as a share of all updates (version 4); warmup_steps wins.", 0.0),
    };
}

std::vector<Row> loggingRows() {
    const std::vector<std::string> when{"no", "steps", "epoch"};
    return {
        choice("logging_strategy", &T::loggingStrategy, kLogging, when, "When the training loss is logged."),
        real("logging_steps", &T::loggingSteps, kLogging, kPositive, kMost,
             "Updates between two log entries; below 1: a share of all updates."),
        boolean("logging_first_step", &T::loggingFirstStep, kLogging, "Log the first update as well."),
        aka(choice("eval_strategy", &T::evalStrategy, kLogging, when, "When the model is evaluated."),
            {"evaluation_strategy"}),
        real("eval_steps", &T::evalSteps, kLogging, 0, kMost,
             "Updates between two evaluations; below 1: a share; empty or 0: as logging_steps.", 0.0),
        real("eval_delay", &T::evalDelay, kLogging, 0, kMost,
             "Epochs or updates (as eval_strategy) to wait before the first evaluation.", 0.0),
        boolean("eval_on_start", &T::evalOnStart, kLogging, "Evaluate once before training."),
        integer("early_stopping_patience", &T::earlyStoppingPatience, kLogging, 0, 1e9,
                "Stop after so many evaluations without improvement; 0: never.", 0),
        real("early_stopping_threshold", &T::earlyStoppingThreshold, kLogging, 0, 1e9,
             "An improvement counts when it is larger than this.", 0.0),
    };
}

std::vector<Row> checkpointRows() {
    return {
        choice("save_strategy", &T::saveStrategy, kCheckpoints, {"no", "steps", "epoch", "best"},
               "When a checkpoint is kept."),
        real("save_steps", &T::saveSteps, kCheckpoints, kPositive, kMost,
             "Updates between two checkpoints; below 1: a share of all updates."),
        integer("save_total_limit", &T::saveTotalLimit, kCheckpoints, 0, 1e9,
                "How many checkpoints are kept; older ones are removed, never the best; empty or 0: all.", 0),
        boolean("save_only_model", &T::saveOnlyModel, kCheckpoints,
                "Leave out the optimizer: smaller checkpoints that cannot be resumed."),
        boolean("load_best_model_at_end", &T::loadBestModelAtEnd, kCheckpoints,
                "End with the best checkpoint's weights instead of the last ones."),
        text("metric_for_best_model", &T::metricForBestModel, kCheckpoints,
             "The evaluation's number that decides what is best; empty: loss.", ""),
        choice("greater_is_better", &T::greaterIsBetter, kCheckpoints, {"", "true", "false"},
               "Whether a larger number is better; empty: yes unless its name ends in loss.", ""),
        text("resume_from_checkpoint", &T::resumeFromCheckpoint, kCheckpoints,
             "A checkpoint folder to go on from; true: the newest whole one of the run folder.", ""),
    };
}

std::vector<Row> dataRows() {
    return {
        boolean("dataloader_drop_last", &T::dataloaderDropLast, kData, "Leave out an epoch's last, smaller batch."),
        aka(choice("train_sampling_strategy", &T::trainSamplingStrategy, kData,
                   {"random", "sequential", "group_by_length"},
                   "Order of the data; group_by_length puts windows of similar length together."),
            {"group_by_length"}),
        aka(integer("max_length", &T::maxLength, kData, 8, 1 << 20, "Tokens in one window, question included."),
            {"max_seq_length"}),
        aka(integer("doc_stride", &T::docStride, kData, 0, 1 << 20, "Tokens that neighbouring windows share."),
            {"stride"}),
        choice("padding", &T::padding, kData, {"none", "max_length", "longest"},
               "none: packed, only real tokens are computed; max_length: every window is filled up, as in the Python "
               "workflow and with its numbers; longest: to its batch's longest."),
        choice("labels", &T::labels, kData, {"exact", "tutorial"},
               "tutorial repeats the Python workflow's slip with answers in a window's last token."),
        aka(choice(
                "precision", &T::precision, kMachine, {"auto", "float32", "bfloat16"},
                "Of matrix products and activations; auto: bfloat16 where the processor is fast in it and nothing is "
                "padded. Weights and sums are float32 in each."),
            {"bf16"}),
        aka(choice(
                "device", &T::device, kMachine, {"auto", "cpu", "cuda"},
                "What computes: auto takes a GPU that CUDA reaches, if LibTorch was built for it, else the processor."),
            {"use_cpu", "no_cuda"}),
        integer("threads", &T::threads, kMachine, 0, 4096, "Processor threads; 0: all cores."),
        boolean("no_dropout", &T::noDropout, kMachine, "Train without dropout, to compare runs."),
        boolean("head_by_formula", &T::headByFormula, kMachine,
                "Start a new head from a formula instead of random numbers, to compare programs."),
    };
}

const std::vector<Row>& rows() {
    static const std::vector<Row> table = [] {
        std::vector<Row> all;
        for (auto part : {essentialRows(), optimizerRows(), loggingRows(), checkpointRows(), dataRows()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return table;
}

std::string plainName(std::string name) {
    while (name.starts_with('-'))
        name.erase(0, 1);
    std::ranges::replace(name, '-', '_');
    return name;
}

const Row* find(const std::string& given) {
    const std::string name = plainName(given);
    for (const Row& row : rows()) {
        if (row.info.name == name || std::ranges::find(row.info.aliases, name) != row.info.aliases.end())
            return &row;
    }
    return nullptr;
}

const Row& rowOf(const std::string& name) {
    if (const Row* row = find(name))
        return *row;
    throw Error(Kind::Usage, "there is no training argument “" + name + "”")
        .cure("See the list of arguments in --help");
}

std::string shortNumber(double value) {
    if (value == kPositive)
        return "more than 0";
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

std::string expectation(const ArgumentInfo& info) {
    const std::string range = info.minimum == kPositive
                                  ? "more than 0 and at most " + shortNumber(info.maximum)
                                  : "from " + shortNumber(info.minimum) + " to " + shortNumber(info.maximum);
    switch (info.type) {
    case ArgumentType::Integer:
        return "a whole number " + range;
    case ArgumentType::Real:
        return "a number " + range;
    case ArgumentType::Boolean:
        return "true or false";
    case ArgumentType::Object:
        return "a JSON object";
    case ArgumentType::Text:
        return "a text";
    case ArgumentType::Choice:
        break;
    }
    std::string list;
    for (const std::string& item : info.choices)
        list += (list.empty() ? "" : ", ") + (item.empty() ? std::string("(empty)") : item);
    return "one of " + list;
}

[[noreturn]] void refuse(const ArgumentInfo& info, const Json& value) {
    throw Error(Kind::Usage, info.name + " cannot be " + value.dump(-1, ' ', false, Json::error_handler_t::replace))
        .cure("Allowed: " + expectation(info));
}

// Spellings that mean the same: version 4's group_by_length flag, truth values where we keep a word.
Json translated(const std::string& name, const ArgumentInfo& info, const Json& value) {
    if (plainName(name) == "group_by_length" && value.is_boolean())
        return value.get<bool>() ? "group_by_length" : "random";
    if (value.is_boolean() && info.name == "precision") // version 4 and 5's flag
        return value.get<bool>() ? "bfloat16" : "float32";
    if (value.is_boolean() && info.name == "device") // version 4's no_cuda, version 5's use_cpu
        return value.get<bool>() ? "cpu" : "auto";
    if (value.is_boolean() && info.name == "greater_is_better")
        return value.get<bool>() ? "true" : "false";
    if (value.is_boolean() && info.name == "resume_from_checkpoint")
        return value.get<bool>() ? "true" : "";
    if (value.is_boolean() && info.type == ArgumentType::Choice && std::ranges::count(info.choices, "no") != 0 &&
        !value.get<bool>())
        return "no"; // YAML reads the word no as false
    return value;
}

struct Assign {
    TrainingArguments& arguments;
    const ArgumentInfo& info;
    const Json& value;

    void operator()(std::string T::*member) const {
        if (!value.is_string())
            refuse(info, value);
        const auto text = value.get<std::string>();
        if (info.type == ArgumentType::Choice && std::ranges::find(info.choices, text) == info.choices.end())
            refuse(info, value);
        if (info.name == "output_dir" && text.empty())
            refuse(info, value);
        arguments.*member = text;
    }
    void operator()(double T::*member) const { arguments.*member = number(); }
    void operator()(std::int64_t T::*member) const {
        const double given = number();
        if (given != std::floor(given))
            refuse(info, value);
        arguments.*member = static_cast<std::int64_t>(given);
    }
    void operator()(bool T::*member) const {
        if (!value.is_boolean())
            refuse(info, value);
        arguments.*member = value.get<bool>();
    }
    void operator()(Json T::*member) const {
        if (!value.is_object())
            refuse(info, value);
        arguments.*member = value;
    }
    double number() const {
        if (!value.is_number())
            refuse(info, value);
        const auto given = value.get<double>();
        if (!(given >= info.minimum && given <= info.maximum)) // false for NaN too
            refuse(info, value);
        return given;
    }
};

void requireWhole(const char* name, double steps) {
    if (steps > 1 && steps != std::floor(steps))
        throw Error(Kind::Usage, std::string(name) + " cannot be " + shortNumber(steps))
            .cure("Above 1 it is a number of updates and must be whole; below 1 it is a share of all updates");
}

} // namespace

const std::vector<ArgumentInfo>& argumentTable() {
    static const std::vector<ArgumentInfo> table = [] {
        std::vector<ArgumentInfo> all;
        for (const Row& row : rows())
            all.push_back(row.info);
        return all;
    }();
    return table;
}

void setArgument(TrainingArguments& arguments, const std::string& name, const Json& given) {
    const Row& row = rowOf(name);
    Json value = translated(name, row.info, given);
    if (value.is_null() && !row.null.is_discarded())
        value = row.null;
    std::visit(Assign{arguments, row.info, value}, row.member);
}

void setArgumentText(TrainingArguments& arguments, const std::string& name, const std::string& given) {
    const Row& row = rowOf(name);
    std::string lower = given;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    const bool truth = lower == "true" || lower == "1" || lower == "yes" || lower == "on";
    const bool falsehood = lower == "false" || lower == "0" || lower == "no" || lower == "off";
    const bool isFlag =
        row.info.type == ArgumentType::Boolean || plainName(name) == "group_by_length" || row.info.name == "device";
    if (isFlag && (truth || falsehood))
        return setArgument(arguments, name, truth);
    if (row.info.name == "resume_from_checkpoint" || row.info.name == "greater_is_better") {
        if (lower == "true" || lower == "false")
            return setArgument(arguments, name, lower == "true");
    }
    if ((lower == "none" || lower == "null") && row.info.type != ArgumentType::Choice && !row.null.is_discarded())
        return setArgument(arguments, name, nullptr);
    if (row.info.type == ArgumentType::Text || row.info.type == ArgumentType::Choice ||
        row.info.type == ArgumentType::Boolean)
        return setArgument(arguments, name, given);
    if (row.info.type != ArgumentType::Object) {
        double value = 0;
        const auto [end, code] = std::from_chars(given.data(), given.data() + given.size(), value);
        if (code != std::errc() || end != given.data() + given.size())
            refuse(row.info, given);
        return setArgument(arguments, name, value);
    }
    const Json parsed = Json::parse(given, nullptr, false);
    setArgument(arguments, name, parsed.is_discarded() ? Json(given) : parsed);
}

Json getArgument(const TrainingArguments& arguments, const std::string& name) {
    return std::visit([&](auto member) { return Json(arguments.*member); }, rowOf(name).member);
}

void check(const TrainingArguments& a) {
    requireWhole("logging_steps", a.loggingSteps);
    requireWhole("eval_steps", a.evalSteps);
    requireWhole("save_steps", a.saveSteps);
    requireWhole("warmup_steps", a.warmupSteps);
    if (a.docStride >= a.maxLength)
        throw Error(Kind::Usage, "doc_stride " + std::to_string(a.docStride) +
                                     " leaves no room in windows of max_length " + std::to_string(a.maxLength))
            .cure("doc_stride must be smaller than max_length");
    if (a.lrSchedulerType == "reduce_lr_on_plateau" && a.evalStrategy == "no")
        throw Error(Kind::Usage, "lr_scheduler_type reduce_lr_on_plateau needs evaluations, and eval_strategy is no")
            .cure("Set eval_strategy to epoch or steps");
    if (a.earlyStoppingPatience > 0 && a.evalStrategy == "no")
        throw Error(Kind::Usage, "early_stopping_patience needs evaluations, and eval_strategy is no")
            .cure("Set eval_strategy to epoch or steps");
    if (a.saveStrategy == "best" && a.evalStrategy == "no")
        throw Error(Kind::Usage, "save_strategy best needs evaluations, and eval_strategy is no")
            .cure("Set eval_strategy to epoch or steps");
    if (!a.loadBestModelAtEnd || a.saveStrategy == "best")
        return;
    if (a.evalStrategy != a.saveStrategy)
        throw Error(Kind::Usage,
                    "load_best_model_at_end needs the same eval_strategy and save_strategy, and they are " +
                        a.evalStrategy + " and " + a.saveStrategy)
            .cure("Set both to epoch or both to steps");
    if (a.evalStrategy != "steps")
        return;
    const double evalSteps = a.evalSteps > 0 ? a.evalSteps : a.loggingSteps;
    // Shares are compared in millionths, as training_args.py does, because 0.3 is no multiple of 0.1 in binary.
    const double unit = evalSteps < 1 || a.saveSteps < 1 ? 1e6 : 1;
    if (std::llround(a.saveSteps * unit) % std::max(1LL, std::llround(evalSteps * unit)) != 0)
        throw Error(Kind::Usage,
                    "load_best_model_at_end needs save_steps to be a multiple of eval_steps, and they are " +
                        shortNumber(a.saveSteps) + " and " + shortNumber(evalSteps))
            .cure("Set save_steps to a multiple of eval_steps");
}

ArgumentsFromJson argumentsFromJson(const Json& json, TrainingArguments base) {
    if (!json.is_object())
        throw Error(Kind::Usage, "the training arguments are not a JSON object");
    ArgumentsFromJson result{std::move(base), {}, {}};
    for (const auto& [name, value] : json.items()) {
        const Row* row = find(name);
        if (row && row->info.name != name && value.is_null())
            result.ignored.push_back(name); // version 4 writes its old spellings as null
        else if (row)
            setArgument(result.arguments, name, value);
        else if (isIgnoredArgument(name, value))
            result.ignored.push_back(name);
        else
            result.unknown.push_back(name);
    }
    return result;
}

Json toJson(const TrainingArguments& arguments) {
    Json json = Json::object();
    for (const Row& row : rows()) {
        Json value = getArgument(arguments, row.info.name);
        const bool nullInHuggingFace = row.info.name == "save_total_limit" || row.info.name == "data_seed" ||
                                       row.info.name == "eval_steps" || row.info.name == "metric_for_best_model" ||
                                       row.info.name == "greater_is_better" ||
                                       row.info.name == "resume_from_checkpoint";
        if (nullInHuggingFace && value == row.null)
            value = nullptr;
        else if (row.info.name == "greater_is_better")
            value = value == "true";
        json[row.info.name] = std::move(value);
    }
    return json;
}

} // namespace finetune::train
