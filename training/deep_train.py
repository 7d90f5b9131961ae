#!/usr/bin/env python3
"""Fine-tune the pruned encoder into a relation scorer: deep_train.py DATA CORPUS BASE OUT --stage NAME [options]

BASE is the folder that deep_base.py wrote (or a checkpoint's folder: `--from FILE`). The layout is one of late
interaction: the lower `split` layers read each claim alone and are left as they came (so that what they make of a claim
can be kept for all its pairs), the upper layers read both together and are trained. `--split 0` reads both together
from the first layer: a cross-encoder, for comparison. Steps of `--stage warm` keep the rate constant after a warm-up;
`--stage cool` and `--stage ours` bring it down to zero, on other shares of the sets. Every `--save` steps the weights are written, and the figures of the watched sets
with them. Products are made in 16 bits (bfloat16), sums and weights kept in 32. Settings and times of the runs behind
models/deep.bin stand in training/README.md.
"""
import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scipy.stats import spearmanr

import deep_base
import deep_data as data

MAX_TOKENS, BATCH, SEED = 64, 32, 11
BUCKETS = (16, 24, 32, 40, 48, 56, 64, 80, 104, 128)
HEADS = 12


class Scorer(torch.nn.Module):
    """The encoder's layers and the heads. Layers below `first` are left as they came."""

    def __init__(self, weights, split, first):
        super().__init__()
        self.split, self.first = split, first
        self.trained, self.kept, self.low = torch.nn.ParameterDict(), {}, {}
        for name, value in weights.items():
            value = torch.tensor(value)
            part = name.split(".")
            if name.startswith(("seg", "pool", "out")) or (part[0] == "layers" and int(part[1]) >= first):
                self.trained[name.replace(".", "_")] = torch.nn.Parameter(value)
            else:
                self.kept[name] = value
        self.names = {name.replace(".", "_"): name for name in weights}

    def weight(self, name):
        """In 16 bits, for a product."""
        if name in self.kept:
            return self.low.setdefault(name, self.kept[name].bfloat16())
        return self.trained[name.replace(".", "_")].bfloat16()

    def exact(self, name):
        return self.kept[name] if name in self.kept else self.trained[name.replace(".", "_")]

    def layer(self, i, x, hidden, drop):
        n, length, h = x.shape
        head = f"layers.{i}."

        def lin(name, v):
            return F.linear(v, self.weight(head + name + ".w").t(), self.weight(head + name + ".b"))

        def heads(v):
            return v.view(n, length, HEADS, h // HEADS).transpose(1, 2)

        def kept(v):
            """Drops the same channels at every token of an example (Gal & Ghahramani 2016): a mask for each number costs a tenth of the time."""
            return v if drop == 0 else v * (torch.rand(n, 1, h) >= drop).to(v.dtype) / (1 - drop)

        low = x.bfloat16()
        likeness = heads(lin("q", low)) @ heads(lin("k", low)).transpose(2, 3) * (h // HEADS) ** -0.5
        mixed = torch.softmax(likeness + hidden, -1) @ heads(lin("v", low))
        mixed = lin("o", mixed.transpose(1, 2).reshape(n, length, h))
        x = F.layer_norm(x + kept(mixed), (h,), self.exact(head + "ln1.w"), self.exact(head + "ln1.b"), 1e-12)
        wide = lin("ff2", F.gelu(lin("ff1", x.bfloat16())))
        return F.layer_norm(x + kept(wide), (h,), self.exact(head + "ln2.w"), self.exact(head + "ln2.b"), 1e-12)

    def forward(self, embeds, seg, pos, drop=0.0):
        """14 numbers a pair. `seg` is 0 for the first claim's tokens, 1 for the second's, 2 for padding."""
        real = seg < 2
        low = lambda visible: torch.zeros(visible.shape).masked_fill(~visible, -1e9).bfloat16()
        both = low(real[:, None, None, :])
        alone = low((seg[:, None, :, None] == seg[:, None, None, :]) & real[:, None, None, :])
        with torch.no_grad():
            x = embeds + self.exact("pos")[pos] + self.exact("type")
            x = F.layer_norm(x, x.shape[-1:], self.exact("eln.w"), self.exact("eln.b"), 1e-12)
        joined = self.exact("seg")[seg.clamp(max=1)]
        for i in range(12):
            if i == self.split:
                x = x + joined
            with torch.set_grad_enabled(torch.is_grad_enabled() and i >= self.first):
                x = self.layer(i, x, alone if i < self.split else both, drop if i >= self.first else 0.0)

        def mean(s):
            m = (seg == s)[..., None].to(x.dtype)
            return (x * m).sum(1) / m.sum(1).clamp(min=1)

        a, b = mean(0), mean(1)
        pooled = torch.cat([a, b, (a - b).abs()], -1)
        inner = torch.tanh(pooled @ self.exact("pool.w") + self.exact("pool.b"))
        inner = F.dropout(inner, 0.1, drop > 0)
        return inner @ self.exact("out.w") + self.exact("out.b")

    def numpy(self):
        return {**{k: v.numpy() for k, v in self.kept.items()}, **{self.names[k]: v.detach().numpy() for k, v in self.trained.items()}}


def loss_of(out, y):
    """Sum of what each label asks; a label that an example lacks has weight 0."""
    kind = F.log_softmax(out[:, :7], -1)
    ab, ba = F.log_softmax(out[:, 7:10], -1), F.log_softmax(out[:, 10:13], -1)
    pick = lambda lp, i: lp.gather(1, i[:, None])[:, 0]
    entailed = torch.where(y["entails"] == 1, ab[:, 0], torch.log1p(-torch.exp(ab[:, 0]) + 1e-6))
    sim = F.logsigmoid(out[:, 13]) * y["sim"] + F.logsigmoid(-out[:, 13]) * (1 - y["sim"])
    # What entails or conflicts in general does so among our kinds: agreement, and contradiction or quantity.
    conflict = torch.logaddexp(kind[:, 1], kind[:, 2])
    link = torch.where(y["ab"] == 0, kind[:, 0], torch.where(y["ab"] == 2, conflict, torch.zeros_like(conflict)))
    total = (-pick(kind, y["kind"]) * y["w_kind"] - pick(ab, y["ab"]) * y["w_ab"] - pick(ba, y["ba"]) * y["w_ba"]
             - entailed * y["w_entails"] * 0.5 - 2.0 * sim * y["w_sim"] - 0.2 * link * y["w_link"])
    return total.mean()


class Reader:
    """Texts to batches, tokenised once."""

    def __init__(self, vocab, word):
        self.split, self.word, self.ids = deep_base.tokenizer(vocab), word, {}

    def read(self, texts):
        new = [t for t in dict.fromkeys(texts) if t not in self.ids]
        for t, ids in zip(new, self.split(new)):
            self.ids[t] = np.array([0] + ids[: MAX_TOKENS - 2] + [2], np.int32)

    def length(self, ex):
        return len(self.ids[ex["a"]]) + len(self.ids[ex["b"]])

    def batch(self, examples, rng=None):
        n, length = len(examples), max(map(self.length, examples))
        length = next(b for b in BUCKETS if b >= length)
        tokens, seg, pos = np.ones((n, length), np.int64), np.full((n, length), 2, np.int64), np.zeros((n, length), np.int64)
        y = {k: np.zeros(n, np.int64) for k in ("kind", "ab", "ba", "entails")}
        y.update({k: np.zeros(n, np.float32) for k in ("sim", "w_kind", "w_ab", "w_ba", "w_entails", "w_sim", "w_link")})
        for i, ex in enumerate(examples):
            swap = rng is not None and "entails" not in ex and rng.random() < 0.5
            a, b = (ex["b"], ex["a"]) if swap else (ex["a"], ex["b"])
            at = 0
            for s, text in enumerate((a, b)):
                ids = self.ids[text]
                tokens[i, at: at + len(ids)], seg[i, at: at + len(ids)], pos[i, at: at + len(ids)] = ids, s, np.arange(len(ids))
                at += len(ids)
            ab, ba = (ex.get("ba"), ex.get("ab")) if swap else (ex.get("ab"), ex.get("ba"))
            # A conflict has no direction.
            ab, ba = (2 if ba == 2 else ab), (2 if ab == 2 else ba)
            for name, v in (("ab", ab), ("ba", ba), ("kind", ex.get("kind")), ("entails", ex.get("entails")), ("sim", ex.get("sim"))):
                if v is not None:
                    y[name][i], y["w_" + name][i] = v, 1
            if "kind" not in ex and "ab" in ex and ex["ab"] != 1:
                y["w_link"][i] = 1
                y["ab"][i] = ex["ab"] if ab is None else y["ab"][i]
        tensors = lambda d: {k: torch.from_numpy(v) for k, v in d.items()}
        return tensors({"embeds": self.word[tokens], "seg": seg, "pos": pos}), tensors(y)

    def batches(self, examples, size):
        order = sorted(range(len(examples)), key=lambda i: self.length(examples[i]))
        for at in range(0, len(order), size):
            yield order[at: at + size]


def stream(sets, reader, rng):
    """Endless batches: passes over the sets in their shares, shuffled, examples of like length together."""
    while True:
        chosen = []
        for examples, share in sets:
            whole, part = int(share), share - int(share)
            chosen += examples * whole + rng.sample(examples, int(part * len(examples)))
        rng.shuffle(chosen)
        for at in range(0, len(chosen), BATCH * 24):
            pool = chosen[at: at + BATCH * 24]
            groups = [[pool[i] for i in g] for g in reader.batches(pool, BATCH) if len(g) == BATCH]
            rng.shuffle(groups)
            yield from groups


@torch.no_grad()
def outputs(model, reader, examples):
    out = np.zeros((len(examples), 14), np.float32)
    for group in reader.batches(examples, 64):
        x, _ = reader.batch([examples[i] for i in group])
        out[group] = model(**x).numpy()
    return out


def figures(name, examples, out):
    if "sim" in examples[0]:
        return {name: round(float(spearmanr(out[:, 13], [e["sim"] for e in examples])[0]), 3)}
    if "kind" in examples[0]:
        kinds = np.array([e["kind"] for e in examples])
        right = out[:, :7].argmax(1) == kinds
        got = {name: round(float(right.mean()), 3)}
        for part in ("enen", "ruru", "zhzh"):
            mine = np.array([e.get("langs") == part for e in examples])
            if mine.any():
                got[f"{name}.{part}"] = round(float(right[mine].mean()), 3)
        return got
    return {name: round(float((out[:, 7:10].argmax(1) == [e["ab"] for e in examples]).mean()), 3)}


def watched(folder, corpus, rng, most):
    """The held-out measures, at most `most` examples each while training."""
    nli = f"{folder}/nli"
    sets = {"new_protocols": data.inference(f"{nli}/new_protocols-val.jsonl", ""), "mnli": data.inference(f"{nli}/mnli_matched-dev.jsonl", ""),
            "xnli.ru": data.inference(f"{nli}/xnli-ru-dev.jsonl", ""), "xnli.zh": data.inference(f"{nli}/xnli-zh-dev.jsonl", ""),
            "sick": data.inference(f"{nli}/sick-trial.jsonl", ""), "pairs": data.corpus_pairs(corpus, "dev")}
    for lang, rows in data.similarity(folder, "dev").items():
        sets[f"sts.{lang}"] = [{"a": r["a"], "b": r["b"], "sim": r["score"] / 5.0} for r in rows]
    return {k: (v if len(v) <= most else rng.sample(v, most)) for k, v in sets.items() if v}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for a in ("data", "corpus", "base", "out"):
        ap.add_argument(a, type=Path)
    ap.add_argument("--stage", choices=["warm", "cool", "ours", "test"], required=True)
    ap.add_argument("--from", dest="start", type=Path)
    ap.add_argument("--mined", type=Path, help="what deep_mine.py wrote, for the stage ours")
    ap.add_argument("--steps", type=int, default=0)
    ap.add_argument("--save", type=int, default=400)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--split", type=int, default=6)
    ap.add_argument("--first", type=int, default=6, help="the first layer that is trained")
    ap.add_argument("--drop", type=float, default=0.1, help="share of what a layer adds that is dropped while training")
    ap.add_argument("--watch", type=int, default=400, help="examples of each held-out set while training")
    ap.add_argument("--seed", type=int, default=SEED)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = dict(np.load(args.start or args.base / "init.npz"))
    vocab = json.loads((args.base / "vocab.json").read_text(encoding="utf-8"))
    word = weights.pop("word")
    weights.pop("split"), weights.pop("eps")
    torch.manual_seed(args.seed)
    model = Scorer(weights, args.split, args.first)
    rng, reader = random.Random(args.seed), Reader(vocab, word)
    watch = watched(args.data, args.corpus, random.Random(SEED), args.watch if args.stage != "test" else 10**9)
    if args.stage == "test":
        watch["pairs.test"] = data.corpus_pairs(args.corpus, "test")
    pairs, cases = data.corpus_pairs(args.corpus, "train", learn=True), data.case_pairs(args.corpus, "train", rng)
    sets = data.public(args.data, rng)
    # First general inference with a part of ours, then more and more of ours.
    mined = [{"a": r["a"], "b": r["b"], "kind": data.KINDS.index(r["kind"]), "set": "mined"} for r in data.rows(args.mined)] if args.mined else []
    general, *own = {"warm": (1.0, 1.0, 1.0, 0.0), "cool": (1.0, 3.0, 2.0, 0.0), "ours": (0.4, 2.0, 1.0, 1.5), "test": (0, 0, 0, 0)}[args.stage]
    sets = [(s, share * general) for s, share in sets] + list(zip((pairs, cases, mined), own))
    sets = [(s, share) for s, share in sets if s]
    reader.read([t for s, _ in sets for e in s for t in (e["a"], e["b"])] + [t for s in watch.values() for e in s for t in (e["a"], e["b"])])
    print({s[0]["set"]: (len(s), share) for s, share in sets}, f"{sum(len(s) * share for s, share in sets) / BATCH:.0f} batches a pass", flush=True)

    def report(step, seconds, loss):
        got = {}
        for name, examples in watch.items():
            got.update(figures(name, examples, outputs(model, reader, examples)))
        line = {"step": step, "seconds": round(seconds), "loss": round(loss, 4), **got}
        print(json.dumps(line), flush=True)
        with open(args.out / "log.jsonl", "a") as f:
            f.write(json.dumps({"stage": args.stage, **line}) + "\n")

    if args.stage == "test":
        return report(0, 0.0, 0.0)
    slow = [v for k, v in model.trained.items() if k.startswith("layers")]
    fast = [v for k, v in model.trained.items() if not k.startswith("layers")]
    opt = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.rate * 3}], betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    start = lambda step: min(1.0, (step + 1) / 200)
    shape = start if args.stage == "warm" else lambda step: start(step) * (1.0 - step / args.steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, shape)

    started, mean = time.time(), None
    for n, group in enumerate(stream(sets, reader, rng), 1):
        x, y = reader.batch(group, rng)
        loss = loss_of(model(**x, drop=args.drop), y)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.trained.values(), 1.0)
        opt.step()
        schedule.step()
        mean = loss.item() if mean is None else 0.99 * mean + 0.01 * loss.item()
        if n % 50 == 0:
            print(f"{n} {time.time() - started:.0f}s loss {mean:.4f}", flush=True)
        if n % args.save == 0 or n == args.steps:
            report(n, time.time() - started, mean)
            np.savez(args.out / f"{args.stage}.npz", word=word, split=np.array(args.split), eps=np.array(1e-12), **model.numpy())
        if n == args.steps:
            break


if __name__ == "__main__":
    main()
