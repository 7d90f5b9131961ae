#!/usr/bin/env python3
"""How fast `diptych batch` is at one and at two jobs, and what it gains by the second.

    cargo build --release
    training/speed_batch.py target/release/diptych corpus/cases [--repeat 20] [--turns 7]

The corpus' cases, repeated, as JSON Lines; each run writes all its files to a folder that is thrown away. One job and two take
turns, since machines are shared; the speed is that of the fastest run of each. Beside the clock the processor time is given: of
a machine that others use as well the clock tells too little of the second job, while what both jobs take in all tells whether
they are in each other's way. Python's own library is enough.
"""
import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median


def records(cases):
    for folder in sorted(p.parent for p in cases.glob("*/case.json")):
        case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        accounts = [{k: a[k] for k in ("id", "source", "lang", "date") if a.get(k)} | {"text": (folder / a["file"]).read_text(encoding="utf-8")}
                    for a in case["accounts"]]
        yield {"id": case["id"], "title": case["title"], "date": case.get("date"), "accounts": accounts}


def run(program, path, out, jobs):
    """Seconds on the clock, and of processor time."""
    before, start = os.times(), time.perf_counter()
    subprocess.run([program, "batch", path, "-o", out, "--jobs", str(jobs), "--quiet"], check=True)
    clock, after = time.perf_counter() - start, os.times()
    shutil.rmtree(out)
    return clock, after.children_user + after.children_system - before.children_user - before.children_system


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("cases", type=Path)
    ap.add_argument("--repeat", type=int, default=20)
    ap.add_argument("--turns", type=int, default=7)
    args = ap.parse_args()
    all_records = list(records(args.cases))
    pairs = args.repeat * sum(len(r["accounts"]) * (len(r["accounts"]) - 1) // 2 for r in all_records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        lines = [json.dumps(r | {"id": f"{r['id']}-{n}"}, ensure_ascii=False) + "\n" for n in range(args.repeat) for r in all_records]
        path.write_text("".join(lines), encoding="utf-8")
        took = {1: [], 2: []}
        for _ in range(args.turns):
            for jobs, times in took.items():
                times.append(run(args.program, path, Path(folder) / "out", jobs))
    print(f"{len(lines)} records, {pairs} pairs, {args.turns} turns:\n")
    print("| jobs | fastest, s | pairs a second | median, s | processor time, s |\n| ---: | ---: | ---: | ---: | ---: |")
    for jobs, times in took.items():
        clock, busy = zip(*times)
        print(f"| {jobs} | {min(clock):.2f} | {pairs / min(clock):.0f} | {median(clock):.2f} | {min(busy):.2f} |")
    best, busy = [{jobs: min(t[k] for t in times) for jobs, times in took.items()} for k in (0, 1)]
    print(f"\nEfficiency of the second job: {best[1] / best[2] / 2:.2f} by the clock, {busy[1] / busy[2]:.2f} by the processor time.")


if __name__ == "__main__":
    main()
