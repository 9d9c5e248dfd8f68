#!/usr/bin/env bash
# Installs what is missing, builds and runs all tests without a display.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/install.sh
cmake --preset release -DFINETUNE_TORCH_DIR="${FINETUNE_TORCH_DIR:-}" \
    -DFINETUNE_WARNINGS_AS_ERRORS="$([ "${CI:-}" = true ] && echo ON || echo OFF)" >/dev/null
cmake --build --preset release -- --quiet
QT_QPA_PLATFORM=offscreen ctest --preset release -j2
