// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/python_script.h"

#include "core/hub/cache.h"
#include "core/session/hub_library.h"
#include "core/session/python_functions.h"

#include <sstream>

namespace finetune::session {
namespace {

// A Python literal. JSON's texts are Python's when nothing outside ASCII is escaped.
std::string python(const Json& value) {
    if (value.is_boolean())
        return value.get<bool>() ? "True" : "False";
    if (value.is_null())
        return "None";
    if (value.is_object()) {
        std::string items;
        for (const auto& [key, item] : value.items())
            items += (items.empty() ? "" : ", ") + Json(key).dump() + ": " + python(item);
        return "{" + items + "}";
    }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Writes a script line by line.
class Script {
public:
    explicit Script(const TrainRequest& request)
        : request_(request), arguments_(request.arguments), validates_(!request.validation.file.empty()) {}

    std::string write() {
        out_ << kHead;
        constants();
        functions();
        model();
        data();
        options();
        trainer();
        return out_.str();
    }

private:
    void set(const char* name, const Json& value) { out_ << name << " = " << python(value) << "\n"; }
    void option(const char* name, const Json& value) { out_ << "    " << name << "=" << python(value) << ",\n"; }

    void file(const char* name, const DataSource& source) {
        const fs::path path = fs::absolute(source.file);
        if (source.edited)
            out_ << "# The studio trains on changed data that is in no file; this is the file without the changes.\n"
                    "# Save the data in the studio, on its Data page, and name that file here.\n";
        else if (!source.options.isPlain()) {
            const std::string made = path.stem().string() + "-chosen.json";
            out_ << "# Columns and rows are chosen. This writes what the studio trains on:\n"
                 << "# finetune data save " << quoted(path.string()) << optionsOf(source.options) << " --output "
                 << quoted(made) << "\n";
            set(name, made);
            return;
        }
        if (const auto repository = hub::repositoryOfSnapshot(path))
            out_ << "# Of the dataset " << repository->id << " on the hub, at " << repository->revision << "\n";
        set(name, path.string());
    }

    // For a shell.
    static std::string quoted(const std::string& text) {
        std::string out = "'";
        for (const char c : text)
            out += c == '\'' ? "'\\''" : std::string(1, c);
        return out + "'";
    }

    static std::string optionsOf(const data::OpenOptions& options) {
        std::string out;
        if (!options.columns.empty())
            out += " --columns " + quoted(data::toText(options.columns));
        for (const data::Condition& condition : options.rows.where)
            out += " --where " + quoted(data::toText(condition));
        if (options.rows.first)
            out += " --first " + std::to_string(*options.rows.first);
        if (options.rows.sample)
            out += " --sample " + std::to_string(*options.rows.sample) + " --seed " + std::to_string(options.rows.seed);
        return out;
    }

    static const char* readerOf(const DataSource& source) {
        const bool isTable = source.options.isPlain() && source.file.extension() != ".json";
        return isTable && !source.edited ? "read_table" : "read_squad";
    }

    // By its name, where it came from the hub or is to come from there.
    void nameModel() {
        auto repository = hub::repositoryOfSnapshot(fs::absolute(request_.model));
        if (!repository && isHubName(request_.model.string()))
            repository = hub::modelNamed(request_.model.string());
        set("MODEL", repository ? repository->id : fs::absolute(request_.model).string());
        set("REVISION", repository ? repository->revision : "main"); // of a folder it means nothing
    }

    void constants() {
        out_ << "\n";
        nameModel();
        file("TRAIN_FILE", request_.training);
        if (validates_)
            file("VALIDATION_FILE", request_.validation);
        set("OUTPUT_DIR", arguments_.outputDir);
        set("MAX_LENGTH", arguments_.maxLength);
        set("DOC_STRIDE", arguments_.docStride);
        if (arguments_.padding == "none")
            out_ << "# The studio trains packed, without padding; transformers pads each batch to its longest window.\n"
                    "# The losses differ a little: positions of padding take part in the softmax.\n";
        set("PADDING", arguments_.padding == "max_length" ? Json("max_length") : Json(false));
        out_ << "SEED = " << arguments_.seed << "\n";
        if (arguments_.threads > 0)
            out_ << "\ntorch.set_num_threads(" << arguments_.threads << ")\n";
    }

    void functions() {
        std::string text = kData;
        const std::string mark = "@BOUND@";
        text.replace(text.find(mark), mark.size(), arguments_.labels == "tutorial" ? "len(offsets)" : "last + 1");
        out_ << text;
        if (validates_)
            out_ << kMetrics;
    }

    void model() {
        out_ << "\n\ntransformers.set_seed(SEED)\n"
                "tokenizer = AutoTokenizer.from_pretrained(MODEL, revision=REVISION)\n"
                "config = AutoConfig.from_pretrained(MODEL, revision=REVISION)\n";
        if (arguments_.noDropout)
            out_ << "for key in (\"dropout\", \"attention_dropout\", \"qa_dropout\", \"hidden_dropout_prob\",\n"
                    "            \"attention_probs_dropout_prob\"):\n"
                    "    if hasattr(config, key):\n"
                    "        setattr(config, key, 0.0)\n";
        out_ << "model = AutoModelForQuestionAnswering.from_pretrained(MODEL, revision=REVISION, config=config)\n";
        if (arguments_.headByFormula)
            out_ << "with torch.no_grad():\n"
                    "    weight = model.qa_outputs.weight\n"
                    "    weight.copy_((0.02 * torch.sin(torch.arange(weight.numel(), dtype=torch.float64)))"
                    ".view_as(weight))\n"
                    "    model.qa_outputs.bias.zero_()\n";
    }

    void data() {
        out_ << "\ntrain_set = Dataset.from_list(" << readerOf(request_.training)
             << "(TRAIN_FILE))\n"
                "train_features = train_set.map(lambda batch: features(batch, True), batched=True,\n"
                "                               remove_columns=train_set.column_names)\n";
        if (!validates_)
            return;
        out_ << "validation_rows = " << readerOf(request_.validation)
             << "(VALIDATION_FILE)\n"
                "validation_set = Dataset.from_list(validation_rows)\n"
                "validation_features = validation_set.map(lambda batch: features(batch, False), batched=True,\n"
                "                                         remove_columns=validation_set.column_names)\n"
                "validation_windows = [{\"example_id\": w[\"example_id\"], \"offset_mapping\": w[\"offset_mapping\"]}\n"
                "                      for w in validation_features]\n"
                "validation_features = validation_features.remove_columns([\"example_id\", \"offset_mapping\"])\n";
    }

    void options() {
        const auto& a = arguments_;
        out_ << "\noptions = dict(\n    output_dir=OUTPUT_DIR,\n    seed=SEED,\n";
        option("num_train_epochs", a.numTrainEpochs);
        option("max_steps", a.maxSteps);
        option("per_device_train_batch_size", a.perDeviceTrainBatchSize);
        option("per_device_eval_batch_size", a.perDeviceEvalBatchSize);
        option("gradient_accumulation_steps", a.gradientAccumulationSteps);
        option("learning_rate", a.learningRate);
        option("weight_decay", a.weightDecay);
        option("adam_beta1", a.adamBeta1);
        option("adam_beta2", a.adamBeta2);
        option("adam_epsilon", a.adamEpsilon);
        option("max_grad_norm", a.maxGradNorm);
        if (a.precision == "bfloat16")
            option("bf16", true);
        if (a.device == "cpu")
            option("use_cpu", true);
        option("lr_scheduler_type", a.lrSchedulerType);
        if (!a.lrSchedulerKwargs.empty())
            option("lr_scheduler_kwargs", a.lrSchedulerKwargs);
        whenOptions();
        option("dataloader_drop_last", a.dataloaderDropLast);
        if (a.dataSeed >= 0)
            option("data_seed", a.dataSeed);
        out_ << "    report_to=\"none\",\n)\n";
        const double warmup = a.warmupSteps > 0 ? a.warmupSteps : a.warmupRatio;
        if (warmup >= 1)
            out_ << "options[\"warmup_steps\"] = " << static_cast<std::int64_t>(warmup) << "\n";
        else if (warmup > 0)
            out_ << "options[\"warmup_steps\" if VERSION >= 5 else \"warmup_ratio\"] = " << python(warmup)
                 << "  # a share of all steps\n";
        if (a.trainSamplingStrategy == "group_by_length")
            out_ << "options.update({\"train_sampling_strategy\": \"group_by_length\"} if VERSION >= 5\n"
                    "               else {\"group_by_length\": True})\n";
    }

    // Logging, evaluation and checkpoints.
    void whenOptions() {
        const auto& a = arguments_;
        option("logging_strategy", a.loggingStrategy);
        steps("logging_steps", a.loggingSteps);
        option("logging_first_step", a.loggingFirstStep);
        option("eval_strategy", validates_ ? a.evalStrategy : "no");
        if (a.evalSteps > 0)
            steps("eval_steps", a.evalSteps);
        if (a.evalDelay > 0)
            option("eval_delay", a.evalDelay);
        option("eval_on_start", validates_ && a.evalOnStart);
        option("save_strategy", a.saveStrategy);
        steps("save_steps", a.saveSteps);
        if (a.saveTotalLimit > 0)
            option("save_total_limit", a.saveTotalLimit);
        option("save_only_model", a.saveOnlyModel);
        option("load_best_model_at_end", a.loadBestModelAtEnd);
        if (!a.metricForBestModel.empty())
            option("metric_for_best_model", a.metricForBestModel);
        if (!a.greaterIsBetter.empty())
            option("greater_is_better", a.greaterIsBetter == "true");
    }

    // Above 1 transformers wants a whole number.
    void steps(const char* name, double value) {
        option(name, value >= 1 ? Json(static_cast<std::int64_t>(value)) : Json(value));
    }

    // The studio's evaluation follows the file's order whatever training does; so must the metrics above.
    void samplers() {
        const bool sequential = arguments_.trainSamplingStrategy == "sequential";
        out_ << "\n\nclass InOrder(Trainer):\n"
                "    def _get_eval_sampler(self, dataset):\n"
                "        return torch.utils.data.SequentialSampler(dataset)\n";
        if (sequential)
            out_ << "\n    def _get_train_sampler(self, *args, **kwargs):\n"
                    "        return torch.utils.data.SequentialSampler(self.train_dataset)\n";
        out_ << "\n";
    }

    void trainer() {
        const bool own = arguments_.trainSamplingStrategy != "random";
        if (own)
            samplers();
        out_ << "\ntrainer = " << (own ? "InOrder" : "Trainer")
             << "(\n    model=model,\n    args=TrainingArguments(**options),\n    train_dataset=train_features,\n";
        if (validates_)
            out_ << "    eval_dataset=validation_features,\n    compute_metrics=compute_metrics,\n";
        out_
            << "    processing_class=tokenizer,\n"
               "    data_collator=DataCollatorWithPadding(tokenizer) if PADDING is False else default_data_collator,\n";
        if (arguments_.earlyStoppingPatience > 0)
            out_ << "    callbacks=[EarlyStoppingCallback(" << arguments_.earlyStoppingPatience << ", "
                 << python(arguments_.earlyStoppingThreshold) << ")],\n";
        out_ << ")\n";
        const std::string& resume = arguments_.resumeFromCheckpoint;
        out_ << "trainer.train("
             << (resume.empty() ? "" : "resume_from_checkpoint=" + (resume == "true" ? "True" : python(resume)))
             << ")\n";
        if (validates_)
            out_ << "print(trainer.evaluate())\n";
        out_ << "trainer.save_model(OUTPUT_DIR + \"/model\")\ntokenizer.save_pretrained(OUTPUT_DIR + \"/model\")\n";
    }

    const TrainRequest& request_;
    const train::TrainingArguments& arguments_;
    const bool validates_;
    std::ostringstream out_;
};

} // namespace

std::string pythonScript(const TrainRequest& request) {
    return Script(request).write();
}

} // namespace finetune::session
