"""On Spark the rows are the batch's, on one worker or two, and also where a worker is killed."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import CASES, MODEL, ROOT
from pyspark.sql import SparkSession

import diptych
from diptych import Case, DiptychError
from diptych import spark as on_spark

MANY = 20_000


@pytest.fixture(scope="module")
def many(tmp_path_factory, brought):
    """Pairs of all accounts of the corpus, as lines, and what a batch makes of them."""
    accounts = [a for folder in CASES for a in Case.from_folder(folder).accounts]
    every = ((i, j) for i in range(len(accounts)) for j in range(len(accounts)) if i != j)
    rows = [
        {
            "id": f"{i}-{j}", "a": accounts[i].text, "b": accounts[j].text, "lang_a": accounts[i].lang,
            "lang_b": accounts[j].lang, "source_a": accounts[i].source, "date_b": accounts[j].date,
        }
        for i, j in every
    ]  # fmt: skip
    step = len(rows) // MANY
    assert step >= 1, f"the corpus makes {len(rows)} pairs only"
    rows = rows[:: max(step, 1)][: MANY + 100]
    # Some that can't be compared.
    for place in range(7, len(rows), 2_000):
        rows[place]["b"] = "…"
    folder = tmp_path_factory.mktemp("many")
    lines = folder / "pairs.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        brought("batch", lines, "-o", folder / "out", "--quiet")
    return lines


def session(master):
    """A session whose workers run this very Python."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master).appName("diptych").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.sql.shuffle.partitions", "4").config("spark.executor.memory", "1g")
    return builder.getOrCreate()


@pytest.fixture
def local():
    spark = session("local[2]")
    yield spark
    spark.stop()


@pytest.fixture
def cluster():
    spark = session("local-cluster[2,1,1024]")
    yield spark
    spark.stop()


def table(df):
    """A data frame of Spark as an Arrow table in the order of its rows' ids."""
    return df.toArrow().sort_by([("case", "ascending")])


def expected(many, name):
    """What the batch made, with Spark's column of errors."""
    folder = many.parent / "out"
    done = pq.read_table(folder / f"{name}.parquet")
    done = done.append_column("error", pa.nulls(len(done), pa.string()))
    refused = [json.loads(line) for line in (folder / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    failed = [{"case": line["id"], "error": line["error"]} for line in refused]
    return pa.concat_tables([done, pa.Table.from_pylist(failed, schema=done.schema)]).sort_by([("case", "ascending")])


def same(found, wanted):
    """Whether two tables hold the same rows; those of a case keep their order."""
    return found.cast(wanted.schema).combine_chunks().equals(wanted.combine_chunks())


def test_a_local_session_gives_what_a_batch_gives(local, many):
    df = local.read.json(str(many)).repartition(8)
    assert same(table(on_spark.compare(df)), expected(many, "pairs"))


def test_a_worker_killed_in_the_middle_loses_nothing(cluster, many):
    context = cluster.sparkContext
    df = cluster.read.json(str(many)).repartition(40)
    killed = []

    def kill():
        status = context.statusTracker()
        while not killed:
            time.sleep(0.05)
            stages = [status.getStageInfo(stage) for stage in status.getActiveStageIds()]
            if any(stage and stage.numTasks == 40 and stage.numCompletedTasks >= 5 for stage in stages):
                killed.append(executors()[0])
                os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    found = table(on_spark.compare(df, rows="findings"))
    killer.join(timeout=1)
    assert killed and killed[0] not in executors(), "no worker was killed, so nothing was tried"
    assert same(found, expected(many, "findings"))


def executors():
    """The processes in which this session's executors run."""
    return [number for number in descendants() if b"CoarseGrainedExecutorBackend" in _words(number)]


def descendants():
    """All processes that this one has begun, and theirs."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # What stands before is the name, which may hold anything.
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, new = [], {os.getpid()}
    while new:
        new = {number for number, parent in parents.items() if parent in new}
        found += new
    return found


def test_python_workers_may_be_killed(cluster, many):
    """A Python worker alone, and not its executor: the next job finds others."""
    wanted = expected(many, "pairs")
    df = cluster.read.json(str(many)).where("id < '2'").repartition(20)
    first = table(on_spark.compare(df))
    assert len(first) > 2_000
    workers = [number for number in descendants() if b"pyspark.daemon" in _words(number)]
    assert workers
    for worker in workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    chosen = [case < "2" for case in wanted["case"].to_pylist()]
    assert same(table(on_spark.compare(df)), wanted.filter(pa.array(chosen))) and same(
        first, wanted.filter(pa.array(chosen))
    )


def _words(number):
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


def test_rows_and_settings_that_are_wrong_are_told(local):
    df = local.createDataFrame(
        [("x", "One man left.", "Two men left."), (None, "One.", "Two."), ("", "One.", "Two."), ("z", None, "x")],
        "id string, a string, b string",
    )
    found = {row["case"]: row for row in on_spark.compare(df).collect()}
    assert found["x"]["error"] is None and found["x"]["quantity"] == 1 and found["x"]["index"] > 0
    assert found[None]["error"].startswith("id is null") and found["z"]["error"] == "a is null; give it a text"
    assert found["z"]["index"] is None
    for ask, told in [
        (lambda: on_spark.compare(df.drop("id")), "but no id"),
        (lambda: on_spark.compare(df.drop("a")), "neither a and b"),
        (lambda: on_spark.compare(df, kind_threshold=2), "kind_threshold is 2"),
        (lambda: on_spark.compare(df, pairs="some"), "pairs: write all"),
        (lambda: on_spark.compare(df, rows="errors"), "no table 'errors'"),
        (lambda: on_spark.compare(df, engine="hvy"), "engine is 'hvy'"),
    ]:
        with pytest.raises(DiptychError, match=re.escape(told)):
            ask()


def test_lists_of_accounts_and_the_deep_engine(local):
    account = {"id": "u", "text": "One man left."}
    rows = [{"id": "x", "accounts": [account, {"id": "p", "text": "Two men left."}, {"id": "m", "text": "He left."}]}]
    schema = "id string, accounts array<struct<id: string, text: string>>"
    df = local.createDataFrame(rows, schema)
    assert [(r["a"], r["b"]) for r in on_spark.compare(df, pairs="consecutive").collect()] == [("u", "p"), ("p", "m")]
    local.sparkContext.addFile(str(MODEL))
    deep = on_spark.compare(df, engine="deep", model=MODEL.name).collect()
    report = diptych.compare({a["id"]: a["text"] for a in rows[0]["accounts"]}, engine="deep", model=MODEL)
    assert [row["index"] for row in deep] == [pair.index.value for pair in report.pairs]


def test_two_collections_are_compared_in_blocks(local):
    texts = {f"{folder.name}/{a.id}": a.text for folder in CASES[:12] for a in Case.from_folder(folder).accounts}
    ids = sorted(texts)
    left, right = ids[:13], ids[13:23]
    frame = [
        local.createDataFrame([(id, texts[id]) for id in side], "id string, text string") for side in (left, right)
    ]
    many = on_spark.blocks(*frame, sources=("here", "there"), size=4)
    assert 6 <= many.count() <= 12
    compared = on_spark.compare(many, pairs="sources").collect()
    assert {row["error"] for row in compared} == {None}
    found = {(row["a"], row["b"]): row["index"] for row in compared}
    rows = [{"id": f"{a} {b}", "a": texts[a], "b": texts[b]} for a in left for b in right]
    alone = diptych.compare_table(pa.Table.from_pylist(rows)).pairs.to_pyarrow().to_pylist()
    assert found == {tuple(row["case"].split(" ")): row["index"] for row in alone}
    dated = frame[1].selectExpr("id", "text", "date'2031-05-03' as date")
    days = {
        (r["date_a"], r["date_b"])
        for r in on_spark.compare(on_spark.blocks(frame[0], dated), pairs="sources").collect()
    }
    assert days == {(None, "2031-05-03")}
    with pytest.raises(DiptychError, match="different names"):
        on_spark.blocks(*frame, sources=("x", "x"))
    with pytest.raises(DiptychError, match="holds no words"):
        on_spark.blocks(frame[0].selectExpr("id", "'…' as text"), frame[1])
    with pytest.raises(DiptychError, match="2 documents have the id"):
        on_spark.blocks(frame[0], frame[0], sources=("here", "there"))
    with pytest.raises(DiptychError, match="size is 0"):
        on_spark.blocks(*frame, size=0)
    with pytest.raises(DiptychError, match="has no column text"):
        on_spark.blocks(frame[0].drop("text"), frame[1])


def test_the_command_line_is_a_filter_for_pipes(local, many, brought):
    lines = many.read_text(encoding="utf-8").splitlines()[8:300]
    command = f"{sys.executable} -m diptych batch - -o - --quiet"
    piped = local.sparkContext.parallelize(lines, 3).pipe(command, checkCode=True).collect()
    reports = {line["id"]: line["report"] for line in map(json.loads, piped)}
    alone = brought("batch", "-", "-o", "-", "--quiet", input="\n".join(lines).encode())
    assert len(reports) == 292 and reports == {r["id"]: r["report"] for r in map(json.loads, alone.splitlines())}


def test_the_example_job_runs(tmp_path):
    words = [
        sys.executable,
        ROOT / "examples/spark_job.py",
        ROOT / "corpus/cases",
        tmp_path / "out",
        "--master",
        "local[2]",
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    pairs = pq.read_table(tmp_path / "out/pairs")
    assert len(pairs) >= len(CASES) and pairs["error"].null_count == len(pairs)
