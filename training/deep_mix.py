#!/usr/bin/env python3
"""Fit what weighs the network's readings against the light engine's: deep_mix.py SIGNALS CORPUS OUT.json

SIGNALS is a folder in which `deep_mix.py --sample DATA CORPUS SIGNALS` has put what is to be read: back.jsonl (pairs kept back),
cases (links to cases kept back, and dev), and samples of the public train sets in DATA, inference.jsonl and similarity.jsonl.
Of each of them it then holds what `mix_signals` (an example of the crate `deep`) wrote of the network's model file:

    for part in back.jsonl inference.jsonl similarity.jsonl cases; do mix_signals MODEL SIGNALS/$part > SIGNALS/read-${part%.jsonl}.jsonl; done
    mix_signals MODEL corpus/pairs/dev.jsonl > SIGNALS/read-dev.jsonl
    relations corpus/pairs/train.jsonl > SIGNALS/relations.jsonl       (an example of the crate `core`)

Everything that concerns our kinds
is fitted on the sets of pairs and the cases that the network was kept from (deep_data.kept_back); the light engine's
readings of those pairs come from weights fitted without them. Dev is looked at for the least confidence of an answer and
for what is printed. OUT.json goes into the model file (deep_export.py --weights).
"""
import argparse
import json
import random
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

import deep_data
import light_engine as light
import relations
from light_engine import KINDS

LABELS = ["entailment", "neutral", "contradiction"]
LEAST, FAR = 1e-4, 7.0
# How strongly weights are held towards half of either reading, tried in turn by cross-validation.
PENALTIES = (30.0, 100.0, 300.0, 1000.0)
FOLDS = 5
# As in relations.json, chosen there by cross-validation.
LIGHT_C = 0.002
UNREAD = -20.0


def read(path):
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def logs(*parts):
    return np.log(np.maximum(np.concatenate(parts, -1), LEAST))


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def fit(x, y, k, penalty, weight=None, own=None):
    """Softmax regression held towards half of either reading. `own` are further columns that are not held back."""
    n, d = x.shape
    prior = np.vstack([np.eye(k)] * (d // k)) * 0.5
    design = np.hstack([x, np.ones((n, 1))] + ([own] if own is not None else []))
    free = design.shape[1] - d
    prior = np.vstack([prior, np.zeros((free, k))])
    held = np.r_[np.ones(d), np.full(free, 1e-3)][:, None] * penalty
    weight = np.ones(n) if weight is None else weight

    def loss(w):
        w = w.reshape(-1, k)
        p = softmax(design @ w)
        value = -(weight * np.log(p[np.arange(n), y] + 1e-12)).sum() + (held * (w - prior) ** 2).sum() / 2
        p[np.arange(n), y] -= 1
        return value, (design.T @ (weight[:, None] * p) + held * (w - prior)).ravel()

    return minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x.reshape(-1, k)


def chosen(name, x, y, k, groups, weight=None, own=None):
    """The fit at the penalty that is best on held-out groups."""
    found = {}
    design = np.hstack([x, np.ones((len(y), 1))] + ([own] if own is not None else []))
    for penalty in PENALTIES:
        p = np.zeros((len(y), k))
        for learn, ask in GroupKFold(FOLDS).split(x, y, groups):
            w = fit(x[learn], y[learn], k, penalty, None if weight is None else weight[learn], None if own is None else own[learn])
            p[ask] = softmax(design[ask] @ w)
        found[penalty] = -np.log(p[np.arange(len(y)), y] + 1e-12).mean(), np.mean(p.argmax(1) == y)
    best = min(found, key=lambda c: found[c][0])
    print(f"{name}: {len(y)} examples, penalty {best:g}, held out log loss {found[best][0]:.3f}, right {found[best][1]:.3f}")
    for part, at in (("light", slice(0, k)), ("network", slice(len(x[0]) - k, len(x[0])))):
        print(f"  {part} alone right {np.mean(x[:, at].argmax(1) == y):.3f}")
    return fit(x, y, k, best, weight, own)


def rows_of(w, k, bias=None):
    return [{"bias": w[2 * k, n] if bias is None else bias[n], "weights": list(w[: 2 * k, n])} for n in range(k)]


def apply(model, x):
    return softmax(x @ np.array([m["weights"] for m in model]).T + np.array([m["bias"] for m in model]))


def network_kinds(row):
    return np.array(row["network"]["kinds"])


def light_without(signals, back):
    """The light engine's reading of the kept-back pairs, by weights fitted on the others."""
    _, *rows = read(signals)
    learn = [r for r in rows if r["id"].split("/")[0] not in back]
    ask = [r for r in rows if r["id"].split("/")[0] in back]
    w, b = relations.fit(np.array([r["x"] for r in learn]), np.array([relations.KINDS.index(r["kind"]) for r in learn]), LIGHT_C)
    heat = json.loads((Path(__file__).parent / "../crates/core/data/relations.json").read_text(encoding="utf-8"))["temperatures"]
    p = softmax((np.array([r["x"] for r in ask]) @ w + b) / relations.heat(heat, ask))
    return {r["id"]: q for r, q in zip(ask, p)}


def fit_kinds(train, by_light):
    back = [r for r in train if r["id"] in by_light]
    x = logs(np.array([by_light[r["id"]] for r in back]), np.array([network_kinds(r) for r in back]))
    y = np.array([KINDS.index(r["kind"]) for r in back])
    w = chosen("kinds of pairs", x, y, 7, [r["id"].split("/")[0] for r in back])
    return rows_of(w, 7)


def fit_inference(rows):
    rows = [r for r in rows if r["label"] in LABELS]
    x = logs(*(np.array([r[part]["inference"][0] for r in rows]) for part in ("light", "network")))
    y = np.array([LABELS.index(r["label"]) for r in rows])
    share = np.bincount(y, minlength=3)
    w = chosen("inference", x, y, 3, np.arange(len(y)) % FOLDS, (share.mean() / share)[y])
    return rows_of(w, 3)


def odds(p):
    return np.log(np.maximum(p, LEAST) / np.maximum(1 - p, LEAST))


def fit_similarity(rows):
    x = np.array([[odds(r[part]["similarity"]) for part in ("light", "network")] for r in rows])
    y = np.array([r["score"] for r in rows]) / 5

    def loss(w):
        p = 1 / (1 + np.exp(-(x @ w[:2] + w[2])))
        return -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)).sum(), np.r_[x.T @ (p - y), (p - y).sum()]

    w = minimize(loss, np.array([0.5, 0.5, 0.0]), jac=True, method="L-BFGS-B").x
    print(f"similarity: {len(y)} examples, light {w[0]:.2f}, network {w[1]:.2f}")
    return {"bias": w[2], "weights": list(w[:2])}


class Mix:
    """As crates/deep/src/mix.rs does it."""

    def __init__(self, mix):
        self.mix = mix

    def kinds(self, row):
        return apply(self.mix["kinds"], logs(np.array(row["light"]["kinds"]), network_kinds(row)))

    def neutral(self, row):
        return [apply(self.mix["inference"], logs(*(np.array(row[part]["inference"][d]) for part in ("light", "network"))))[1] for d in (0, 1)]

    def similarity(self, row):
        m = self.mix["similarity"]
        return 1 / (1 + np.exp(-(m["bias"] + sum(w * odds(row[part]["similarity"]) for w, part in zip(m["weights"], ("light", "network"))))))


def features(cell, mix, across):
    """As crates/core/src/align/read.rs names them."""
    far = lambda p: float(np.clip(np.log(max(p, 1e-9) / max(1 - p, 1e-9)), -FAR, FAR))
    kinds, (p, q) = mix.kinds(cell), (1 - n for n in mix.neutral(cell))
    at = lambda kind: kinds[KINDS.index(kind)]
    base = far(cell["chance"])
    return [base, far(1 - at("unrelated")), at("agreement"), at("contradiction") + at("quantity"), max(p, q), min(p, q),
            mix.similarity(cell), base * across], kinds


def load(rows, cases, mix, split):
    out = []
    for row in rows:
        if row["split"] != split:
            continue
        item, pair = light.outline(row, cases), row["pair"]
        shape = item["y"].shape
        across = float(len(item["langs"]) > 1)
        item.update(x=np.zeros((*shape, 8)), read=np.zeros(shape, bool), same=np.zeros(shape, bool), relation=np.full((*shape, 14), np.log(LEAST)))
        for cell in pair["cells"]:
            at = cell["i"], cell["j"]
            item["x"][at], kinds = features(cell, mix, across)
            item["relation"][at] = logs(np.array(cell["kinds"]), kinds)
            item["read"][at], item["same"][at] = True, cell["same"]
        out.append(item)
    return out


def first(model, p):
    return np.where(p["read"], p["x"] @ np.array(model["weights"]) + model["bias"], UNREAD)


def fit_align(pairs):
    weight = light.case_weights(pairs, lambda p: int(p["read"].sum()))
    y = np.concatenate([p["y"][p["read"]] for p in pairs])
    w, b = light.logistic(np.concatenate([p["x"][p["read"]] for p in pairs]), y, weight, 0.03)
    model = {"bias": b, "weights": list(w)}
    r = np.concatenate([light.leads(p, first(model, p))[p["read"]] for p in pairs])
    v, c = light.logistic(r, y, weight, 0.1)
    return {**model, "rival_bias": c, "rival_weights": list(v)}


def probability(model, p):
    z = light.leads(p, first(model, p)) @ np.array(model["rival_weights"]) + model["rival_bias"]
    chance = 0.999 / (1 + np.exp(-z))
    return np.where(p["read"], np.where(p["same"], 1.0, chance), 0.0)


def fit_compared(train, by_light, mix, cases):
    """Kinds of aligned claims: pairs kept back, and gold pairs of the cases kept back, which have a bias of their own."""
    pairs = [r for r in train if r["id"] in by_light and r.get("kinds")]
    mixed = apply(mix["kinds"], logs(np.array([by_light[r["id"]] for r in pairs]), np.array([network_kinds(r) for r in pairs])))
    x = logs(np.array([r["kinds"] for r in pairs]), mixed)
    y = [KINDS.index(r["kind"]) for r in pairs]
    gold = [(c["relation"][i, j], KINDS.index(k), c["case"]) for c in cases for i, j, k in c["best"] if c["read"][i, j]]
    x, y = np.vstack([x, [g[0] for g in gold]]), np.array(y + [g[1] for g in gold])
    in_case = np.r_[np.zeros(len(pairs)), np.ones(len(gold))]
    groups = [r["id"].split("/")[0] for r in pairs] + [g[2] for g in gold]
    w = chosen("kinds of aligned claims", x, y, 7, groups, np.where(in_case, light.CASE_WEIGHT, 1.0), in_case[:, None])
    # No gold pair of a case is unrelated: that class keeps the pairs' bias.
    bias = w[14] + w[15] * (np.arange(7) != KINDS.index("unrelated"))
    return rows_of(w, 7, bias)


def compared(model, p):
    """Probability of each kind of two claims that belong together."""
    z = apply(model, p["relation"])[..., :6]
    return z / z.sum(-1, keepdims=True)


def sample(data, corpus, out):
    """What is to be read, see above."""
    rng, nli = random.Random(5), f"{data}/nli"
    out.mkdir(parents=True, exist_ok=True)
    write = lambda name, rows: (out / name).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    pairs = read(corpus / "pairs/train.jsonl")
    back = deep_data.kept_back(r["id"].split("/")[0] for r in pairs)
    write("back.jsonl", [r for r in pairs if r["id"].split("/")[0] in back])
    rows = []
    for name, n in (("new_protocols-train", 1500), ("ocnli-train", 700), ("snli-dev", 500), ("sick-train", 500), ("anli-r1-dev", 200)):
        rows += rng.sample(deep_data.rows(f"{nli}/{name}.jsonl"), n)
    write("inference.jsonl", rows)
    write("similarity.jsonl", [{**r, "lang_a": lang, "lang_b": lang} for lang in ("en", "ru", "zh")
                               for r in rng.sample(deep_data.rows(f"{data}/sts/stsb-{lang}-train.jsonl"), 500)])
    split = lambda s: [c.parent for c in sorted(Path(corpus, "cases").glob("*/case.json")) if json.loads(c.read_text(encoding="utf-8"))["split"] == s]
    back = deep_data.kept_back(c.name for c in split("train"))
    (out / "cases").mkdir(exist_ok=True)
    for case in [c for c in split("train") if c.name in back] + split("dev"):
        link = out / "cases" / case.name
        link.unlink(missing_ok=True)
        link.symlink_to(case.resolve())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sample", action="store_true")
    ap.add_argument("files", nargs="+", type=Path)
    args = ap.parse_args()
    if args.sample:
        return sample(*args.files)
    signals, corpus, out = args.files
    train, dev = read(signals / "read-back.jsonl"), read(signals / "read-dev.jsonl")
    by_light = light_without(signals / "relations.jsonl", {r["id"].split("/")[0] for r in train})
    mix = {"kinds": fit_kinds(train, by_light), "inference": fit_inference(read(signals / "read-inference.jsonl")), "similarity": fit_similarity(read(signals / "read-similarity.jsonl"))}
    p, y = np.array([Mix(mix).kinds(r) for r in dev]), np.array([KINDS.index(r["kind"]) for r in dev])
    right, sure = p.argmax(1) == y, p.max(1)
    alone = [np.mean([np.argmax(r[part]["kinds"]) == k for r, k in zip(dev, y)]) for part in ("light", "network")]
    print(f"dev pairs: right {right.mean():.3f} (light {alone[0]:.3f}, network {alone[1]:.3f}), calibration error {relations.calibration_error(p, right):.3f}")
    enough = [t for t in relations.STEPS if (sure >= t).any() and right[sure >= t].mean() >= relations.RIGHT]
    clear = float(enough[0]) if enough else float(relations.STEPS[-1])
    print(f"  clear from {clear:.2f}: {np.mean(sure >= clear):.3f} of the pairs, right {right[sure >= clear].mean():.3f}")
    rows = read(signals / "read-cases.jsonl")
    cases, held = (load(rows, corpus / "cases", Mix(mix), split) for split in ("train", "dev"))
    print(f"{len({c['case'] for c in cases})} cases kept back; of the gold pairs {np.mean([c['read'][i, j] for c in cases + held for i, j, _ in c['best']]):.3f} are read")
    align = fit_align(cases)
    align["silence"] = light.fit_silence(cases, fit_align, probability)
    kinds = fit_compared(train, by_light, mix, cases)
    for name, mine in (("English", lambda p: p["langs"] == {"en"}), ("other", lambda p: p["langs"] != {"en"})):
        print(f"{name} pairs of accounts:")
        some = [p for p in held if mine(p)]
        light.show(some, [probability(align, p) for p in some], [compared(kinds, p) for p in some])
    light.write(out, {"clear_from": clear, "mix": mix, "fitted": {"align": align, "kinds": kinds}})


if __name__ == "__main__":
    main()
