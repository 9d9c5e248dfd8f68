# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast Hugging Face's stack makes windows of a SQuAD file: datasets.map with the fast tokenizer, batched, as the
question answering tutorials do. RAYON_NUM_THREADS is the tokenizer's number of threads.

    peer_map.py TOKENIZER SQUAD.json [rounds, default 5]

Prints one JSON object: the first round (cold) and the median of the others, features a second.
"""
import json
import os
import statistics
import sys
import time


def main():
    tokenizer_folder, path = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    import datasets
    from transformers import AutoTokenizer
    datasets.disable_caching()
    datasets.disable_progress_bars()
    with open(path, encoding="utf-8-sig") as file:
        rows = [{"question": qa["question"], "context": paragraph["context"], "answer": qa["answers"][0]}
                for article in json.load(file)["data"] for paragraph in article["paragraphs"]
                for qa in paragraph["qas"] if qa.get("answers")]
    data = datasets.Dataset.from_list(rows)

    def prepare(batch):
        encoded = tokenizer([q.strip() for q in batch["question"]], batch["context"], max_length=384,
                            truncation="only_second", stride=128, return_overflowing_tokens=True,
                            return_offsets_mapping=True, padding="max_length")
        starts, ends = [], []
        for window, offsets in enumerate(encoded["offset_mapping"]):
            answer = batch["answer"][encoded["overflow_to_sample_mapping"][window]]
            first, last = answer["answer_start"], answer["answer_start"] + len(answer["text"])
            parts = encoded.sequence_ids(window)
            begin = parts.index(1)
            end = len(parts) - 1 - parts[::-1].index(1)
            if offsets[begin][0] > first or offsets[end][1] < last:
                starts.append(0)
                ends.append(0)
                continue
            while begin < len(offsets) and offsets[begin][0] <= first:
                begin += 1
            starts.append(begin - 1)
            while end >= 0 and offsets[end][1] >= last:
                end -= 1
            ends.append(end + 1)
        del encoded["offset_mapping"], encoded["overflow_to_sample_mapping"]
        return {**encoded, "start_positions": starts, "end_positions": ends}

    tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder)
    speeds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        windows = data.map(prepare, batched=True, remove_columns=data.column_names)
        speeds.append(len(windows) / (time.perf_counter() - begin))
    print(json.dumps({"what": "datasets.map", "threads": int(os.environ.get("RAYON_NUM_THREADS", "0")),
                      "features": len(windows), "cold_features_per_s": speeds[0],
                      "features_per_s": statistics.median(speeds[1:] or speeds)}))


if __name__ == "__main__":
    main()
