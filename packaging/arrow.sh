#!/usr/bin/env bash
# Puts Apache Arrow C++ 26 into the cache folder, once: out of the pyarrow wheel, checked by checksum, of which only the
# headers and the two libraries that read Parquet and Arrow files are unpacked. The distribution's own Arrow is preferred;
# FINETUNE_ARROW_DIR names another one. Without Arrow the program is built all the same: it then reads no Parquet, no
# Arrow files and no compressed ones.
set -euo pipefail
[ -z "${FINETUNE_ARROW_DIR:-}" ] || exit 0
if pkg-config --atleast-version=21 arrow parquet 2>/dev/null; then exit 0; fi

name=arrow
version=26.0.1
sum=39cb0f2418282c24bea6ceda77b03e5a8f0a5766b63a8bf194d4e2a2c423548c
source "$(dirname "$0")/wheel.sh"

echo "fetching Apache Arrow $version (about 55 MB)"
if ! fetch "pyarrow==$version"; then
    cat "$work/log" >&2
    echo "Apache Arrow could not be fetched: Parquet, Arrow and compressed files will not be read. Everything else is" >&2
    echo "built. Start again when the network is there, or set FINETUNE_ARROW_DIR to an Arrow with lib and include." >&2
    exit 0
fi
unpack 'pyarrow/include/*' 'pyarrow/libarrow.so.*' 'pyarrow/libparquet.so.*'
mkdir "$work/arrow" "$work/arrow/lib"
mv "$work/unpacked/pyarrow/include" "$work/arrow"
mv "$work"/unpacked/pyarrow/lib*.so.* "$work/arrow/lib"
mv "$work"/unpacked/*.dist-info/licenses "$work/arrow" # a package that holds Arrow holds them too
keep "$work/arrow"
