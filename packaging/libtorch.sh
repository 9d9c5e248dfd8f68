#!/usr/bin/env bash
# Puts LibTorch 2.13 (CPU) into the cache folder, once: the official wheel, checked by checksum, of which only the
# libraries, headers and CMake files are unpacked. FINETUNE_TORCH_DIR names a LibTorch to use instead.
set -euo pipefail
[ -z "${FINETUNE_TORCH_DIR:-}" ] || exit 0

version=2.13.0
sum=6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
cache=${FINETUNE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/finetune-studio}
target=$cache/libtorch-$version
[ ! -f "$target/torch/lib/libtorch_cpu.so" ] || exit 0

mkdir -p "$cache"
exec 9>"$cache/libtorch.lock"
flock 9 # two builds at once: the second waits and finds the folder
[ ! -f "$target/torch/lib/libtorch_cpu.so" ] || exit 0

work=$(mktemp -d "$cache/libtorch.XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "fetching LibTorch $version (about 200 MB)"
fetch() {
    python3 -m pip download --quiet --no-deps --only-binary=:all: --python-version 3.11 \
        --platform manylinux_2_28_x86_64 --dest "$work" "$@" "torch==$version+cpu" 2>"$work/log"
}
# The configured indexes first; then the one of FINETUNE_TORCH_INDEX.
if ! fetch && ! { [ -n "${FINETUNE_TORCH_INDEX:-}" ] && fetch --index-url "$FINETUNE_TORCH_INDEX"; }; then
    cat "$work/log" >&2
    echo "LibTorch could not be fetched. Check the network, or set FINETUNE_TORCH_INDEX to PyTorch's CPU package index" >&2
    echo "(pytorch.org names it under Get Started, pip, CPU), or FINETUNE_TORCH_DIR to an unpacked LibTorch." >&2
    exit 4
fi
if ! echo "$sum  $(echo "$work"/torch-*.whl)" | sha256sum --check --quiet; then
    echo "The file fetched is not the published LibTorch $version: its checksum differs. It was not used." >&2
    exit 4
fi
unzip -q "$work"/torch-*.whl 'torch/lib/*' 'torch/include/*' 'torch/share/*' '*.dist-info/licenses/*' -d "$work/unpacked"
mv "$work"/unpacked/*.dist-info/licenses "$work/unpacked/torch/licenses" # a package that holds LibTorch holds them too
rm -r "$work"/unpacked/*.dist-info
echo "$sum" >"$work/unpacked/wheel.sha256"
rm -rf "$target"
mv "$work/unpacked" "$target"
