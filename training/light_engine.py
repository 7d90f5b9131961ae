#!/usr/bin/env python3
"""Fit the light engine's two small models on the corpus' train split.

    cargo run --release -p diptych-core --example features -- corpus/cases > features.jsonl
    cargo run --release -p diptych-core --example relations -- corpus/pairs/train.jsonl > relations.jsonl
    training/light_engine.py features.jsonl corpus/cases relations.jsonl crates/core/data

Writes align.json (how likely two claims are to belong together) and kinds.json (how two claims relate), and
prints what they give on the dev cases, which take no part in the fit; thresholds are chosen there. Test cases and
pairs are never read. Only English ones are, as long as the word lists are English.

Alignment: logistic regression over the pair features, then a second one over the first one's score and its
lead over the best rivals. A pair of claims counts as positive when it overlaps a gold label as the scorer
asks (Dice of 0.25 on both sides). The second step also sees how the two sentences stand to their rivals. Every case
weighs the same.
Kinds: one softmax over seven relations and all signals, held by an L2 penalty towards what a signal is expected to be worth, fitted on the relation pairs and
on the gold pairs of the cases. What is common in pairs, where the relations are balanced, is not common in cases,
where most aligned claims agree: so each relation has a bias for either, and the engine takes the cases'.
"""
import argparse
import json
import re
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize
from sklearn.linear_model import LogisticRegression

WORD = re.compile(r"[\u4e00-\u9fff]|\w+")
KINDS = ["contradiction", "quantity", "attribution", "certainty", "framing", "agreement", "unrelated"]
MIN_DICE = 0.25
# As in crates/core/src/align/similarity.rs: the score of having no counterpart.
NOBODY = -2.0
# As in crates/core/src/align/mod.rs: how likely, beside an aligned clause, its neighbour must be to join it.
NEARLY = 0.5
# What a gold pair of a case counts beside a relation pair, and how much the kinds' weights are held back (in the
# signals' own spread): chosen on dev.
CASE_WEIGHT, PENALTY = 3.0, 300.0
# What a signal is worth to its own kind before anything is seen (log odds); the fit is held towards it. Nobody needs to be
# told that a denial in the very same words is one, and a corpus that is hard on purpose hardly shows it.
EXPECTED = {
    "contradiction/denied_word_shared": 1.0, "contradiction/polarity_differs": 0.5, "contradiction/antonyms_oppose": 1.0,
    "contradiction/turned_in_like_words": 4.0, "contradiction/turned_in_same_words": 5.0,
    "quantity/figures_conflict": 2.0, "quantity/same_thing_counted": 2.0,
    "attribution/sources_differ": 1.0, "attribution/roles_swapped": 1.5, "attribution/initiators_differ": 2.0,
    "certainty/levels_differ": 0.5, "certainty/levels_far_apart": 0.5, "certainty/marked_unalike": 0.5,
    "framing/named_in_other_colours": 1.5, "framing/loaded_against": 1.0,
}


def dice(x, y):
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 0.0


def outline(row, cases):
    """What gold says of a pair of accounts, and where its claims stand: sets of word numbers."""
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
    positive, best = np.zeros((len(pair["a_claims"]), len(pair["b_claims"])), bool), []
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
    langs = {a["lang"] for a in meta["accounts"] if a["id"] in (pair["a"], pair["b"])}
    return {"case": row["case"], "langs": langs, "y": positive, "best": best, "gold": gold, "claims": {s: spans[s + "_claims"] for s in "ab"},
            "sentences": {s: pair[s + "_sentences"] for s in "ab"}}


def load(features, cases, split):
    rows = [json.loads(line) for line in features.open(encoding="utf-8")]
    head, pairs = rows[0], []
    for row in rows[1:]:
        if row["split"] != split:
            continue
        out = outline(row, cases)
        grid = lambda key: np.array([c[key] for c in row["pair"]["cells"]], float).reshape(*out["y"].shape, -1)
        pairs.append({**out, "x": grid("align"), "relation": grid("x")})
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


def leads(pair, score):
    """What the second step reads: the claims' score and leads, and those of the sentences they stand in."""
    (ua, ia), (ub, ib) = (np.unique(pair["sentences"][s], return_inverse=True) for s in "ab")
    best = np.array([[score[np.ix_(ia == x, ib == y)].max() for y in range(len(ub))] for x in range(len(ua))])
    return np.concatenate([rivals(score), rivals(best)[ia][:, ib]], -1)


def fit_align(pairs):
    size = lambda p: p["y"].size
    y, weight = np.concatenate([p["y"].ravel() for p in pairs]), case_weights(pairs, size)
    w, b = logistic(np.concatenate([p["x"].reshape(p["y"].size, -1) for p in pairs]), y, weight, 1.0)
    r = np.concatenate([leads(p, p["x"] @ w + b).reshape(p["y"].size, -1) for p in pairs])
    v, c = logistic(r, y, weight, 10.0)
    return {"bias": b, "weights": list(w), "rival_bias": c, "rival_weights": list(v)}


# What tells how sure a silence is: crates/core/src/align/similarity.rs reads the same.
SILENCE = ["best_log_odds", "claims", "words", "log_other_claims"]
FOLDS, FIT_AT, FIT_MERGE = 6, 0.22, 0.4


def fit_silence(pairs, fit=None, judge=None):
    """How likely a lone stretch is an omission in gold, each case judged by an aligner that has not seen it."""
    fit, judge = fit or fit_align, judge or probability
    x, y, cases = [], [], sorted({p["case"] for p in pairs})
    for fold in range(FOLDS):
        held = set(cases[fold::FOLDS])
        align = fit([p for p in pairs if p["case"] not in held])
        for p in (p for p in pairs if p["case"] in held):
            chance = judge(align, p)
            for side, best in (("a", chance.max(1)), ("b", chance.max(0))):
                gold = [g[side] for g in p["gold"] if g["kind"] == "omission" and g[side] is not None]
                for stretch in lone(p, linked(p, chance, FIT_AT, FIT_MERGE), side):
                    words = frozenset().union(*(p["claims"][side][m] for m in stretch))
                    odds = np.clip(max(best[m] for m in stretch), 1e-4, 0.999)
                    others = len(p["claims"]["b" if side == "a" else "a"])
                    x.append([np.log(odds / (1 - odds)), len(stretch), len(words), np.log(others + 1)])
                    y.append(any(dice(words, g) >= MIN_DICE for g in gold))
    w, b = logistic(np.array(x), np.array(y), None, 1.0)
    return {"bias": b, "weights": list(w)}


def lone(pair, chosen, side):
    """Stretches of claims without a link, as the engine tells them."""
    used, sentences, out = {m for c in chosen for m in c["ab".index(side)]}, pair["sentences"][side], []
    for n in (n for n in range(len(sentences)) if n not in used):
        if out and out[-1][-1] == n - 1 and sentences[n - 1] == sentences[n]:
            out[-1].append(n)
        else:
            out.append([n])
    return out


def probability(model, pair):
    score = pair["x"] @ np.array(model["weights"]) + model["bias"]
    z = leads(pair, score) @ np.array(model["rival_weights"]) + model["rival_bias"]
    return 1 / (1 + np.exp(-z))


def relations(path):
    """Signals and relation of each train pair."""
    head, *rows = map(json.loads, path.open(encoding="utf-8"))
    if any(r["split"] != "train" for r in rows):
        raise SystemExit(f"{path}: holds pairs of another split than train; only those may be learnt from")
    # What aligned claims are typed by ends before what `relate` reads off the characters.
    width = head["x"].index("pairs_dice")
    return np.array([r["x"][:width] for r in rows]), np.array([KINDS.index(r["kind"]) for r in rows])


def fit_kinds(pairs, known, names):
    x, y = known
    cases = [(p["relation"][i, j], KINDS.index(k)) for p in pairs for i, j, k in p["best"]]
    x = np.concatenate([x, [c[0] for c in cases]])
    y = np.concatenate([y, [c[1] for c in cases]])
    in_case = np.arange(len(y)) >= len(known[1])
    weight = np.where(in_case, CASE_WEIGHT, 1.0)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    design = np.hstack([(x - mean) / scale, np.ones((len(y), 1)), in_case[:, None]])
    n, d, k = len(y), design.shape[1], len(KINDS)
    free = np.ones(d)
    free[-2:] = 0  # biases are not held back
    expected = np.zeros((d, k))
    for name, worth in EXPECTED.items():
        at = names.index(name)
        expected[at, KINDS.index(name.split("/")[0])] = worth * scale[at]
    # No gold pair of a case is unrelated: that class keeps the pairs' bias.
    fixed = np.zeros((d, k), bool)
    fixed[-1, KINDS.index("unrelated")] = True

    def loss(w):
        w = w.reshape(d, k)
        scores = design @ w
        scores -= scores.max(1, keepdims=True)
        p = np.exp(scores)
        p /= p.sum(1, keepdims=True)
        value = -(weight * np.log(p[np.arange(n), y] + 1e-12)).sum() + PENALTY * (free[:, None] * (w - expected) ** 2).sum() / 2
        p[np.arange(n), y] -= 1
        slope = design.T @ (weight[:, None] * p) + PENALTY * free[:, None] * (w - expected)
        slope[fixed] = 0
        return value, slope.ravel()

    w = minimize(loss, expected.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x.reshape(d, k)
    own = w[:-2] / scale[:, None]
    bias = w[-2] - mean @ own
    return [{"relation": kind, "bias": bias[at] + w[-1, at], "weights": list(own[:, at])} for at, kind in enumerate(KINDS)]


def kind_scores(model, x, told):
    """Probability of each kind of two claims that belong together; a kind whose rule has no words to show is not told."""
    z = x @ np.array([m["weights"] for m in model[:6]]).T + np.array([m["bias"] for m in model[:6]])
    e = np.exp(z - z.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)
    p[..., :5] *= x[..., told] > 0
    p[..., 5] = 1 - p[..., :5].sum(-1)
    return p


def hits(matrix):
    if not matrix.size:
        return 0
    rows, cols = linear_sum_assignment(-matrix)
    return int((matrix[rows, cols] > 0).sum())


def linked(pair, chance, align_at, merge_at):
    """Linked claims as crates/core/src/align/mod.rs links them: (claims of a, claims of b), the best aligned first."""
    gain = np.where(chance >= align_at, chance - align_at + 1e-3, 0)
    chosen = [(i, j) for i, j in zip(*linear_sum_assignment(-gain)) if gain[i, j] > 0]
    used = [{i for i, _ in chosen}, {j for _, j in chosen}]
    for i, j in sorted(zip(*np.nonzero(chance >= merge_at)), key=lambda c: (-chance[c], c)):
        if (i in used[0]) != (j in used[1]):
            chosen.append((i, j))
            used[0].add(i), used[1].add(j)
    out = []
    for i, j in sorted(chosen, key=lambda c: (-chance[c], c)):
        sides = []
        for side, k, likely in (("a", i, chance[:, j]), ("b", j, chance[i])):
            sentences, mine, taken = pair["sentences"][side], [k], used["ab".index(side)]
            for step in (-1, 1):
                m = k + step
                while (0 <= m < len(sentences) and sentences[m] == sentences[k] and m not in taken
                       and likely[m] >= NEARLY * chance[i, j]):
                    mine.append(m)
                    m += step
            taken.update(mine)
            sides.append(mine)
        out.append(tuple(sides))
    return out


def counts(pair, chance, kinds, align_at, kind_at, merge_at=0.4):
    """Hits, predicted and gold for align, differ, omission and typed."""
    chosen, found = linked(pair, chance, align_at, merge_at), []
    for x, y in chosen:
        p = kinds[x[0], y[0]]
        kind = KINDS[int(p[:5].argmax())] if 1 - p[5] >= kind_at else "agreement"
        words = [frozenset().union(*(pair["claims"][side][m] for m in mine)) for side, mine in (("a", x), ("b", y))]
        found.append((kind, *words))
    for side in "ab":
        for stretch in lone(pair, chosen, side):
            words = frozenset().union(*(pair["claims"][side][m] for m in stretch))
            found.append(("omission", words if side == "a" else None, words if side == "b" else None))

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


def show(pairs, chance, kind):
    """Figures on cases that took no part in the fit, over thresholds."""
    right = [KINDS.index(k) == kind[n][i, j].argmax() for n, p in enumerate(pairs) for i, j, k in p["best"]]
    print(f"dev: kind of gold pairs right {np.mean(right):.3f}; then F1 of align, differ, omission, typed")
    for align_at in (0.16, 0.2, 0.22, 0.25, 0.3):
        for kind_at in (0.2, 0.25, 0.3, 0.35, 0.4):
            sums = {}
            for p, c, k in zip(pairs, chance, kind):
                sums[p["case"]] = sums.get(p["case"], 0) + counts(p, c, k, align_at, kind_at)
            f = np.mean([2 * c[:, 0] / np.maximum(c[:, 1] + c[:, 2], 1) for c in sums.values()], 0)
            print(f"  align_threshold {align_at:.2f} kind_threshold {kind_at:.2f}  " + "  ".join(f"{x:.3f}" for x in f))


def rounded(x):
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    if isinstance(x, list):
        return [rounded(v) for v in x]
    return x if isinstance(x, str) else round(float(x), 4)


def write(path, model):
    """Lists of numbers on one line each."""
    text = json.dumps(rounded(model), indent=1)
    text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
    path.write_text(text + "\n", encoding="utf-8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("features", type=Path)
    ap.add_argument("cases", type=Path)
    ap.add_argument("relations", type=Path)
    ap.add_argument("out", type=Path)
    args = ap.parse_args()
    (head, pairs), (_, dev) = (load(args.features, args.cases, split) for split in ("train", "dev"))
    known = relations(args.relations)
    print(f"{len({p['case'] for p in pairs})} cases, {len(pairs)} pairs of accounts, "
          f"{sum(len(p['best']) for p in pairs)} aligned claims, {len(known[1])} relation pairs")
    align, kinds = fit_align(pairs), fit_kinds(pairs, known, head["x"])
    align["silence"] = fit_silence(pairs)
    told = [head["x"].index(f"{kind}/told") for kind in KINDS[:5]]
    for name, mine in (("English", lambda p: p["langs"] == {"en"}), ("other", lambda p: p["langs"] != {"en"})):
        print(f"{name} pairs of accounts:")
        some = [p for p in dev if mine(p)]
        show(some, [probability(align, p) for p in some], [kind_scores(kinds, p["relation"], told) for p in some])
    for name, model in (("align", align), ("kinds", kinds)):
        write(args.out / f"{name}.json", model)


if __name__ == "__main__":
    main()
