"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest

from kehoach.figures.access import figures_to_enter
from kehoach.models import ReportingYear, YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.tallies.keeping import months_asked
from kehoach.tallies.months import Window
from kehoach.years.access import year_to_follow


def months_to_count(request: HttpRequest, kind: FigureKind, code: str, year: int) -> tuple[YearFigures, list[Window]]:
    """A form whose unit's months the person may count, with these months: the unit, or the officer on its behalf."""
    figures = figures_to_enter(request, kind, code, year)
    return figures, months_asked(figures)


def month_to_count(
    request: HttpRequest, kind: FigureKind, code: str, year: int, first_day: str
) -> tuple[YearFigures, Window, Window | None]:
    """One of those months by its first day as 2026-10-01, and the month before. Raises Http404."""
    figures, months = months_to_count(request, kind, code, year)
    for before, month in zip([None, *months], months, strict=False):
        if month.first_day.isoformat() == first_day:
            return figures, month, before
    raise Http404("Năm này không có tháng ấy.")


def year_to_look_over(request: HttpRequest, year: int) -> ReportingYear:
    """The year of which the person sees who has counted which month: the officer and the commune's leader."""
    return year_to_follow(request, year)
