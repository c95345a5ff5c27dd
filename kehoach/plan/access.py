"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils import timezone

from kehoach.common.converters import number_asked
from kehoach.common.periods import year_of
from kehoach.models import Plan
from kehoach.models.plans import plan_holding_in
from kehoach.people.access import commune_of
from kehoach.plan.areas import Family, PlanArea, areas_of, family_of

_KNOWN, _FAMILY = "plans_of_commune", "family_of_commune"
# The parameter that chooses one of several plans.
PLAN = "ke-hoach"


def plans_of(request: HttpRequest) -> list[Plan]:
    """All plans that the commune has had, the oldest first; read once, for the page and the head above it."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, list(Plan.objects.of_commune(commune_of(request))))
    plans: list[Plan] = getattr(request, _KNOWN)
    return plans


def plan_in(request: HttpRequest, year: int | None = None) -> Plan | None:
    """The plan that holds in a year, without one in the present year; None where the commune has no plan."""
    return plan_holding_in(plans_of(request), year_of(timezone.localdate()) if year is None else year)


def plan_to_read(request: HttpRequest, year: int | None = None) -> Plan:
    """The same. Raises Http404 where the commune has no plan."""
    plan = plan_in(request, year)
    if plan is None:
        raise Http404("Xã chưa có kế hoạch trong cổng.")
    return plan


def family_to_read(request: HttpRequest) -> Family:
    """The commune with all that have merged into it; read once, and not at all where its plans know of none."""
    if not hasattr(request, _FAMILY):
        commune, plans = commune_of(request), cast(list[Any], plans_of(request))
        is_alone = bool(plans) and not plans[0].has_merged
        setattr(request, _FAMILY, Family(commune, {commune.pk: commune}, {}) if is_alone else family_of(commune))
    family: Family = getattr(request, _FAMILY)
    return family


def areas_in(request: HttpRequest, year: int) -> tuple[PlanArea, ...]:
    """The plans that hold beside each other in a year; empty where the commune's own one holds alone, or none."""
    return areas_of(family_to_read(request), year)


def plans_in(request: HttpRequest, year: int) -> list[Plan]:
    """The plan or plans that hold in a year; empty where the commune has none."""
    areas, own = areas_in(request, year), plan_in(request, year)
    return [area.plan for area in areas] or ([own] if own else [])


def area_to_read(request: HttpRequest, year: int) -> PlanArea:
    """The commune's own plan, or of several the one in ?ke-hoach=, else the first.

    Raises Http404 for another plan, and where there is none.
    """
    areas, asked = areas_in(request, year), number_asked(request, PLAN)
    if not areas:
        return PlanArea(plan_to_read(request, year))
    if asked is None:
        return areas[0]
    area = next((area for area in areas if area.plan.pk == asked), None)
    if area is None:
        raise Http404("Kế hoạch này không theo dõi trong năm này.")
    return area


def leading_plan(request: HttpRequest, year: int | None = None) -> Plan:
    """The plan that the commune's papers of a year go under: its own, else the first that it carries on.

    Raises Http404 where there is neither.
    """
    areas = areas_in(request, year_of(timezone.localdate()) if year is None else year)
    return areas[0].plan if areas else plan_to_read(request, year)
