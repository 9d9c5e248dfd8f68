// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The parts of the Python script that are the same for every run but for a mark. They follow the workflow that the
// studio repeats (transformers' question-answering course), with its metrics.
namespace finetune::session {

inline constexpr const char* kHead =
    R"py(# Fine-tunes a model for extractive question answering, as Finetune Studio would with these arguments.
# Needs: pip install torch transformers accelerate datasets
import collections, glob, json, os, re, string

import numpy
import torch
import transformers
from datasets import Dataset, load_dataset
from transformers import (AutoConfig, AutoModelForQuestionAnswering, AutoTokenizer, DataCollatorWithPadding,
                          EarlyStoppingCallback, Trainer, TrainingArguments, default_data_collator)

VERSION = int(transformers.__version__.split(".")[0])
)py";

inline constexpr const char* kData = R"py(

def sound(row):
    """The row without answers that do not stand at their place; None where no answer is left."""
    given = list(zip(row["answers"]["text"], row["answers"]["answer_start"]))
    answers = [(text, start) for text, start in given if text and row["context"].startswith(text, start)]
    if given and not answers:
        print("left out:", row["id"], "(its answer does not stand at answer_start)")
        return None
    return {"id": row["id"], "question": row["question"], "context": row["context"],
            "answers": {"text": [text for text, _ in answers], "answer_start": [start for _, start in answers]}}


def read_squad(path):
    """The questions of a SQuAD file."""
    with open(path, encoding="utf-8-sig") as file:
        articles = json.load(file)["data"]
    rows = [{"id": qa["id"], "question": qa["question"], "context": paragraph["context"],
             "answers": {"text": [a["text"] for a in qa.get("answers", [])],
                         "answer_start": [a["answer_start"] for a in qa.get("answers", [])]}}
            for article in articles for paragraph in article["paragraphs"] for qa in paragraph["qas"]]
    return [row for row in map(sound, rows) if row]


def read_table(path):
    """The rows of Parquet, CSV, JSON Lines or Arrow files with the columns of the hub's squad: a file, a folder, a
    pattern."""
    endings = {".parquet": "parquet", ".csv": "csv", ".tsv": "csv", ".jsonl": "json", ".json": "json", ".arrow": "arrow"}
    files = [file for file in sorted(glob.glob(os.path.join(path, "*") if os.path.isdir(path) else path))
             if any(ending in endings for ending in re.findall(r"\.[a-z]+", os.path.basename(file)))]
    ending = next(e for e in re.findall(r"\.[a-z]+", os.path.basename(files[0])) if e in endings)
    table = load_dataset(endings[ending], data_files=files, split="train", **({"sep": "\t"} if ending == ".tsv" else {}))
    if not {"id", "question", "context", "answers"} <= set(table.column_names) or not isinstance(table[0]["answers"], dict):
        raise SystemExit(f"{path} has other columns than the hub's squad. Write it as SQuAD JSON and name that file:\n"
                         f"finetune data save '{path}' --output FILE.json")
    return [row for row in map(sound, table) if row]


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

inline constexpr const char* kMetrics = R"py(

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

} // namespace finetune::session
