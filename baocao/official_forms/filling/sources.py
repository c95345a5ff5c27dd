"""Where a number of a form comes from: a figure, a further question, a book, or what the portal knows.

A source says of itself where it comes from (`origin`), so that the form, its list of sources and the documentation are
written from the same definition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.readings import (
    NOT_ASKED,
    NOT_THERE,
    NOT_WHOLE,
    Cut,
    Missing,
    Page,
    Reading,
    officer_words,
    whose,
)
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from kehoach.books import Book
from kehoach.common import formats
from kehoach.models import Facility, FundingSource
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.layout import AMOUNTS, Field
from kehoach.questionnaire.values import Absent, Value
from kehoach.tallies.windows import Window


@dataclass(frozen=True)
class Figure:
    """One or several questions of the yearly form, added up over the facilities of a cut."""

    kind: FigureKind
    names: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions."""
        return tuple(self.kind.layout.field(name) for name in self.names)

    @property
    def origin(self) -> str:
        """Phiếu số liệu thư viện: Tổng số bản sách cuối năm"""
        labels = " + ".join(f"“{field.label}”" for field in self.fields)
        return f"Phiếu số liệu {self.kind.noun}: {labels}"

    @property
    def flows(self) -> bool:
        """Whether any of the questions counts over days."""
        return any(field.flow for field in self.fields)

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """The sum; words and choices of a single facility as they stand."""
        asked = [
            (facility, field) for facility in cut.facilities for field in self.fields if field.asked_of(facility.kind)
        ]
        if not asked:
            return Reading(NOT_ASKED)
        if self.fields[0].kind not in AMOUNTS:
            return self._in_words(gathered, *asked[0])
        total, missing, periods, applies = 0, [], [], False
        for facility, field in asked:
            value, period = self._value(gathered, facility, field, cut)
            if isinstance(value, Absent) and value is not Absent.NOT_APPLICABLE:
                missing.append(_owed(gathered, facility, field, is_cut=cut.whole and gathered.is_accepted(facility)))
                continue
            applies = applies or not isinstance(value, Absent)
            total += value if isinstance(value, int) else 0
            periods.append(period)
        period = "; ".join(dict.fromkeys(period for period in periods if period))
        if missing:
            return Reading(NOT_WHOLE if applies else NOT_THERE, period, tuple(dict.fromkeys(missing)))
        if not applies:
            return Reading(NOT_ASKED)
        return Reading(formats.count(total), period, (), Fraction(total))

    def _value(self, gathered: Gathered, facility: Facility, field: Field, cut: Cut) -> tuple[Value, str]:
        """A facility's answer and the days that it holds for."""
        value = gathered.value(facility, field.name)
        if not field.flow:
            return value, f"đến {formats.date_short(gathered.window.last_day)}"
        if value is Absent.NOT_APPLICABLE:
            return value, ""
        total = gathered.total(facility, field.name, cut.window)
        if total.value is None or (cut.whole and not total.exact):
            return Absent.UNKNOWN, ""
        return total.value, str(total.of)

    def _in_words(self, gathered: Gathered, facility: Facility, field: Field) -> Reading:
        value = gathered.value(facility, field.name)
        if value is Absent.NOT_APPLICABLE:
            return Reading(NOT_ASKED)
        if isinstance(value, Absent):
            return Reading(NOT_THERE, "", (_owed(gathered, facility, field),))
        return Reading(field.shown(value), f"đến {formats.date_short(gathered.window.last_day)}")


def _owed(gathered: Gathered, facility: Facility, field: Field, *, is_cut: bool = False) -> Missing:
    """Who has to do what, so that a facility's figure is there: the unit, or the officer who has its form."""
    if is_cut:
        return Missing(whose(gathered, facility), f"Ghi số hằng tháng: {field.label}", Page.TALLIES, facility)
    if gathered.is_accepted(facility):
        return Missing(whose(gathered, facility), f"{facility.name}: {field.label}", Page.FIGURES, facility)
    who = officer_words(gathered) if gathered.is_submitted(facility) else whose(gathered, facility)
    what = "Duyệt" if gathered.is_submitted(facility) else "Nộp"
    return Missing(who, f"{what} phiếu năm {gathered.year} của {facility.name}", Page.FIGURES, facility)


@dataclass(frozen=True)
class Asked:
    """A further question: to the commune's officer, or to each library of a cut."""

    name: str
    of_library: bool = False

    @property
    def field(self) -> Field:
        """The question."""
        return (LIBRARY_QUESTIONS if self.of_library else COMMUNE_QUESTIONS).field(self.name)

    @property
    def origin(self) -> str:
        """Câu hỏi thêm cho xã: “Số người đã qua đào tạo”"""
        whom = "thư viện" if self.of_library else "xã"
        return f"Câu hỏi thêm cho {whom}: “{self.field.label}”"

    @property
    def flows(self) -> bool:
        """Whether it is asked for the year and not for a day."""
        return not self.field.slow

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """The answer; amounts of several libraries are added up."""
        if not self.of_library:
            value = gathered.answer(self.name)
            if isinstance(value, Absent):
                return Reading(NOT_THERE, "", (self._owed(officer_words(gathered), Page.COMMUNE),))
            return self._read(gathered, [value])
        libraries = [library for library in cut.facilities if self.field.asked_of(library.kind)]
        if not libraries:
            return Reading(NOT_ASKED)
        answers = [(library, gathered.answer(self.name, library)) for library in libraries]
        missing = tuple(
            self._owed(whose(gathered, library), Page.LIBRARY, library)
            for library, value in answers
            if isinstance(value, Absent)
        )
        if missing:
            return Reading(NOT_WHOLE if len(missing) < len(answers) else NOT_THERE, "", missing)
        return self._read(gathered, [value for _, value in answers])

    def _read(self, gathered: Gathered, values: Sequence[Value]) -> Reading:
        period = "" if self.field.slow else f"năm {gathered.year}"
        if self.field.kind in AMOUNTS:
            total = sum(value for value in values if isinstance(value, int))
            return Reading(formats.count(total), period, (), Fraction(total))
        return Reading(self.field.shown(values[0]), period)

    def _owed(self, who: str, page: Page, library: Facility | None = None) -> Missing:
        what = f"{library.name}: {self.field.label}" if library else self.field.label
        return Missing(who, what, page, library)


@dataclass(frozen=True)
class Noted:
    """What a book holds of the days of a cut; `which` chooses the rows, `count` makes the number. Never missing.

    `days` are the days of a year to look at instead of those of the cut.
    """

    book: Book
    what: str
    count: Callable[[Sequence[Any]], int] = len
    which: Callable[[Gathered, Any], bool] = lambda gathered, row: True
    days: Callable[[int], Window] | None = None

    @property
    def origin(self) -> str:
        """Sổ “Truyền thanh”: số lần phát"""
        return f"Sổ “{self.book.title}”: {self.what}"

    flows = True

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """The number."""
        window = cut.window if self.days is None else self.days(gathered.year)
        rows = [row for row in gathered.records(self.book.model, window) if self.which(gathered, row)]
        number = self.count(rows)
        return Reading(formats.count(number), str(window), (), Fraction(number))


@dataclass(frozen=True)
class Spent:
    """Money of the book of funding, which is kept by the plan's year and not by days."""

    source: FundingSource
    which: Callable[[Gathered, Any], bool] = lambda gathered, row: True
    what: str = "đã chi"

    @property
    def origin(self) -> str:
        """Sổ “Kinh phí”: đã chi, ngân sách nhà nước"""
        return f"Sổ “Kinh phí”: {self.what}, {formats.uncapitalized(self.source.label)}"

    flows = True

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """The sum of what was spent."""
        rows = [row for row in gathered.funding if row.source == self.source and self.which(gathered, row)]
        total = sum(row.spent or 0 for row in rows)
        return Reading(formats.count(total), str(gathered.window), (), Fraction(total))


@dataclass(frozen=True)
class Known:
    """What the portal knows of a library or commune as such: its name, how many villages it has."""

    what: str
    tell: Callable[[Gathered, Cut], str | int]

    @property
    def origin(self) -> str:
        """Danh mục của cổng: tên thư viện"""
        return f"Danh mục của cổng: {self.what}"

    flows = False

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """What it is."""
        known = self.tell(gathered, cut)
        if isinstance(known, int):
            return Reading(formats.count(known), "", (), Fraction(known))
        return Reading(known)
