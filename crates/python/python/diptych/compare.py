"""What can be asked: to compare accounts, to take an article apart, to measure against gold."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable
from typing import Any, Literal

from . import _native
from .accounts import Account, Accounts, case, many
from .report import ArticleReport, Report

Engine = Literal["light", "deep"]


def compare(
    accounts: Accounts,
    *,
    id: str | None = None,
    title: str | None = None,
    date: str | datetime.date | None = None,
    pairs: str = "all",
    engine: Engine = "light",
    model: str | os.PathLike[str] | None = None,
    **settings: Any,
) -> Report:
    """Compares accounts of one event.

    Parameters
    ----------
    accounts
        A `Case`, a mapping of ids to texts, or a list of `Account`s, texts, or (id, text).
    id, title, date
        What the event is called, and its day (`YYYY-MM-DD`), from which "yesterday" counts.
    pairs
        `all`, each with each; `consecutive`, each with the next; `sources`, each with each of another source;
        `against:ID`, that one with each of the others.
    engine, model
        `light`, part of the package, or `deep`, a transformer whose `model` is a file of its own; left out,
        `models/deep.bin` is looked for.
    settings
        `align_threshold`, `merge_threshold`, `kind_threshold` (0 to 1), and `weights`, a mapping of kinds to 0 to 1.

    Raises
    ------
    DiptychError
        What is wrong, and what to do.
    """
    given = case(accounts, id, title, date)
    return Report(_native.compare(given, pairs, choice(engine, model), settings), given)


def article(
    text: str | Account,
    *,
    against: Iterable[Account] = (),
    engine: Engine = "light",
    model: str | os.PathLike[str] | None = None,
    **settings: Any,
) -> ArticleReport:
    """Takes one article apart into the sides it reports, and compares them.

    `against` are the sides' own texts, which the article is held against, each with the side whose claims it shares
    most with; the rest is as for `compare`.

    Raises
    ------
    DiptychError
        What is wrong, and what to do.
    """
    whole = Account("article", text) if isinstance(text, str) else text
    own = many(against)
    return ArticleReport(_native.article(whole, own, choice(engine, model), settings), whole)


def evaluate(
    corpus: str | os.PathLike[str],
    *,
    split: Literal["train", "dev", "test"] | None = None,
    lang: Literal["en", "ru", "zh"] | None = None,
    per_case: bool = False,
    predicted: str | os.PathLike[str] | None = None,
    engine: Engine = "light",
    model: str | os.PathLike[str] | None = None,
) -> dict[str, Any]:
    """Measures the engine, or the labels in `predicted`/CASE/labels.jsonl, against gold, as `diptych eval --json` does.

    `corpus` holds cases, articles, or pairs, as the command line takes them; each figure is [F1, precision, recall].

    Raises
    ------
    DiptychError
        What is wrong, and what to do.
    """
    words = [os.fspath(corpus), "--json"]
    words += ["--per-case"] if per_case else []
    named = {"split": split, "lang": lang, "predicted": predicted, "model": model}
    named["engine"] = None if predicted is not None and engine == "light" else engine
    for name, value in named.items():
        words += [f"--{name}", os.fspath(value)] if value is not None else []
    figures: dict[str, Any] = json.loads(_native.eval(words))
    return figures


def choice(engine: str, model: str | os.PathLike[str] | None, jobs: int | None = None) -> dict[str, Any]:
    """An engine as the native part is told it."""
    return {"engine": engine, "model": None if model is None else os.fspath(model), "jobs": jobs}
