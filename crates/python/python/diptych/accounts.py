"""What goes in: accounts and cases."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from . import _native
from .report import Warning, build


@dataclass(frozen=True)
class Account:
    """One telling of an event.

    `id` is its short name, unique within its case; `source` who tells it, as shown (by default the id); `lang` is `en`,
    `ru`, `zh` or `und`, by default detected; `date`, the day it was given out, is what "yesterday" counts from.
    """

    id: str
    text: str
    source: str | None = None
    lang: str | None = None
    date: str | None = None
    warnings: tuple[Warning, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "date", day(self.date))

    @classmethod
    def from_file(
        cls,
        path: str | os.PathLike[str],
        *,
        id: str | None = None,
        source: str | None = None,
        lang: str | None = None,
        date: str | datetime.date | None = None,
    ) -> Account:
        """Reads a text, Markdown, HTML, Word or PDF file; its id is the file's name without the ending."""
        name = id if id is not None else Path(path).stem
        text, warnings = _native.account_text(os.fspath(path), name)
        found = tuple(build(Warning, w) for w in warnings)
        return cls(name, text, source=source, lang=lang, date=day(date), warnings=found)


@dataclass(frozen=True)
class Case:
    """One event and two or more accounts of it, in the order they are shown."""

    accounts: tuple[Account, ...]
    id: str | None = None
    title: str | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "accounts", tuple(self.accounts))
        object.__setattr__(self, "date", day(self.date))

    @classmethod
    def from_folder(cls, folder: str | os.PathLike[str]) -> Case:
        """Reads a case folder: `case.json` and the accounts' files beside it."""
        found = _native.case_folder(os.fspath(folder))
        accounts = [
            Account(**(account | {"warnings": tuple(build(Warning, w) for w in account["warnings"])}))
            for account in found["accounts"]
        ]
        return cls(tuple(accounts), id=found["id"], title=found["title"], date=found["date"])


Accounts: TypeAlias = Case | Mapping[str, str] | Iterable["Account | tuple[str, str] | str"]


def case(accounts: Accounts, id: str | None, title: str | None, date: str | datetime.date | None) -> Case:
    """A case of whatever stands for one; what is given beside it comes first."""
    if isinstance(accounts, Case):
        found = accounts
    else:
        found = Case(many(accounts))
    return Case(found.accounts, id=id or found.id, title=title or found.title, date=day(date) or found.date)


def many(told: Any) -> tuple[Account, ...]:
    """Accounts of whatever stands for them, in order."""
    if isinstance(told, str):
        raise TypeError("one text alone is no case; give two or more accounts, such as {'union': text, 'port': text}")
    if isinstance(told, set | frozenset) or hasattr(told, "__dataframe__") or hasattr(told, "__arrow_c_stream__"):
        what = type(told).__name__
        raise TypeError(f"a {what} is no list of accounts; give a list or a mapping (data frames go to compare_table)")
    if isinstance(told, Mapping):
        for id, text in told.items():
            if not isinstance(id, str) or not isinstance(text, str):
                raise TypeError(f"{id!r} stands for a {type(text).__name__}; give texts by their ids")
        told = told.items()
    return tuple(account(a, number) for number, a in enumerate(told))


def account(told: Any, number: int) -> Account:
    """An account of whatever stands for one; a text alone is called `a`, `b` and so on by its place."""
    if isinstance(told, Account):
        return told
    if isinstance(told, str):
        return Account(chr(ord("a") + number) if number < 26 else str(number + 1), told)
    if isinstance(told, tuple) and len(told) == 2 and all(isinstance(part, str) for part in told):
        return Account(*told)
    raise TypeError(f"account {number + 1} is a {type(told).__name__}; give an Account, a text, or (id, text)")


def day(date: str | datetime.date | None) -> str | None:
    """A day as `YYYY-MM-DD`."""
    if isinstance(date, datetime.datetime):
        date = date.date()
    return date.isoformat() if isinstance(date, datetime.date) else date
