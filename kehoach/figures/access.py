"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest

from kehoach.figures.rules import check_sees_second_look, needs_second_look
from kehoach.models import Commune, Evidence, Facility, ReportingYear, Role, YearFigures
from kehoach.models.figures import COUNTS
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


def relatives_of(request: HttpRequest, kind: FigureKind, facility: Facility) -> dict[str, list[tuple[Facility, bool]]]:
    """Whom a facility continues and who continues it, each with whether the person may open its page."""
    relatives = {"predecessors": list(facility.predecessors.all()), "successors": list(facility.successors.all())}
    keys = [row.pk for rows in relatives.values() for row in rows]
    readable = set(facilities_to_read(request, kind).filter(pk__in=keys).values_list("pk", flat=True))
    return {whose: [(row, row.pk in readable) for row in rows] for whose, rows in relatives.items()}


def facility_to_set(request: HttpRequest, kind: FigureKind, code: str) -> Facility:
    """One facility whose membership in denominators the person may decide: the officer's right."""
    facility = facility_to_read(request, kind, code)
    require(check_may_review, person(request), facility.commune)
    return facility


def figures_of(request: HttpRequest, kind: FigureKind, **which: Any) -> list[YearFigures]:
    """The figures of those facilities that `which` filters, by year, as far as the person may see their state.

    The overseer reads the version that counts, and nothing of its correction.
    """
    forms = (
        kind.figures.filter(facility__in=facilities_to_read(request, kind), **which)
        .select_related("facility__unit__commune", "facility__commune", "reporting_year")
        .order_by("reporting_year__year", "facility_id")
    )
    if person(request).role != Role.OVERSEER:
        link = entry_link_of(request)
        visible = list(forms.filter(reporting_year=link.reporting_year) if link else forms)
        closed = [form.reporting_year for form in visible if form.reporting_year.is_closed]
        prefetch_related_objects(closed, "exceptions")
        return visible
    versions = [(form, form.accepted_figures) for form in forms.filter(COUNTS).prefetch_related("accepted_version")]
    for form, version in versions:
        version.facility, version.reporting_year = form.facility, form.reporting_year
    return [version for _, version in versions]


def figures_to_read(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """One facility's figures of one year. Raises Http404."""
    figures = figures_of(request, kind, facility__code=code, reporting_year__year=year)
    if not figures:
        raise Http404("Không có phiếu số liệu này.")
    # What is posted leads to another page.
    if request.method != "POST":
        prefetch_related_objects(figures, "evidence")
    return figures[0]


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


def figures_to_accept(request: HttpRequest, kind: FigureKind, code: str, year: int) -> YearFigures:
    """Figures that the person may accept: the officer's right; the leader's where a second look is wanted."""
    figures = figures_to_read(request, kind, code, year)
    if not (person(request).role == Role.LEADER and needs_second_look(figures)):
        require(check_may_review, person(request), figures.facility.commune)
    return figures


def commune_to_look_at_twice(request: HttpRequest) -> Commune:
    """The commune whose officer and leader see whether a second person accepts."""
    commune = commune_of(request)
    require(check_sees_second_look, person(request), commune)
    return commune


def evidence_to_read(request: HttpRequest, kind: FigureKind, code: str, year: int, pk: int) -> Evidence:
    """A photo or paper behind figures that the person may read. Raises Http404."""
    evidence: Evidence | None = figures_to_read(request, kind, code, year).evidence.filter(pk=pk).first()
    if evidence is None:
        raise Http404("Không có tệp minh chứng này.")
    return evidence
