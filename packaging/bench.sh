#!/usr/bin/env bash
# Builds the release and its benchmarks and runs them beside Hugging Face's stack:
#   packaging/bench.sh --data TRAIN.json --model DIR [options of tests/benchmark/bench.py]
# FINETUNE_PYTHON names a Python that has torch, transformers, accelerate, safetensors and datasets. Results: results.json and the
# table of README.md in tests/benchmark. Nothing else may run meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/build.sh
python=${FINETUNE_PYTHON:-python3}
if ! "$python" -c 'import torch, transformers, accelerate, safetensors, datasets' 2>/dev/null; then
    echo "$python lacks the packages to compare with. Make a virtual environment, install torch, transformers," \
        "accelerate, safetensors and datasets in it, and name its Python in FINETUNE_PYTHON." >&2
    exit 4
fi
ninja -C build/release step_benchmark kernel_benchmark tokenize_benchmark data_rows_benchmark
exec "$python" tests/benchmark/bench.py --table tests/benchmark/README.md "$@"
