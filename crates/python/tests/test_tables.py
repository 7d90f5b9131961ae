"""Tables come out as the batch's, whatever they came in as."""

import json
import signal
import subprocess
import sys
import time

import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import CASES, MODEL

import diptych
from diptych import Case, DiptychError


def corpus(**more):
    """The corpus' cases as rows."""
    rows = []
    for folder in CASES:
        case = Case.from_folder(folder)
        accounts = [
            {"id": a.id, "source": a.source, "lang": a.lang, "date": a.date, "text": a.text} for a in case.accounts
        ]
        rows.append({"id": case.id, "title": case.title, "date": case.date, "accounts": accounts} | more)
    return rows


def pairs():
    """The first two accounts of each case as rows."""
    rows = []
    for row in corpus():
        a, b = row["accounts"][:2]
        rows.append({"id": row["id"], "a": a["text"], "b": b["text"], "source_a": a["source"], "lang_b": b["lang"]})
    return rows


def test_they_are_those_of_a_batch(program, tmp_path):
    rows = [*corpus(note="left alone"), {"id": "bad", "accounts": [{"id": "u", "text": "One."}]}]
    lines = tmp_path / "cases.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as partly:
        program("batch", lines, "-o", tmp_path / "out")
    assert partly.value.returncode == 1
    found = diptych.compare_table(pa.Table.from_pylist(rows))
    for name in ("pairs", "findings"):
        assert getattr(found, name).to_pyarrow().equals(pq.read_table(tmp_path / "out" / f"{name}.parquet")), name
    refused = [json.loads(line) for line in (tmp_path / "out/errors.jsonl").read_text().splitlines()]
    expected = [{"row": len(CASES), "case": "bad", "error": refused[0]["error"]}]
    assert len(refused) == 1 and found.errors.to_pyarrow().to_pylist() == expected


def test_every_kind_of_table_gives_the_same():
    rows = pairs()
    table = pa.Table.from_pylist(rows)
    expected = diptych.compare_table(table).findings.to_pyarrow()
    assert len(expected) > 500
    schema = pa.schema([(f.name, pa.large_string()) for f in table.schema])
    views = pa.schema([(f.name, pa.string_view()) for f in table.schema])
    others = [
        pandas.DataFrame(rows),
        polars.DataFrame(rows),
        table.cast(schema),
        table.cast(views),
        table.set_column(3, "source_a", table["source_a"].dictionary_encode()),
        pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=3)),
        table.slice(0),
    ]
    for other in others:
        assert diptych.compare_table(other).findings.to_pyarrow().equals(expected), type(other)
    for jobs in (1, 2, 5):
        assert diptych.compare_table(table, jobs=jobs).findings.to_pyarrow().equals(expected)
    part = diptych.compare_table(table.slice(5, 4)).pairs.to_pyarrow()
    assert part["case"].to_pylist() == [row["id"] for row in rows[5:9]]


def test_they_go_out_as_they_are():
    found = diptych.compare_table(pa.Table.from_pylist(pairs()))
    frame, other = found.findings.to_pandas(), found.findings.to_polars()
    assert list(frame.columns) == other.columns == found.findings.columns
    assert len(frame) == len(other) == len(found.findings) == pa.table(found.findings).num_rows
    assert "<table" in found.pairs._repr_html_() and "rows" in repr(found.pairs)
    report = diptych.compare(Case.from_folder(CASES[0]))
    assert report.pairs_table.to_pandas()["index"][0] == report.pairs[0].index.value
    assert len(report.findings_table) == sum(len(p.differences) for p in report.pairs)


def test_days_ids_and_languages_are_read_as_they_come():
    one = {"a": ["One man left on Monday."], "b": ["Two men left on Monday."]}
    day = pandas.Timestamp("2031-05-03")
    for date in ([day], [day.date()], ["2031-05-03"], pandas.Series([day], dtype="datetime64[ms]")):
        found = diptych.compare_table(pandas.DataFrame(one | {"id": [7], "date": date, "lang_a": ["ru"]}))
        row = found.pairs.to_pyarrow().to_pylist()[0]
        assert (row["case"], row["date"], row["date_a"], row["lang_a"]) == ("7", "2031-05-03", "2031-05-03", "ru")
    warned = diptych.compare_table(
        pa.table({"a": ["Ein Mann ging fort."], "b": ["Ein Mann ging fort."], "lang_a": ["und"]})
    )
    codes = warned.warnings.to_pyarrow()["code"].to_pylist()
    assert "same-text" in codes and "language-not-supported" in codes


def test_what_data_frames_make_of_gaps_is_read():
    frame = pandas.DataFrame(
        {"a": ["One man left."] * 2, "b": ["Two men left."] * 2, "id": [10, None], "note": ["x", 3]}
    )
    frame["lang_a"], frame["title"] = float("nan"), None
    found = diptych.compare_table(frame)
    assert found.pairs.to_pyarrow()["case"].to_pylist() == ["10", "1"] and not len(found.errors)
    hours = pa.table(
        {"id": pandas.to_datetime(["2031-05-03 10:00", "2031-05-03 11:00"]), "a": ["x y"] * 2, "b": ["z"] * 2}
    )
    assert len(set(diptych.compare_table(hours).pairs.to_pyarrow()["case"].to_pylist())) == 2
    with pytest.raises(DiptychError, match="not whole"):
        diptych.compare_table(frame.assign(id=[1.5, 2.0]))
    for jobs in (0, -1, 5000):
        with pytest.raises(DiptychError, match="between 1 and 1024"):
            diptych.compare_table(frame, jobs=jobs)


def test_rows_that_cannot_be_compared_are_told():
    table = pa.table(
        {
            "id": ["x", None, "y", "z", "ok"],
            "a": ["", "One.", None, "One.", "One man left."],
            "b": ["x", "", "Two.", "Two.", "Two men left."],
            "date_a": [None, None, None, "May", None],
        }
    )
    found = diptych.compare_table(table)
    errors = found.errors.to_pyarrow().to_pylist()
    assert [(e["row"], e["case"]) for e in errors] == [(0, "x"), (1, "1"), (2, "y"), (3, "z")]
    told = ['account "a" holds no words', 'account "b" holds no words', "a is null", 'date_a is "May"']
    assert all(words in error["error"] for words, error in zip(told, errors, strict=True))
    assert found.pairs.to_pyarrow()["case"].to_pylist() == ["ok"]
    lists = pa.table({"accounts": [[{"id": "u", "text": None}], [{"id": "", "text": "x"}], None]})
    messages = diptych.compare_table(lists).errors.to_pyarrow()["error"].to_pylist()
    assert messages[0] == 'account "u": has no text' and messages[1].startswith("account 1 has no id")
    assert messages[2].startswith("accounts is null")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (pa.table({"x": [1]}), "neither a and b"),
        (pa.table({"a": [1.5], "b": ["x"]}), "column a holds Float64"),
        (pa.table({"a": [["x"]], "b": ["x"]}), "column a holds List"),
        (pa.table({"accounts": ["x"]}), "column accounts holds Utf8"),
        (pa.table({"accounts": [["x"]]}), "column accounts holds"),
    ],
)
def test_a_table_of_another_kind_is_refused(table, told):
    with pytest.raises(DiptychError, match=told):
        diptych.compare_table(table)
    with pytest.raises(TypeError, match="speak Arrow"):
        diptych.compare_table([{"a": "x", "b": "y"}])


def test_no_rows_are_no_error():
    found = diptych.compare_table(pa.table({"a": pa.array([], pa.string()), "b": pa.array([], pa.string())}))
    assert [len(t) for t in (found.pairs, found.findings, found.warnings, found.errors)] == [0, 0, 0, 0]
    assert "index" in found.pairs.columns


def test_the_deep_engine_reads_tables_too():
    row = pairs()[0]
    found = diptych.compare_table(pa.Table.from_pylist([row]), engine="deep", model=MODEL).pairs.to_pyarrow()
    accounts = [
        diptych.Account("a", row["a"], source=row["source_a"]),
        diptych.Account("b", row["b"], lang=row["lang_b"]),
    ]
    report = diptych.compare(accounts, engine="deep", model=MODEL)
    assert found["index"][0].as_py() == report.pairs[0].index.value


def test_ctrl_c_stops_it():
    ask = """
import diptych, pyarrow
text = " ".join(f"Some {n} dockers of pier {n * 7} walked out on Friday." for n in range(60))
table = pyarrow.table({"a": [text] * 100_000, "b": [text.replace("Some", "About")] * 100_000})
print("begun", flush=True)
diptych.compare_table(table)
"""
    asked = subprocess.Popen([sys.executable, "-c", ask], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert asked.stdout.readline() == "begun\n"
    time.sleep(1)
    asked.send_signal(signal.SIGINT)
    begun = time.monotonic()
    _, told = asked.communicate(timeout=30)
    assert "KeyboardInterrupt" in told and time.monotonic() - begun < 10
