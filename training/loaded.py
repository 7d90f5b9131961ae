#!/usr/bin/env python3
"""Fit the model of loaded words: training/loaded.py models/light.bin crates/core/data/en.lex crates/core/data/loaded.json

Positives are the words of [loaded]; negatives are the plain words of [framing], those of the lists that name acts, people
and measures, and the commonest words of the table. The signed words of [framing] are neither: "families" is loaded only beside "rioters". Logistic
regression over the table's unit vectors; the printed figure is the area under the curve in five-fold cross-validation.
"""
import json
import re
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from light_table import Table

# Of 1,000, 3,000 and 6,000 common words as plain ones, what least often calls agreements of train loaded.
COMMON = 3000
PLAIN = ["actor", "report", "negative-verb", "antonym", "unit", "month", "weekday", "modality", "verb", "ordinal", "courtesy"]


def commonest(table, count):
    """The commonest whole English words."""
    words = [(table.rarity[i], w) for i, w in enumerate(table.pieces) if re.fullmatch("[a-z]{3,}", w)]
    return [w for _, w in sorted(words)[:count]]


def terms(lexicon, name):
    body = re.search(r"\[%s \w+\]\n(.*?)(?=\n\[|\Z)" % name, lexicon, re.S)[1]
    lines = [re.sub(r"\d+:", "", line) for line in body.splitlines() if not line.startswith("#")]
    return [t.strip() for line in lines for t in re.split(r"[|,]", line) if t.strip()]


def main():
    table, lexicon = Table(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]).read_text(encoding="utf-8")
    framing = terms(lexicon, "framing")
    loaded = {t[:-1] for t in terms(lexicon, "loaded")}
    plain = {t for t in framing if t[-1] not in "+-"}.union(*(terms(lexicon, n) for n in PLAIN)) - loaded
    plain |= set(commonest(table, COMMON)) - loaded
    plain -= {t[:-1] for t in framing if t[-1] in "+-"}
    words = [(w, y) for group, y in ((loaded, 1), (plain, 0)) for w in sorted(group) if re.fullmatch("[a-z]{3,}", w)]
    rows = [(v, y) for v, y in ((table.vector(w), y) for w, y in words) if v is not None]
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    model = LogisticRegression(C=1, class_weight="balanced", max_iter=3000)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    auc = roc_auc_score(y, cross_val_predict(model, x, y, cv=folds, method="decision_function"))
    print(f"{y.sum()} loaded and {len(y) - y.sum()} plain words, area under the curve {auc:.3f}")
    model.fit(x, y)
    out = {"bias": round(float(model.intercept_[0]), 4), "weights": [round(float(w), 4) for w in model.coef_[0]]}
    Path(sys.argv[3]).write_text(json.dumps(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
