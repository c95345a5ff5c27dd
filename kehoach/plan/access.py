"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from kehoach.common.periods import year_of
from kehoach.models import Plan
from kehoach.models.plans import plan_holding_in
from kehoach.people.access import commune_of

_KNOWN = "plans_of_commune"


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
