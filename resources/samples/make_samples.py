#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sample project's data, vocabulary and model configuration, always the same.

    python3 make_samples.py [--output DIR] [--pretrain DIR]

--output DIR    where train.json, validation.json, vocab.txt, config.json and tokenizer_config.json go (this folder)
--pretrain DIR  also writes DIR/train.json, the larger set that the base model is trained on (see make_base_model.sh)

A paragraph tells several facts of one invented thing. The three sets share no name of a thing and no wording of a
question, and validation tells some facts in sentences that training never uses. So a model cannot score on
validation by remembering; it must find the sentence that the question is about. Answer offsets count code points.
"""
import argparse
import json
import random
import re
from pathlib import Path

from wordings import CHINESE, ENGLISH, NAMES, WORDS

COLUMN = {"train": 2, "validation": 3, "pretrain": 4}
PARAGRAPHS = {"train": (200, 110), "validation": (42, 22), "pretrain": (4200, 2200)}
# Number of workers, kilometres and so on: the range that reads well for each kind of thing.
RANGES = {"ship": (12, 95), "town": (300, 9800), "river": (40, 990), "museum": (20, 950), "company": (15, 900),
          "festival": (5, 72), "镇": (300, 9800), "河": (40, 990), "博物馆": (5, 95), "画家": (60, 900)}
RECENT = ("museum", "company", "博物馆")  # kinds of thing that are not old
SHORTEST = 40  # words of an English paragraph; a shorter one gets a sentence that answers nothing
FILLERS = ["Much has been written about this, and not all of it is true.", "Old people like to tell the story.",
           "A small book about it can be bought in most shops.", "Some say that there is more to tell.",
           "Children learn about it at school.", "Not everybody agrees on the details."]
BLANK = {"year": "which year", "person": "whom", "number": "how many",
         "年": "哪一", "人": "谁", "数": "多少", "地": "哪里", "物": "什么", "藏品": "什么", "景": "什么"}
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def options(text):
    return text.split(" | ")


class Names:
    """Names of one set. A name is given once to a thing, and never one that another set has used."""

    def __init__(self, split, rng, taken):
        self.split, self.rng, self.taken = split, rng, taken

    def join(self, *keys):
        return "".join(self.rng.choice(NAMES[key].split() if " " in NAMES[key] else NAMES[key]) for key in keys)

    def draw(self, kind):
        if kind == "place":
            return self.join("start", "middle", "place")
        if kind == "person":
            return self.join("first") + " " + self.join("start", "middle", "family")
        if kind == "thing":  # a ship, a museum, a festival
            return self.join("start", "middle", "middle")
        if kind == "地":
            return self.join("char", "char2", "place_zh")
        if kind == "人":
            return self.join("family_zh", "given_zh", "given2_zh")
        return self.join("char", "char2")

    def make(self, kind, once=False):
        while True:
            name = self.draw(kind)
            owner = self.taken.setdefault(name.lower(), self.split)
            if owner == self.split and not (once and (name, "thing") in self.taken):
                if once:
                    self.taken[(name, "thing")] = self.split
                return name


def subject(kind, names):
    """The name of the thing that a paragraph is about."""
    if kind in ("inventor", "画家"):
        return names.make("person" if kind == "inventor" else "人", once=True)
    if kind == "镇":
        return names.make("字", once=names.split != "pretrain") + "镇"
    if kind == "河":
        return names.make("字", once=names.split != "pretrain") + "河"
    if kind == "博物馆":
        return names.make("字", once=names.split != "pretrain")
    return names.make("place" if kind == "town" else "thing", once=True)


def value(answer_type, kind, names, rng):
    if answer_type in ("year", "年"):
        return str(rng.randint(1810 if kind in RECENT else 1610, 1989))
    if answer_type in ("number", "数"):
        return str(rng.randint(*RANGES[kind]))
    if answer_type in WORDS:
        return rng.choice(options(WORDS[answer_type]))
    return names.make(answer_type)


def fill(text, rng, **fields):
    """Takes one of each [x/y] and puts the fields in."""
    return re.sub(r"\[([^\]]*)\]", lambda m: rng.choice(m[1].split("/")), text).format(**fields)


def capital(text):
    return text[:1].upper() + text[1:]


def blank_question(sentence, fact, name, kind, chinese):
    """A sentence of the fact as a question: the answer is replaced by a question word."""
    blank = BLANK.get(fact[0], "what")
    text = sentence.format(s=name, n=name, a=blank).rstrip(".。")
    if name in text:
        return capital(text) + ("？" if chinese else "?")
    return f"说到{name}，{text}？" if chinese else f"Speaking of {name}, {text[:1].lower() + text[1:]}?"


def question_text(fact, told, split, name, kind, rng, chinese):
    if split == "pretrain" and rng.random() < 0.45:
        # Half of these repeat the words of the paragraph, half tell the same in other words.
        others = [s for s in options(fact[1]) if s != told]
        sentence = told if rng.random() < 0.5 else rng.choice(others)
        return blank_question(fill(sentence, rng, s="{s}", n="{n}", a="{a}"), fact, name, kind, chinese)
    return fill(rng.choice(options(fact[COLUMN[split]])), rng, n=name)


def paragraph(kind, table, split, names, rng):
    """The sentences of a paragraph and its (question, answer) pairs, or None where an answer is not unique."""
    chinese = table is CHINESE
    entry, name = table[kind], subject(kind, names)
    facts = list(entry["facts"])
    rng.shuffle(facts)
    sentences = [fill(rng.choice(options(entry["intro"])), rng, n=name)]
    asked = []
    for fact in facts:
        forms = options(fact[1])
        told = rng.choice(forms[:2] if split == "train" else forms)
        answer = value(fact[0], kind, names, rng)
        mention = rng.choice(options(entry["mention"])).format(n=name)
        sentences.append(capital(fill(told, rng, s=mention, n=name, a=answer)))
        asked.append((question_text(fact, told, split, name, kind, rng, chinese), answer))
    while not chinese and len(" ".join(sentences).split()) < SHORTEST:
        sentences.insert(rng.randint(1, len(sentences)), rng.choice([f for f in FILLERS if f not in sentences]))
    context = ("" if chinese else " ").join(sentences)
    if any(context.count(answer) != 1 for _, answer in asked):
        return None
    return name, context, asked


def dataset(split, taken):
    """One set in the SQuAD v1.1 layout: an article for each kind of thing."""
    rng = random.Random("finetune-studio samples " + split)
    names = Names(split, rng, taken)
    data, number = [], 0
    for table, wanted in zip((ENGLISH, CHINESE), PARAGRAPHS[split]):
        kinds = list(table)
        articles = {kind: [] for kind in kinds}
        count = 0
        while count < wanted:
            kind = kinds[count % len(kinds)]
            made = paragraph(kind, table, split, names, rng)
            if made is None:
                continue
            _, context, asked = made
            qas = []
            for question, answer in asked:
                number += 1
                qas.append({"id": f"{split}-{number:05d}", "question": question,
                            "answers": [{"text": answer, "answer_start": context.index(answer)}]})
            articles[kind].append({"context": context, "qas": qas})
            count += 1
        data += [{"title": kind.capitalize(), "paragraphs": paragraphs} for kind, paragraphs in articles.items()]
    return {"version": "1.1", "data": data}


def texts(squad):
    for article in squad["data"]:
        for item in article["paragraphs"]:
            yield item["context"]
            for qa in item["qas"]:
                yield qa["question"]


def vocabulary(sets):
    """A cased WordPiece vocabulary in which no text of the samples, and no ASCII text, has an unknown piece.

    Common words are whole. A name is cut into the pieces that it was made of, so that the model has met the pieces of a
    name that it has never seen.
    """
    small = "abcdefghijklmnopqrstuvwxyz0123456789"
    letters = small + small[:26].upper()
    ascii_signs = [chr(c) for c in range(33, 127) if not chr(c).isalnum()]
    words, signs = set(), set("，。？！、；：（）“”《》")
    for squad in sets:
        for text in texts(squad):
            signs.update(c for c in text if ord(c) > 126)
            words.update(re.findall(r"\b[a-z]{2,}\b", text))
    for source in [str(table) for table in (ENGLISH, WORDS)] + FILLERS:  # sentence beginnings and months are not names
        words.update(re.findall(r"[A-Za-z]{2,}", source))
    words.update(capital(word) for word in ("which", "whom", "what", "how", "where", "when", "who", "by", "speaking"))
    words.update(NAMES["start"].split() + NAMES["first"].split())
    ends = ["##" + piece for key in ("middle", "place", "family") for piece in NAMES[key].split()]
    entries = SPECIAL + ascii_signs + list(letters) + ["##" + c for c in letters]
    # Years and counts are read in pairs of digits.
    entries += [f"{n:02d}" for n in range(100)] + [f"##{n:02d}" for n in range(100)]
    entries += sorted(signs) + ["##" + c for c in sorted(signs) if c >= "一"] + sorted(words) + ends
    assert len(entries) == len(set(entries))
    return entries


def check(sets):
    """Stops where the sets are not what the description at the top promises."""
    questions, contexts = [], []
    for squad in sets:
        for article in squad["data"]:
            for item in article["paragraphs"]:
                for qa in item["qas"]:
                    answer = qa["answers"][0]
                    begin = answer["answer_start"]
                    assert item["context"][begin:begin + len(answer["text"])] == answer["text"], qa["id"]
        questions.append({q for a in squad["data"] for p in a["paragraphs"] for q in (x["question"] for x in p["qas"])})
        contexts.append({p["context"] for a in squad["data"] for p in a["paragraphs"]})
    for first in range(3):
        for second in range(first):
            assert not questions[first] & questions[second] and not contexts[first] & contexts[second]
    for table in (ENGLISH, CHINESE):
        for kind, entry in table.items():
            columns = [set(sum((options(f[c]) for f in entry["facts"]), [])) for c in (2, 3, 4)]
            for first in range(3):
                for second in range(first):
                    assert not columns[first] & columns[second], (kind, columns[first] & columns[second])


def write(path, value, indent=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=indent) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--pretrain", type=Path)
    options_given = parser.parse_args()
    taken = {}
    # The order matters: pretraining is told the names of the other two, to keep away from them.
    sets = [dataset(split, taken) for split in ("train", "validation", "pretrain")]
    check(sets)
    vocab = vocabulary(sets)
    output = options_given.output
    write(output / "train.json", sets[0], indent=1)
    write(output / "validation.json", sets[1], indent=1)
    if options_given.pretrain:
        write(options_given.pretrain / "train.json", sets[2])
    write(output / "vocab.txt", "\n".join(vocab) + "\n")
    write(output / "tokenizer_config.json", {
        "tokenizer_class": "BertTokenizer", "do_lower_case": False, "tokenize_chinese_chars": True, "strip_accents": False,
        "model_max_length": 256, "pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]",
        "mask_token": "[MASK]"}, indent=2)
    write(output / "config.json", {
        "architectures": ["BertForQuestionAnswering"], "model_type": "bert", "vocab_size": len(vocab), "hidden_size": 128,
        "num_hidden_layers": 4, "num_attention_heads": 4, "intermediate_size": 512, "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "max_position_embeddings": 256,
        "type_vocab_size": 2, "initializer_range": 0.08, "layer_norm_eps": 1e-12, "pad_token_id": 0,
        "position_embedding_type": "absolute"}, indent=2)
    for split, squad in zip(PARAGRAPHS, sets):
        count = sum(len(p["qas"]) for a in squad["data"] for p in a["paragraphs"])
        print(f"{split}: {count} questions, {sum(len(a['paragraphs']) for a in squad['data'])} paragraphs")
    print(f"vocabulary: {len(vocab)} entries")


if __name__ == "__main__":
    main()
