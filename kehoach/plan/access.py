"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest

from kehoach.models import Plan
from kehoach.people.access import commune_of

_KNOWN = "newest_plan"


def newest_plan(request: HttpRequest) -> Plan | None:
    """The plan that the commune works by, None where it has none; read once, for the page and the head above it."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, Plan.objects.newest_of(commune_of(request)).first())
    plan: Plan | None = getattr(request, _KNOWN)
    return plan


def plan_to_read(request: HttpRequest) -> Plan:
    """The plan that the commune works by. Raises Http404 where it has none."""
    plan = newest_plan(request)
    if plan is None:
        raise Http404("Xã chưa có kế hoạch trong cổng.")
    return plan
