#!/usr/bin/env bash
# Installs what is missing and builds the release. Shared by run.sh and test.sh; quiet when nothing is to do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/install.sh

# CI treats warnings as errors. The configuration is made again only when it is missing or asked otherwise.
warnings=$([ "${CI:-}" = true ] && echo ON || echo OFF)
cache=${FINETUNE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/finetune-studio}
arrow=${FINETUNE_ARROW_DIR:-$(ls -d "$cache"/arrow-* 2>/dev/null || true)} # one that comes later is taken in
wanted="torch=${FINETUNE_TORCH_DIR:-} arrow=$arrow warnings=$warnings"
stamp=build/release/packaging.stamp
if [ ! -f build/release/build.ninja ] || [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    echo "configuring"
    mkdir -p build/release
    if ! cmake --preset release -DFINETUNE_TORCH_DIR="${FINETUNE_TORCH_DIR:-}" \
        -DFINETUNE_ARROW_DIR="${FINETUNE_ARROW_DIR:-}" \
        -DFINETUNE_WARNINGS_AS_ERRORS="$warnings" >build/release/configure.log 2>&1; then
        cat build/release/configure.log >&2
        echo "The build could not be configured; the reason stands above." >&2
        exit 4
    fi
    echo "$wanted" >"$stamp"
fi
if ! ninja -C build/release -n | tail -n 1 | grep -q 'no work to do'; then
    echo "building (a few minutes the first time)"
    cmake --build --preset release
fi
