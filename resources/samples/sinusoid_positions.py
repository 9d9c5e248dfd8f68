#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets the position embeddings of a new model to sine waves, in place (Vaswani et al. 2017, 3.5; amplitude 0.11).

    python3 sinusoid_positions.py model.safetensors

Neighbouring positions are then alike in the same way everywhere, so that a small model soon finds "the token before" and
"the token after". From random numbers it would have to learn that anew for each position.
"""
import json
import math
import struct
import sys

NAME = "bert.embeddings.position_embeddings.weight"
AMPLITUDE = 0.11  # the standard deviation is then that of the word embeddings, 0.08
LONGEST_WAVE = 1000.0

if len(sys.argv) != 2:
    sys.exit(__doc__)
with open(sys.argv[1], "r+b") as file:
    (length,) = struct.unpack("<Q", file.read(8))
    entry = json.loads(file.read(length))[NAME]
    rows, width = entry["shape"]
    values = []
    for row in range(rows):
        for column in range(width):
            angle = row / LONGEST_WAVE ** (2 * (column // 2) / width)
            values.append(AMPLITUDE * (math.cos(angle) if column % 2 else math.sin(angle)))
    file.seek(8 + length + entry["data_offsets"][0])
    file.write(struct.pack(f"<{len(values)}f", *values))
