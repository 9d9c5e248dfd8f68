# SPDX-License-Identifier: GPL-3.0-or-later
"""Hugging Face's Trainer on the features that step_benchmark takes, so that both are timed on the same rows.

    peer_train.py features --data SQUAD.json --tokenizer DIR --output F.safetensors
        [--batches 12] [--batch 16] [--max-length 384] [--stride 128] [--seed 0]
    peer_train.py time --features F.safetensors [--model minilm|distilbert-base|DIR] [--batches N] [--batch 16]
        [--bf16] [--longest] [--group-by-length] [--evaluate] [--no-dropout] [--threads N] [--device auto|cpu|cuda]

`features` writes batches*batch windows of answered questions, always the same ones for a seed: input_ids,
attention_mask, token_type_ids [windows, max-length], start_positions and end_positions [windows].

`time` trains one epoch over them (the first --batches batches; all without it) after a warm-up with the longest rows,
and prints one JSON object: features_per_s, real_tokens_per_s, step_s_median, peak_rss_mb, start_to_first_step_s,
mean_loss and, with --evaluate, evaluate_features_per_s; on a GPU also peak_gpu_mb. Without flags it is the tutorials'
run: float32, every row padded to max-length. --longest pads to the longest row of a batch, --group-by-length puts rows
of similar length together; every row still comes once. A model's name makes one of that size with random weights; a
folder loads it. Needs torch, transformers (4.57 or 5), accelerate and safetensors.
"""
import argparse
import json
import random
import resource
import statistics
import tempfile
import time

BEGIN = time.perf_counter()
SIZES = {
    "minilm": ("bert", {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12,
                        "intermediate_size": 1536}),
    "distilbert-base": ("distilbert", {}),
}
DROPOUTS = ("dropout", "attention_dropout", "qa_dropout", "hidden_dropout_prob", "attention_probs_dropout_prob")


def command_line():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    features = commands.add_parser("features", help="write a sample of windows to a safetensors file")
    features.add_argument("--data", required=True)
    features.add_argument("--tokenizer", required=True)
    features.add_argument("--output", required=True)
    features.add_argument("--batches", type=int, default=12)
    features.add_argument("--batch", type=int, default=16)
    features.add_argument("--max-length", type=int, default=384)
    features.add_argument("--stride", type=int, default=128)
    features.add_argument("--seed", type=int, default=0)
    timing = commands.add_parser("time", help="time the Trainer on such a file")
    timing.add_argument("--features", required=True)
    timing.add_argument("--model", default="minilm")
    timing.add_argument("--batches", type=int, default=0)
    timing.add_argument("--batch", type=int, default=16)
    timing.add_argument("--threads", type=int, default=0)
    timing.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    for flag in ("bf16", "longest", "group-by-length", "evaluate", "no-dropout"):
        timing.add_argument("--" + flag, action="store_true")
    return parser.parse_args()


def answered_questions(path):
    with open(path, encoding="utf-8-sig") as file:
        articles = json.load(file)["data"]
    return [(qa["question"].strip(), paragraph["context"], qa["answers"][0])
            for article in articles for paragraph in article["paragraphs"] for qa in paragraph["qas"]
            if qa.get("answers")]


def write_features(options):
    import torch
    from safetensors.torch import save_file
    from transformers import AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    wanted = options.batches * options.batch
    rng = random.Random(options.seed)
    questions = answered_questions(options.data)
    questions = rng.sample(questions, min(wanted, len(questions)))
    encoded = tokenizer([q for q, _, _ in questions], [c for _, c, _ in questions], truncation="only_second",
                        max_length=options.max_length, stride=options.stride, padding="max_length",
                        return_overflowing_tokens=True, return_token_type_ids=True)
    spans = []
    for window, source in enumerate(encoded["overflow_to_sample_mapping"]):
        answer = questions[source][2]
        first, last = answer["answer_start"], answer["answer_start"] + len(answer["text"]) - 1
        span = [encoded.char_to_token(window, at, sequence_index=1) for at in (first, last)]
        spans.append([0, 0] if None in span else span)  # not in this window: the first token stands for it
    chosen = rng.sample(range(len(spans)), min(wanted, len(spans)))
    tensors = {name: torch.tensor([encoded[name][i] for i in chosen], dtype=torch.int32)
               for name in ("input_ids", "attention_mask", "token_type_ids")}
    for side, name in enumerate(("start_positions", "end_positions")):
        tensors[name] = torch.tensor([spans[i][side] for i in chosen], dtype=torch.int32)
    save_file(tensors, options.output)
    print(json.dumps({"features": len(chosen), "real_tokens": int(tensors["attention_mask"].sum())}))


def read_rows(options, with_types):
    from safetensors.torch import load_file
    columns = {name: tensor.tolist() for name, tensor in load_file(options.features).items()}
    count = len(columns["input_ids"])
    if options.batches:
        count = min(count, options.batches * options.batch)
    names = ["input_ids", "attention_mask"] + (["token_type_ids"] if with_types else [])
    rows = []
    for i in range(count):
        end = sum(columns["attention_mask"][i]) if options.longest else None
        row = {name: columns[name][i][:end] for name in names}
        rows.append({**row, "start_positions": columns["start_positions"][i],
                     "end_positions": columns["end_positions"][i]})
    return rows


def make_model(options):
    from transformers import AutoConfig, AutoModelForQuestionAnswering
    named = options.model in SIZES
    if named:
        kind, sizes = SIZES[options.model]
        config = AutoConfig.for_model(kind, **sizes)
    else:
        config = AutoConfig.from_pretrained(options.model)
    if options.no_dropout:
        for name in DROPOUTS:
            if hasattr(config, name):
                setattr(config, name, 0.0)
    if named:
        return AutoModelForQuestionAnswering.from_config(config)
    return AutoModelForQuestionAnswering.from_pretrained(options.model, config=config)


def pad_to_longest(rows):
    import torch
    longest = max(len(row["input_ids"]) for row in rows)
    return {name: torch.tensor([row[name] + [0] * (longest - len(row[name])) if isinstance(row[name], list)
                                else row[name] for row in rows]) for name in rows[0]}


def time_trainer(options):
    import torch
    import transformers
    from transformers import PrinterCallback, Trainer, TrainerCallback, TrainingArguments, default_data_collator
    transformers.logging.set_verbosity_error()
    if options.threads:
        torch.set_num_threads(options.threads)
    if options.device == "cuda" and not torch.cuda.is_available():
        raise SystemExit("There is no CUDA device here that torch can use.")
    on_gpu = options.device != "cpu" and torch.cuda.is_available()
    torch.manual_seed(42)
    model = make_model(options)
    rows = read_rows(options, with_types=model.config.model_type != "distilbert")
    settings = dict(learning_rate=2e-5, weight_decay=0.01, num_train_epochs=1, bf16=options.bf16, use_cpu=not on_gpu,
                    per_device_train_batch_size=options.batch, per_device_eval_batch_size=options.batch,
                    logging_steps=10 ** 6, save_strategy="no", eval_strategy="no", report_to="none", disable_tqdm=True)
    if options.group_by_length:
        version5 = int(transformers.__version__.split(".")[0]) >= 5
        settings.update({"train_sampling_strategy": "group_by_length"} if version5 else {"group_by_length": True})

    def wait():
        if on_gpu:
            torch.cuda.synchronize()

    class Clock(TrainerCallback):
        def __init__(self):
            self.marks = []

        def on_step_begin(self, *_, **__):
            if not self.marks:
                self.marks.append(time.perf_counter())

        def on_step_end(self, *_, **__):
            self.marks.append(time.perf_counter())

    def train(some, folder):
        clock = Clock()
        trainer = Trainer(model=model, args=TrainingArguments(output_dir=folder, **settings), train_dataset=some,
                          data_collator=pad_to_longest if options.longest else default_data_collator,
                          callbacks=[clock])
        trainer.remove_callback(PrinterCallback)  # its lines would stand beside our one
        result = trainer.train()
        wait()
        return trainer, result, clock.marks, time.perf_counter() - clock.marks[0]

    with tempfile.TemporaryDirectory() as folder:
        by_length = sorted(rows, key=lambda row: -sum(row["attention_mask"]))
        first_step = train(by_length[:2 * options.batch], folder)[2][0] - BEGIN
        trainer, result, marks, seconds = train(rows, folder)
        steps = [after - before for before, after in zip(marks, marks[1:])]
        tokens = sum(sum(row["attention_mask"]) for row in rows)
        report = {"model": options.model, "work": "train", "precision": "bfloat16" if options.bf16 else "float32",
                  "padding": "longest" if options.longest else "max_length",
                  "group_by_length": options.group_by_length, "device": "cuda" if on_gpu else "cpu",
                  "features": len(rows), "real_tokens": tokens, "seconds": seconds,
                  "features_per_s": len(rows) / seconds, "real_tokens_per_s": tokens / seconds,
                  "step_s_median": statistics.median(steps), "mean_loss": result.training_loss,
                  "start_to_first_step_s": first_step}
        report["peak_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if on_gpu:
            report["peak_gpu_mb"] = torch.cuda.max_memory_allocated() / 2 ** 20
        if options.evaluate:
            spent = []
            for _ in range(2):  # the first one warms up
                begin = time.perf_counter()
                trainer.evaluate(rows)
                wait()
                spent.append(time.perf_counter() - begin)
            report["evaluate_features_per_s"] = len(rows) / min(spent)
    report.update(threads=torch.get_num_threads(), torch=torch.__version__, transformers=transformers.__version__)
    print(json.dumps(report))


if __name__ == "__main__":
    given = command_line()
    write_features(given) if given.command == "features" else time_trainer(given)
