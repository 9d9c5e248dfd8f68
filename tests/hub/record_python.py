#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records what Python's clients ask of a model hub and what they leave in the cache; docs/hub.md tells what was seen.

    python3 record_python.py PATH/finetune_hub_server OUTPUT [MODEL-FOLDER]

Needs huggingface_hub, transformers, datasets and pyarrow. Every step runs in a process of its own, with HF_ENDPOINT set
to the loopback server and nothing else to reach. OUTPUT gets requests.txt (a step, its requests) and tree.txt.
"""
import json
import os
import pathlib
import subprocess
import sys

STEPS = {
    "one file": "from huggingface_hub import hf_hub_download as d\nprint(d('tiny/model', 'config.json'))",
    "the same file again": "from huggingface_hub import hf_hub_download as d\nprint(d('tiny/model', 'config.json'))",
    "a file of a commit, cached": "from huggingface_hub import hf_hub_download as d, scan_cache_dir as s\n"
    "c = next(iter(next(iter(s().repos)).revisions)).commit_hash\nprint(d('tiny/model', 'config.json', revision=c))",
    "a big file": "from huggingface_hub import hf_hub_download as d\nprint(d('tiny/model', 'model.safetensors'))",
    "a file that is not there": "from huggingface_hub import hf_hub_download as d\n"
    "try:\n    d('tiny/model', 'absent.json')\nexcept Exception as e:\n    print(type(e).__name__)",
    "a whole snapshot": "from huggingface_hub import snapshot_download as s\nprint(s('tiny/model'))",
    "from_pretrained": "from transformers import AutoTokenizer as T, AutoModelForQuestionAnswering as M\n"
    "T.from_pretrained('tiny/model'); M.from_pretrained('tiny/model')",
    "load_dataset, configs in README.md": "from datasets import load_dataset as l\nprint(l('tiny/questions'))",
    "load_dataset, again": "from datasets import load_dataset as l\nprint(l('tiny/questions'))",
    "load_dataset, files by name": "from datasets import load_dataset as l\nprint(l('tiny/plain'))",
    "load_dataset, only the converted Parquet": "from datasets import load_dataset as l\n"
    "try:\n    print(l('tiny/converted'))\nexcept Exception as e:\n    print(type(e).__name__, e)",
    "search": "from huggingface_hub import HfApi\nprint([m.id for m in HfApi().list_models(search='tiny', limit=5)])",
    "a list with sizes": "from huggingface_hub import HfApi\nprint(HfApi().model_info('tiny/model', files_metadata=True).sha)",
}
SHOWN = ("authorization", "range", "accept-encoding", "user-agent")


def make_hub(root, model_folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    def write(name, text):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    for file in pathlib.Path(model_folder).iterdir():
        write("models/tiny/model/" + file.name, file.read_bytes())
    rows = pa.table({
        "id": ["1", "2"], "title": ["T", "T"], "context": ["The river is Nera.", "The town is Arle."],
        "question": ["Which river?", "Which town?"],
        "answers": [{"text": ["Nera"], "answer_start": [13]}, {"text": ["Arle"], "answer_start": [12]}]})
    for repository, name in (("questions", "plain_text/train-00000-of-00001.parquet"),
                             ("questions", "plain_text/validation-00000-of-00001.parquet"),
                             ("converted@refs%2Fconvert%2Fparquet", "default/train/0000.parquet")):
        (root / "datasets/tiny" / repository / name).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(rows, root / "datasets/tiny" / repository / name)
    write("datasets/tiny/questions/README.md",
          "---\nconfigs:\n- config_name: plain_text\n  data_files:\n  - split: train\n    path: plain_text/train-*\n"
          "  - split: validation\n    path: plain_text/validation-*\n---\n# Questions\n")
    lines = '{"id": "1", "question": "Which river?"}\n'
    write("datasets/tiny/plain/train.jsonl", lines)
    write("datasets/tiny/plain/dev.jsonl", lines)
    write("datasets/tiny/converted/README.md", "# Made by a script\n")


def tree(folder):
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_symlink():
            yield f"{name} -> {os.readlink(path)}"
        elif path.is_file():
            text = f" = {path.read_text()!r}" if "refs" in name.parts else ""
            yield f"{name} ({path.stat().st_size} bytes, {path.stat().st_mode & 0o777:o}){text}"


def main():
    program, output = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
    output.mkdir(parents=True, exist_ok=True)
    make_hub(output / "hub", sys.argv[3] if len(sys.argv) > 3 else "resources/samples/base_model")
    log = output / "log.jsonl"
    log.unlink(missing_ok=True)
    server = subprocess.Popen([program, str(output / "hub"), "--lfs-on-second-host", "--log", str(log)],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    endpoint = server.stdout.readline().strip()
    environment = {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": str(output / "home"), "HF_TOKEN": "hf_secret",
                   "HF_HUB_DISABLE_PROGRESS_BARS": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    seen = 0
    with open(output / "requests.txt", "w") as told:
        for name, code in STEPS.items():
            step = subprocess.run([sys.executable, "-c", code], env=environment, text=True, capture_output=True)
            told.write(f"\n== {name}\n{step.stdout.strip()}\n")
            if step.returncode:
                told.write("failed: " + step.stderr.strip().splitlines()[-1] + "\n")
            rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
            for row in rows[seen:]:
                headers = {k: v for k, v in row["headers"].items() if k in SHOWN}
                told.write(f"{row['host']:7} {row['status']} {row['method']} {row['path']}\n        {headers}\n")
            seen = len(rows)
    (output / "tree.txt").write_text("\n".join(tree(output / "home")) + "\n")
    server.stdin.close()
    server.wait()


main()
