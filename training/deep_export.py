#!/usr/bin/env python3
"""Pack the deep engine's trained weights into the one file that the program reads.

    deep_export.py WEIGHTS.npz VOCAB.json PAIRS.jsonl OUT.bin
    deep_export.py --tiny OUT.bin FIXTURE.json

OUT holds the tokeniser, the embedding table (4 bits) and two ONNX graphs (8 bits): the claim encoder and the pair
reader; `crates/deep/src/container.rs` tells its layout. PAIRS has objects with `a` and `b`: the first tell the reach
of the activations, on the next ones is printed what quantising costs against the 32-bit weights. `--tiny` makes a
random model of the same shape for the tests, with what ONNX Runtime gets from it.

Weights of 8 bits are expanded when loaded and multiplied in 32 bits. With `--sums whole` they are multiplied in whole
numbers, which is about twice as fast natively and no faster in a browser, but less near to the exact weights; and where
a last bit turns a rounding to 8 bits, machines differ by up to 0.02. In whole numbers:

- weights go from -63 to 63, with a scale an output column, so that no processor's 16-bit sums overflow;
- activations get a scale a token while running, so that what a claim gets does not depend on the claims beside it
  (ONNX Runtime's own dynamic quantisation takes one scale a batch);
- few channels of the activations reach far and would leave the others hardly a step, so part of their reach is moved
  into the weights (SmoothQuant; Xiao et al. 2023);
- what GELU gives is never below -0.17: it is shifted by that much and quantised without a sign, and the shift is
  taken out again in the bias.
"""
import argparse
import hashlib
import json
import struct
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MAGIC, VERSION = b"DIPTYCH-DEEP\0", 1
MAX_TOKENS, MAX_CHARS, HEAD, BLOCK = 64, 2048, 32, 32
GELU_LOW = 0.17
CALM = 0.5       # how much of a channel's reach goes into the weights
CALIBRATE, CHECK = 300, 400
NEG = -1e9


class Graph:
    """An ONNX graph that is written line by line; every operation returns the name of its result."""

    def __init__(self, sums, reach=None):
        """`sums` tells how matrices are multiplied: "whole" numbers, "float" numbers with stored weights of 8 bits, or
        the "exact" weights. `reach` has the largest value of each channel that each matrix is multiplied with, in the order of the graph."""
        self.nodes, self.constants, self.sums = [], {}, sums
        self.reach, self.multiplied = reach, []

    def const(self, value, dtype=np.float32):
        value = np.asarray(value, dtype)
        key = hashlib.sha256(value.tobytes() + str((value.shape, value.dtype)).encode()).hexdigest()[:12]
        self.constants[key] = numpy_helper.from_array(value, key)
        return key

    def op(self, kind, *inputs, outputs=1, **attributes):
        names = [f"{kind}{len(self.nodes)}_{n}" for n in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def stored(self, w):
        """A matrix that is multiplied in 32 bits."""
        if self.sums == "exact":
            return self.const(w)
        scale = np.maximum(np.abs(w).max(0), 1e-12) / 127
        zero = self.const(np.zeros(len(scale)), np.int8)
        return self.op("DequantizeLinear", self.const(np.rint(w / scale), np.int8), self.const(scale), zero, axis=1)

    def one_by_one(self, x, w, b):
        """A product of each row of the batch by itself: over the batch it may be summed in another order when there are
        more rows."""
        x = self.op("MatMul", self.stored(w.T), self.op("Unsqueeze", x, self.const([2], np.int64)))
        return self.op("Add", self.op("Squeeze", x, self.const([2], np.int64)), self.const(b))

    def linear(self, x, w, b, after_gelu=False):
        self.multiplied.append(x)
        if self.sums != "whole":
            return self.op("Add", self.op("MatMul", x, self.stored(w)), self.const(b))
        if after_gelu:
            x = self.op("Add", x, self.const(GELU_LOW))
        calm = np.ones(len(w), np.float32)
        if self.reach:
            far = self.reach[len(self.multiplied) - 1] + (GELU_LOW if after_gelu else 0)
            calm = np.maximum(far, 1e-5) ** CALM / np.maximum(np.abs(w).max(1), 1e-5) ** (1 - CALM)
            x = self.op("Mul", x, self.const(1 / calm))
        scale = np.maximum(np.abs(w * calm[:, None]).max(0), 1e-12) / 63
        q = np.clip(np.rint(w * calm[:, None] / scale), -63, 63).astype(np.int8)
        if after_gelu:
            b = b - GELU_LOW * (q * scale / calm[:, None]).sum(0)
            top, steps, zero = x, 255.0, 0
        else:
            top, steps, zero = self.op("Abs", x), 127.0, 128
        top = self.op("ReduceMax", top, self.const([-1], np.int64), keepdims=1)
        step = self.op("Mul", self.op("Add", top, self.const(1e-9)), self.const(1 / steps))
        zero = self.const(zero, np.uint8)
        x = self.op("QuantizeLinear", self.op("Div", x, step), self.const(1.0), zero)
        y = self.op("MatMulInteger", x, self.const(q, np.int8), zero, self.const(0, np.int8))
        y = self.op("Mul", self.op("Cast", y, to=TensorProto.FLOAT), self.const(scale))
        return self.op("Add", self.op("Mul", y, step), self.const(b))

    def norm(self, x, w, b, eps):
        return self.op("LayerNormalization", x, self.const(w), self.const(b), axis=-1, epsilon=eps)

    def layer(self, x, p, bias, eps):
        """One transformer layer with the norm behind each half; `bias` hides what is padding."""
        heads = p["q.b"].size // HEAD
        root = np.float32(1 / np.sqrt(HEAD))
        w = np.hstack([p["q.w"] * root, p["k.w"], p["v.w"]])
        b = np.hstack([p["q.b"] * root, p["k.b"], p["v.b"]])
        parts = self.op("Split", self.linear(x, w, b), outputs=3, axis=-1, num_outputs=3)
        split = self.const([0, 0, heads, HEAD], np.int64)
        q, k, v = (self.op("Transpose", self.op("Reshape", part, split), perm=perm)
                   for part, perm in zip(parts, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])))
        weights = self.op("Softmax", self.op("Add", self.op("MatMul", q, k), bias), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", weights, v), perm=[0, 2, 1, 3])
        mixed = self.op("Reshape", mixed, self.const([0, 0, heads * HEAD], np.int64))
        x = self.norm(self.op("Add", x, self.linear(mixed, p["o.w"], p["o.b"])), p["ln1.w"], p["ln1.b"], eps)
        wide = self.op("Gelu", self.linear(x, p["ff1.w"], p["ff1.b"]))
        return self.norm(self.op("Add", x, self.linear(wide, p["ff2.w"], p["ff2.b"], True)), p["ln2.w"], p["ln2.b"], eps)

    def hide(self, mask):
        """0 where a token stands, very low where padding does: [B, 1, 1, L]."""
        low = self.op("Mul", self.op("Sub", mask, self.const(1.0)), self.const(-NEG))
        return self.op("Unsqueeze", low, self.const([1, 2], np.int64))

    def save(self, name, inputs, output, shape, show=False):
        """The graph as bytes; `inputs` gives each one's fixed last dimension, or none. With `show` it also gives what
        its matrices are multiplied with."""
        self.nodes[-1].output[0] = output
        value = lambda n, dims: helper.make_tensor_value_info(n, TensorProto.FLOAT, dims)
        graph = helper.make_graph(
            self.nodes, name, [value(n, ["batch", "tokens"] + ([d] if d else [])) for n, d in inputs.items()],
            [value(output, shape)] + [value(n, [None] * 3) for n in self.multiplied if show], list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
        onnx.checker.check_model(model)
        return model.SerializeToString()


def layers(p):
    return sum(k.endswith(".q.b") for k in p)


def layer(p, n):
    head = f"layers.{n}."
    return {k[len(head):]: v for k, v in p.items() if k.startswith(head)}


def encoder(p, sums, reach=None, show=False):
    g, width = Graph(sums, reach), p["word"].shape[1]
    x, bias = "embeds", g.hide("mask")
    for n in range(int(p["split"])):
        x = g.layer(x, layer(p, n), bias, float(p["eps"]))
    return g.save("claim_encoder", {"embeds": width, "mask": None}, "hidden", ["batch", "tokens", width], show)


def reader(p, sums, reach=None, show=False):
    g, width = Graph(sums, reach), p["word"].shape[1]
    column = lambda name: g.op("Unsqueeze", name, g.const([2], np.int64))
    step = g.op("Mul", column("segment"), g.const(p["seg"][1] - p["seg"][0]))
    x, bias = g.op("Add", g.op("Add", "hidden", g.const(p["seg"][0])), step), g.hide("mask")
    for n in range(int(p["split"]), layers(p)):
        x = g.layer(x, layer(p, n), bias, float(p["eps"]))
    second = g.op("Mul", "mask", "segment")
    rows = [g.op("Unsqueeze", m, g.const([1], np.int64)) for m in (g.op("Sub", "mask", second), second)]
    means = []
    for row in rows:
        share = g.op("Div", row, g.op("ReduceSum", row, g.const([2], np.int64), keepdims=1))
        means.append(g.op("Reshape", g.op("MatMul", share, x), g.const([0, width], np.int64)))
    pooled = g.op("Concat", *means, g.op("Abs", g.op("Sub", *means)), axis=-1)
    g.one_by_one(g.op("Tanh", g.one_by_one(pooled, p["pool.w"], p["pool.b"])), p["out.w"], p["out.b"])
    return g.save("pair_reader", {"hidden": width, "segment": None, "mask": None}, "logits", ["batch", 14], show)


def pack_rows(table):
    """Rows as blocks of 32 values: a 16-bit scale, then 4 bits a value, 0..15 for -8..7 times the scale; the low
    halves of the 16 bytes hold the first 16 values."""
    x = table.astype(np.float32).reshape(-1, BLOCK)
    far = x[np.arange(len(x)), np.abs(x).argmax(1)]
    scale = (far / -8).astype(np.float16)
    used = np.where(scale == 0, 1, scale).astype(np.float32)
    q = np.clip(np.rint(x / used[:, None]) + 8, 0, 15).astype(np.uint8)
    out = np.empty((len(x), 18), np.uint8)
    out[:, :2] = scale.astype("<f2").view(np.uint8).reshape(-1, 2)
    out[:, 2:] = q[:, :16] | q[:, 16:] << 4
    return out.tobytes()


def unpack_rows(data, width):
    raw = np.frombuffer(data, np.uint8).reshape(-1, 18)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    q = np.hstack([raw[:, 2:] & 15, raw[:, 2:] >> 4]).astype(np.float32) - 8
    return (q * scale).reshape(-1, width)


def pack_vocabulary(vocab):
    blobs = [piece.encode() for piece in vocab["pieces"]]
    ends = np.cumsum([len(b) for b in blobs], dtype="<u4")
    norm = sorted((int(c), to) for c, to in vocab["norm"].items())
    out = struct.pack("<6If", len(blobs), *(vocab[n] for n in ("bos", "pad", "eos", "unk")), len(norm), vocab["unk_score"])
    out += np.array(vocab["scores"], "<f4").tobytes() + ends.tobytes() + b"".join(blobs)
    return out + b"".join(struct.pack(f"<{len(to) + 2}I", c, len(to), *to) for c, to in norm)


def even():
    """Weights that mean little, for a model whose own are not fitted yet: half of either reading."""
    half = lambda n: [{"bias": 0.0, "weights": [0.5 * (i % n == k) for i in range(2 * n)]} for k in range(n)]
    align = {"bias": 0.0, "weights": [1.0] + [0.0] * 7, "rival_bias": 0.0, "rival_weights": [1.0] + [0.0] * 5,
             "silence": {"bias": 0.0, "weights": [0.0] * 4}}
    return {"clear_from": 0.0, "mix": {"kinds": half(7), "inference": half(3), "similarity": half(1)[0]},
            "fitted": {"align": align, "kinds": half(7)}}


def pack(path, vocab, p, name, sums="float", reach=(None, None), weights=None):
    width = p["word"].shape[1]
    floats = [p["pos"][:MAX_TOKENS] + p["type"], p["eln.w"], p["eln.b"]]
    sections = {
        "vocabulary": pack_vocabulary(vocab),
        "table": pack_rows(p["word"]),
        "embedding": b"".join(x.astype("<f4").tobytes() for x in floats),
        "encoder": encoder(p, sums, reach[0]),
        "reader": reader(p, sums, reach[1]),
    }
    header = json.dumps({
        "name": name, "width": width, "max_tokens": MAX_TOKENS, "eps": float(p["eps"]),
        **(weights or even()),
        "sections": [{"name": n, "size": len(b), "sha256": hashlib.sha256(b).hexdigest()} for n, b in sections.items()],
    }).encode()
    data = MAGIC + struct.pack("<II", VERSION, len(header)) + hashlib.sha256(header).digest() + header + b"".join(sections.values())
    path.write_bytes(data)
    print(f"{path}: {len(data) / 1e6:.2f} MB, sha256 {hashlib.sha256(data).hexdigest()}")
    print("  " + ", ".join(f"{n} {len(b) / 1e6:.2f}" for n, b in sections.items()))


def unpack(path):
    """Header and sections of a container."""
    data = Path(path).read_bytes()
    at = len(MAGIC)
    if data[:at] != MAGIC:
        raise SystemExit(f"{path}: not a deep model")
    at, (_, size) = at + 40, struct.unpack_from("<II", data, at)
    header, at, sections = json.loads(data[at:at + size]), at + size, {}
    for s in header["sections"]:
        sections[s["name"]] = data[at:at + s["size"]]
        at += s["size"]
    return header, sections


class Tokeniser:
    """SentencePiece's unigram segmentation (Kudo 2018): the pieces of the highest summed score."""

    def __init__(self, vocab):
        self.vocab = vocab
        special = {vocab[n] for n in ("bos", "pad", "eos", "unk")}
        self.ids = {p: n for n, p in enumerate(vocab["pieces"]) if n not in special}
        self.longest = max(len(p) for p in vocab["pieces"])

    def clean(self, text):
        out = []
        for c in text:
            for to in self.vocab["norm"].get(str(ord(c)), [ord(c)]):
                if not (to == 32 and out and out[-1] == " "):
                    out.append(chr(to))
        text = "".join(out)
        return ("" if text.startswith(" ") else "▁") + text.replace(" ", "▁")

    def __call__(self, text):
        text = self.clean(text)[:MAX_CHARS]
        v, scores = self.vocab, self.vocab["scores"]
        best, back = [(0.0)] + [-np.inf] * len(text), [(v["unk"], 0)] * (len(text) + 1)
        for i in range(len(text)):
            for e in range(i + 1, min(len(text), i + self.longest) + 1):
                n = self.ids.get(text[i:e])
                if n is not None and np.float32(best[i] + np.float32(scores[n])) > best[e]:
                    best[e], back[e] = np.float32(best[i] + np.float32(scores[n])), (n, i)
            unknown = np.float32(best[i] + np.float32(v["unk_score"]))
            if unknown > best[i + 1]:
                best[i + 1], back[i + 1] = unknown, (v["unk"], i)
        ids, at = [], len(text)
        while at:
            ids.append(back[at][0])
            at = back[at][1]
        return [v["bos"], *ids[::-1][:MAX_TOKENS - 2], v["eos"]]


class Runtime:
    """The two graphs under ONNX Runtime, with the layout of batches that the program has."""

    def __init__(self, table, places, norm, eps, graphs, threads=2):
        import onnxruntime as ort
        options = ort.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        # Else it multiplies stored weights of 8 bits with activations of 8 bits, which the graph does not ask for.
        options.add_session_config_entry("session.qdq_matmulnbits_accuracy_level", "1")
        self.table, self.places, self.norm, self.eps = table, places, norm, eps
        self.encoder, self.reader = (ort.InferenceSession(g, options, providers=["CPUExecutionProvider"]) for g in graphs)

    @classmethod
    def of_file(cls, path, threads=2):
        header, s = unpack(path)
        width = header["width"]
        rest = np.frombuffer(s["embedding"], "<f4").reshape(-1, width)
        return cls(unpack_rows(s["table"], width), rest[:MAX_TOKENS], rest[MAX_TOKENS:], header["eps"],
                   (s["encoder"], s["reader"]), threads)

    @classmethod
    def of_weights(cls, p, threads=2, show=False):
        return cls(p["word"], p["pos"][:MAX_TOKENS] + p["type"], np.stack([p["eln.w"], p["eln.b"]]), float(p["eps"]),
                   (encoder(p, "exact", show=show), reader(p, "exact", show=show)), threads)

    def embed(self, ids):
        x = self.table[ids] + self.places[:len(ids)]
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + self.eps) * self.norm[0] + self.norm[1]

    def encode(self, claims, batch=32):
        """Hidden states of each claim's tokens; `claims` are lists of ids."""
        order, out = np.argsort([len(c) for c in claims], kind="stable"), [None] * len(claims)
        for start in range(0, len(order), batch):
            part = order[start:start + batch]
            longest = max(len(claims[n]) for n in part)
            x = np.zeros((len(part), longest, self.table.shape[1]), np.float32)
            mask = np.zeros(x.shape[:2], np.float32)
            for row, n in enumerate(part):
                x[row, :len(claims[n])], mask[row, :len(claims[n])] = self.embed(claims[n]), 1
            y = self.encoder.run(None, {"embeds": x, "mask": mask})[0]
            for row, n in enumerate(part):
                out[n] = y[row, :len(claims[n])]
        return out

    def read(self, pairs, batch=32):
        """Probabilities of each pair of hidden states: 7 kinds, 3 + 3 of inference, similarity."""
        size = [len(a) + len(b) for a, b in pairs]
        order, out = np.argsort(size, kind="stable"), np.empty((len(pairs), 14), np.float32)
        for start in range(0, len(order), batch):
            part = order[start:start + batch]
            x = np.zeros((len(part), max(size[n] for n in part), self.table.shape[1]), np.float32)
            mask, segment = np.zeros(x.shape[:2], np.float32), np.zeros(x.shape[:2], np.float32)
            for row, n in enumerate(part):
                a, b = pairs[n]
                x[row, :size[n]], mask[row, :size[n]], segment[row, len(a):size[n]] = np.concatenate([a, b]), 1, 1
            out[part] = self.reader.run(None, {"hidden": x, "segment": segment, "mask": mask})[0]
        return probabilities(out)


def probabilities(logits):
    out = np.empty(logits.shape)
    for start, end in ((0, 7), (7, 10), (10, 13)):
        e = np.exp(logits[:, start:end].astype(float) - logits[:, start:end].max(1, keepdims=True))
        out[:, start:end] = e / e.sum(1, keepdims=True)
    out[:, 13] = 1 / (1 + np.exp(-logits[:, 13].astype(float)))
    return out


def differences(name, p, q):
    d = np.abs(p - q)
    other = (p[:, :7].argmax(1) != q[:, :7].argmax(1)).sum()
    print(f"{name}: largest difference of a probability {d.max():.2g}, mean {d.mean():.2g}, kind differs in {other} of {len(p)}")


def read_pairs(path, limit):
    with open(path, encoding="utf-8") as lines:
        return [(r["a"], r["b"]) for r in map(json.loads, (line for line, _ in zip(lines, range(limit))))]


def calibrate(p, ids):
    """The reach of every channel that a matrix is multiplied with, in the two graphs."""
    run, reach = Runtime.of_weights(p, show=True), ({}, {})
    for at, (name, graph) in enumerate((("encoder", run.encoder), ("reader", run.reader))):
        def shown(_, feed, graph=graph, seen=reach[at]):
            first, *rest = graph.run(None, feed)
            for n, x in enumerate(rest):
                seen[n] = np.maximum(seen.get(n, 0), np.abs(x[feed["mask"] > 0]).max(0))
            return [first]
        setattr(run, name, SimpleNamespace(run=shown))
    run.read(list(zip(*map(run.encode, ids))))
    return reach


def check(p, out, ids):
    """What the quantised file says of some pairs, against the 32-bit weights."""
    runs = Runtime.of_weights(p), Runtime.of_file(out)
    states = [[run.encode(side) for side in ids] for run in runs]
    off = [np.linalg.norm(x - y) / np.linalg.norm(x) for n in range(2) for x, y in zip(states[0][n], states[1][n])]
    print(f"8 bits against 32: states off by {np.mean(off):.3f} of their length")
    differences("8 bits against 32", *(run.read(list(zip(*s))) for run, s in zip(runs, states)))


TEXTS = ["The port of Karsk stays closed until Friday.", "No ships will call at Karsk, a spokesman said.",
         "Порт Карск закрыт до пятницы.", "«Корабли» не придут, сообщил представитель; ещё 40 ждут.",
         "卡尔斯克港关闭至星期五。", "发言人说,40艘船在等待。", "  Two   spaces　and a wide one, ＦＵＬＬ width", "", "x" * 200,
         "½ ☃ unknown\u0007signs é"]


def tiny(out, fixture):
    """A random model, and what it makes of TEXTS."""
    rng, width, wide = np.random.default_rng(5), 32, 64
    counts = {}
    norm = {"7": [], "12288": [32], **{str(0xFF21 + n): [65 + n] for n in range(26)}, "189": [49, 8260, 50]}
    seen = Tokeniser({"norm": norm, "pieces": [""], "bos": 0, "pad": 0, "eos": 0, "unk": 0})
    for text in (seen.clean(t[:60]) for t in TEXTS[:7]):
        for n in range(1, 5):
            for i in range(len(text) - n + 1):
                counts[text[i:i + n]] = counts.get(text[i:i + n], 0) + n * n
    pieces = sorted(p for p, c in counts.items() if len(p) == 1 or c >= 12)
    scores = [0.0] * 4 + [round(float(np.log(counts[p] / sum(counts.values()))), 4) for p in pieces]
    vocab = {"pieces": ["<s>", "<pad>", "</s>", "<unk>", *pieces], "scores": scores, "norm": norm,
             "bos": 0, "pad": 1, "eos": 2, "unk": 3, "unk_score": min(scores) - 10}
    draw = lambda *shape: rng.normal(0, 0.3, shape).astype(np.float32)
    p = {"word": draw(len(vocab["pieces"]), width), "pos": draw(MAX_TOKENS, width), "type": draw(width), "seg": draw(2, width),
         "eln.w": 1 + draw(width), "eln.b": draw(width), "pool.w": draw(3 * width, width), "pool.b": draw(width),
         "out.w": draw(width, 14), "out.b": draw(14), "split": np.array(1), "eps": np.array(1e-12)}
    for n in range(2):
        for part in "qkvo":
            p |= {f"layers.{n}.{part}.w": draw(width, width), f"layers.{n}.{part}.b": draw(width)}
        p |= {f"layers.{n}.ff1.w": draw(width, wide), f"layers.{n}.ff1.b": draw(wide),
              f"layers.{n}.ff2.w": draw(wide, width), f"layers.{n}.ff2.b": draw(width)}
        for part in ("ln1", "ln2"):
            p |= {f"layers.{n}.{part}.w": 1 + draw(width), f"layers.{n}.{part}.b": draw(width)}
    pack(out, vocab, p, "tiny")
    tokens, run = Tokeniser(vocab), Runtime.of_file(out)
    ids = [tokens(t) for t in TEXTS]
    pairs = [(a, b) for a in range(4) for b in range(len(TEXTS)) if a != b]
    states = run.encode(ids)
    read = run.read([(states[a], states[b]) for a, b in pairs])
    fixture.write_text(json.dumps({
        "texts": [{"text": t, "ids": i} for t, i in zip(TEXTS, ids)],
        "pairs": [{"a": a, "b": b, "probabilities": [round(x, 5) for x in row]} for (a, b), row in zip(pairs, read.tolist())],
    }, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="+", type=Path)
    ap.add_argument("--tiny", action="store_true")
    ap.add_argument("--name", default="deep-1")
    ap.add_argument("--sums", choices=("float", "whole"), default="float")
    ap.add_argument("--weights", type=Path, help="what deep_mix.py fitted; without, readings are halved")
    args = ap.parse_args()
    if args.tiny:
        return tiny(*args.files)
    weights, words, pairs, out = args.files
    p, vocab = dict(np.load(weights)), json.loads(words.read_text(encoding="utf-8"))
    tokens = Tokeniser(vocab)
    ids = [[tokens(text) for text in side] for side in zip(*read_pairs(pairs, CALIBRATE + CHECK))]
    pack(out, vocab, p, args.name, args.sums, calibrate(p, [side[:CALIBRATE] for side in ids]),
         json.loads(args.weights.read_text(encoding="utf-8")) if args.weights else None)
    check(p, out, [side[CALIBRATE:] for side in ids])


if __name__ == "__main__":
    main()
