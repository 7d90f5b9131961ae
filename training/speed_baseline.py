#!/usr/bin/env python3
"""How fast Diptych is beside what a user would write instead, in one run on the same cases.

    cargo build --release
    training/speed_baseline.py target/release/diptych corpus/cases [--turns 3]

The other way is `sentence_baseline.py`'s, which finds less: sentences by a pattern, vectors of all-MiniLM-L6-v2 (its weights in
eight bits, the fastest there is) through ONNX Runtime, cosine, and SciPy's best one-to-one assignment. Each account is encoded
once, however many pairs it is in. Both have one thread, read the same texts, and take turns; the fastest run of each counts, by
processor time, which tells the same on a machine that others use as well.
Diptych's time is that of the whole command, its start, all kinds of discrepancy and the writing of reports and tables
included; the other's is that from text to pairs alone, its model loaded before.
"""
import argparse
import contextlib
import io
import json
import tempfile
import time
from pathlib import Path

from scipy.optimize import linear_sum_assignment
from sentence_baseline import sentences
from speed_batch import records, run

REPEAT = 20


def by_hand(teacher, cases):
    start = time.process_time()
    found = 0
    for case in cases:
        vectors = [teacher.encode(sentences(a["text"])) for a in case["accounts"]]
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
    from light_table import Teacher

    teacher, cases = Teacher(), list(records(args.cases))
    pairs = sum(len(r["accounts"]) * (len(r["accounts"]) - 1) // 2 for r in cases)
    ours, other = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        lines = (json.dumps(r | {"id": f"{r['id']}-{n}"}, ensure_ascii=False) + "\n" for n in range(REPEAT) for r in cases)
        path.write_text("".join(lines), encoding="utf-8")
        for _ in range(args.turns):
            with contextlib.redirect_stderr(io.StringIO()):
                other.append(pairs / by_hand(teacher, cases))
            ours.append(REPEAT * pairs / run(args.program, path, Path(folder) / "out", 1)[1])
    print(f"{len(cases)} cases, {pairs} pairs (Diptych: {REPEAT} times over), one thread, {args.turns} turns:\n")
    print("| | pairs a second of processor time |\n| --- | ---: |")
    print(f"| `diptych batch --jobs 1` | {max(ours):.0f} |")
    print(f"| MiniLM, ONNX Runtime, cosine, assignment | {max(other):.2f} |")
    print(f"\nDiptych is {max(ours) / max(other):.0f} times as fast.")


if __name__ == "__main__":
    main()
