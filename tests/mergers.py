"""Facilities that follow others, as the administration or a reorganisation leaves them."""

from __future__ import annotations

from datetime import date

from kehoach.models import Facility, ReportingYear, State
from kehoach.models.kinds import kind_of
from kehoach.questionnaire.joining import joined
from kehoach.years.actions import add_missing_forms
from tests.cast import NOW, Cast, figures_of, put_into
from thuvien.models import Library

MERGED_ON = date(2026, 8, 1)
NAME = "Thư viện Trường Tiểu học và THCS"


def library(cast: Cast, code: str, opened_on: date = MERGED_ON, name: str = NAME, kind: str = "primary") -> Library:
    """A new library of the primary school."""
    unit = cast.commune.units.get(code="TH")
    return Library.objects.create(commune=cast.commune, unit=unit, code=code, name=name, kind=kind, opened_on=opened_on)


def follow(heir: Facility, *codes: str, day: date = MERGED_ON) -> None:
    """The facilities with these codes close on a day, and this one continues them."""
    predecessors = kind_of(heir).facilities.filter(commune=heir.commune, code__in=codes)
    predecessors.update(closed_on=day)
    heir.predecessors.add(*predecessors)


def lay_out(cast: Cast, year: int = 2026) -> None:
    """Forms for whoever has none in a year."""
    opened = ReportingYear.objects.get(commune=cast.commune, year=year)
    add_missing_forms(reporting_year=opened, by=cast.officer, at=NOW)


def merge_schools_of_2025(cast: Cast) -> Library:
    """The same in 2025, with accepted figures that are the sums of what both had said; the preschool's closes."""
    day = date(2025, 8, 1)
    said = [figures_of(code, 2025).values() for code in ("TV-TH", "TV-THCS")]
    united = library(cast, "TV-LC", opened_on=day)
    follow(united, "TV-TH", "TV-THCS", day=day)
    Library.objects.filter(code="TV-MN").update(closed_on=date(2025, 9, 1))
    lay_out(cast, 2025)
    figures = figures_of("TV-LC", 2025)
    for name, value in joined(figures.layout.for_kind(united.kind), said).items():
        figures.set_value(name, value)
    figures.save()
    put_into("TV-LC", State.ACCEPTED, 2025)
    return united


def merge_schools(cast: Cast) -> Library:
    """The libraries of both schools become one on 1/8/2026, with a form of that year."""
    united = library(cast, "TV-LC")
    follow(united, "TV-TH", "TV-THCS")
    lay_out(cast)
    return united
