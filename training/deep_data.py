"""The examples that the deep relation scorer learns from and is watched on.

An example is a dict: `a`, `b` (texts); any of `kind` (0 to 6, order of KINDS), `ab` and `ba` (0 entailment, 1 neutral,
2 contradiction: does the first text entail the second, and the reverse), `entails` (1 or 0: entailment or not, a to b),
`sim` (0 to 1); and `set`, the name of the list it is from. Held out altogether, as measures: New Protocols val, MNLI
matched, XNLI dev, SICK trial, STS-B dev, the corpus' dev and test.
"""
import json
from pathlib import Path

KINDS = ["agreement", "contradiction", "quantity", "attribution", "certainty", "framing", "unrelated"]
NLI = {"entailment": 0, "neutral": 1, "contradiction": 2}


def rows(path):
    if not Path(path).exists():
        print(f"{path} is not there: left out")
        return []
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def inference(path, name):
    out = []
    for r in rows(path):
        label = r.get("label")
        if label in NLI:
            out.append({"a": r["premise"], "b": r["hypothesis"], "ab": NLI[label], "set": name})
    return out


def two_way(path, name):
    return [{"a": r["context"], "b": r["hypothesis"], "entails": int(r["binary-label"]), "set": name}
            for r in rows(path) if isinstance(r.get("binary-label"), bool)]


def similarity(data, split):
    """STS-B by language; the lists are the same rows in three languages, so that halves of two languages make a pair too."""
    return {lang: rows(f"{data}/sts/stsb-{lang}-{split}.jsonl") for lang in ("en", "ru", "zh")}


def kept_back(groups):
    """Every fourth of the train cases, or of the train sets of pairs. The network never learns from them: what is fitted on top
    of its readings is fitted there, where they are no better than on new text."""
    return set(sorted(set(groups))[::4])


def corpus_pairs(corpus, split, learn=False):
    out, found = [], rows(f"{corpus}/pairs/{split}.jsonl")
    back = kept_back(r["id"].split("/")[0] for r in found) if learn else ()
    for r in found:
        if r["id"].split("/")[0] in back:
            continue
        out.append({"a": r["a"], "b": r["b"], "kind": KINDS.index(r["kind"]), "set": "pairs", "id": r["id"], "also": r.get("also", []),
                    "langs": r["lang_a"] + r["lang_b"]})
    return out


def case_pairs(corpus, split, rng, negatives=3):
    """Gold pairs of the cases that may be learnt from, and for each claim others of the other account that it is not aligned with."""
    out = []
    cases = [c for c in sorted(Path(corpus, "cases").glob("*/case.json")) if json.loads(c.read_text(encoding="utf-8"))["split"] == split]
    back = kept_back(c.parent.name for c in cases)
    for case in cases:
        if case.parent.name in back:
            continue
        gold = rows(case.parent / "gold.jsonl")
        claims = {}
        for g in gold:
            for s in "ab":
                if g.get(f"{s}_quote"):
                    claims.setdefault(g[s], {}).setdefault(g[f"{s}_quote"], set())
        linked = {(g["a"], g["a_quote"], g["b"], g["b_quote"]) for g in gold if g.get("b_quote")}
        linked |= {(b, bq, a, aq) for a, aq, b, bq in linked}
        for g in gold:
            if g.get("b_quote"):
                out.append({"a": g["a_quote"], "b": g["b_quote"], "kind": KINDS.index(g["kind"]), "set": "cases"})
            pool = [q for q in claims.get(g["b"], {}) if (g["a"], g["a_quote"], g["b"], q) not in linked]
            for q in rng.sample(pool, min(negatives if g["kind"] == "omission" else 1, len(pool))):
                out.append({"a": g["a_quote"], "b": q, "kind": 6, "set": "cases"})
    return out


def public(data, rng):
    """Lists of public sets for training, each with how often it is gone through in one pass."""
    sets = []
    nli = f"{data}/nli"
    sets.append((inference(f"{nli}/new_protocols-train.jsonl", "new_protocols"), 1.0))
    sets.append((inference(f"{nli}/ocnli-train.jsonl", "ocnli"), 1.0))
    sets.append((inference(f"{nli}/snli-dev.jsonl", "snli"), 1.0))
    sets.append((inference(f"{nli}/sick-train.jsonl", "sick"), 1.5))
    sets.append((inference(f"{nli}/anli-r1-dev.jsonl", "anli") + inference(f"{nli}/anli-r2-dev.jsonl", "anli"), 1.0))
    sets.append((inference(f"{nli}/joci-train.jsonl", "joci"), 0.2))
    sets.append((inference(f"{nli}/mpe-train.jsonl", "mpe"), 0.15))
    sets.append((inference(f"{nli}/commitmentbank-train.jsonl", "commitmentbank") + inference(f"{nli}/fracas.jsonl", "fracas"), 1.0))
    sets.append((two_way(f"{nli}/dnc-megaveridicality-train.jsonl", "megaveridicality"), 0.1))
    sets.append((two_way(f"{nli}/dnc-factuality-dev.jsonl", "factuality") + two_way(f"{nli}/dnc-verbnet-train.jsonl", "verbnet"), 0.3))
    fever = []
    for r in rows(f"{nli}/fever_symmetric-dev.jsonl"):
        label = {"SUPPORTS": 0, "REFUTES": 2}.get(r.get("gold_label") or r.get("label"))
        if label is not None:
            fever.append({"a": r["evidence"], "b": r["claim"], "ab": label, "set": "fever"})
    sets.append((fever, 1.0))
    langs, sts = similarity(data, "train"), []
    names = list(langs)
    for i in range(min(len(v) for v in langs.values())):
        for a, b in (("en", "en"), ("ru", "ru"), ("zh", "zh"), tuple(rng.sample(names, 2))):
            sts.append({"a": langs[a][i]["a"], "b": langs[b][i]["b"], "sim": langs[a][i]["score"] / 5.0, "set": "sts"})
    sets.append((sts, 0.4))
    return sets
