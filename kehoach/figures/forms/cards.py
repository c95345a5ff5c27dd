"""How the entry page groups its questions: what seldom changes first, then the numbers, what need not be said last.

Between the first number and the last nothing else takes the focus: the Next key of a phone goes from number to number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kehoach.figures.forms.rows import Row, Sum
from kehoach.models import YearFigures
from kehoach.questionnaire.layout import Field, Kind, Section
from kehoach.questionnaire.values import Absent, Values

SAME, CHANGE = "same", "change"


@dataclass(frozen=True)
class Steady:
    """Required questions whose answers seldom change; where last year's are all known they are confirmed together.

    `slug` names the inputs of the group, `last` are last year's values of its questions.
    """

    slug: str
    title: str
    fields: tuple[Field, ...]
    last: Values

    @property
    def confirm_name(self) -> str:
        """The radio: like last year, or changed."""
        return f"{self.slug}-same"

    @property
    def shown_name(self) -> str:
        """The hidden input that says that the radio was on the page, so that no choice means no answer."""
        return f"{self.slug}-confirms"

    @property
    def last_in_words(self) -> str:
        """Last year's answers in a line: Diện tích 60 m², Chỗ ngồi 36 chỗ."""
        if len(self.fields) == 1:
            return self.fields[0].shown(self.last[self.fields[0].name])
        return ", ".join(
            f"{field.short_label} {field.shown(self.last[field.name])} {field.unit}".strip() for field in self.fields
        )

    def choice(self, figures: YearFigures) -> str:
        """What the kept answers say: like last year, changed, or nothing yet."""
        now = {field.name: figures.value(field.name) for field in self.fields}
        if all(value is Absent.UNANSWERED for value in now.values()):
            return ""
        return SAME if all(self.last[name] == value for name, value in now.items()) else CHANGE


def steady_groups(sections: tuple[Section, ...], last: Values | None) -> tuple[Steady, ...]:
    """The groups that can be confirmed: last year's answer to each question is known and still offered."""
    if last is None:
        return ()
    groups = (
        Steady(fields[0].name, title, fields, {field.name: last.get(field.name, Absent.UNANSWERED) for field in fields})
        for section in sections
        for title, fields in _steady_in(section)
    )
    return tuple(group for group in groups if all(_holds(field, group.last[field.name]) for field in group.fields))


def _steady_in(section: Section) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """A set of choices is a group of its own; the other steady questions of a section are one."""
    steady = sorted((field for field in section.fields if field.is_steady), key=_is_choices)
    for is_choices, fields in groupby(steady, key=_is_choices):
        if is_choices:
            yield from ((field.short_label, (field,)) for field in fields)
        else:
            yield section.steady_title or section.title, tuple(fields)


def _is_choices(field: Field) -> bool:
    return field.kind is Kind.CHOICES


def _holds(field: Field, value: object) -> bool:
    """Whether last year's answer can be this year's: there is one, and every choice of it is still offered."""
    if isinstance(value, frozenset):
        return value <= {code for code, _ in field.choices}
    return not isinstance(value, Absent)


@dataclass(frozen=True)
class Card:
    """Questions that stand together on the entry page; `steady` is the group that is confirmed by one tap, if any."""

    title: str
    hint: str
    rows: tuple[Row, ...]
    totals: tuple[Sum, ...] = ()
    steady: Steady | None = None
    choice: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something in a folded card has to be seen."""
        return any(row.errors or row.theirs or row.is_displayed or row.is_to_correct for row in self.rows)


@dataclass(frozen=True)
class Cards:
    """The entry page: questions that seldom change, numbers, and those that need not be answered."""

    steady: tuple[Card, ...]
    numbers: tuple[Card, ...]
    further: tuple[Card, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every question, in the order of the page."""
        return tuple(row for card in (*self.steady, *self.numbers, *self.further) for row in card.rows)


def cards_of(
    sections: tuple[Section, ...],
    rows: Mapping[str, Row],
    sums: Mapping[str, tuple[Sum, ...]],
    groups: Mapping[str, tuple[Steady, str]],
) -> Cards:
    """The cards of a facility's form. `rows` are by column, `sums` by the title of their section, `groups` (with what
    was chosen) by the slug of those that can be confirmed."""
    steady: list[Card] = []
    numbers: list[Card] = []
    further: list[Card] = []
    for section in sections:
        for title, fields in _steady_in(section):
            group, choice = groups.get(fields[0].name, (None, ""))
            steady.append(Card(title, "", _rows(fields, rows), steady=group, choice=choice))
        rest = tuple(field for field in section.fields if not field.is_steady)
        if rest:
            card = Card(section.title, section.hint, _rows(rest, rows), _within(sums[section.title], rest))
            (further if all(field.optional for field in rest) else numbers).append(card)
    return Cards(tuple(steady), tuple(numbers), tuple(further))


def _rows(fields: tuple[Field, ...], rows: Mapping[str, Row]) -> tuple[Row, ...]:
    return tuple(rows[field.name] for field in fields)


def _within(sums: tuple[Sum, ...], fields: tuple[Field, ...]) -> tuple[Sum, ...]:
    """The totals of which a part stands among these questions."""
    names = {field.name for field in fields}
    return tuple(total for total in sums if names & set(total[0].parts))
