"""What comes out: reports as plain data with attributes, in the words of `docs/report.schema.json`.

Scores lie between 0 and 1. Spans are UTF-8 byte offsets into the account's text, as in every form of the report;
`Span.of` and `Span.chars` turn them into words and into Python's own offsets.
"""

from __future__ import annotations

import html
import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from . import _native

if typing.TYPE_CHECKING:
    from .tables import Table

Kind = Literal["contradiction", "quantity", "attribution", "certainty", "framing", "agreement", "omission"]
Stance = Literal["stated", "quoted", "implied", "denied", "asked", "promised", "demanded"]


@dataclass(frozen=True)
class Span:
    """A stretch of an account's text, in UTF-8 bytes."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text.encode()[self.start : self.end].decode()

    def chars(self, text: str) -> slice:
        """The same stretch in Python's offsets: `text[span.chars(text)] == span.of(text)`."""
        start = len(text.encode()[: self.start].decode())
        return slice(start, start + len(self.of(text)))


@dataclass(frozen=True)
class Quote:
    """Words and where they stand."""

    span: Span
    quote: str


@dataclass(frozen=True)
class Warning:
    """What could not be done, or should be known before the report is relied on."""

    code: str
    account: str | None
    message: str


@dataclass(frozen=True)
class ModelInfo:
    """A model file an engine loaded."""

    name: str
    sha256: str


@dataclass(frozen=True)
class EngineInfo:
    """What computed a report."""

    name: str
    version: str
    models: list[ModelInfo]


@dataclass(frozen=True)
class CaseInfo:
    """The event a report is about."""

    id: str
    title: str
    date: str | None


@dataclass(frozen=True)
class Attribution:
    """Who is said to stand behind a claim, if the text tells; the words that say so; what the source does with it."""

    source: Quote | None
    cue: Quote
    stance: Stance


@dataclass(frozen=True)
class Note:
    """Words that stand for somebody they don't name, and whom they mean."""

    words: Quote
    means: str


@dataclass(frozen=True)
class Claim:
    """A clause that can be true or false, how much of the account it carries, how firmly it is put, and by whom."""

    span: Span
    quote: str
    sentence: int
    salience: float
    certainty: float
    attributions: list[Attribution]
    notes: list[Note]


@dataclass(frozen=True)
class AccountReport:
    """An account as the engine read it."""

    id: str
    source: str
    lang: str
    date: str | None
    sha256: str
    bytes: int
    claims: list[Claim]


@dataclass(frozen=True)
class Side:
    """One side of a finding: its claims by place in the account's list, the words quoted, and those marked in them."""

    claims: list[int]
    span: Span
    quote: str
    marks: list[Quote]


@dataclass(frozen=True)
class Finding:
    """How claims of two accounts relate; a side is None where the text supplied does not mention the claim."""

    kind: Kind
    also: list[Kind]
    rule: str
    a: Side | None
    b: Side | None
    similarity: float
    severity: float
    confidence: float
    explanation: str


@dataclass(frozen=True)
class Index:
    """The discrepancy index (`value`: 0, the same, to 1, nothing in common or all in conflict), its parts, coverage."""

    value: float
    shared: float
    only_a: float
    only_b: float
    conflicting: float
    reframed: float
    coverage_of_a: float
    coverage_of_b: float


@dataclass(frozen=True)
class PairReport:
    """Two accounts compared; every claim of both is in one finding."""

    a: str
    b: str
    index: Index
    findings: list[Finding]

    @property
    def differences(self) -> list[Finding]:
        """The findings but agreement, the strongest (severity times confidence) first."""
        found = [f for f in self.findings if f.kind != "agreement"]
        return sorted(found, key=lambda f: -f.severity * f.confidence)


@dataclass(frozen=True)
class ReportData:
    """The fields of a report."""

    schema: str
    engine: EngineInfo
    settings: dict[str, Any]
    case: CaseInfo
    accounts: list[AccountReport]
    pairs: list[PairReport]
    matrix: list[list[float]]
    warnings: list[Warning]


@dataclass(frozen=True)
class ArticleInfo:
    """An article as it was read."""

    id: str
    lang: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class SideClaim:
    """How a side stands to a claim, whether the sentence itself credits it, and whether it was said later."""

    stance: Stance
    told: bool
    later: bool
    confidence: float


@dataclass(frozen=True)
class SideReport:
    """A side of the event, as the article tells it."""

    id: str
    names: list[str]
    claims: list[SideClaim]


@dataclass(frozen=True)
class Comment:
    """A comment, and whose it is; None for the reporter, or where the text does not tell."""

    quote: Quote
    who: str | None


@dataclass(frozen=True)
class Remark:
    """What the reporter says of the accounts themselves."""

    kind: Literal["silence", "contrast", "accord"]
    side: str | None
    quote: Quote
    cue: Quote
    matter: list[Quote]


@dataclass(frozen=True)
class Mentioned:
    """A matter that a remark calls unmentioned, and the words of the own text that speak of it."""

    remark: int
    matter: Quote
    own: Quote
    likeness: float


@dataclass(frozen=True)
class Against:
    """The article's account of one side, held against the side's own text."""

    side: str
    own: AccountReport
    pair: PairReport
    stronger: list[int]
    mentioned: list[Mentioned]


@dataclass(frozen=True)
class ArticleData:
    """The fields of an article's report."""

    schema: str
    article: ArticleInfo
    sides: list[SideReport]
    commentary: list[Comment]
    background: list[Quote]
    telling: list[Quote]
    remarks: list[Remark]
    excluded: list[Quote]
    comparison: ReportData
    against: list[Against]


T = TypeVar("T")


def build(kind: type[T], data: Any) -> T:
    """Plain data as an instance of a class of this module."""
    made: T = _read(kind, data)
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{field.name: _read(hints[field.name], data[field.name]) for field in fields(kind)})
    origin, inside = get_origin(kind), get_args(kind)
    if origin is list:
        return [_read(inside[0], item) for item in data]
    if origin is types.UnionType and data is not None:
        return _read(next(part for part in inside if part is not type(None)), data)
    return data


class _Shown:
    """A report in the forms it is shown in."""

    _native: _native.Report | _native.ArticleReport

    def to_dict(self) -> dict[str, Any]:
        """As plain data, the same as the JSON."""
        return self._native.to_dict()

    def to_json(self) -> str:
        """As JSON: the very text that the command line prints."""
        return self._native.to_json()

    def to_html(self) -> str:
        """As one self-contained page."""
        return self._native.to_html()

    def to_markdown(self) -> str:
        """As Markdown."""
        return self._native.to_markdown()

    def to_docx(self) -> bytes:
        """As a Word document."""
        return bytes(self._native.to_docx())

    @property
    def pairs_table(self) -> Table:
        """A row a pair of accounts, as in `Tables.pairs`."""
        return self._table("pairs")

    @property
    def findings_table(self) -> Table:
        """A row a discrepancy, as in `Tables.findings`."""
        return self._table("findings")

    def _table(self, name: str) -> Table:
        from .tables import Table

        return Table(self._native.table(name))

    def _repr_html_(self) -> str:
        # A page within the page: its styles and its script stay its own.
        page = html.escape(self.to_html(), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts" style="width:100%;height:36rem;border:0"></iframe>'


class Report(_Shown):
    """Accounts of one event, compared. The attributes are those of `docs/report.schema.json`."""

    def __init__(self, native: _native.Report, case: object) -> None:
        self._native: _native.Report = native
        self._case = case

    def __reduce__(self) -> tuple[Any, ...]:
        return _report_again, (self._case, self.to_json())

    @cached_property
    def _data(self) -> ReportData:
        return build(ReportData, self.to_dict())

    def to_csv(self) -> str:
        """A row a finding, for spreadsheets."""
        return self._native.to_csv()

    @property
    def engine(self) -> EngineInfo:
        """What computed it."""
        return self._data.engine

    @property
    def settings(self) -> dict[str, Any]:
        """The settings it was computed with."""
        return self._data.settings

    @property
    def case(self) -> CaseInfo:
        """The event."""
        return self._data.case

    @property
    def accounts(self) -> list[AccountReport]:
        """The accounts with their claims, in the order given."""
        return self._data.accounts

    @property
    def pairs(self) -> list[PairReport]:
        """Every pair of accounts: first with second, first with third, second with third …"""
        return self._data.pairs

    @property
    def matrix(self) -> list[list[float]]:
        """The discrepancy index of accounts against accounts; empty where only some pairs were compared."""
        return self._data.matrix

    @property
    def warnings(self) -> list[Warning]:
        """What could not be done, or should be known before the report is relied on."""
        return self._data.warnings

    def __repr__(self) -> str:
        told = ", ".join(f"{p.a}-{p.b} {p.index.value:.2f}" for p in self.pairs)
        return f"<diptych.Report of {self.case.title!r}: discrepancy index {told}>"


class ArticleReport(_Shown):
    """An article taken apart. The attributes are those of `docs/article.schema.json`."""

    def __init__(self, native: _native.ArticleReport, text: object) -> None:
        self._native: _native.ArticleReport = native
        self._text = text

    def __reduce__(self) -> tuple[Any, ...]:
        return _article_again, (self._text, self.to_json())

    @cached_property
    def _data(self) -> ArticleData:
        return build(ArticleData, self.to_dict())

    @property
    def article(self) -> ArticleInfo:
        """The article as it was read."""
        return self._data.article

    @property
    def sides(self) -> list[SideReport]:
        """The sides it reports, the one heard first first."""
        return self._data.sides

    @property
    def commentary(self) -> list[Comment]:
        """What others, or the reporter, make of it."""
        return self._data.commentary

    @property
    def background(self) -> list[Quote]:
        """What was before, for the reader to know."""
        return self._data.background

    @property
    def telling(self) -> list[Quote]:
        """The reporter's own telling of the event."""
        return self._data.telling

    @property
    def remarks(self) -> list[Remark]:
        """What the reporter says of the accounts themselves."""
        return self._data.remarks

    @property
    def excluded(self) -> list[Quote]:
        """What is no part of the article: bylines, captions, other items, promotion, repetition."""
        return self._data.excluded

    @property
    def comparison(self) -> ReportData:
        """The sides compared: its accounts are the sides, and the warnings stand there."""
        return self._data.comparison

    @property
    def against(self) -> list[Against]:
        """The article held against the sides' own texts, where they were given."""
        return self._data.against

    def __repr__(self) -> str:
        return f"<diptych.ArticleReport: {' and '.join(side.id for side in self.sides) or 'no sides'}>"


def _report_again(case: object, json: str) -> Report:
    return Report(_native.report_again(case, json), case)


def _article_again(text: object, json: str) -> ArticleReport:
    return ArticleReport(_native.article_again(text, json), text)
