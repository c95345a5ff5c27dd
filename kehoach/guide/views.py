"""The guide: the help of all pages that a role works with, together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kehoach.guide.texts import chapters_of
from kehoach.people.access import open_to_links, person


@open_to_links
@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """Chapter by chapter, in the order of the work; to be printed too."""
    user = person(request)
    return render(request, "kehoach/guide/guide.html", {"chapters": chapters_of(user.role)})
