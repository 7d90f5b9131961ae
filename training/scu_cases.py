#!/usr/bin/env python3
"""Turn summary content units into case folders: training/scu_cases.py DATA/alignment OUT

Sentences of several people's summaries of the same news were grouped by experts into units that say the same (the
pyramid method, Nenkova and Passonneau 2004). Of each topic, half of the summaries become one account and half the
other; a unit on both sides gives agreements, a unit on one side an omission. The folders hold others' text: use them
for training and do not pass them on.
"""
import json
import random
import sys
from collections import defaultdict
from pathlib import Path


def main():
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    topics, shuffle, written = defaultdict(lambda: defaultdict(list)), random.Random(1), 0
    for name in ("scu_clusters-train.jsonl", "scu_clusters-val.jsonl"):
        for line in (source / name).open(encoding="utf-8"):
            row = json.loads(line)
            year, topic, summary, number = row["abs_sent_id"].split("~!~")
            topics[year, topic][summary].append((int(number), row["text"].strip(), row["abs_scu_id"], row["text_spans"]))
    for (year, topic), summaries in topics.items():
        ids = sorted(summaries)
        shuffle.shuffle(ids)
        texts, units = {}, {}
        for side, part in (("x", ids[:len(ids) // 2]), ("y", ids[len(ids) // 2:])):
            sentences = {(s, n): t if t.endswith(".") else t + "." for s in part for n, t, _, _ in summaries[s]}
            texts[side] = " ".join(sentences[k] for k in sorted(sentences)) + "\n"
            units[side] = defaultdict(list)
            for s in part:
                for _, sentence, unit, span in summaries[s]:
                    quote = span if span in texts[side] else sentence
                    if quote in texts[side]:
                        units[side][unit].append(quote)
        gold = []
        for unit in sorted(set(units["x"]) | set(units["y"])):
            left, right = units["x"].get(unit, []), units["y"].get(unit, [])
            gold += [{"kind": "agreement", "a": "x", "a_quote": p, "b": "y", "b_quote": q} for p, q in zip(left, right)]
            if not left or not right:
                a, b = ("x", "y") if left else ("y", "x")
                gold.append({"kind": "omission", "a": a, "a_quote": (left or right)[0], "b": b, "b_quote": None})
        if sum(g["kind"] == "agreement" for g in gold) < 2:
            continue
        folder = out / f"{year}-{topic}"
        folder.mkdir(parents=True, exist_ok=True)
        accounts = [{"id": s, "source": s, "lang": "en", "file": f"{s}.txt"} for s in texts]
        case = {"id": folder.name, "split": "train", "accounts": accounts}
        (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
        for side, text in texts.items():
            (folder / f"{side}.txt").write_text(text, encoding="utf-8")
        (folder / "gold.jsonl").write_text("".join(json.dumps(g) + "\n" for g in gold), encoding="utf-8")
        written += 1
    print(f"{written} cases")


if __name__ == "__main__":
    main()
