#!/usr/bin/env python3
"""Hard pairs of the train cases for the deep engine: deep_mine.py FEATURES corpus/cases OUT.jsonl

FEATURES is what the example `features` of the crate `core` wrote. Of the claims as the engine cuts them, each is paired with the
few of the other account that the light engine holds likeliest: the pairs that the deep engine is asked about. Those that
overlap a gold pair as the scorer asks have its kind; those that overlap none are unrelated.
"""
import argparse
import json
from pathlib import Path

import deep_data
import light_engine as light
import numpy as np

# As in crates/core/src/align/read.rs.
COUNTERPARTS = 5


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("features", "cases", "out"):
        ap.add_argument(name, type=Path)
    args = ap.parse_args()
    model = json.loads((Path(__file__).parent / "../crates/core/data/align.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in args.features.open(encoding="utf-8")][1:]
    rows = [r for r in rows if r["split"] == "train"]
    back = deep_data.kept_back(r["case"] for r in rows)
    out = []
    for row in (r for r in rows if r["case"] not in back):
        pair, folder = row["pair"], args.cases / row["case"]
        item = light.outline(row, args.cases)
        n, m = item["y"].shape
        item["x"] = np.array([c["align"] for c in pair["cells"]], float).reshape(n, m, -1)
        chance = light.probability(model, item)
        worth = (np.argsort(np.argsort(-chance, 1), 1) < COUNTERPARTS) | (np.argsort(np.argsort(-chance, 0), 0) < COUNTERPARTS)
        files = {a["id"]: a["file"] for a in json.loads((folder / "case.json").read_text(encoding="utf-8"))["accounts"]}
        texts = {s: [(folder / files[pair[s]]).read_bytes()[x:y].decode() for x, y in pair[f"{s}_claims"]] for s in "ab"}
        kinds = {(i, j): kind for i, j, kind in item["best"]}
        for i, j in zip(*np.nonzero(worth)):
            kind = kinds.get((i, j), None if item["y"][i, j] else "unrelated")
            # One that overlaps a gold pair less well than another claim does is related, but its kind is not sure.
            if kind:
                out.append({"a": texts["a"][i], "b": texts["b"][j], "kind": kind})
    args.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in out), encoding="utf-8")
    print(f"{len(out)} pairs of {len(rows)} pairs of accounts, {sum(r['kind'] != 'unrelated' for r in out)} of them aligned")


if __name__ == "__main__":
    main()
