"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from kehoach.models import Commune, Reorganisation, ReorganisationKind, Role, Unit
from kehoach.people.access import commune_of, commune_or_only, in_area, person, require
from kehoach.succession.order import COMMUNE, UNIT, actions_on, levels
from kehoach.succession.rules import check_may_reorganise


def levels_to_reorganise(request: HttpRequest) -> dict[str, tuple[ReorganisationKind, ...]]:
    """What the person may reorganise, and how, by level; units and facilities where a commune is chosen."""
    user, commune = person(request), commune_or_only(request)
    is_administrator = user.role == Role.ADMINISTRATOR
    require(check_may_reorganise, user, commune, UNIT if commune or not is_administrator else COMMUNE)
    return {
        level: actions_on(level)
        for level in levels()
        if (is_administrator and not user.has_area if level == COMMUNE else commune is not None)
    }


def commune_to_reorganise(request: HttpRequest, level: str, action: str) -> Commune:
    """The commune whose list it is about. Raises Http404 where there is no such action on such a level."""
    if level not in levels() or action not in actions_on(level):
        raise Http404("Không có việc sắp xếp này.")
    commune = commune_or_only(request) or Commune() if level == COMMUNE else commune_of(request)
    require(check_may_reorganise, person(request), commune, level)
    return commune


def units_to_sort(request: HttpRequest) -> tuple[Commune, list[Unit]]:
    """The commune that one works in, with its units of today in their order."""
    commune = commune_of(request)
    require(check_may_reorganise, person(request), commune, UNIT)
    return commune, list(commune.units.filter(closed_on=None))


def reorganisations_of(request: HttpRequest) -> QuerySet[Reorganisation]:
    """What was reorganised: in the person's commune, for an administrator everywhere."""
    user = person(request)
    rows = Reorganisation.objects.select_related("commune", "done_by", "undone_by")
    if user.role == Role.ADMINISTRATOR:
        return rows.filter(commune__in=in_area(user))
    commune = commune_of(request)
    require(check_may_reorganise, user, commune, UNIT)
    return rows.filter(commune=commune)


def reorganisation_to_read(request: HttpRequest, pk: int) -> Reorganisation:
    """One of those. Raises Http404."""
    record = reorganisations_of(request).filter(pk=pk).first()
    if record is None:
        raise Http404("Không có lần sắp xếp này.")
    return record
