#!/usr/bin/env python3
"""Hold the Rust program to ONNX Runtime on the same model file: what both say of pairs, and how fast.

    deep_check.py MODEL.bin PAIRS.jsonl [--pairs 1000] [--threads 2]

Both work on the same tokens in batches of like length. Speeds are the fastest of several rounds, ONNX Runtime's taken
right before and after the program's; on a busy machine only their ratio means something.
"""
import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from deep_export import Runtime, Tokeniser, differences, read_pairs, unpack

ROUNDS = 5


def vocabulary(data):
    """What pack_vocabulary wrote."""
    head = np.frombuffer(data, "<u4", 6)
    n, at = int(head[0]), 28
    scores = np.frombuffer(data, "<f4", n, at)
    ends = np.frombuffer(data, "<u4", n, at + 4 * n)
    at += 8 * n
    pieces = [data[at + a:at + b].decode() for a, b in zip([0, *ends[:-1]], ends)]
    at, norm = at + int(ends[-1]), {}
    for _ in range(head[5]):
        c, count = np.frombuffer(data, "<u4", 2, at)
        norm[str(c)] = np.frombuffer(data, "<u4", count, at + 8).tolist()
        at += 8 + 4 * int(count)
    return {"pieces": pieces, "scores": scores, "norm": norm, "unk_score": np.frombuffer(data, "<f4", 1, 24)[0],
            **dict(zip(("bos", "pad", "eos", "unk"), map(int, head[1:5])))}


def program(example, *args):
    command = ["cargo", "run", "--quiet", "--release", "-p", "diptych-deep", "--example", example, "--", *map(str, args)]
    return [json.loads(line) for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()]


def fastest(work):
    best, out = np.inf, work()
    for _ in range(ROUNDS):
        start = time.perf_counter()
        out = work()
        best = min(best, time.perf_counter() - start)
    return best, out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model", type=Path)
    ap.add_argument("pairs_file", type=Path)
    ap.add_argument("--pairs", type=int, default=1000)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    pairs = read_pairs(args.pairs_file, args.pairs)
    tokens, run = Tokeniser(vocabulary(unpack(args.model)[1]["vocabulary"])), Runtime.of_file(args.model, args.threads)
    ids = [tokens(text) for pair in pairs for text in pair]

    def read(states):
        return run.read(list(zip(states[::2], states[1::2])))

    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"a": a, "b": b}, ensure_ascii=False) + "\n" for a, b in pairs)
        file.flush()
        mine = np.array(program("read", args.model, file.name))
        states = run.encode(ids)
        differences("program against ONNX Runtime", mine, read(states))
        before = [fastest(lambda: run.encode(ids))[0], fastest(lambda: read(states))[0]]
        own = program("throughput", args.model, file.name, args.threads)[0]
        after = [fastest(lambda: run.encode(ids))[0], fastest(lambda: read(states))[0]]
    for name, seconds, other in zip(("encode", "read"), (own["encode"], own["read"]), zip(before, after)):
        count = len(ids) if name == "encode" else len(pairs)
        print(f"{name}, {args.threads} threads: program {count / seconds:.0f} a second, ONNX Runtime "
              f"{' and '.join(f'{count / s:.0f}' for s in other)}; ratio {min(other) / seconds:.2f}")
    print(f"50 claims encoded and 120 pairs read in {own['compare'] * 1000:.0f} ms; loaded in {own['load'] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
