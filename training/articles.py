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
from sklearn.model_selection import GroupKFold

PARTS = ["side", "comment", "background", "furniture", "telling"]


def main():
    rows = [json.loads(line) for line in open(sys.argv[1])]
    data = Path(sys.argv[2])
    train = [r for r in rows if r["split"] == "train"]
    dev = [r for r in rows if r["split"] == "dev"]

    def pairs(of):
        return np.array([p["x"] for r in of for p in r["pairs"]]), np.array([p["same"] for r in of for p in r["pairs"]])

    x, y = pairs(train)
    kin = LogisticRegression(C=0.3, max_iter=1000).fit(x, y)
    model = {"bias": round(float(kin.intercept_[0]), 4), "weights": [round(float(w), 4) for w in kin.coef_[0]]}
    (data / "kinship.json").write_text(json.dumps(model) + "\n")
    for name, of in (("train", train), ("dev", dev)):
        x, y = pairs(of)
        print(f"kinship {name}: {len(y)} pairs, {y.mean():.2f} one party, accuracy {kin.score(x, y):.3f}")

    def units(of):
        x = np.array([u["x"] for r in of for u in r["units"]])
        y = np.array([u["label"] for r in of for u in r["units"]])
        return x, y, np.array([i for i, r in enumerate(of) for _ in r["units"]])

    def fit(x, y):
        return LogisticRegression(C=1.0, max_iter=5000).fit(x, y)

    def beside(odds, article):
        """What was made of the clause before and of the one after, within an article."""
        none = np.zeros(len(PARTS))
        near = lambda i, j: odds[j] if 0 <= j < len(odds) and article[i] == article[j] else none
        return np.array([np.concatenate([near(i, i - 1), near(i, i + 1)]) for i in range(len(odds))])

    x, y, article = units(train)
    first = fit(x, y)
    # The second step learns from what the first makes of articles that it was not fitted on.
    unseen = np.zeros((len(y), len(PARTS)))
    for known, held in GroupKFold(5).split(x, y, article):
        unseen[held] = fit(x[known], y[known]).predict_proba(x[held])
    second = fit(np.hstack([x, beside(unseen, article)]), y)

    def rows(model):
        table = [[round(float(b), 4), *(round(float(w), 4) for w in row)] for b, row in zip(model.intercept_, model.coef_)]
        return "[\n" + ",\n".join("    " + json.dumps(row) for row in table) + "\n  ]"

    (data / "parts.json").write_text(f'{{\n  "first": {rows(first)},\n  "second": {rows(second)}\n}}\n')
    for name, of in (("train", train), ("dev", dev)):
        x, y, article = units(of)
        guess = second.predict(np.hstack([x, beside(first.predict_proba(x), article)]))
        print(f"parts {name}: {len(y)} clauses, accuracy {(guess == y).mean():.3f}")
        for k, part in enumerate(PARTS):
            hit, told, gold = ((guess == k) & (y == k)).sum(), (guess == k).sum(), (y == k).sum()
            print(f"  {part:10} precision {hit / max(told, 1):.2f} recall {hit / max(gold, 1):.2f} of {gold}")


if __name__ == "__main__":
    main()
