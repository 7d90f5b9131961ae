#!/usr/bin/env python3
"""Fine-tune the pruned encoder into a relation scorer: deep_train.py DATA CORPUS BASE OUT --stage NAME [options]

BASE is the folder that deep_base.py wrote (or a checkpoint's folder: `--from FILE`). The layout is one of late
interaction: the lower `split` layers read each claim alone and are left as they came (so that what they make of a claim
can be kept for all its pairs), the upper layers read both together and are trained. `--split 0` reads both together
from the first layer: a cross-encoder, for comparison. Steps of `--stage warm` keep the rate constant after a warm-up;
`--stage cool` brings it down to zero. Every `--save` steps the weights are written, and the figures of the watched sets
with them. Settings and times of the runs behind models/deep.bin stand in training/README.md.
"""
import argparse
import json
import os
import random
import time
from pathlib import Path

# Two devices of one thread each use two cores better than one device of two: only products run in parallel within one.
DEVICES = 2
os.environ.setdefault("XLA_FLAGS", f"--xla_force_host_platform_device_count={DEVICES} --xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy as np
import optax
from scipy.stats import spearmanr

import deep_base
import deep_data as data

MAX_TOKENS, BATCH, SEED = 64, 32, 11
BUCKETS = (24, 32, 40, 48, 64, 88, 128)
HEADS = 12


def norm(x, w, b, eps=1e-12):
    mean = x.mean(-1, keepdims=True)
    var = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(var + eps) * w + b


def layer(p, i, x, bias, rng, drop):
    n, length, h = x.shape

    def lin(name, v):
        return v @ p[f"layers.{i}.{name}.w"] + p[f"layers.{i}.{name}.b"]

    def heads(v):
        return v.reshape(n, length, HEADS, h // HEADS).transpose(0, 2, 1, 3)

    def dropped(v, r):
        return v if drop == 0 else jnp.where(jax.random.bernoulli(r, 1 - drop, v.shape), v / (1 - drop), 0.0)

    q, k, v = heads(lin("q", x)), heads(lin("k", x)), heads(lin("v", x))
    att = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) * (h // HEADS) ** -0.5 + bias, -1)
    ctx = (att @ v).transpose(0, 2, 1, 3).reshape(n, length, h)
    r1, r2 = jax.random.split(rng)
    x = norm(x + dropped(lin("o", ctx), r1), p[f"layers.{i}.ln1.w"], p[f"layers.{i}.ln1.b"])
    mid = jax.nn.gelu(lin("ff1", x), approximate=False)
    return norm(x + dropped(lin("ff2", mid), r2), p[f"layers.{i}.ln2.w"], p[f"layers.{i}.ln2.b"])


def forward(train, frozen, batch, rng, split, first, drop):
    """14 numbers a pair. `seg` is 0 for the first claim's tokens, 1 for the second's, 2 for padding."""
    p = {**frozen, **train}
    seg, pos = batch["seg"], batch["pos"]
    x = batch["embeds"] + p["pos"][pos] + p["type"]
    x = norm(x, p["eln.w"], p["eln.b"])
    real = seg < 2
    both = jnp.where(real[:, None, None, :], 0.0, -1e9)
    alone = jnp.where((seg[:, None, :, None] == seg[:, None, None, :]) & real[:, None, None, :], 0.0, -1e9)
    joined = p["seg"][jnp.minimum(seg, 1)]
    keys = jax.random.split(rng, 13)
    for i in range(12):
        if i == split:
            x = x + joined
        x = layer(p, i, x, alone if i < split else both, keys[i], drop if i >= first else 0.0)
        if i < first:
            x = jax.lax.stop_gradient(x)

    def mean(s):
        m = (seg == s)[..., None].astype(x.dtype)
        return (x * m).sum(1) / jnp.maximum(m.sum(1), 1)

    a, b = mean(0), mean(1)
    pooled = jnp.concatenate([a, b, jnp.abs(a - b)], -1)
    hidden = jnp.tanh(pooled @ p["pool.w"] + p["pool.b"])
    if drop:
        hidden = jnp.where(jax.random.bernoulli(keys[12], 0.9, hidden.shape), hidden / 0.9, 0.0)
    return hidden @ p["out.w"] + p["out.b"]


def loss_of(out, y):
    """Sum of what each label asks; a label that an example lacks has weight 0."""
    kind = jax.nn.log_softmax(out[:, :7])
    ab, ba = jax.nn.log_softmax(out[:, 7:10]), jax.nn.log_softmax(out[:, 10:13])
    pick = lambda lp, i: jnp.take_along_axis(lp, i[:, None], 1)[:, 0]
    entailed = jnp.where(y["entails"] == 1, ab[:, 0], jnp.log1p(-jnp.exp(ab[:, 0]) + 1e-6))
    sim = jax.nn.log_sigmoid(out[:, 13]) * y["sim"] + jax.nn.log_sigmoid(-out[:, 13]) * (1 - y["sim"])
    # What entails or conflicts in general does so among our kinds: agreement, and contradiction or quantity.
    conflict = jnp.logaddexp(kind[:, 1], kind[:, 2])
    link = jnp.where(y["ab"] == 0, kind[:, 0], jnp.where(y["ab"] == 2, conflict, 0.0))
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
        tokens, seg, pos = np.ones((n, length), np.int32), np.full((n, length), 2, np.int32), np.zeros((n, length), np.int32)
        y = {k: np.zeros(n, np.int32) for k in ("kind", "ab", "ba", "entails")}
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
        return {"embeds": self.word[tokens], "seg": seg, "pos": pos}, y

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


def outputs(run, train, frozen, reader, examples):
    out = np.zeros((len(examples), 14), np.float32)
    for group in reader.batches(examples, 64):
        padded = group + [group[0]] * (64 - len(group))
        x, _ = reader.batch([examples[i] for i in padded])
        out[group] = np.asarray(run(train, frozen, x))[: len(group)]
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
    ap.add_argument("--stage", choices=["warm", "cool", "test"], required=True)
    ap.add_argument("--from", dest="start", type=Path)
    ap.add_argument("--steps", type=int, default=0)
    ap.add_argument("--save", type=int, default=400)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--split", type=int, default=6)
    ap.add_argument("--first", type=int, default=6, help="the first layer that is trained")
    ap.add_argument("--watch", type=int, default=400, help="examples of each held-out set while training")
    ap.add_argument("--seed", type=int, default=SEED)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = dict(np.load(args.start or args.base / "init.npz"))
    vocab = json.loads((args.base / "vocab.json").read_text(encoding="utf-8"))
    word = weights.pop("word")
    weights.pop("split"), weights.pop("eps")
    trained = lambda k: k.startswith(("seg", "pool", "out")) or (k.startswith("layers.") and int(k.split(".")[1]) >= args.first)
    train = {k: jnp.asarray(v) for k, v in weights.items() if trained(k)}
    frozen = {k: jnp.asarray(v) for k, v in weights.items() if not trained(k)}
    rng, reader = random.Random(args.seed), Reader(vocab, word)
    watch = watched(args.data, args.corpus, random.Random(SEED), args.watch if args.stage != "test" else 10**9)
    if args.stage == "test":
        watch["pairs.test"] = data.corpus_pairs(args.corpus, "test")
    pairs, cases = data.corpus_pairs(args.corpus, "train"), data.case_pairs(args.corpus, "train", rng)
    sets = data.public(args.data, rng)
    # First general inference with a part of ours, then mostly ours.
    if args.stage == "warm":
        sets += [(pairs, 1.0), (cases, 1.0)]
    else:
        sets = [(s, share * 0.25) for s, share in sets] + [(pairs, 1.5), (cases, 1.5)]
    sets = [(s, share) for s, share in sets if s]
    reader.read([t for s, _ in sets for e in s for t in (e["a"], e["b"])] + [t for s in watch.values() for e in s for t in (e["a"], e["b"])])
    print({s[0]["set"]: (len(s), share) for s, share in sets}, f"{sum(len(s) * share for s, share in sets) / BATCH:.0f} batches a pass", flush=True)

    mesh = jax.sharding.Mesh(np.array(jax.devices()), ("batch",))
    one, many = jax.sharding.PartitionSpec(), jax.sharding.PartitionSpec("batch")
    still = lambda t, f, x: forward(t, f, x, jax.random.PRNGKey(0), args.split, args.first, 0.0)
    run = jax.jit(jax.shard_map(still, mesh=mesh, in_specs=(one, one, many), out_specs=many, check_vma=False))

    def report(step, seconds, loss):
        got = {}
        for name, examples in watch.items():
            got.update(figures(name, examples, outputs(run, train, frozen, reader, examples)))
        line = {"step": step, "seconds": round(seconds), "loss": round(loss, 4), **got}
        print(json.dumps(line), flush=True)
        with open(args.out / "log.jsonl", "a") as f:
            f.write(json.dumps({"stage": args.stage, **line}) + "\n")

    def save(name):
        np.savez(args.out / name, word=word, split=np.array(args.split), eps=np.array(1e-12), **{k: np.asarray(v) for k, v in {**frozen, **train}.items()})

    if args.stage == "test":
        return report(0, 0.0, 0.0)
    slow = lambda k: k.startswith("layers.")
    if args.stage == "warm":
        shape = optax.linear_schedule(0.0, 1.0, 200)
    else:
        shape = optax.linear_schedule(1.0, 0.0, args.steps)

    def adam(rate):
        return optax.adamw(lambda s: rate * shape(s), b2=0.98, weight_decay=0.01)

    opt = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform({"slow": adam(args.rate), "fast": adam(args.rate * 5)}, {k: "slow" if slow(k) else "fast" for k in train}))
    state = opt.init(train)

    def grads_of(train, frozen, x, y, key):
        key = jax.random.fold_in(key, jax.lax.axis_index("batch"))
        got = jax.value_and_grad(lambda t: loss_of(forward(t, frozen, x, key, args.split, args.first, 0.1), y))(train)
        return jax.lax.pmean(got, "batch")

    sharded = jax.shard_map(grads_of, mesh=mesh, in_specs=(one, one, many, many, one), out_specs=one, check_vma=False)

    @jax.jit
    def step(train, state, frozen, x, y, key):
        loss, grads = sharded(train, frozen, x, y, key)
        updates, state = opt.update(grads, state, train)
        return optax.apply_updates(train, updates), state, loss

    started, mean, key = time.time(), None, jax.random.PRNGKey(args.seed)
    for n, group in enumerate(stream(sets, reader, rng), 1):
        x, y = reader.batch(group, rng)
        key, sub = jax.random.split(key)
        train, state, loss = step(train, state, frozen, x, y, sub)
        mean = float(loss) if mean is None else 0.99 * mean + 0.01 * float(loss)
        if n % 50 == 0:
            print(f"{n} {time.time() - started:.0f}s loss {mean:.4f}", flush=True)
        if n % args.save == 0 or n == args.steps:
            report(n, time.time() - started, mean)
            save(f"{args.stage}.npz")
        if n == args.steps:
            break


if __name__ == "__main__":
    main()
