"""Search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kehoach.common.converters import query_of
from kehoach.people.access import commune_of
from kehoach.search.finding import find
from kehoach.search.forms import SearchForm
from kehoach.search.sources import every_source, example_code


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What is found of the commune by ?q=, within what the person may open."""
    form = SearchForm(query_of(request))
    query = form.cleaned_data["q"] if form.is_valid() else ""
    groups = find(every_source(), request, query) if query else []
    context = {
        "commune": commune_of(request),
        "form": form,
        "query": query,
        "groups": groups,
        "total": sum(group.total for group in groups),
        "example": "" if groups else example_code(request),
    }
    return render(request, "kehoach/search/search.html", context)
