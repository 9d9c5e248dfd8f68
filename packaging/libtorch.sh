#!/usr/bin/env bash
# Puts LibTorch 2.13 (CPU) into the cache folder, once: the official wheel, checked by checksum, of which only the
# libraries, headers and CMake files are unpacked. FINETUNE_TORCH_DIR names a LibTorch to use instead.
set -euo pipefail
[ -z "${FINETUNE_TORCH_DIR:-}" ] || exit 0

name=libtorch
version=2.13.0
sum=6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
source "$(dirname "$0")/wheel.sh"

echo "fetching LibTorch $version (about 200 MB)"
# The configured indexes first; then the one of FINETUNE_TORCH_INDEX.
if ! fetch "torch==$version+cpu" &&
    ! { [ -n "${FINETUNE_TORCH_INDEX:-}" ] && fetch "torch==$version+cpu" --index-url "$FINETUNE_TORCH_INDEX"; }; then
    cat "$work/log" >&2
    echo "LibTorch could not be fetched. Check the network, or set FINETUNE_TORCH_INDEX to PyTorch's CPU package index" >&2
    echo "(pytorch.org names it under Get Started, pip, CPU), or FINETUNE_TORCH_DIR to an unpacked LibTorch." >&2
    exit 4
fi
unpack 'torch/lib/*' 'torch/include/*' 'torch/share/*'
mv "$work"/unpacked/*.dist-info/licenses "$work/unpacked/torch/licenses" # a package that holds LibTorch holds them too
rm -r "$work"/unpacked/*.dist-info
keep "$work/unpacked"
