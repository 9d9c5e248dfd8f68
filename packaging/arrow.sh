#!/usr/bin/env bash
# Puts Apache Arrow C++ 26 into the cache folder, once: out of the pyarrow wheel, checked by checksum, of which only the
# headers and the two libraries that read Parquet and Arrow files are unpacked. The distribution's own Arrow is preferred;
# FINETUNE_ARROW_DIR names another one. Without Arrow the program is built all the same: it then reads no Parquet, no
# Arrow files and no compressed ones.
set -euo pipefail
[ -z "${FINETUNE_ARROW_DIR:-}" ] || exit 0
if pkg-config --atleast-version=21 arrow parquet 2>/dev/null; then exit 0; fi

version=26.0.1
sum=39cb0f2418282c24bea6ceda77b03e5a8f0a5766b63a8bf194d4e2a2c423548c
cache=${FINETUNE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/finetune-studio}
target=$cache/arrow-$version
[ ! -f "$target/wheel.sha256" ] || exit 0

mkdir -p "$cache"
exec 9>"$cache/arrow.lock"
flock 9 # two builds at once: the second waits and finds the folder
[ ! -f "$target/wheel.sha256" ] || exit 0

work=$(mktemp -d "$cache/arrow.XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "fetching Apache Arrow $version (about 55 MB)"
if ! python3 -m pip download --quiet --no-deps --only-binary=:all: --python-version 3.11 \
    --platform manylinux_2_28_x86_64 --dest "$work" "pyarrow==$version" 2>"$work/log"; then
    cat "$work/log" >&2
    echo "Apache Arrow could not be fetched: Parquet, Arrow and compressed files will not be read. Everything else is" >&2
    echo "built. Start again when the network is there, or set FINETUNE_ARROW_DIR to an Arrow with lib and include." >&2
    exit 0
fi
if ! echo "$sum  $(echo "$work"/pyarrow-*.whl)" | sha256sum --check --quiet; then
    echo "The file fetched is not the published pyarrow $version: its checksum differs. It was not used." >&2
    exit 4
fi
unzip -q "$work"/pyarrow-*.whl 'pyarrow/include/*' 'pyarrow/libarrow.so.*' 'pyarrow/libparquet.so.*' \
    '*.dist-info/licenses/*' -d "$work/unpacked"
mkdir "$work/arrow" "$work/arrow/lib"
mv "$work/unpacked/pyarrow/include" "$work/arrow"
mv "$work"/unpacked/pyarrow/lib*.so.* "$work/arrow/lib"
mv "$work"/unpacked/*.dist-info/licenses "$work/arrow" # a package that holds Arrow holds them too
echo "$sum" >"$work/arrow/wheel.sha256"
rm -rf "$target"
mv "$work/arrow" "$target"
