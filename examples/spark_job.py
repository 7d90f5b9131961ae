"""Compares a whole corpus on Spark, and writes its tidy tables as Parquet.

    spark-submit examples/spark_job.py INPUT OUT [--engine deep --model models/deep.bin]

INPUT is a folder of case folders, or a table (Parquet, or JSON Lines with the ending .jsonl) with the columns that
`diptych.spark.compare` names. OUT gets the folders `pairs`, `findings` and `warnings`; rows that could not be compared
say why in the column `error`. `docs/scale.md` tells what it costs and how to part the data.
"""

import argparse
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from diptych import Case
from diptych import spark as on_spark

ACCOUNTS = "id string, title string, date string, accounts array<struct<{}>>".format(
    ", ".join(f"{name}: string" for name in ("id", "source", "lang", "date", "text"))
)


def main() -> None:
    """Does what the command line asks."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("input", help="folder of case folders, Parquet, or JSON Lines")
    asked.add_argument("out", help="folder for the results")
    asked.add_argument("--master", help="where Spark runs; spark-submit tells it otherwise")
    asked.add_argument("--engine", choices=["light", "deep"], default="light")
    asked.add_argument("--model", help="the deep engine's model")
    args = asked.parse_args()
    builder = SparkSession.builder.appName("diptych")
    spark = (builder.master(args.master) if args.master else builder).getOrCreate()
    if args.model:
        # To every worker, where it is found by its name.
        spark.sparkContext.addFile(args.model)
    df = read(spark, args.input)
    # Some thirty partitions a core even out what pairs of unlike length cost, where there are rows enough for them; the
    # longest go first in each.
    df = df.repartition(min(30 * spark.sparkContext.defaultParallelism, 1 + df.count() // 100))
    df = df.sortWithinPartitions(F.length(F.to_json(F.struct(*df.columns))).desc())
    model = Path(args.model).name if args.model else None
    for rows in ("pairs", "findings", "warnings"):
        found = on_spark.compare(df, rows=rows, engine=args.engine, model=model)
        found.write.mode("overwrite").parquet(f"{args.out}/{rows}")
    spark.stop()


def read(spark: SparkSession, place: str) -> DataFrame:
    """The events of the corpus, a row each."""
    if place.endswith(".jsonl"):
        return spark.read.json(place)
    folders = sorted(path.parent for path in Path(place).glob("*/case.json"))
    if not folders:
        return spark.read.parquet(place)
    rows = []
    for case in map(Case.from_folder, folders):
        accounts = [(a.id, a.source, a.lang, a.date, a.text) for a in case.accounts]
        rows.append((case.id, case.title, case.date, accounts))
    return spark.createDataFrame(rows, ACCOUNTS)


if __name__ == "__main__":
    main()
