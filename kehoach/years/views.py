"""The deadlines of a year, which the officer moves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.people.access import person
from kehoach.people.rules import Refused
from kehoach.years.access import year_to_run
from kehoach.years.actions import set_deadlines
from kehoach.years.forms import DeadlinesForm


@require_http_methods(["GET", "POST"])
def deadlines(request: HttpRequest, year: int) -> HttpResponse:
    """Moving the deadlines of an open year."""
    reporting_year = year_to_run(request, year)
    if reporting_year.is_closed:
        messages.error(request, f"Năm {year} đã khóa nên không đổi hạn được.")
        return redirect("collection", year=year)
    given = {name: getattr(reporting_year, name) for name in DeadlinesForm.base_fields}
    form = DeadlinesForm(
        request.POST if request.method == "POST" else None, initial=given, window_start=reporting_year.window_start
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_deadlines(reporting_year=reporting_year, by=person(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã ghi hạn. Hạn mới hiện ở trang của mọi đơn vị.")
        return redirect("collection", year=year)
    return render(request, "kehoach/years/deadlines.html", {"year": reporting_year, "form": form})
