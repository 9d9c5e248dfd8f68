# Made the tables of this folder, with datasets 5.0 and pyarrow 26: python make_tables.py
# Each holds the same three questions; table_test.cpp knows them.
import gzip
import json

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
from datasets import Dataset, Features, Sequence, Value

ROWS = [
    {"id": "q1", "title": "towns", "context": "the town lies by a river", "question": "What lies by a river?",
     "answers": {"text": ["the town", "town"], "answer_start": [0, 4]}},
    {"id": "q2", "title": "城市", "context": "𠮷野家在北京。他说：“你好”。", "question": "它在哪里？",
     "answers": {"text": ["北京"], "answer_start": [4]}},
    {"id": "q3", "title": "مدن", "context": "تقع المدينة على ضفاف النهر", "question": "متى؟",
     "answers": {"text": [], "answer_start": []}},
]
answers = Sequence({"text": Value("string"), "answer_start": Value("int32")})
text = Value("string")
dataset = Dataset.from_list(
    ROWS, features=Features({"id": text, "title": text, "context": text, "question": text, "answers": answers}))

dataset.to_parquet("hub.parquet")
dataset.to_csv("hub.csv")
dataset.to_json("hub.jsonl", force_ascii=True)
dataset.save_to_disk("saved")

# The other shapes that columns have.
pairs = [[{"text": t, "answer_start": s} for t, s in zip(r["answers"]["text"], r["answers"]["answer_start"])]
         for r in ROWS]
table = pa.table({
    "qid": pa.array([r["id"] for r in ROWS]),
    "Title": pa.array([r["title"] for r in ROWS]).dictionary_encode(),
    "passage": pa.array([r["context"] for r in ROWS], pa.large_string()),
    "query": pa.array([r["question"] for r in ROWS], pa.string_view()),
    "answer": pa.array(pairs, pa.list_(pa.struct([("text", pa.string()), ("answer_start", pa.int64())]))),
    "is_impossible": pa.array([False, False, True]),
    "asked": pa.array([0, 1, 2], pa.timestamp("s")),
})
pq.write_table(table.set_column(3, "query", table["query"].cast(pa.string())), "pairs.parquet", row_group_size=2)
pyarrow.feather.write_feather(table, "pairs.arrow", compression="uncompressed")
pyarrow.feather.write_feather(table, "packed.arrow", compression="zstd")

lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
with gzip.GzipFile("hub.jsonl.gz", "wb", mtime=0) as out:
    out.write(lines)
with pa.CompressedOutputStream("hub.jsonl.zst", "zstd") as out:
    out.write(lines)
