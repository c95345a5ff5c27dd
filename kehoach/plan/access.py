"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest

from kehoach.models import (
    Plan,
)
from kehoach.people.access import commune_of


def plan_to_read(request: HttpRequest) -> Plan:
    """The plan that the commune works by."""
    plan = Plan.objects.newest_of(commune_of(request)).first()
    if plan is None:
        raise Http404("Xã chưa có kế hoạch trong cổng.")
    return plan
