#!/usr/bin/env python3
"""Fit what `diptych relate` weighs its signals by, in one command:

    training/relations.py corpus/pairs crates/core/data/relations.json [--data DATA]

It runs the example `relations` for the signals, so run it again whenever the word lists, the table of vectors or a rule
changes (PROFILE=dev builds it unoptimised). Test pairs are never read.

kinds: one multinomial logistic regression over all signals and all languages. How strongly it is held back (C) is what
gives the least log loss in cross-validation over the sets of claims of the train split. The temperatures, one a language
and one for pairs across languages, are fitted on the same held-out scores (Guo et al. 2017). From which confidence on an answer is given is chosen on dev: the least of
STEPS from which on two in three answers are right.
inference, similarity: logistic regressions over the signals of direction, fitted on public sets in DATA (folders `nli`
and `sts` of JSON Lines; none of it is part of this project), every set at the same weight. Without --data the weights
that the file holds are kept, as long as the signals are the same.
"""
import argparse
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

ROOT = Path(__file__).resolve().parent.parent
KINDS = ["contradiction", "quantity", "attribution", "certainty", "framing", "agreement", "unrelated"]
GROUPS = ["en", "ru", "zh", "across"]
LABELS = ["entailment", "neutral", "contradiction"]
FOLDS, CS = 5, (0.001, 0.002, 0.004, 0.01)
STEPS, RIGHT = np.arange(0.30, 0.75, 0.05), 2 / 3
NLI = ["new_protocols-train", "sick-train", "joci-train", "mpe-train", "commitmentbank-train", "ocnli-train"]
STS = ["stsb-en-train", "stsb-ru-train", "stsb-zh-train"]
# Rows of a public set that are used, spread evenly over it.
MOST = 5000


def signals(path):
    """Names of the signals, and the rows with theirs."""
    profile = os.environ.get("PROFILE", "release")
    run = ["cargo", "run", "-q", "--profile", profile, "-p", "diptych-core", "--example", "relations", "--", str(path)]
    out = subprocess.run(run, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    head, *rows = map(json.loads, out.splitlines())
    return head, rows


def public(folder, names):
    """A part of each public set, with the weight of its rows."""
    out, weight = [], []
    for name in names:
        path = folder / f"{name}.jsonl"
        if not path.exists():
            print(f"{path} is not there; left out")
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as part:
            part.write("\n".join(lines[:: max(1, -(-len(lines) // MOST))]))
            part.flush()
            rows = signals(part.name)[1]
        out += rows
        weight += [1000 / len(rows)] * len(rows)
    return out, np.array(weight)


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def log_loss(z, y):
    return -np.log(softmax(z)[np.arange(len(y)), y] + 1e-12).mean()


def fit(x, y, c, weight=None):
    """Weights [signals, outcomes] and biases in the signals' own scale."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-6] = 1  # a signal that is never there gets no weight
    model = LogisticRegression(C=c, max_iter=3000).fit((x - mean) / scale, y, sample_weight=weight)
    w = model.coef_.T / scale[:, None]
    return w, model.intercept_ - mean @ w


def group(row):
    """What a pair's temperature goes by."""
    a, b = row["lang"]
    return a if a == b else "across"


def heat(temperatures, rows):
    return np.array([temperatures[group(r)] for r in rows])[:, None]


def fit_temperatures(z, y, rows):
    groups = np.array([group(r) for r in rows])
    best = lambda at: minimize_scalar(lambda t: log_loss(z[at] / t, y[at]), bounds=(0.3, 5), method="bounded").x
    return {g: float(best(groups == g)) for g in GROUPS}


def fit_kinds(train):
    x, y = np.array([r["x"] for r in train]), np.array([KINDS.index(r["kind"]) for r in train])
    sets = np.array([r["id"].split("/")[0] for r in train])
    held = {}
    for c in CS:
        z = np.zeros((len(y), len(KINDS)))
        for learn, ask in GroupKFold(FOLDS).split(x, y, sets):
            w, b = fit(x[learn], y[learn], c)
            z[ask] = x[ask] @ w + b
        temperatures = fit_temperatures(z, y, train)
        held[c] = log_loss(z / heat(temperatures, train), y), temperatures
        print(f"  held-out train, C {c}: log loss {held[c][0]:.4f}, right {np.mean(z.argmax(1) == y):.3f}")
    c = min(CS, key=lambda c: held[c][0])
    temperatures = held[c][1]
    print(f"  C {c}, temperatures " + ", ".join(f"{g} {t:.3f}" for g, t in temperatures.items()))
    return *fit(x, y, c), temperatures


def calibration_error(p, right):
    sure, bins = p.max(1), np.minimum((p.max(1) * 10).astype(int), 9)
    return sum(abs(right[bins == n].sum() - sure[bins == n].sum()) for n in range(10)) / len(right)


def clear_from(w, b, temperatures, dev):
    """The least confidence of an answer, with what dev gives."""
    x, y = np.array([r["x"] for r in dev]), np.array([KINDS.index(r["kind"]) for r in dev])
    p = softmax((x @ w + b) / heat(temperatures, dev))
    right, sure = p.argmax(1) == y, p.max(1)
    print(f"dev: {len(y)} pairs, right {right.mean():.3f}, calibration error {calibration_error(p, right):.3f}")
    langs = np.array(["-".join(sorted(set(r["lang"]))) for r in dev])
    for lang in sorted(set(langs)):
        print(f"  {lang:6} {np.sum(langs == lang):4} pairs, right {right[langs == lang].mean():.3f}")
    enough = [t for t in STEPS if (sure >= t).any() and right[sure >= t].mean() >= RIGHT]
    at = float(enough[0]) if enough else float(STEPS[-1])
    print(f"  clear from {at:.2f}: {np.mean(sure >= at):.3f} of the pairs, right {right[sure >= at].mean():.3f}")
    return at


def fit_inference(folder):
    rows, weight = public(folder, NLI)
    keep = np.array([r["label"] in LABELS for r in rows])
    rows, weight = [r for r, k in zip(rows, keep) if k], weight[keep]
    x, y = np.array([r["direction"][0] for r in rows]), np.array([LABELS.index(r["label"]) for r in rows])
    # Contradictions are rarer in some sets; none of the three is expected before anything is seen.
    share = np.array([weight[y == k].sum() for k in range(3)])
    w, b = fit(x, y, 1.0, weight * (share.mean() / share)[y])
    print(f"inference: {len(y)} public pairs, right on them {np.mean((x @ w + b).argmax(1) == y):.3f}")
    return w, b


def fit_similarity(folder):
    rows, weight = public(folder, STS)
    both = np.array([r["direction"] for r in rows])
    x, y = np.hstack([both.min(1), both.max(1)]), np.array([r["score"] for r in rows]) / 5
    mean, scale = x.mean(0), x.std(0) + 1e-6
    z = np.hstack([(x - mean) / scale, np.ones((len(y), 1))])

    def loss(w):
        p = 1 / (1 + np.exp(-z @ w))
        value = -(weight * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum() + (w[:-1] ** 2).sum() / 2
        return value, z.T @ (weight * (p - y)) + np.append(w[:-1], 0)

    w = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    own = w[:-1] / scale
    print(f"similarity: {len(y)} public pairs")
    return own[:, None], np.array([w[-1] - mean @ own])


def model(outcomes, names, w, b):
    rows = [{"signal": name, "weights": [round(float(v), 4) for v in row]} for name, row in zip(names, w)]
    return {"outcomes": outcomes, "bias": [round(float(v), 4) for v in b], "signals": rows}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pairs", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--data", type=Path)
    args = ap.parse_args()
    (head, train), (_, dev) = (signals((args.pairs / f"{split}.jsonl").resolve()) for split in ("train", "dev"))
    if any(r["split"] != split for rows, split in ((train, "train"), (dev, "dev")) for r in rows):
        raise SystemExit(f"{args.pairs}: a file holds pairs of another split")
    print(f"kinds: {len(train)} train pairs")
    w, b, temperatures = fit_kinds(train)
    alike = [f"{name}/{which}" for which in ("least", "most") for name in head["direction"]]
    if args.data:
        inference = model(LABELS, head["direction"], *fit_inference(args.data / "nli"))
        similarity = model(["similarity"], alike, *fit_similarity(args.data / "sts"))
    else:
        old = json.loads(args.out.read_text(encoding="utf-8"))
        inference, similarity = old["inference"], old["similarity"]
        if [s["signal"] for s in inference["signals"]] != head["direction"]:
            raise SystemExit("the signals of direction have changed; give --data to fit them again")
        print("inference, similarity: kept as they are, since no --data is given")
    out = {"temperatures": {g: round(t, 4) for g, t in temperatures.items()}, "clear_from": round(clear_from(w, b, temperatures, dev), 2),
           "kinds": model(KINDS, head["x"], w, b), "inference": inference, "similarity": similarity}
    text = json.dumps(out, indent=1)
    text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
    text = re.sub(r'\{\s+("signal": [^{}]*?)\s+\}', lambda m: "{" + re.sub(r"\s+", " ", m[1]) + "}", text)
    args.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
