"""The same comparison on Spark, for more pairs than one machine holds.

>>> from diptych import spark                                     # doctest: +SKIP
>>> pairs = spark.compare(df)                                     # a row a pair, as in `diptych.Tables.pairs`
>>> findings = spark.compare(df, rows="findings")                 # a row a discrepancy

`docs/scale.md` tells what it costs, and how to part the data.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from . import _native
from .compare import Engine, choice
from .tables import compared

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Rows = Literal["pairs", "findings", "warnings"]

_SPARK = {"text": "string", "share": "double", "count": "bigint"}
_ARROW = {"text": pa.string(), "share": pa.float64(), "count": pa.int64()}

_CHUNK = {"a": 256, "accounts": 4}
"""Rows of two texts, and of lists, that are compared at once: what waits for Spark stays small."""


def compare(
    df: DataFrame,
    *,
    rows: Rows = "pairs",
    pairs: str = "all",
    engine: Engine = "light",
    model: str | os.PathLike[str] | None = None,
    jobs: int = 1,
    **settings: Any,
) -> DataFrame:
    """Compares the accounts of each row, wherever Spark has put it.

    Parameters
    ----------
    df
        A row an event: `id`, and `a` and `b` or `accounts`, as for `diptych.compare_table`.
    rows
        `pairs`, a row a pair of accounts; `findings`, a row a discrepancy; `warnings`. The columns are those of the
        table of that name, and `error`: where an event can't be compared it has one row, with its id as `case`, what is
        wrong as `error`, and nothing else.
    model
        The deep engine's model as a path on every worker, or the name of a file given to `SparkContext.addFile`.
    jobs
        Threads a task, which should be Spark's own `spark.task.cpus`.
    pairs, engine, settings
        As for `diptych.compare`.

    Raises
    ------
    DiptychError
        A column is missing, or a setting is wrong; both are told at once, not by the workers.
    """
    if "id" not in df.columns:
        raise _native.DiptychError(
            f"the data frame has the columns {df.columns}, but no id, which its rows are told apart by"
        )
    if engine not in ("light", "deep") or (engine == "light" and model is not None):
        raise _native.DiptychError(f"engine is {engine!r}, model {model!r}; write light, or deep with its model")
    known = df.select([name for name in df.columns if name in _native.KNOWN])
    # Columns and settings are held against the native part with a table of no rows.
    nothing = pa.table({name: pa.array([], pa.string()) for name in known.columns if name != "accounts"})
    if "accounts" in known.columns:
        account = pa.struct([("id", pa.string()), ("text", pa.string())])
        nothing = nothing.append_column("accounts", pa.array([], pa.list_(account)))
    compared(nothing, [rows], pairs, choice("light", None, 1), settings)
    columns = _native.columns(rows)
    schema = ", ".join(f"`{name}` {_SPARK[kind]}" for name, kind in [*columns, ("error", "text")])

    chunk = _CHUNK["accounts" if "accounts" in known.columns else "a"]

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        asked = choice(engine, _found(model), jobs)
        for batch in batches:
            for start in range(0, batch.num_rows, chunk):
                yield from _told(batch.slice(start, chunk), rows, pairs, asked, settings)

    return known.mapInArrow(work, schema)


def blocks(left: DataFrame, right: DataFrame, *, sources: tuple[str, str] = ("a", "b"), size: int = 32) -> DataFrame:
    """Every document of one collection with every one of another, as rows for `compare(…, pairs="sources")`.

    A row holds about `size` documents of each, so that a document is sent and read once for many pairs instead of once
    for each: a fifth of the work, and a thirtieth of the bytes. What comes back names the documents by their ids, in
    `a` and `b`.

    Parameters
    ----------
    left, right
        A row a document: `id` (one that no other document has, on either side) and `text`, and if you like `lang` and
        `date`.
    sources
        What the two collections are called; they must differ.
    size
        Documents of each side in a row, 1 to 64, on average.

    Raises
    ------
    DiptychError
        A document holds no words, or its id is not its own: found by reading both collections once.
    """
    from pyspark.sql import functions as F

    if not 1 <= size <= 64:
        raise _native.DiptychError(
            f"size is {size}; it must lie between 1 and 64, since a row's pairs are held at once"
        )
    if sources[0] == sources[1]:
        raise _native.DiptychError(f"both collections are called {sources[0]!r}; give them different names")
    ids = []
    for df, source in zip((left, right), sources, strict=True):
        missing = {"id", "text"} - set(df.columns)
        if missing:
            raise _native.DiptychError(f"the collection {source!r} has no column {' nor '.join(sorted(missing))}")
        # In its block such a document would keep all others from being compared.
        wordless = df.where(~F.coalesce(F.col("text").rlike(r"[\p{L}\p{N}]"), F.lit(False))).first()
        if wordless is not None:
            raise _native.DiptychError(f"the document {wordless['id']!r} holds no words; leave such documents out")
        ids.append(df.select(F.coalesce(F.col("id").cast("string"), F.lit("")).alias("id")))
    again = ids[0].union(ids[1]).groupBy("id").agg(F.count("*").alias("n")).where("n > 1 or id = ''").first()
    if again is not None:
        raise _native.DiptychError(
            f"{again['n']} documents have the id {again['id']!r}; give each its own, on both sides"
        )
    parts = []
    for df, source, side in zip((left, right), sources, "ab", strict=True):
        number = F.pmod(F.xxhash64("id"), F.lit(max(1, -(-df.count() // size))))
        there = [(F.col(c) if c in df.columns else F.lit(None), c) for c in ("id", "text", "lang", "date")]
        told = [column.cast("string").alias(name) for column, name in there]
        account = F.struct(*told, F.lit(source).alias("source"))
        grouped = df.groupBy(number.alias(side)).agg(F.sort_array(F.collect_list(account)).alias(f"accounts_{side}"))
        parts.append(grouped)
    both = parts[0].crossJoin(parts[1])
    return both.select(F.concat_ws("-", "a", "b").alias("id"), F.concat("accounts_a", "accounts_b").alias("accounts"))


def _told(
    batch: pa.RecordBatch, rows: str, pairs: str, engine: dict[str, Any], settings: dict[str, Any]
) -> Iterator[pa.RecordBatch]:
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in [*_native.columns(rows), ("error", "text")]])

    def failed(ids: Any, messages: Any) -> pa.RecordBatch:
        given = {"case": ids, "error": messages}
        arrays = [given[f.name] if f.name in given else pa.nulls(len(messages), f.type) for f in schema]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    named = pc.fill_null(pc.not_equal(batch["id"].cast(pa.string()), ""), False)
    nameless = len(named) - (pc.sum(named).as_py() or 0)
    if nameless:
        message = "id is null or empty; give each row an id, by which its results are found again"
        yield failed(pa.nulls(nameless, pa.string()), pa.array([message] * nameless))
        batch = batch.filter(named)
    found = compared(pa.table(batch), [rows], pairs, engine, settings)
    for part in found[rows].to_pyarrow().to_batches():
        yield pa.RecordBatch.from_arrays([*part.columns, pa.nulls(part.num_rows, pa.string())], schema=schema)
    for part in found["errors"].to_pyarrow().to_batches():
        yield failed(part["case"], part["error"])


def _found(model: str | os.PathLike[str] | None) -> str | None:
    """The model on this worker: as it is named, or among the files that Spark has brought."""
    if model is None or os.path.exists(model):
        return None if model is None else os.fspath(model)
    from pyspark import SparkFiles

    return str(SparkFiles.get(os.fspath(model)))
