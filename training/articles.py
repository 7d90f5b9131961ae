#!/usr/bin/env python3
"""Fit the reader of articles: whether two voices are one party, and what each clause of an article is.

    python articles.py articles.jsonl DATA

articles.jsonl comes from the example `article_signals`; DATA (crates/core/data) gets kinship.json and parts.json. Fitted on
the train articles; what dev articles give is printed. The clauses' signals depend on the parties, so run it twice: build and
export anew after the first run.
"""
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

PARTS = ["side", "comment", "background", "furniture", "telling"]


def main():
    rows = [json.loads(line) for line in open(sys.argv[1])]
    data = Path(sys.argv[2])
    train = [r for r in rows if r["split"] == "train"]
    dev = [r for r in rows if r["split"] == "dev"]

    def pairs(of):
        return np.array([p["x"] for r in of for p in r["pairs"]]), np.array([p["same"] for r in of for p in r["pairs"]])

    x, y = pairs(train)
    kin = LogisticRegression(C=0.1, max_iter=1000).fit(x, y)
    model = {"bias": round(float(kin.intercept_[0]), 4), "weights": [round(float(w), 4) for w in kin.coef_[0]]}
    (data / "kinship.json").write_text(json.dumps(model) + "\n")
    for name, of in (("train", train), ("dev", dev)):
        x, y = pairs(of)
        print(f"kinship {name}: {len(y)} pairs, {y.mean():.2f} one party, accuracy {kin.score(x, y):.3f}")

    def units(of):
        return np.array([u["x"] for r in of for u in r["units"]]), np.array([u["label"] for r in of for u in r["units"]])

    x, y = units(train)
    parts = LogisticRegression(C=1.0, max_iter=3000).fit(x, y)
    weights = [[round(float(b), 4), *(round(float(w), 4) for w in row)] for b, row in zip(parts.intercept_, parts.coef_)]
    lines = ",\n".join("    " + json.dumps(row) for row in weights)
    (data / "parts.json").write_text('{\n  "weights": [\n' + lines + "\n  ]\n}\n")
    for name, of in (("train", train), ("dev", dev)):
        x, y = units(of)
        guess = parts.predict(x)
        print(f"parts {name}: {len(y)} clauses, accuracy {parts.score(x, y):.3f}")
        for k, part in enumerate(PARTS):
            hit, told, gold = ((guess == k) & (y == k)).sum(), (guess == k).sum(), (y == k).sum()
            print(f"  {part:10} precision {hit / max(told, 1):.2f} recall {hit / max(gold, 1):.2f} of {gold}")


if __name__ == "__main__":
    main()
