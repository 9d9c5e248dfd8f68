# SPDX-License-Identifier: GPL-3.0-or-later
"""All benchmarks beside Hugging Face's stack, as one JSON file and one table. packaging/bench.sh builds and calls it.

    bench.py --data TRAIN.json --model DIR [--build build/release] [--pairs 3] [--batches 12]
        [--threads N] [--parts a,b,…] [--ours REGEX] [--json FILE] [--table FILE]

DIR is a folder with the weights and the tokenizer of a small BERT such as MiniLM-L6. What is compared runs in turn,
ours and theirs, as often as --pairs says; a figure is the median. Python must have torch, transformers, accelerate,
safetensors and datasets. Parts: kernels, minilm, distilbert, tokenize, start, rows.
"""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("kernels", "minilm", "distilbert", "tokenize", "start", "rows")
OURS = {
    "padded float32, plain": ["--layout", "padded", "--plain"],
    "padded float32": ["--layout", "padded"],
    "packed float32, plain": ["--plain"],
    "packed float32": [],
    "packed bfloat16": ["--precision", "bfloat16"],
}
PEERS = {
    "Hugging Face: its own (float32, padded)": [],
    "Hugging Face: its best (bf16, longest, grouped)": ["--bf16", "--longest", "--group-by-length"],
}
OWN, BEST = PEERS
PRODUCTS = {"minilm": 10.6e6, "distilbert-base": 42.5e6}  # weights of the encoder's matrix products


def command_line():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--build", type=Path, default=HERE.parent.parent / "build/release")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--batches", type=int, default=12, help="of MiniLM; DistilBERT-base takes half of them")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--parts", type=lambda text: text.split(","), default=list(PARTS))
    parser.add_argument("--ours", default="", help="only those of our settings that match this expression")
    parser.add_argument("--json", type=Path, default=HERE / "results.json")
    parser.add_argument("--table", type=Path)
    return parser.parse_args()


def run(command, **options):
    """The JSON objects that a command prints, one a line."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          **options)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def medians(runs):
    """One object of several: numbers become medians, the rest stays as in the last."""
    return {key: statistics.median(r[key] for r in runs) if isinstance(value, (int, float)) else value
            for key, value in runs[-1].items()}


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = Path(tempfile.mkdtemp(prefix="finetune-bench-"))
        self.programs = options.build / "tests/benchmark"
        self.environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"}

    def kernels(self):
        return [line for threads in sorted({1, self.options.threads})
                for line in run([self.programs / "kernel_benchmark", "--threads", threads, "--folder", self.folder])]

    def steps(self, model, batches):
        features = self.folder / f"{model}.safetensors"
        peer = [sys.executable, HERE / "peer_train.py"]
        run([*peer, "features", "--data", self.options.data, "--tokenizer", self.options.model, "--output", features,
             "--batches", batches], env=self.environment)
        shared = ["--model", model, "--features", features, "--threads", self.options.threads]
        found = {}
        for _ in range(self.options.pairs):
            for name, flags in {**OURS, **PEERS}.items():
                if name in OURS and not re.search(self.options.ours, name):
                    continue
                print(model, name, file=sys.stderr, flush=True)
                if name in OURS:
                    line, = run([self.programs / "step_benchmark", *shared, *flags])
                    evaluation, = run([self.programs / "step_benchmark", *shared, *flags, "--evaluate"])
                    line["evaluate_features_per_s"] = evaluation["features_per_s"]
                    line["evaluate_peak_rss_mb"] = evaluation["peak_rss_mb"]
                else:
                    line, = run([*peer, "time", *shared, *flags, "--device", "cpu", "--evaluate"],
                                env=self.environment)
                found.setdefault(name, []).append(line)
        return {name: medians(lines) for name, lines in found.items()}

    def minilm(self):
        return self.steps("minilm", self.options.batches)

    def distilbert(self):
        return self.steps("distilbert-base", max(1, self.options.batches // 2))

    def tokenize(self):
        threads = ",".join(str(n) for n in sorted({1, self.options.threads}))
        lines = run([self.programs / "tokenize_benchmark", "--tokenizer", self.options.model, "--file",
                     self.options.data, "--threads", threads])
        for count in sorted({1, self.options.threads}):
            environment = {**self.environment, "RAYON_NUM_THREADS": str(count)}
            lines += run([sys.executable, HERE / "peer_map.py", self.options.model, self.options.data],
                         env=environment)
        return lines

    def start(self):
        """From exec to the first training step, and to the painted window; seconds."""
        found = {"first_step_begins_s": [], "first_step_ends_s": [], "window_s": []}
        for _ in range(max(5, self.options.pairs)):
            output = Path(tempfile.mkdtemp(dir=self.folder))
            begin = time.perf_counter()
            training = subprocess.Popen(
                [self.options.build / "app/finetune/finetune", "train", "--model", self.options.model, "--train_file",
                 self.options.data, "--output_dir", output, "--max_steps", "1", "--save_strategy", "no",
                 "--threads", str(self.options.threads)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seen = {}
            while len(seen) < 2 and training.poll() is None:
                log = output / "events.jsonl"
                text = log.read_text() if log.exists() else ""
                for key, mark in (("first_step_begins_s", "training starts"),
                                  ("first_step_ends_s", '"text":"training"')):
                    if mark in text:
                        seen.setdefault(key, time.perf_counter() - begin)
                time.sleep(0.002)
            training.wait()
            for key, seconds in seen.items():
                found[key].append(seconds)
            if shutil.which("Xvfb"):
                found["window_s"].append(self.window())
        return [{"what": "start", **{key: statistics.median(values) for key, values in found.items() if values}}]

    def window(self):
        read, write = os.pipe()
        screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24"], pass_fds=[write],
                                  stderr=subprocess.DEVNULL)
        number = os.read(read, 16).decode().strip()
        environment = {**os.environ, "DISPLAY": ":" + number, "XDG_CONFIG_HOME": str(self.folder)}
        environment.pop("QT_QPA_PLATFORM", None)
        # By the program's own clock, which begins with the process. Watching from outside is coarser than what is watched.
        text = subprocess.run([self.options.build / "app/studio/finetune-studio", "--report-start"], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=60).stdout
        screen.terminate()
        screen.wait()
        return float(re.search(r"painted after (\d+) ms", text).group(1)) / 1e3

    def rows(self):
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CACHE_HOME": str(self.folder)}

        def printed(*command):
            done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  text=True, env=environment, check=True)
            return done.stdout.splitlines()

        lines = printed(self.programs / "data_rows_benchmark", "1000000")
        table = self.folder / "million.parquet"
        write_rows(table, 1_000_000)
        lines += [f"{table.stat().st_size // 1_000_000} MB of Parquet"]
        lines += printed(self.programs / "data_rows_benchmark", table)
        for what in ("windows of all rows, made and kept", "windows of all rows, from the cache"):
            begin = time.perf_counter()
            printed(self.options.build / "app/finetune/finetune", "preprocess", "--tokenizer", self.options.model,
                    "--file", table)
            lines.append(f"{what:<44} {1e3 * (time.perf_counter() - begin):9.0f} ms")
        return lines


def write_rows(file, rows):
    """Questions in the hub's form, five a context of 600 characters."""
    import pyarrow
    import pyarrow.parquet
    answers = pyarrow.struct([("text", pyarrow.list_(pyarrow.string())), ("answer_start", pyarrow.list_(pyarrow.int32()))])
    text = pyarrow.string()
    schema = pyarrow.schema([("id", text), ("title", text), ("question", text), ("context", text), ("answers", answers)])
    with pyarrow.parquet.ParquetWriter(file, schema) as writer:
        for begin in range(0, rows, 100_000):
            part = []
            for i in range(begin, min(begin + 100_000, rows)):
                town = f"Town{i // 5}"
                context = "".join(f"In the year {1000 + (i // 5 * 7 + j * 31) % 1000} the people of {town} built a bridge. "
                                  for j in range(11))
                part.append({"id": f"q{i}", "title": f"Title {i // 500}", "context": context,
                             "question": f"What did number {i * 7919 % rows} of {town} build?",
                             "answers": {"text": [town], "answer_start": [context.find(town)]}})
            writer.write_table(pyarrow.Table.from_pylist(part, schema=schema))


def processor():
    text = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    name = re.search(r"model name\s*:\s*(.*)", text)
    units = [unit for unit in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if re.search(rf"\b{unit}\b", text)]
    return {"name": name.group(1) if name else platform.processor(), "cores": os.cpu_count(), "units": units}


def step_rows(title, model, found, peak):
    own, best = found[OWN], found[BEST]
    yield f"\n### {title}, {own['features']:.0f} windows at 384/128, batch 16\n"
    yield "| | features/s | real tokens/s | × its own | × its best | share of the peak | evaluation, features/s | × its own | peak memory, MB |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, line in found.items():
        speed, evaluation = line["features_per_s"], line["evaluate_features_per_s"]
        half = "bfloat16" in name
        share = ""
        if name in OURS and peak:
            # 6 × weights × tokens of forward and backward, real tokens only.
            flop = 6 * PRODUCTS[model] * line["real_tokens"] / line["features"]
            share = f"{100 * speed * flop / 1e9 / peak['bfloat16' if half else 'float32']:.0f} %"
        yield (f"| {name} | {speed:.2f} | {line['real_tokens_per_s']:.0f} | {speed / own['features_per_s']:.2f} | "
               f"{speed / best['features_per_s']:.2f} | {share} | {evaluation:.1f} | "
               f"{evaluation / own['evaluate_features_per_s']:.2f} | {line['peak_rss_mb']:.0f} |")


def table(results):
    cpu = results["machine"]
    yield f"{cpu['name']}, {cpu['cores']} cores ({', '.join(cpu['units'])}), {results['threads']} threads, " \
          f"{results['date']}; torch {results['torch']}, transformers {results['transformers']}; medians of " \
          f"{results['pairs']} alternating runs; load before and after: {results['load'][0]:.2f}, {results['load'][1]:.2f}"
    peak = {}
    for line in results.get("kernels", []):
        if line["what"] == "product" and line["threads"] == results["threads"]:
            peak[line["precision"]] = max(peak.get(line["precision"], 0), line["gflop_per_s"])
    for part, title, model in (("minilm", "MiniLM-L6 (6×384)", "minilm"),
                               ("distilbert", "DistilBERT-base", "distilbert-base")):
        if part in results:
            yield from step_rows(title, model, results[part], peak)
    if "kernels" in results:
        yield "\n### Matrix products, GFLOP/s, 3,072 tokens\n"
        yield "| shape | threads | float32 | bfloat16 |"
        yield "|---|---|---|---|"
        products = {}
        for line in results["kernels"]:
            if line["what"] == "product":
                products.setdefault((line["in"], line["out"], line["threads"]), {})[line["precision"]] = line["gflop_per_s"]
        for (inner, outer, threads), both in sorted(products.items(), key=lambda item: (item[0][2], item[0])):
            yield f"| {inner} → {outer} | {threads} | {both['float32']:.0f} | {both['bfloat16']:.0f} |"
        yield "\n### Optimizer and files\n"
        for line in results["kernels"]:
            if line["what"] == "optimizer":
                yield (f"- AdamW with clipping, {line['parameters'] / 1e6:.0f} M parameters, threads {line['threads']}: "
                       f"{1e3 * line['step_s']:.0f} ms, {line['times_bound']:.2f} × the time of its memory traffic at "
                       f"{line['bandwidth_gb_per_s']:.1f} GB/s")
            if line["what"] == "safetensors":
                yield (f"- {line['megabytes']:.0f} MB of weights, threads {line['threads']}: saved (synced) in "
                       f"{1e3 * line['save_s']:.0f} ms, loaded in {1e3 * line['load_s']:.0f} ms")
    if "tokenize" in results:
        yield "\n### Text to windows\n"
        yield "| | threads | text with offsets, MB/s | windows/s | bytes a window |"
        yield "|---|---|---|---|---|"
        ours, *peers = results["tokenize"]
        for text, windows in zip(ours["tokenize"], ours["features"]):
            yield (f"| ours | {windows['threads']} | {text['mb_per_s']:.0f} | {windows['features_per_s']:,.0f} | "
                   f"{windows['bytes_per_feature']:.0f} |")
        for line in peers:
            yield f"| datasets.map | {line['threads']} | | {line['features_per_s']:,.0f} | |"
    if "start" in results:
        yield "\n### Start, seconds from exec\n"
        for key, seconds in results["start"][0].items():
            if key != "what":
                yield f"- {key.removesuffix('_s').replace('_', ' ')}: {seconds:.2f}"
        if "minilm" in results:
            yield f"- Hugging Face's first step begins: {results['minilm'][OWN]['start_to_first_step_s']:.2f}"
    if "rows" in results:
        yield "\n### A million rows in the window\n"
        yield "```"
        yield from results["rows"]
        yield "```"


def main():
    options = command_line()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
    import torch
    import transformers
    bench = Bench(options)
    results = {"date": time.strftime("%Y-%m-%d"), "machine": processor(), "threads": options.threads,
               "pairs": options.pairs, "torch": torch.__version__, "transformers": transformers.__version__,
               "load": [os.getloadavg()[0]]}
    for part in options.parts:
        print(part, file=sys.stderr, flush=True)
        results[part] = getattr(bench, part)()
        options.json.write_text(json.dumps({**results, "load": results["load"] + [os.getloadavg()[0]]}, indent=1) + "\n")
    results["load"].append(os.getloadavg()[0])
    shutil.rmtree(bench.folder, ignore_errors=True)
    options.json.write_text(json.dumps(results, indent=1) + "\n")
    text = "\n".join(table(results)) + "\n"
    if options.table:
        # What stands above the mark is written by hand.
        mark = "<!-- results -->\n"
        head = options.table.read_text().split(mark)[0] if options.table.exists() else ""
        options.table.write_text(head + mark + text)
    print(text)


if __name__ == "__main__":
    main()
