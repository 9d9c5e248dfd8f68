// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/python_script.h"

#include <sstream>

namespace finetune::session {
namespace {

constexpr const char* kHead =
    R"py(# Fine-tunes a model for extractive question answering, as Finetune Studio would with these arguments.
# Needs: pip install torch transformers accelerate datasets
import collections, json, re, string

import numpy
import torch
import transformers
from datasets import Dataset
from transformers import (AutoConfig, AutoModelForQuestionAnswering, AutoTokenizer, DataCollatorWithPadding,
                          EarlyStoppingCallback, Trainer, TrainingArguments, default_data_collator)

VERSION = int(transformers.__version__.split(".")[0])
)py";

constexpr const char* kData = R"py(

def read_squad(path):
    """The questions of a SQuAD file; an answer that does not stand at its place is left out."""
    rows = []
    with open(path, encoding="utf-8-sig") as file:
        articles = json.load(file)["data"]
    for article in articles:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for qa in paragraph["qas"]:
                given = qa.get("answers", [])
                answers = [a for a in given if a["text"] and context.startswith(a["text"], a["answer_start"])]
                if given and not answers:
                    print("left out:", qa["id"], "(its answer does not stand at answer_start)")
                    continue
                rows.append({"id": qa["id"], "question": qa["question"], "context": context,
                             "answers": {"text": [a["text"] for a in answers],
                                         "answer_start": [a["answer_start"] for a in answers]}})
    return rows


def label(offsets, sequence_ids, cls, answers):
    """Token positions of the first answer in one window; the CLS token where it is not wholly inside."""
    if not answers["answer_start"]:
        return cls, cls
    start_char = answers["answer_start"][0]
    end_char = start_char + len(answers["text"][0])
    context = [i for i, sequence in enumerate(sequence_ids) if sequence == 1]
    if not context:
        return cls, cls
    first, last = context[0], context[-1]
    if offsets[first][0] > start_char or offsets[last][1] < end_char:
        return cls, cls
    start, end = first, last
    while start < @BOUND@ and offsets[start][0] <= start_char:
        start += 1
    while offsets[end][1] >= end_char:
        end -= 1
    return start - 1, end + 1


def features(examples, training):
    inputs = tokenizer([question.strip() for question in examples["question"]], examples["context"],
                       max_length=MAX_LENGTH, truncation="only_second", stride=DOC_STRIDE,
                       return_overflowing_tokens=True, return_offsets_mapping=True, padding=PADDING)
    mapping, offsets = inputs.pop("overflow_to_sample_mapping"), inputs.pop("offset_mapping")
    starts, ends = [], []
    for i, offset in enumerate(offsets):
        cls = inputs["input_ids"][i].index(tokenizer.cls_token_id)
        start, end = label(offset, inputs.sequence_ids(i), cls, examples["answers"][mapping[i]])
        starts.append(start)
        ends.append(end)
    inputs["start_positions"], inputs["end_positions"] = starts, ends
    if not training:
        inputs["example_id"] = [examples["id"][m] for m in mapping]
        inputs["offset_mapping"] = [[list(o) if s == 1 else [-1, -1] for o, s in zip(offset, inputs.sequence_ids(i))]
                                    for i, offset in enumerate(offsets)]
    return inputs
)py";

constexpr const char* kMetrics = R"py(

def normalise(text):
    text = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def f1(prediction, gold):
    a, b = normalise(prediction).split(), normalise(gold).split()
    if not a or not b:
        return float(a == b)
    common = sum((collections.Counter(a) & collections.Counter(b)).values())
    return 2 * common / (len(a) + len(b))


def best_answers(start_logits, end_logits, n_best=20, longest=30):
    """The best span of every question over all of its windows; "" where the data knows questions without answer."""
    contexts = {row["id"]: row["context"] for row in validation_rows}
    best, null = {}, {}
    for window, starts, ends in zip(validation_windows, start_logits, end_logits):
        name, offsets = window["example_id"], window["offset_mapping"]
        null[name] = min(null.get(name, float("inf")), starts[0] + ends[0])
        for s in numpy.argsort(starts)[-n_best:]:
            for e in numpy.argsort(ends)[-n_best:]:
                if e < s or e - s + 1 > longest or e >= len(offsets) or offsets[s][0] < 0 or offsets[e][0] < 0:
                    continue
                score = starts[s] + ends[e]
                if name not in best or score > best[name][0]:
                    best[name] = (score, contexts[name][offsets[s][0]:offsets[e][1]])
    has_unanswerable = any(not row["answers"]["text"] for row in validation_rows)
    return {name: "" if has_unanswerable and null[name] > best.get(name, (-float("inf"),))[0]
            else best.get(name, (0, ""))[1] for name in null}


def compute_metrics(evaluation):
    answers = best_answers(*evaluation.predictions[:2])
    exact, overlap = [], []
    for row in validation_rows:
        golds = [gold for gold in row["answers"]["text"] if normalise(gold)] or [""]
        exact.append(max(normalise(answers[row["id"]]) == normalise(gold) for gold in golds))
        overlap.append(max(f1(answers[row["id"]], gold) for gold in golds))
    return {"exact_match": 100 * float(numpy.mean(exact)), "f1": 100 * float(numpy.mean(overlap))}
)py";

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
        : request_(request), arguments_(request.arguments), validates_(!request.validationFile.empty()) {}

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

    void file(const char* name, const fs::path& path, bool isEdited) {
        if (isEdited)
            out_ << "# The studio trains on changed data that is in no file; this is the file without the changes.\n"
                    "# Save the data in the studio, on its Data page, and name that file here.\n";
        set(name, fs::absolute(path).string());
    }

    void constants() {
        out_ << "\n";
        set("MODEL", fs::absolute(request_.model).string());
        file("TRAIN_FILE", request_.trainFile, request_.editedTrain != nullptr);
        if (validates_)
            file("VALIDATION_FILE", request_.validationFile, request_.editedValidation != nullptr);
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
                "tokenizer = AutoTokenizer.from_pretrained(MODEL)\n"
                "config = AutoConfig.from_pretrained(MODEL)\n";
        if (arguments_.noDropout)
            out_ << "for key in (\"dropout\", \"attention_dropout\", \"qa_dropout\", \"hidden_dropout_prob\",\n"
                    "            \"attention_probs_dropout_prob\"):\n"
                    "    if hasattr(config, key):\n"
                    "        setattr(config, key, 0.0)\n";
        out_ << "model = AutoModelForQuestionAnswering.from_pretrained(MODEL, config=config)\n";
        if (arguments_.headByFormula)
            out_ << "with torch.no_grad():\n"
                    "    weight = model.qa_outputs.weight\n"
                    "    weight.copy_((0.02 * torch.sin(torch.arange(weight.numel(), dtype=torch.float64)))"
                    ".view_as(weight))\n"
                    "    model.qa_outputs.bias.zero_()\n";
    }

    void data() {
        out_ << "\ntrain_set = Dataset.from_list(read_squad(TRAIN_FILE))\n"
                "train_features = train_set.map(lambda batch: features(batch, True), batched=True,\n"
                "                               remove_columns=train_set.column_names)\n";
        if (!validates_)
            return;
        out_ << "validation_rows = read_squad(VALIDATION_FILE)\n"
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
