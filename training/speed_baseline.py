#!/usr/bin/env python3
"""How fast Diptych is beside what a user would write instead, in one run on the same cases.

    cargo build --release
    training/speed_baseline.py target/release/diptych corpus/cases [--turns 3]

The other way is `sentence_baseline.py`'s, which finds less: sentences by a pattern, vectors of a sentence encoder through ONNX
Runtime (`encoders.py`), cosine, and SciPy's best one-to-one assignment. Each account is encoded once, however many pairs it is in. All
have one thread, read the same texts, and take turns; the fastest run of each counts, by processor time, which tells the same on a
machine that others use as well.
Diptych's time is that of the whole command, its start, all kinds of discrepancy and the writing of reports and tables
included; the others' is that from text to pairs alone, their models loaded before.
"""
import argparse
import json
import tempfile
import time
from pathlib import Path

from encoders import ENCODERS
from scipy.optimize import linear_sum_assignment
from sentence_baseline import sentences
from speed_batch import records, run

REPEAT = 20


def by_hand(encoder, cases):
    start = time.process_time()
    found = 0
    for case in cases:
        vectors = [encoder.encode(sentences(a["text"])) for a in case["accounts"]]
        for n, left in enumerate(vectors):
            for right in vectors[n + 1:]:
                similarity = left @ right.T
                found += sum(similarity[i, j] >= 0.25 for i, j in zip(*linear_sum_assignment(-similarity)))
    assert found
    return time.process_time() - start


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("cases", type=Path)
    ap.add_argument("--turns", type=int, default=3)
    args = ap.parse_args()
    encoders, cases = [(name, make()) for name, make in ENCODERS], list(records(args.cases))
    pairs = sum(len(r["accounts"]) * (len(r["accounts"]) - 1) // 2 for r in cases)
    ours, others = [], {name: [] for name, _ in encoders}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        lines = (json.dumps(r | {"id": f"{r['id']}-{n}"}, ensure_ascii=False) + "\n" for n in range(REPEAT) for r in cases)
        path.write_text("".join(lines), encoding="utf-8")
        for _ in range(args.turns):
            for name, encoder in encoders:
                others[name].append(pairs / by_hand(encoder, cases))
            ours.append(REPEAT * pairs / run(args.program, path, Path(folder) / "out", 1)[1])
    print(f"{len(cases)} cases, {pairs} pairs (Diptych: {REPEAT} times over), one thread, {args.turns} turns:\n")
    print("| | pairs a second of processor time | Diptych is so many times as fast |\n| --- | ---: | ---: |")
    print(f"| `diptych batch --jobs 1` | {max(ours):.0f} | |")
    for name, found in others.items():
        print(f"| {name}, ONNX Runtime, cosine, assignment | {max(found):.2f} | {max(ours) / max(found):.0f} |")


if __name__ == "__main__":
    main()
