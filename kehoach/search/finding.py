"""Search over everything that a person may open: one query, however many kinds of things there are to find.

Another kind joins by registering a source where its app starts, for example in an app's `ready`:

    register(Source(
        title="Hoạt động", icon="calendar-days", rows=activities_to_read,
        name="title", detail="host__name", text="result", key="pk", order="-held_on",
        url=lambda key: reverse("activity", kwargs={"pk": key}),
    ))

`rows` is the function of `access` that the page itself uses, so that nothing is found that would be refused there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, IntegerField, Q, QuerySet, TextField, Value, When, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, RowNumber
from django.db.models.lookups import Contains, Exact, StartsWith
from django.http import HttpRequest

from kehoach.common import formats
from kehoach.common.db_functions import Plain
from kehoach.common.folding import Piece, accented, excerpt, has_marks, marked, words_of

# So many of a kind are shown; who wants the others types another word.
SHOWN = 10


@dataclass(frozen=True)
class Source:
    """A kind of thing that can be found, told by the fields of its rows.

    `rows` gives what the person may open; where it refuses the person altogether, the kind is left out. `name` is what
    a row is called, `code` what it is known by, `detail` where it belongs, `text` a long wording; all of them are
    searched, and any but the name may be missing. `url` makes the address of the row's page from the field `key`.
    """

    title: str
    icon: str
    rows: Callable[[HttpRequest], QuerySet[Any]]
    url: Callable[[str], str]
    name: str
    key: str = "code"
    code: str = ""
    detail: str = ""
    text: str = ""
    order: str = "pk"


@dataclass(frozen=True)
class Hit:
    """One thing that was found, with what matches marked."""

    url: str
    code: tuple[Piece, ...]
    name: tuple[Piece, ...]
    detail: tuple[Piece, ...]
    text: tuple[Piece, ...]


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first, and how much there is altogether."""

    source: Source
    hits: tuple[Hit, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.hits)


_registered: list[Source] = []


def register(source: Source) -> None:
    """Adds a kind of thing to what is searched. Its place is the order of registering."""
    _registered.append(source)


def registered() -> tuple[Source, ...]:
    """Every kind that was added."""
    return tuple(_registered)


def find(sources: Sequence[Source], request: HttpRequest, query: str) -> list[Group]:
    """What the person may open and what holds all words of the query, grouped by kind, the best kind first.

    A word may be part of another. What is known by exactly this code or name comes first; of equals, what has the
    marks that were typed.
    """
    words = words_of(query)
    searched = list(_searched(sources, request, query, words)) if words else []
    if not searched:
        return []
    found: dict[int, list[_Row]] = {}
    for values in searched[0].union(*searched[1:], all=True):
        found.setdefault(values[0], []).append(_Row(*values))
    closeness = _closeness(query)
    best = {group: sorted(rows, key=closeness) for group, rows in found.items()}
    places = sorted(best, key=lambda group: (best[group][0].rank, group))
    return [
        Group(sources[group], tuple(_hit(sources[group], row, words) for row in best[group]), best[group][0].total)
        for group in places
    ]


@dataclass(frozen=True)
class _Row:
    """A row of the one query: the same columns for every kind. `rank` is 0 for the best, `number` its place."""

    source: int
    key: str
    code: str
    name: str
    detail: str
    text: str
    rank: int
    number: int
    total: int


def _searched(
    sources: Sequence[Source], request: HttpRequest, query: str, words: Iterable[str]
) -> Iterator[QuerySet[Any, tuple[Any, ...]]]:
    """Of every source that is not refused to the person, the rows that hold all words, as columns of `_Row`."""
    for place, source in enumerate(sources):
        with suppress(PermissionDenied):
            yield _columns(source, place, _holding(source.rows(request), source, words), formats.plain(query))


def _holding(rows: QuerySet[Any], source: Source, words: Iterable[str]) -> QuerySet[Any]:
    """The rows in whose fields all words stand."""
    fields = [field for field in (source.code, source.name, source.detail, source.text) if field]
    blank = Value(" ")
    everything = [part for field in fields for part in (Cast(field, TextField()), blank)]
    rows = rows.annotate(found_in=Plain(Concat(blank, *everything, output_field=TextField())))
    # The longest word is the rarest: where it is missing, the others are not looked for.
    return rows.filter(*(Q(found_in__contains=word) for word in sorted(words, key=len, reverse=True)))


def _columns(source: Source, place: int, rows: QuerySet[Any], phrase: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The best of the rows as tuples for `_Row`, and how many there are."""
    rows = rows.order_by().prefetch_related(None)
    rows = rows.annotate(
        found_source=Value(place, IntegerField()),
        **{f"found_{column}": _text(getattr(source, column)) for column in ("key", "code", "name", "detail", "text")},
    ).annotate(found_rank=_rank(phrase))
    rows = rows.annotate(
        found_number=Window(RowNumber(), order_by=["found_rank", source.order, "pk"]),
        found_total=Window(Count("*")),
    )
    return rows.filter(found_number__lte=SHOWN).values_list(*(f"found_{column.name}" for column in fields(_Row)))


def _text(field: str) -> Combinable:
    nothing = Value("", TextField())
    return Coalesce(Cast(field, TextField()), nothing) if field else nothing


def _rank(phrase: str) -> Case:
    """How well a row fits: its code or name is what was typed, begins with it, has it; or it only has the words."""
    code, name = Plain("found_code"), Plain("found_name")
    ranks = (
        Q(Exact(code, phrase)) | Q(Exact(name, phrase)),
        Q(StartsWith(code, phrase)) | Q(StartsWith(name, phrase)),
        Q(Contains(name, f" {phrase}")),
        Q(Contains(Plain("found_in"), f" {phrase}")),
    )
    return Case(
        *(When(condition, then=Value(rank)) for rank, condition in enumerate(ranks)),
        default=Value(len(ranks)),
        output_field=IntegerField(),
    )


def _closeness(query: str) -> Callable[[_Row], tuple[int, bool, int]]:
    """The order within a kind. Marks tell apart only where some were typed."""
    typed = [accented(word) for word in query.split()] if has_marks(query) else []

    def closeness(row: _Row) -> tuple[int, bool, int]:
        written = accented(f"{row.name} {row.detail} {row.text}")
        return row.rank, not all(word in written for word in typed), row.number

    return closeness


def _hit(source: Source, row: _Row, words: tuple[str, ...]) -> Hit:
    return Hit(
        url=source.url(row.key),
        code=marked(row.code, words),
        name=marked(row.name, words),
        detail=marked(row.detail, words),
        text=excerpt(row.text, words),
    )
