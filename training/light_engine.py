#!/usr/bin/env python3
"""Fit the light engine's two small models on the corpus' train cases.

    cargo run --release -p diptych-core --example features -- corpus/cases > features.jsonl
    training/light_engine.py features.jsonl corpus/cases crates/core/data

Writes align.json (how likely two claims are to belong together) and kinds.json (how two aligned claims
relate), and prints what leaving out one case at a time gives. Only cases of the train split are read.

With --more, cases made by scu_cases.py add to the alignment's first step.

Alignment: logistic regression over the pair features, then a second one over the first one's score and its
lead over the best rivals. A pair of claims counts as positive when it overlaps a gold label as the scorer
asks (Dice of 0.25 on both sides). Every case weighs the same.
Kinds: multinomial regression with agreement as the reference class; each kind sees its own rule's signals
and the shared ones only, so that a weight can be read as what a signal is worth. Fitted on the gold pairs.
"""
import argparse
import json
import re
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize
from sklearn.linear_model import LogisticRegression

WORD = re.compile(r"[\u4e00-\u9fff]|\w+")
KINDS = ["contradiction", "quantity", "attribution", "certainty", "framing", "agreement"]
MIN_DICE = 0.25
# As in crates/core/src/align/similarity.rs: the score of having no counterpart.
NOBODY = -2.0
# What a case of --more counts beside a corpus case; of 0, 0.05, 0.2 and 1 the best on cases left out.
MORE_WEIGHT = 0.2
# What a signal is expected to be worth before any case is seen (log odds); the fit is held towards it, since
# some kinds have few examples.
EXPECTED = {
    "contradiction": {"denied_word_shared": 1.5, "polarity_differs": 1.0, "antonyms_oppose": 1.5,
                      "antonyms_cancel": -0.5, "one_side_negates": 0.3, "outright_denial": 0.3,
                      "turned_in_like_words": 4.0},
    "quantity": {"figures_conflict": 2.5, "same_thing_counted": 2.5, "other_figures_match": -0.5, "counts_differ": 0.5,
                 "far_apart": 0.5},
    "attribution": {"sources_differ": 1.5, "one_side_reports": -0.5, "roles_swapped": 1.5, "actors_differ": 0.5,
                    "initiator_named": 0.5, "initiators_differ": 2.0, "agent_differs": 0.5},
    "certainty": {"levels_differ": 0.5, "levels_far_apart": 0.5, "one_side_open": 0.8, "marked_unalike": 1.0},
    "framing": {"named_in_other_colours": 1.5, "one_side_loaded": 1.0, "loaded_against": 1.5, "much_loaded": 0.5,
                "tone_differs": 1.0, "tone_high": 1.0},
}


def dice(x, y):
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 0.0


def load(features, cases):
    rows = [json.loads(line) for line in features.open(encoding="utf-8")]
    head, pairs = rows[0], []
    for row in rows[1:]:
        if row["split"] != "train":
            continue
        folder, pair = cases / row["case"], row["pair"]
        meta = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        text = {a["id"]: (folder / a["file"]).read_text(encoding="utf-8") for a in meta["accounts"]}
        spans = {}
        for side in "ab":
            t = text[pair[side]]
            starts, raw = [m.start() for m in WORD.finditer(t)], t.encode()
            spans[side] = lambda x, y, starts=starts: frozenset(i for i, s in enumerate(starts) if x <= s < y)
            spans[side + "_claims"] = [spans[side](len(raw[:x].decode()), len(raw[:y].decode()))
                                       for x, y in pair[side + "_claims"]]
        gold = []
        for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line) if line.strip() else None
            if not label or {label["a"], label["b"]} != {pair["a"], pair["b"]}:
                continue
            item = {"kind": label["kind"]}
            for side, theirs in zip("ab", "ab" if label["a"] == pair["a"] else "ba"):
                quote = label.get(theirs + "_quote")
                at = None if quote is None else text[pair[side]].find(quote)
                item[side] = None if quote is None else spans[side](at, at + len(quote))
            gold.append(item)
        n, m = len(pair["a_claims"]), len(pair["b_claims"])
        grid = lambda key: np.array([c[key] for c in pair["cells"]], float).reshape(n, m, -1)
        positive, best = np.zeros((n, m), bool), []
        for g in gold:
            if g["a"] is None or g["b"] is None:
                continue
            left = np.array([dice(g["a"], c) for c in spans["a_claims"]])
            right = np.array([dice(g["b"], c) for c in spans["b_claims"]])
            both = np.minimum(left[:, None], right[None, :])
            positive |= both >= MIN_DICE
            i, j = np.unravel_index(both.argmax(), both.shape)
            if both[i, j] >= MIN_DICE:
                best.append((i, j, g["kind"]))
        pairs.append({"case": row["case"], "x": grid("align"), "signals": grid("signals"), "shared": grid("shared"),
                      "told": grid("told"),
                      "y": positive, "best": best, "gold": gold, "claims": {s: spans[s + "_claims"] for s in "ab"},
                      "sentences": {s: pair[s + "_sentences"] for s in "ab"}})
    return head, pairs


def case_weights(pairs, size):
    count = {}
    for p in pairs:
        count[p["case"]] = count.get(p["case"], 0) + 1
    return np.concatenate([np.full(size(p), 1 / count[p["case"]]) for p in pairs])


def logistic(x, y, weight, c):
    """Weights and bias in the features' own scale."""
    mean, scale = x.mean(0), x.std(0) + 1e-6
    fit = LogisticRegression(C=c, max_iter=5000).fit((x - mean) / scale, y, sample_weight=weight)
    w = fit.coef_[0] / scale
    return w, float(fit.intercept_[0] - (w * mean).sum())


def rivals(score):
    """As crates/core/src/align/similarity.rs does it."""
    def lead(s):
        top = np.sort(s, axis=1)[:, ::-1]
        first = top[:, :1]
        second = top[:, 1:2] if s.shape[1] > 1 else np.full_like(first, -np.inf)
        return np.clip(s - np.maximum(np.where(s >= first, second, first), NOBODY), -6, 6)
    x, y = lead(score), lead(score.T).T
    return np.stack([score, np.minimum(x, y), np.maximum(x, y)], -1)


def fit_align(pairs, more):
    """`more` are pairs of other texts, which take part in the first step at a lower weight."""
    size = lambda p: p["y"].size
    weight = np.concatenate([case_weights(pairs, size)] + ([MORE_WEIGHT * case_weights(more, size)] if more else []))
    x = np.concatenate([p["x"].reshape(p["y"].size, -1) for p in pairs + more])
    w, b = logistic(x, np.concatenate([p["y"].ravel() for p in pairs + more]), weight, 0.1)
    y, weight = np.concatenate([p["y"].ravel() for p in pairs]), case_weights(pairs, size)
    r = np.concatenate([rivals(p["x"] @ w + b).reshape(-1, 3) for p in pairs])
    v, c = logistic(r, y, weight, 10.0)
    return {"bias": b, "weights": list(w), "rival_bias": c, "rival_weights": list(v)}


def probability(model, pair):
    score = pair["x"] @ np.array(model["weights"]) + model["bias"]
    z = rivals(score) @ np.array(model["rival_weights"]) + model["rival_bias"]
    return 1 / (1 + np.exp(-z))


def layout(head):
    """Columns of the signals that each kind sees."""
    at, out = 0, []
    for rule in head["rules"]:
        out.append((rule["kind"], slice(at, at + len(rule["signals"]))))
        at += len(rule["signals"])
    return out


def kind_examples(pairs):
    """The gold pairs whose kind has words to show; the others can't be told apart by any weight."""
    rows = [(p["signals"][i, j], p["shared"][i, j], p["told"][i, j], KINDS.index(k)) for p in pairs for i, j, k in p["best"]]
    rows = [r for r in rows if r[3] == len(KINDS) - 1 or r[2][r[3]]]
    return [np.array([r[n] for r in rows]) for n in range(4)]


def fit_kinds(pairs, head, penalty):
    parts = layout(head)
    s, h, told, y = kind_examples(pairs)
    closed = np.hstack([np.where(told > 0, 0, -1e9), np.zeros((len(y), 1))])
    widths = [1 + (cols.stop - cols.start) + h.shape[1] for _, cols in parts]
    ends = np.cumsum(widths)
    designs = [np.hstack([np.ones((len(y), 1)), s[:, cols], h]) for _, cols in parts]

    expected = [[0.0] + [EXPECTED[rule["kind"]].get(name, 0.0) for name in rule["signals"]] + [0.0] * h.shape[1]
                for rule in head["rules"]]
    expected = np.concatenate(expected)

    def loss(w):
        scores = np.stack([d @ part for d, part in zip(designs, np.split(w, ends[:-1]))] + [np.zeros(len(y))], 1) + closed
        top = scores.max(1, keepdims=True)
        p = np.exp(scores - top)
        p /= p.sum(1, keepdims=True)
        free = np.ones(len(w))
        free[np.concatenate([[0], ends[:-1]])] = 0  # biases are not held back
        value = -np.log(p[np.arange(len(y)), y] + 1e-12).sum() + penalty * (free * (w - expected) ** 2).sum() / 2
        slope = np.concatenate([d.T @ (p[:, k] - (y == k)) for k, d in enumerate(designs)]) + penalty * free * (w - expected)
        return value, slope

    w = minimize(loss, expected, jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    out = {}
    for (kind, cols), part in zip(parts, np.split(w, ends[:-1])):
        n = cols.stop - cols.start
        out[kind] = {"bias": part[0], "signals": list(part[1:1 + n]), "shared": list(part[1 + n:])}
    return out


def kind_scores(model, parts, s, h, told):
    z = [model[k]["bias"] + s[..., cols] @ np.array(model[k]["signals"]) + h @ np.array(model[k]["shared"])
         for k, cols in parts]
    z = np.stack([np.where(told[..., k] > 0, x, -1e9) for k, x in enumerate(z)] + [np.zeros_like(z[0])], -1)
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def hits(matrix):
    if not matrix.size:
        return 0
    rows, cols = linear_sum_assignment(-matrix)
    return int((matrix[rows, cols] > 0).sum())


def counts(pair, chance, kinds, align_at, kind_at):
    """Hits, predicted and gold for align, differ, omission and typed."""
    gain = np.where(chance >= align_at, chance - align_at + 1e-3, 0)
    chosen = [(i, j) for i, j in zip(*linear_sum_assignment(-gain)) if gain[i, j] > 0]
    found = []
    for i, j in chosen:
        p = kinds[i, j]
        kind = KINDS[int(p[:5].argmax())] if 1 - p[5] >= kind_at else "agreement"
        found.append((kind, pair["claims"]["a"][i], pair["claims"]["b"][j]))
    for side, k in (("a", 0), ("b", 1)):
        used, sentences, last = {c[k] for c in chosen}, pair["sentences"][side], None
        for n, claim in enumerate(pair["claims"][side]):
            if n in used:
                continue
            if last is not None and last == n - 1 and sentences[last] == sentences[n]:
                claim |= found.pop()[k + 1]  # one stretch, as the engine tells it
            found.append(("omission", claim if side == "a" else None, claim if side == "b" else None))
            last = n

    def match(typed, keep):
        mine = [f for f in found if keep(f[0])]
        gold = [g for g in pair["gold"] if keep(g["kind"])]
        matrix = np.zeros((len(mine), len(gold)))
        for n, (kind, x, y) in enumerate(mine):
            for m, g in enumerate(gold):
                if (x is None) != (g["a"] is None) or (y is None) != (g["b"] is None) or (typed and kind != g["kind"]):
                    continue
                matrix[n, m] = all(dice(u, v) >= MIN_DICE for u, v in ((x, g["a"]), (y, g["b"])) if u is not None)
        return np.array([hits(matrix), len(mine), len(gold)])
    return np.array([match(False, lambda k: k != "omission"),
                     match(False, lambda k: k not in ("omission", "agreement")),
                     match(False, lambda k: k == "omission"), match(True, lambda k: True)])


def leave_one_out(pairs, more, head, penalty):
    held = []
    for case in sorted({p["case"] for p in pairs}):
        rest = [p for p in pairs if p["case"] != case]
        align, kinds = fit_align(rest, more), fit_kinds(rest, head, penalty)
        for p in (p for p in pairs if p["case"] == case):
            held.append((p, probability(align, p), kind_scores(kinds, layout(head), p["signals"], p["shared"], p["told"])))
    print("leaving out one case at a time: F1 of align, differ, omission, typed")
    for align_at in (0.15, 0.25, 0.35):
        for kind_at in (0.3, 0.4, 0.5, 0.6):
            sums = {}
            for p, chance, kinds in held:
                sums[p["case"]] = sums.get(p["case"], 0) + counts(p, chance, kinds, align_at, kind_at)
            f = np.mean([2 * c[:, 0] / np.maximum(c[:, 1] + c[:, 2], 1) for c in sums.values()], 0)
            print(f"  align_threshold {align_at:.2f} kind_threshold {kind_at:.2f}  " + "  ".join(f"{x:.3f}" for x in f))


def rounded(x):
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    return [rounded(v) for v in x] if isinstance(x, list) else round(float(x), 4)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("features", type=Path)
    ap.add_argument("cases", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--penalty", type=float, default=2.0, help="how much the kinds' weights are held back")
    ap.add_argument("--more", nargs=2, type=Path, metavar=("FEATURES", "CASES"), help="further cases for the alignment")
    args = ap.parse_args()
    more = [p for p in load(*args.more)[1] if min(p["y"].shape) > 1] if args.more else []
    head, pairs = load(args.features, args.cases)
    print(f"{len({p['case'] for p in pairs})} cases, {len(pairs)} pairs of accounts, "
          f"{sum(len(p['best']) for p in pairs)} aligned claims")
    leave_one_out(pairs, more, head, args.penalty)
    for name, model in (("align", fit_align(pairs, more)), ("kinds", fit_kinds(pairs, head, args.penalty))):
        text = json.dumps(rounded(model), indent=2)
        text = re.sub(r"\[\s+([^\]]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
        (args.out / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
