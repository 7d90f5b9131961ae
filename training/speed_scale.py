#!/usr/bin/env python3
"""What a comparison costs in Python and on Spark, and where the time goes: the tables of docs/scale.md.

    cargo xtask python
    target/python/bin/python training/speed_scale.py corpus/cases models/deep.bin [--pairs 20000] [--turns 3]

Pairs of all accounts of the corpus, in every order. Processor time is that of one thread, the fastest of a few turns; Spark runs
as a local cluster of workers with one core each, whose job is timed by the clock after one that warms it up. Java 17 is needed.
"""
import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

import diptych
from diptych import _native
from diptych import spark as on_spark
from diptych.compare import choice

BLOCK = 64


def busy():
    """Processor time of this process, in seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def fastest(turns, work):
    """Processor time of the fastest turn."""
    took = []
    for _ in range(turns):
        before = busy()
        work()
        took.append(busy() - before)
    return min(took)


def session(workers):
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master(f"local-cluster[{workers},1,1536]").config("spark.ui.enabled", "false")
    return builder.config("spark.executor.memory", "1536m").config("spark.log.level", "ERROR").getOrCreate()


def spark_times(workers, turns, folder):
    """Seconds of a job that hands the texts to Python and back, and of one that compares them; peak memory of a Python worker."""
    spark = session(workers)
    path = f"{folder}/pairs.parquet"
    df = spark.read.parquet(path).repartition(20 * workers).cache()
    df.count()

    def nothing(batches):
        for batch in batches:
            yield pa.RecordBatch.from_arrays([batch["id"]], names=["id"])

    def peak(batches):
        rows = sum(batch.num_rows for batch in batches)
        yield pa.RecordBatch.from_pydict({"rows": [rows], "peak": [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]})

    def clock(frame):
        took = []
        for turn in range(turns + 1):
            begun = time.perf_counter()
            frame.write.format("noop").mode("overwrite").save()
            took.append(time.perf_counter() - begun)
        return min(took[1:])

    back, whole = clock(df.mapInArrow(nothing, "id string")), clock(on_spark.compare(df))
    # Spark keeps its Python workers, so that those who have compared are asked.
    peaks = df.mapInArrow(peak, "rows bigint, peak bigint").collect()
    spark.stop()
    return back, whole, max(row["peak"] for row in peaks) / 1024


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("cases", type=Path)
    ap.add_argument("model", type=Path)
    ap.add_argument("--pairs", type=int, default=20_000)
    ap.add_argument("--turns", type=int, default=3)
    args = ap.parse_args()
    folders = sorted(p.parent for p in args.cases.glob("*/case.json"))
    cases = [diptych.Case.from_folder(folder) for folder in folders]
    accounts = [a for case in cases for a in case.accounts]
    every = [(i, j) for i in range(len(accounts)) for j in range(len(accounts)) if i != j][: args.pairs]
    table = pa.Table.from_pylist([{"id": f"{i}-{j}", "a": accounts[i].text, "b": accounts[j].text} for i, j in every])
    n = len(table)
    size = sum(len(a.text.encode()) for a in accounts) / len(accounts)
    claims = diptych.compare_table(table.slice(0, 2000), jobs=1).pairs.to_pyarrow()["claims_a"]
    print(f"{n} pairs of {len(accounts)} accounts, {size:.0f} bytes and some {sum(claims.to_pylist()) / len(claims):.0f} claims each\n")

    def million(seconds, pairs):
        return f"{seconds / pairs * 1e6 / 3600:.2f}"

    alone = fastest(args.turns, lambda: diptych.compare_table(table, jobs=1))
    print("| on one core | pairs | processor time, s | core-hours a million pairs |\n| --- | ---: | ---: | ---: |")
    print(f"| light engine, two texts a row | {n} | {alone:.1f} | {million(alone, n)} |")
    core = fastest(args.turns, lambda: _native.compare_table(table, [], "all", choice("light", None, 1), {}))
    print(f"| the same, without making tables of it | {n} | {core:.1f} | {million(core, n)} |")
    # Each account is read once for all its pairs: 64 of one source with 64 of another.
    block = [{"id": str(k), "source": "ab"[k % 2], "text": accounts[k].text} for k in range(2 * BLOCK)]
    blocks = pa.Table.from_pylist([{"id": "block", "accounts": block}])
    once = fastest(args.turns, lambda: diptych.compare_table(blocks, pairs="sources", jobs=1))
    print(f"| light engine, {BLOCK} and {BLOCK} accounts a row, each with each | {BLOCK**2} | {once:.1f} | {million(once, BLOCK**2)} |")
    real = [{"id": c.id, "accounts": [{"id": a.id, "text": a.text} for a in c.accounts]} for c in cases]
    events = pa.Table.from_pylist(real[:: max(1, len(real) // 24)])
    few = sum(len(r) * (len(r) - 1) // 2 for r in events["accounts"].to_pylist())
    deep = fastest(1, lambda: diptych.compare_table(events, engine="deep", model=args.model, jobs=1))
    print(f"| deep engine, accounts of one event a row | {few} | {deep:.1f} | {million(deep, few)} |")
    asked = fastest(args.turns, lambda: diptych.compare_table(events, jobs=1))
    print(f"| light engine, the same rows | {few} | {asked:.2f} | {million(asked, few)} |")

    print("\n| on Spark | texts to Python and back, s | compared, s | pairs a second | peak memory of a Python worker, MB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        pq.write_table(table, f"{folder}/pairs.parquet")
        for workers in (1, 2):
            back, whole, peak = spark_times(workers, args.turns, folder)
            print(f"| {workers} worker{'s' * (workers > 1)} | {back:.2f} | {whole:.1f} | {n / whole:.0f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
