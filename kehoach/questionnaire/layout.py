"""What a yearly form asks, in which order and in whose words. Imports no Django.

Each kind of figures declares one Layout; the entry form, the review page, the Excel sheet, the checks and the
appendices of the report are all built from it, so that a question has one label and one definition everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from kehoach.questionnaire.values import Absent, Value, Values, displayed


class Kind(StrEnum):
    """What sort of answer a question takes.

    A whole number (of things, đồng or m²), a year, a set of choices, a yes or no, one of several, a short text, a day.
    """

    COUNT = "count"
    MONEY = "money"
    AREA = "area"
    YEAR = "year"
    CHOICES = "choices"
    SWITCH = "switch"
    ONE = "one"
    TEXT = "text"
    DATE = "date"


AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY, Kind.AREA})
WORDS = frozenset({Kind.ONE, Kind.TEXT})


@dataclass(frozen=True)
class Field:
    """One question of the form; `name` is the column, `label`, `unit` and `definition` are what people read.

    `short` is the label where the title of the section already says the rest; printed forms have the full one.

    `only_for` are the kinds of facilities that are asked; the others are “không áp dụng” without being asked.
    A `slow` answer changes rarely and is taken over from last year. An `optional` question may stay unanswered.
    `addable` is False for an amount that facilities which merge do not add up: titles that both have, hours a week.
    A `flow` counts what happens from day to day, so that the amounts of months add up; any other amount is a stock,
    which holds on a day.
    A `personal` answer may say something of one person who can be known from it, and is never published.
    """

    name: str
    label: str
    unit: str
    definition: str
    kind: Kind = Kind.COUNT
    choices: tuple[tuple[str, str], ...] = ()
    only_for: frozenset[str] | None = None
    slow: bool = False
    optional: bool = False
    short: str = ""
    addable: bool = True
    flow: bool = False
    personal: bool = False

    @property
    def short_label(self) -> str:
        """The label beneath its section's title."""
        return self.short or self.label

    @property
    def is_steady(self) -> bool:
        """Whether it is asked every year though its answer seldom changes, so that last year's is confirmed."""
        return not self.optional and (self.slow or self.kind is Kind.CHOICES)

    @property
    def is_addable(self) -> bool:
        """Whether the answers of facilities that merge make one together: a sum, or all choices."""
        return self.addable and (self.kind in AMOUNTS or self.kind is Kind.CHOICES)

    @property
    def parts(self) -> tuple[str, ...]:
        """The columns that it adds up: its own alone, so that a check reads a question and a total alike."""
        return (self.name,)

    def asked_of(self, kind: str) -> bool:
        """Whether a facility of this kind is asked."""
        return self.only_for is None or kind in self.only_for

    def names_of(self, codes: Iterable[str]) -> str:
        """The labels of chosen codes, in the order of the form: Phòng đọc tại chỗ; Cho mượn về nhà."""
        chosen = set(codes)
        labels = [label for code, label in self.choices if code in chosen]
        retired = sorted(chosen - {code for code, _ in self.choices})
        return "; ".join(labels + retired)

    def shown(self, value: Value) -> str:
        """An answer in words: choices by their labels, a year without a dot, everything else as tables show it."""
        if isinstance(value, Absent):
            return value.label
        if isinstance(value, frozenset) and value:
            return self.names_of(value)
        if self.kind is Kind.ONE and isinstance(value, str):
            return self.names_of({value})
        return str(value) if self.kind is Kind.YEAR else displayed(value)


@dataclass(frozen=True)
class Total:
    """A sum shown below its parts; computed, never typed and never stored."""

    label: str
    unit: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A few questions that belong together, under one title; `hint` says in a sentence how all of them are counted.

    `steady_title` is the title of those of its questions whose answer seldom changes.
    """

    title: str
    fields: tuple[Field, ...]
    totals: tuple[Total, ...] = ()
    hint: str = ""
    steady_title: str = ""


@dataclass(frozen=True)
class Layout:
    """A whole form. Names of columns are unique in it."""

    sections: tuple[Section, ...]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every question, in the order of the form."""
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        """The question of that column; KeyError where there is none."""
        return self._by_name[name]

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Field, ...]]:
        return {}

    def for_kind(self, kind: str) -> tuple[Field, ...]:
        """The questions that a facility of this kind is asked, in the order of the form."""
        known = self._by_kind.get(kind)
        if known is None:
            known = self._by_kind[kind] = tuple(field for field in self.fields if field.asked_of(kind))
        return known

    def flows_for(self, kind: str) -> tuple[Field, ...]:
        """The questions of a facility of this kind whose amounts may be kept month by month, in the form's order."""
        return tuple(field for field in self.for_kind(kind) if field.flow)

    def flow_sections_for(self, kind: str) -> tuple[Section, ...]:
        """The same under their titles; first those of which most is counted by the month."""
        sections = [
            (section, tuple(field for field in section.fields if field.flow)) for section in self.sections_for(kind)
        ]
        counted = [(section, flows) for section, flows in sections if flows]
        most_first = sorted(counted, key=lambda pair: -len(pair[1]) / len(pair[0].fields))
        return tuple(replace(section, fields=flows, totals=()) for section, flows in most_first)

    def not_for(self, kind: str) -> tuple[str, ...]:
        """The columns that do not apply to a facility of this kind."""
        return tuple(field.name for field in self.fields if not field.asked_of(kind))

    def sections_for(self, kind: str) -> tuple[Section, ...]:
        """The form that a facility of this kind sees: its questions alone, no empty section, no sum of nothing."""
        asked = {field.name for field in self.for_kind(kind)}
        reduced = (
            replace(
                section,
                fields=tuple(field for field in section.fields if field.name in asked),
                totals=tuple(total for total in section.totals if asked & set(total.parts)),
            )
            for section in self.sections
        )
        return tuple(section for section in reduced if section.fields)

    @property
    def count_names(self) -> tuple[str, ...]:
        """The columns of things, people and m², by the alphabet, so that moving a question moves no constraint."""
        return tuple(sorted(field.name for field in self.fields if field.kind in (Kind.COUNT, Kind.AREA)))

    @property
    def money_names(self) -> tuple[str, ...]:
        """The columns of whole đồng, by the alphabet."""
        return tuple(sorted(field.name for field in self.fields if field.kind is Kind.MONEY))


def number(values: Values, name: str) -> int | None:
    """The number in that column; None where there is none, or something that is not a number."""
    value = values.get(name)
    return value if type(value) is int else None


def applying(values: Values, names: Iterable[str]) -> list[str]:
    """Those of these columns that hold a number."""
    return [name for name in names if number(values, name) is not None]


def total(values: Values, parts: Iterable[str]) -> int | None:
    """The sum of these columns. What does not apply counts as none; None where a part is unknown or unanswered."""
    amount = 0
    for name in parts:
        part = number(values, name)
        if part is None and values.get(name) is not Absent.NOT_APPLICABLE:
            return None
        amount += part or 0
    return amount
