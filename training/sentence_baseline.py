#!/usr/bin/env python3
"""What can be had without Diptych: sentences aligned by common words or by a transformer's vectors.

    training/sentence_baseline.py corpus/cases OUT --method words --threshold 0.05
    training/sentence_baseline.py corpus/cases OUT --method vectors --threshold 0.25
    cargo run --release -- eval corpus --lang en --split test --predicted OUT

Every sentence is a claim; the best one-to-one assignment by similarity (Dice over words that are not on the list, or the cosine
of all-MiniLM-L6-v2) gives the pairs, all called agreements; what falls below the threshold is called an omission. The
thresholds above are those that align best on the English train cases, of 0.05, 0.1 and 0.15 and of 0.2, 0.25 and 0.3.
"""
import argparse
import json
import re
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

WORD = re.compile(r"[\u4e00-\u9fff]|\w+")
SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.!?。！？]+(?=\s|$|[”\"])|\n|$|[。！？])")
STOP = set("the a an of to in and on for by at it is was were be been that this with as its has had have he she they his her from not "
           "will would said".split())


def sentences(text):
    found = (m.group().strip() for m in SENTENCE.finditer(text))
    return [s for s in found if len(s.split()) > 2 or re.search("[\u4e00-\u9fff]{4}", s)]


def by_words(left, right):
    x, y = ([{w.lower() for w in WORD.findall(s)} - STOP for s in side] for side in (left, right))
    return np.array([[2 * len(p & q) / max(1, len(p) + len(q)) for q in y] for p in x])


def by_vectors(left, right):
    from light_table import Teacher

    if not hasattr(by_vectors, "teacher"):
        by_vectors.teacher = Teacher()
    return by_vectors.teacher.encode(left) @ by_vectors.teacher.encode(right).T


def labels(a, left, b, right, similarity, threshold):
    chosen = [(i, j) for i, j in zip(*linear_sum_assignment(-similarity)) if similarity[i, j] >= threshold]
    yield from ({"kind": "agreement", "a": a, "a_quote": left[i], "b": b, "b_quote": right[j]} for i, j in chosen)
    for k, (x, here, y) in enumerate(((a, left, b), (b, right, a))):
        told = {c[k] for c in chosen}
        yield from ({"kind": "omission", "a": x, "a_quote": s, "b": y, "b_quote": None} for n, s in enumerate(here) if n not in told)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("cases", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--method", choices=["words", "vectors"], required=True)
    ap.add_argument("--threshold", type=float, required=True)
    args = ap.parse_args()
    likeness = {"words": by_words, "vectors": by_vectors}[args.method]
    for case in sorted(p.parent for p in args.cases.glob("*/case.json")):
        accounts = json.loads((case / "case.json").read_text(encoding="utf-8"))["accounts"]
        read = [(a["id"], sentences((case / a["file"]).read_text(encoding="utf-8"))) for a in accounts]
        rows = [label for n, (a, left) in enumerate(read) for b, right in read[n + 1:]
                for label in labels(a, left, b, right, likeness(left, right), args.threshold)]
        (args.out / case.name).mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
        (args.out / case.name / "labels.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
