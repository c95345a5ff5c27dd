"""What is proposed as answers to a form before anybody has typed them: the book's amounts, and what rooms add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kehoach.common import formats
from kehoach.figures.last_year import LastYear
from kehoach.figures.recorded import RecordedAmount, recorded_at
from kehoach.models import YearFigures
from kehoach.models.kinds import FigureKind, kind_of
from kehoach.questionnaire.values import Value


@dataclass(frozen=True)
class Proposal:
    """An amount that a question's input begins with, and in a few words what it is: “tổng 12 tháng đã ghi”.

    `also` is what another source says of the same question. What is only a part of the amount says what it `lacks`
    (“thiếu tháng 3/2026”): it stands beside the question, and no input begins with it.
    """

    value: int
    source: str
    also: str = ""
    lacks: str = ""

    @property
    def said(self) -> str:
        """What is known and from where: “theo sổ hoạt động: 4”."""
        return f"{self.source}: {formats.count(self.value)}" + (f", {self.lacks}" if self.lacks else "")

    def __str__(self) -> str:
        """As it stands beside the question."""
        standing = " nên chưa phải số cả năm" if self.lacks else ", sửa được"
        return self.said + standing + (f"; {self.also}" if self.also else "")

    def difference(self, answer: Value) -> str:
        """How far an answer is from it, for whoever has to say why; empty where it is not, or nobody has counted.

        An answer may well be more than a part of it.
        """
        if type(answer) is not int or answer == self.value or (self.lacks and answer > self.value):
            return ""
        way = "nhiều" if answer > self.value else "ít"
        return f"{way} hơn {formats.count(abs(answer - self.value))}"


# Forms of one kind and year with what is known of their years before.
Forms = Sequence[tuple[YearFigures, LastYear]]
# What a room proposes for them, by the form's key and the question, in as many queries for one form as for hundreds.
Source = Callable[[Forms], Mapping[int, Mapping[str, Proposal]]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Lets a room propose answers."""
    _sources.append(source)


def proposals_in(forms: Forms) -> dict[int, dict[str, Proposal]]:
    """All that is proposed for forms of one kind and year, by the form's key and the question.

    Where several sources know something, what somebody has counted for this comes before what the book has, and what
    is whole before what is a part.
    """
    proposed: dict[int, dict[str, Proposal]] = {figures.pk: {} for figures, _ in forms}
    for source in (_from_book, *_sources) if forms else ():
        for key, of_form in source(forms).items():
            for name, proposal in of_form.items():
                present = proposed[key].get(name)
                first, second = (present, proposal) if present and proposal.lacks else (proposal, present)
                proposed[key][name] = replace(first, also=second.said) if second else first
    return proposed


def _from_book(forms: Forms) -> Mapping[int, Mapping[str, Proposal]]:
    """What the book of activities has of the year, of a facility and those that merged in it."""
    parts = {figures.pk: (figures.facility_id, *(part.pk for part in last.merged)) for figures, last in forms}
    year, kind = forms[0][0].reporting_year, kind_of(forms[0][0])
    keys = {key for own in parts.values() for key in own}
    noted = recorded_at(kind, keys, (year.window_start, year.window_end))
    proposed: dict[int, dict[str, Proposal]] = defaultdict(dict)
    for figures, _ in forms:
        of_parts = [noted.get(key, {}) for key in parts[figures.pk]]
        for name in kind.recorded:
            amount = sum((part[name] for part in of_parts if name in part), RecordedAmount())
            if amount.amount:
                proposed[figures.pk][name] = Proposal(amount.amount, amount.source)
    return proposed


def proposals_of_days(kind: FigureKind, facility: int, days: tuple[date, date]) -> dict[str, Proposal]:
    """What the book of activities has of a facility, by its key, on some days, by question."""
    noted = recorded_at(kind, [facility], days).get(facility, {})
    return {name: Proposal(amount.amount, amount.source) for name, amount in noted.items()}


def proposals_for(figures: YearFigures, last: LastYear) -> dict[str, Proposal]:
    """All that is proposed for a form, by question."""
    return proposals_in([(figures, last)])[figures.pk]
