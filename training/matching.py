#!/usr/bin/env python3
"""Fits the weights of `diptych match` on known pairs of official readouts, and tells how they do on collections left out.

    for each pair of collections:
        cargo run --release -p diptych-core --example matching -- A.json B.json > candidates/A--B.jsonl
    python training/matching.py candidates READOUTS/pairs

Needs numpy and scikit-learn. Prints the weights as crates/core/src/matching/score.rs has them (participants, persons,
content, days; the bias raised by 2, since rivals are heard afterwards).
"""

import collections
import glob
import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

RAISED = 2.0


def read(folder, pairs):
    known = {frozenset(a["url"] for a in json.load(open(f))["accounts"]) for f in glob.glob(f"{pairs}/*/case.json")}
    rows = []
    for path in sorted(glob.glob(f"{folder}/*.jsonl")):
        for line in open(path):
            row = json.loads(line)
            rows.append((path, row["a"], row["b"], row["x"], frozenset((row["a"], row["b"])) in known))
    return rows


def scores(rows, odds):
    """A candidate's odds among those of all candidates of its two documents, and of none."""
    sums = collections.Counter()
    for (path, a, b, _, _), o in zip(rows, odds):
        sums[path, 0, a] += o
        sums[path, 1, b] += o
    return np.array([o / (1 + sums[p, 0, a] + sums[p, 1, b] - o) for (p, a, b, _, _), o in zip(rows, odds)])


def fit(rows):
    return LogisticRegression(C=10, max_iter=5000).fit([r[3] for r in rows], [r[4] for r in rows])


def told(model, rows):
    return scores(rows, np.exp(model.decision_function([r[3] for r in rows]) + RAISED))


def main():
    rows = read(*sys.argv[1:3])
    gold = np.array([r[4] for r in rows])
    model = fit(rows)
    print("weights", np.round(model.coef_[0], 2), "bias", round(model.intercept_[0] + RAISED, 2))
    print("seen: known pairs from 0.3 on", int((told(model, rows)[gold] > 0.3).sum()), "of", int(gold.sum()))
    right = 0
    for path in sorted({r[0] for r in rows}):
        out = [r for r in rows if r[0] == path]
        kept = told(fit([r for r in rows if r[0] != path]), out)
        right += int((kept[np.array([r[4] for r in out])] > 0.3).sum())
    print("left out: known pairs from 0.3 on", right, "of", int(gold.sum()))


main()
