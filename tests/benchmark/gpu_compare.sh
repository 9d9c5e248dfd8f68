#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Times our training beside Hugging Face's Trainer on the same rows and the same LibTorch, on a bare GPU machine:
# Python with torch, transformers and accelerate, a C++20 compiler, CMake 3.25, nlohmann/json's headers.
#
#   gpu_compare.sh --data SQUAD.json --tokenizer DIR [--model minilm|distilbert-base|DIR] [--device cuda|cpu]
#       [--batches 60] [--batch 16] [--rounds 3] [--threads N] [--json-headers DIR] [--build DIR]
#
# PYTHON names the interpreter (python3). Builds with FINETUNE_TORCH_ONLY against its torch, makes the features, runs
# both sides in turn, round by round, and prints the medians as a table; each run's JSON is kept in BUILD/compare.jsonl.
set -euo pipefail

usage() { sed -n '3,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }

here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
data= tokenizer= model=minilm device=cuda batches=60 batch=16 rounds=3 threads= json_headers= build=build/torch-only
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage
    case $1 in
        --data) data=$2 ;;
        --tokenizer) tokenizer=$2 ;;
        --model) model=$2 ;;
        --device) device=$2 ;;
        --batches) batches=$2 ;;
        --batch) batch=$2 ;;
        --rounds) rounds=$2 ;;
        --threads) threads=$2 ;;
        --json-headers) json_headers=$2 ;;
        --build) build=$2 ;;
        *) usage ;;
    esac
    shift 2
done
[ -n "$data" ] && [ -n "$tokenizer" ] || usage

torch=$("$python" -c 'import torch; print(torch.utils.cmake_prefix_path)')
abi=$("$python" -c 'import torch; print(int(torch.compiled_with_cxx11_abi()))')
configure=(-DFINETUNE_TORCH_ONLY=ON "-DCMAKE_PREFIX_PATH=$torch")
[ "$abi" = 1 ] || configure+=("-DCMAKE_CXX_FLAGS=-D_GLIBCXX_USE_CXX11_ABI=0") # wheels before 2.7
[ -z "$json_headers" ] || configure+=("-DFINETUNE_JSON_DIR=$json_headers")
cmake -S "$here/../.." -B "$build" "${configure[@]}" >&2
cmake --build "$build" --target step_benchmark finetune-features --parallel "${JOBS:-$(nproc)}" >&2

features=$build/features.safetensors results=$build/compare.jsonl
"$python" "$here/peer_train.py" features --data "$data" --tokenizer "$tokenizer" --output "$features" \
    --batches "$batches" --batch "$batch" >&2
: > "$results"

# Adds the run's name to the JSON that it prints last.
record() {
    local name=$1
    shift
    echo "$name" >&2
    "$@" | tail -n 1 | "$python" -c 'import json, sys; print(json.dumps({"run": sys.argv[1], **json.load(sys.stdin)}))' \
        "$name" >> "$results"
}
peer() {
    record "$1" "$python" "$here/peer_train.py" time --features "$features" --model "$model" --batch "$batch" \
        --device "$device" ${threads:+--threads "$threads"} "${@:2}"
}
ours() {
    record "$1" "$build/tests/benchmark/step_benchmark" --features "$features" --model "$model" --batch "$batch" \
        --device "$device" ${threads:+--threads "$threads"} "${@:2}"
}
for ((round = 1; round <= rounds; ++round)); do
    peer "Trainer, float32, padded"
    ours "ours, float32, padded" --layout padded
    ours "ours, float32, packed"
    peer "Trainer, bfloat16, longest, grouped" --bf16 --longest --group-by-length --evaluate
    ours "ours, bfloat16, packed" --precision bfloat16
    ours "ours, bfloat16, packed, evaluation" --precision bfloat16 --evaluate
done

"$python" - "$results" <<'TABLE'
import json
import statistics
import sys

runs = {}
for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    runs.setdefault(entry["run"], []).append(entry)
    if "evaluate_features_per_s" in entry:
        runs.setdefault(entry["run"] + ", evaluation", []).append({"features_per_s": entry["evaluate_features_per_s"]})
print(f"| run | features/s | least to most | s a step |\n|---|---:|---:|---:|")
for name, entries in runs.items():
    speeds = [entry["features_per_s"] for entry in entries]
    steps = [entry["step_s_median"] for entry in entries if "step_s_median" in entry]
    step = f"{statistics.median(steps):.4f}" if steps else ""
    print(f"| {name} | {statistics.median(speeds):.1f} | {min(speeds):.1f} to {max(speeds):.1f} | {step} |")
TABLE
