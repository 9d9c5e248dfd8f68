#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drops the answer head from a safetensors file, so that the next training starts with a fresh one.

    python3 strip_head.py model.safetensors base.safetensors
"""
import json
import struct
import sys
from pathlib import Path

HEAD = "qa_outputs."


def strip(source, target):
    raw = Path(source).read_bytes()
    (length,) = struct.unpack_from("<Q", raw)
    header = json.loads(raw[8:8 + length])
    data = memoryview(raw)[8 + length:]
    kept, parts, offset = {}, [], 0
    if "__metadata__" in header:
        kept["__metadata__"] = header.pop("__metadata__")
    # In the order of the data, so that a tensor keeps its place and the file has no gaps.
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        if name.startswith(HEAD):
            continue
        begin, end = entry["data_offsets"]
        kept[name] = dict(entry, data_offsets=[offset, offset + end - begin])
        parts.append(data[begin:end])
        offset += end - begin
    if not any(name.startswith(HEAD) for name in header):
        sys.exit(f"{source}: there is no tensor named {HEAD}* to drop")
    text = json.dumps(kept, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # the data stays aligned to eight bytes
    Path(target).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    strip(sys.argv[1], sys.argv[2])
