"""The officer's decisions about a year: opening it, its deadlines, closing it, and exceptions afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.common.periods import year_of
from kehoach.models import ReportingYear
from kehoach.people.access import commune_of, person
from kehoach.people.rules import Refused
from kehoach.years.access import year_to_run, years_to_open
from kehoach.years.actions import open_year, set_deadlines
from kehoach.years.forms import DeadlinesForm, OpenYearForm


@require_http_methods(["GET", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Opening a year: window and deadlines are proposed, the forms of every facility appear by themselves."""
    years, now = list(years_to_open(request)), timezone.now()
    form = OpenYearForm(years, _proposed(years, timezone.localdate(now)), request.POST or None)
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        try:
            open_year(commune=commune_of(request), year=year, window=form.window, by=person(request), at=now)
        except Refused as refusal:
            form.add_error("year", str(refusal))
        else:
            messages.success(request, f"Đã mở năm {year}. Mỗi cơ sở đang hoạt động đã có một phiếu.")
            return redirect("collection", year=year)
    return render(request, "kehoach/years/open_year.html", {"form": form})


def _proposed(years: Sequence[ReportingYear], today: date) -> int:
    """The year after the newest; where that is the only one, a base year perhaps, not one that is over by now."""
    if not years:
        return today.year
    following = years[0].year + 1
    return max(following, year_of(today)) if len(years) == 1 else following


@require_http_methods(["GET", "POST"])
def deadlines(request: HttpRequest, year: int) -> HttpResponse:
    """Moving the deadlines of an open year."""
    reporting_year = year_to_run(request, year)
    if reporting_year.is_closed:
        messages.error(request, f"Năm {year} đã khóa nên không đổi hạn được.")
        return redirect("collection", year=year)
    given = {"unit_deadline": reporting_year.unit_deadline, "report_deadline": reporting_year.report_deadline}
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
