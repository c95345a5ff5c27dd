"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from kehoach.models import Evidence, Facility, ReportingYear, Role, State, YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.people.access import commune_of, entry_link_of, person, require
from kehoach.people.rules import check_may_enter, check_may_review, check_reads_figures


def facilities_to_read(request: HttpRequest, kind: FigureKind) -> QuerySet[Facility]:
    """The facilities whose pages the person may open: a unit's own, or all of the commune."""
    user = person(request)
    require(check_reads_figures, user)
    facilities = kind.facilities.filter(commune=commune_of(request)).select_related("unit", "commune")
    return facilities.filter(unit_id=user.unit_id) if user.role == Role.REPORTER else facilities


def newest_years(request: HttpRequest) -> list[ReportingYear]:
    """The last four reporting years of the commune, the oldest first."""
    return list(ReportingYear.objects.filter(commune=commune_of(request)).order_by("-year")[:4])[::-1]


def facility_to_read(request: HttpRequest, kind: FigureKind, code: str) -> Facility:
    """One facility of those that the person may open. Raises Http404."""
    facility = facilities_to_read(request, kind).filter(code=code).first()
    if facility is None:
        raise Http404("Không có cơ sở này.")
    return facility


def facility_to_set(request: HttpRequest, kind: FigureKind, code: str) -> Facility:
    """One facility whose membership in denominators the person may decide: the officer's right."""
    facility = facility_to_read(request, kind, code)
    require(check_may_review, person(request), facility.commune)
    return facility


def figures_of(request: HttpRequest, kind: FigureKind) -> QuerySet[Any]:
    """The figures of those facilities, as far as the person may see their state; the overseer only what is accepted."""
    figures = (
        kind.figures.filter(facility__in=facilities_to_read(request, kind))
        .select_related("facility__unit__commune", "facility__commune", "reporting_year")
        .prefetch_related("reporting_year__exceptions")
        .order_by("reporting_year__year", "facility_id")
    )
    link = entry_link_of(request)
    if link is not None:
        return figures.filter(reporting_year=link.reporting_year)
    return figures.filter(state=State.ACCEPTED) if person(request).role == Role.OVERSEER else figures


def figures_to_read(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """One facility's figures of one year. Raises Http404."""
    figures: YearFigures | None = (
        figures_of(request, kind)
        .filter(facility__code=code, reporting_year__year=year)
        .prefetch_related("evidence")
        .first()
    )
    if figures is None:
        raise Http404("Không có phiếu số liệu này.")
    return figures


def figures_to_enter(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """Figures that the person may open, fill in and submit: the unit's own, or the officer on its behalf."""
    figures = figures_to_read(request, kind, code, year)
    require(check_may_enter, person(request), figures.facility.unit)
    return figures


def figures_to_review(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """Figures that the person may accept or return: the officer's right."""
    figures = figures_to_read(request, kind, code, year)
    require(check_may_review, person(request), figures.facility.commune)
    return figures


def evidence_to_read(request: HttpRequest, kind: FigureKind, code: str, year: int, pk: int) -> Evidence:
    """A photo or paper behind figures that the person may read. Raises Http404."""
    evidence: Evidence | None = figures_to_read(request, kind, code, year).evidence.filter(pk=pk).first()
    if evidence is None:
        raise Http404("Không có tệp minh chứng này.")
    return evidence
