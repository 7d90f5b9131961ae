"""Compare accounts of one event: aligned claims, typed and scored discrepancies, with the words that show them.

>>> import diptych
>>> report = diptych.compare({
...     "union": "More than 900 dockers walked out on Friday. The talks will go on.",
...     "port": "Around 400 dockers walked out on Friday.",
... })
>>> for finding in report.pairs[0].findings:
...     print(finding.kind, "|", finding.explanation)
quantity | union gives "More than 900", port gives "Around 400".
omission | Not mentioned in the text supplied from port.

The same texts and settings give the same report as the command line and the page, to the byte. What can't be done is a
`DiptychError` that says what to do.
"""

import importlib
from types import ModuleType

from ._native import DiptychError, __version__
from .accounts import Account, Case
from .compare import article, compare, evaluate
from .report import ArticleReport, Finding, PairReport, Report
from .tables import Table, Tables, compare_table

__all__ = [
    "Account",
    "ArticleReport",
    "Case",
    "DiptychError",
    "Finding",
    "PairReport",
    "Report",
    "Table",
    "Tables",
    "__version__",
    "article",
    "compare",
    "compare_table",
    "evaluate",
]


def __getattr__(name: str) -> ModuleType:
    # Only who asks for it needs Spark and pyarrow.
    if name == "spark":
        return importlib.import_module(".spark", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
