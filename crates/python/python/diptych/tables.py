"""Tables in and out, over Arrow: pyarrow, pandas, polars, DuckDB and whatever else speaks its C data interface."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from .compare import Engine, choice

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table:
    """An Arrow table. `pyarrow.table(t)`, `polars.from_arrow(t)` and others take it as it is, without a copy."""

    def __init__(self, native: _native.ArrowTable) -> None:
        self._native = native

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __reduce__(self) -> tuple[Any, ...]:
        # An Arrow table of another library is as good as the native one.
        return Table, (self.to_pyarrow(),)

    def __len__(self) -> int:
        return self._native.num_rows

    def __repr__(self) -> str:
        return f"<diptych.Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str | None:
        try:
            shown: str = self.to_pandas()._repr_html_()
        except ImportError:
            return None
        return shown

    @property
    def columns(self) -> list[str]:
        """The columns' names."""
        return list(self._native.column_names)

    def to_pyarrow(self) -> pyarrow.Table:
        """As a pyarrow table."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas data frame; needs pyarrow."""
        return self.to_pyarrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """As a polars data frame."""
        import polars

        return polars.DataFrame(self)


@dataclass(frozen=True)
class Tables:
    """The tidy tables of many comparisons, with the columns of `diptych batch`'s files of the same names."""

    pairs: Table
    """A row a pair of accounts: the index, its parts, how many findings of each kind."""
    findings: Table
    """A row a discrepancy: kind, scores, the words on both sides and their offsets (UTF-8 bytes)."""
    warnings: Table
    """A row a warning: what could not be done, or should be known before the figures are relied on."""
    errors: Table
    """A row for each row that could not be compared: its position from 0, its id, what is wrong."""


def compare_table(
    table: Any,
    *,
    pairs: str = "all",
    jobs: int | None = None,
    engine: Engine = "light",
    model: str | os.PathLike[str] | None = None,
    **settings: Any,
) -> Tables:
    """Compares the accounts of each row, on every core; rows that can't be are told in `errors`, and the others go on.

    Parameters
    ----------
    table
        Anything that speaks Arrow: a pyarrow table or reader, a pandas or polars data frame, a DuckDB result. It has
        the texts `a` and `b`, and if you like `id`, `title`, `date`, `source_a`, `source_b`, `lang_a`, `lang_b`,
        `date_a`, `date_b`; or `accounts`, lists of {id, text, source, lang, date}. Other columns are left alone; the
        results are joined to them again by `id`, which is `case` there. A row without an id is called by its position,
        from 0.
    jobs
        Threads; by default one for each core. The results are the same at any number.
    pairs, engine, model, settings
        As for `compare`.

    Raises
    ------
    DiptychError
        The table can't be read at all, or a setting is wrong.
    """
    names = ["pairs", "findings", "warnings"]
    return Tables(**compared(table, names, pairs, choice(engine, model, jobs), settings))


def compared(
    table: Any, names: Iterable[str], pairs: str, engine: dict[str, Any], settings: dict[str, Any]
) -> dict[str, Table]:
    """The tables of these names, and `errors`."""
    if type(table).__module__.startswith("pandas") and hasattr(table, "columns"):
        # Columns that are not read may hold what Arrow does not.
        table = table.loc[:, [name in _native.KNOWN for name in table.columns]]
    if not hasattr(table, "__arrow_c_stream__"):
        what = type(table).__name__
        raise TypeError(f"a {what} does not speak Arrow; give a pyarrow table, or a pandas or polars data frame")
    found = _native.compare_table(table, list(names), pairs, engine, settings)
    return {name: Table(native) for name, native in found.items()}
