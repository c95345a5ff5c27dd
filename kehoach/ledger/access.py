"""Fetch and authorise in one call: whose ledger it is."""

from __future__ import annotations

from django.http import HttpRequest

from kehoach.models import Commune
from kehoach.people.access import commune_of, person, require
from kehoach.people.rules import check_may_review


def commune_to_check(request: HttpRequest) -> Commune:
    """The officer's commune."""
    commune = commune_of(request)
    require(check_may_review, person(request), commune)
    return commune
