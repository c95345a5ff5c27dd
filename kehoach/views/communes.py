"""Choosing a commune, for those who have none of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kehoach.access import CHOSEN_COMMUNE, communes_to_choose, person


@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """From now on the pages show this commune."""
    commune = get_object_or_404(communes_to_choose(person(request)), code=code)
    request.session[CHOSEN_COMMUNE] = commune.code
    return redirect("living_plan")
