"""Comparisons are the command line's, and what goes wrong is told."""

import copy
import datetime
import doctest
import json
import multiprocessing
import pickle
import re
import subprocess
import threading
import time
from html.parser import HTMLParser

import pyarrow
import pytest
from conftest import CASES, MODEL, ROOT

import diptych
from diptych import Account, Case, DiptychError

DOCKERS = {
    "union": "More than 900 dockers walked out on Friday. The talks will go on.",
    "port": "Around 400 dockers walked out on Friday.",
}


@pytest.mark.parametrize("folder", CASES, ids=lambda f: f.name)
def test_a_report_is_the_command_lines_byte_for_byte(folder, program):
    report = diptych.compare(Case.from_folder(folder))
    assert report.to_json() == program("compare", folder, "--format", "json")
    assert report.to_dict() == json.loads(report.to_json())


@pytest.mark.parametrize("name", ["call-birthday-leaders", "strike-tram-night"])
def test_so_are_the_deep_engines_and_every_form(name, program):
    folder = ROOT / "corpus/cases" / name
    report = diptych.compare(Case.from_folder(folder), engine="deep", model=MODEL)
    deep = ["compare", folder, "--engine", "deep"]
    assert report.to_json() == program(*deep, "--format", "json")
    assert report.to_html() == program(*deep, "--format", "html")
    assert report.to_markdown() == program(*deep, "--format", "md")
    assert report.to_csv() == program(*deep, "--format", "csv")
    assert report.to_docx()[:2] == b"PK"


def test_settings_pairs_and_dates_go_the_same_way(program, tmp_path):
    folder = CASES[0]
    report = diptych.compare(Case.from_folder(folder), kind_threshold=0.6, align_threshold=0.5)
    asked = ["--kind-threshold", "0.6", "--align-threshold", "0.5"]
    assert report.to_json() == program("compare", folder, *asked, "--format", "json")
    files = [tmp_path / f"{name}.txt" for name in ("u", "p", "m")]
    for file in files:
        file.write_text(f"{len(file.name)} dockers left yesterday, said {file.stem}.", encoding="utf-8")
    accounts = [Account.from_file(file) for file in files]
    report = diptych.compare(accounts, date=datetime.date(2031, 5, 3))
    assert report.to_json() == program("compare", *files, "--date", "2031-05-03", "--format", "json")
    some = diptych.compare(accounts, pairs="against:p", weights={"omission": 0.2})
    assert [(p.a, p.b) for p in some.pairs] == [("p", "u"), ("p", "m")]
    assert some.settings["weights"]["omission"] == 0.2 and some.settings["weights"]["framing"] == 0.5


def test_a_report_has_attributes_and_words():
    report = diptych.compare(DOCKERS, title="The harbour")
    pair = report.pairs[0]
    assert [f.kind for f in pair.findings] == ["quantity", "omission"]
    assert pair.differences[0].severity * pair.differences[0].confidence == max(
        f.severity * f.confidence for f in pair.findings
    )
    first = pair.findings[0]
    assert [m.quote for m in first.a.marks] == ["More than 900"] and pair.findings[1].b is None
    assert report.case.title == "The harbour" and "The harbour" in repr(report)
    assert report.matrix == [[0.0, pair.index.value], [pair.index.value, 0.0]]
    text = "Он ушёл 港口. Около 400 докеров ушли."
    claim = diptych.compare({"a": text, "b": "Ушли 300 докеров."}).accounts[0].claims[-1]
    assert claim.span.of(text) == claim.quote == text[claim.span.chars(text)]


def test_the_examples_in_words_are_true(capsys):
    tried = doctest.testmod(diptych)
    assert tried.attempted > 1 and not tried.failed
    readme = (ROOT / "crates/python/README.md").read_text(encoding="utf-8")
    code, printed = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", readme, re.DOTALL).groups()
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_a_notebook_shows_the_page_within_a_frame():
    class Frame(HTMLParser):
        def handle_starttag(self, tag, attrs):
            self.found = (tag, dict(attrs))

    report = diptych.compare({"a": '<b>One</b> man & his "dog" left.', "b": "Two men left."})
    frame = Frame()
    frame.feed(report._repr_html_())
    tag, attributes = frame.found
    assert tag == "iframe" and attributes["srcdoc"] == report.to_html() and attributes["sandbox"] == "allow-scripts"


ARTICLES = sorted(path.parent for path in (ROOT / "corpus/articles").glob("*/article.txt"))


@pytest.mark.parametrize("folder", ARTICLES[:10], ids=lambda f: f.name)
def test_an_article_is_the_command_lines(folder, program):
    report = diptych.article(Account.from_file(folder / "article.txt"))
    assert report.to_json() == program("article", folder / "article.txt", "--format", "json")
    assert [side.id for side in report.sides] == [account.id for account in report.comparison.accounts]
    assert report.to_html().startswith("<!DOCTYPE html>") and "iframe" in report._repr_html_()


def test_an_article_is_held_against_own_texts():
    article = (ARTICLES[0] / "article.txt").read_text(encoding="utf-8")
    report = diptych.article(article, against=[Account("own", "The bridge was closed on Monday, the mayor said.")])
    assert [a.own.id for a in report.against] == ["own"]


@pytest.mark.parametrize("corpus", ["corpus", "corpus/articles", "corpus/pairs"])
def test_figures_are_the_command_lines(corpus, program):
    figures = diptych.evaluate(ROOT / corpus, split="dev", lang="en")
    assert figures == json.loads(program("eval", ROOT / corpus, "--split", "dev", "--lang", "en", "--json"))


def test_labels_of_others_are_measured(tmp_path):
    case = next(c for c in CASES if (c / "gold.jsonl").is_file())
    (tmp_path / case.name).mkdir()
    (tmp_path / case.name / "labels.jsonl").write_bytes((case / "gold.jsonl").read_bytes())
    figures = diptych.evaluate(ROOT / "corpus", predicted=tmp_path, per_case=True)
    assert figures["per_case"][case.name]["typed"][0] == 1.0


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: diptych.compare({"a": "One."}), "only 1 account given"),
        (lambda: diptych.compare([Account("a", "One."), Account("a", "Two.")]), "two accounts are called"),
        (lambda: diptych.compare({"a": "One.", "b": " "}), 'account "b" holds no words'),
        (lambda: diptych.compare(["One.", "Two."], kind_treshold=1), "unknown field `kind_treshold`"),
        (lambda: diptych.compare(["One.", "Two."], weights={"framing": 3}), "weights.framing is 3"),
        (lambda: diptych.compare(["One.", "Two."], kind_threshold="high"), "settings: invalid type"),
        (lambda: diptych.compare(["One.", "Two."], weights=3), "settings: invalid type"),
        (lambda: diptych.compare(["One.", "Two."], kind_threshold={"x": 1}), "settings: invalid type"),
        (lambda: diptych.compare(["One.", "Two."], weights={"framing": {"x": 1}}), "settings: invalid type"),
        (lambda: diptych.compare(["One.", "Two."], engine="deeper"), 'no engine "deeper"'),
        (lambda: diptych.compare(["One.", "Two."], engine="deep", model="no.bin"), "no.bin: there is no such file"),
        (lambda: diptych.compare(["One.", "Two."], pairs="some"), "pairs: write all"),
        (lambda: diptych.compare(["One.", "Two."], pairs="against:c"), 'no account is called "c"'),
        (lambda: diptych.compare(["One.", "Two."], date="May"), "write it as YYYY-MM-DD"),
        (lambda: diptych.compare([Account("u", "One.", lang="de"), "Two."]), 'account "u": lang is "de"'),
        (lambda: Case.from_folder("nowhere"), "nowhere"),
        (lambda: Account.from_file("nowhere.txt"), "there is no such file"),
        (lambda: diptych.evaluate("nowhere"), "there is no such file"),
        (lambda: diptych.evaluate(ROOT / "corpus", split="all"), "invalid value 'all'"),
    ],
)
def test_what_is_wrong_is_told(ask, told):
    with pytest.raises(DiptychError) as error:
        ask()
    assert told in str(error.value)


@pytest.mark.parametrize(
    "accounts",
    [
        "One text.",
        ["One.", 2],
        [("a", "b", "c"), "x"],
        {"One.", "Two."},
        {"a": "One.", "b": 2},
        pyarrow.table({"a": ["x"]}),
    ],
    ids=lambda accounts: type(accounts).__name__,
)
def test_what_is_no_account_is_a_type_error(accounts):
    with pytest.raises(TypeError, match="give"):
        diptych.compare(accounts)


def test_other_threads_go_on_meanwhile():
    texts = [f"Some {n} dockers of pier {n * 7} walked out on Friday." for n in range(20_000)]
    table = pyarrow.table({"a": texts, "b": texts[::-1]})
    counted, done = 0, threading.Event()

    def compare():
        diptych.compare_table(table)
        done.set()

    threading.Thread(target=compare).start()
    while not done.is_set():
        counted += 1
        time.sleep(0.001)
    # Had the lock been held, this loop would have stood still all the time.
    assert counted > 20


def test_reports_and_tables_go_from_one_process_to_another():
    report = diptych.compare(Case.from_folder(CASES[0]), kind_threshold=0.10184467440737097)
    again = pickle.loads(pickle.dumps(report))
    assert again.to_json() == report.to_json() and again.to_html() == report.to_html()
    assert again.settings["kind_threshold"] == 0.10184467440737097
    article = diptych.article(Account.from_file(ARTICLES[0] / "article.txt"))
    assert copy.deepcopy(article).to_html() == article.to_html()
    table = report.findings_table
    assert pickle.loads(pickle.dumps(table)).to_pyarrow().equals(table.to_pyarrow())
    assert pickle.loads(pickle.dumps(table)).columns == table.columns


def test_a_process_forked_off_can_compare_as_well_or_says_why_not():
    expected = diptych.compare(DOCKERS).to_json()
    figures = diptych.evaluate(ROOT / "corpus", split="dev", lang="en")
    diptych.compare(DOCKERS, engine="deep", model=MODEL)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_json, ("light",)).get(timeout=60) == expected
        with pytest.raises(DiptychError, match="spawn"):
            pool.apply_async(_json, ("deep",)).get(timeout=60)
        asked = pool.apply_async(diptych.evaluate, (ROOT / "corpus",), {"split": "dev", "lang": "en"})
        assert asked.get(timeout=60) == figures


def _json(engine):
    return diptych.compare(DOCKERS, engine=engine, model=MODEL if engine == "deep" else None).to_json()


def test_the_wheel_brings_the_command_line(brought, program):
    words = ["compare", CASES[0], "--format", "json"]
    assert brought(*words) == program(*words)
    with pytest.raises(subprocess.CalledProcessError) as error:
        brought("compare", "nowhere")
    assert error.value.returncode == 2 and b"nowhere" in error.value.stderr
