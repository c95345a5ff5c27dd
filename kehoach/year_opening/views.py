"""The officer opens a year, and takes it back while nobody has typed anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.common.periods import year_of
from kehoach.figures.submissions import open_years_of, submissions
from kehoach.models import ReportingYear
from kehoach.people.access import commune_of, person
from kehoach.people.rules import Refused, permit
from kehoach.year_opening.preparations import preparations
from kehoach.years.access import year_to_run, years_to_open
from kehoach.years.actions import open_year, take_back_year
from kehoach.years.forms import OpenYearForm
from kehoach.years.rules import check_can_take_back


@require_http_methods(["GET", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Opening a year: window and deadlines are proposed, the forms of every facility appear by themselves."""
    years, now, commune = list(years_to_open(request)), timezone.now(), commune_of(request)
    today = timezone.localdate(now)
    form = OpenYearForm(years, _proposed(years, today), today, request.POST or None)
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        try:
            open_year(commune=commune, year=year, window=form.window, by=person(request), at=now)
        except Refused as refusal:
            form.add_error("year", str(refusal))
        else:
            messages.success(request, f"Đã mở năm {year}. Mỗi cơ sở đang hoạt động đã có một phiếu.")
            return redirect("collection", year=year)
    older = submissions(open_years_of(commune), today)
    context = {"form": form, "older": older.by_year, "preparations": preparations(commune)}
    return render(request, "kehoach/year_opening/open_year.html", context)


def _proposed(years: Sequence[ReportingYear], today: date) -> int:
    """The year after the newest; where that is the only one, a base year perhaps, not one that is over by now."""
    if not years:
        return today.year
    following = years[0].year + 1
    return max(following, year_of(today)) if len(years) == 1 else following


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, year: int) -> HttpResponse:
    """A year that was opened too early or by mistake is gone again, as long as nobody has typed anything into it."""
    reporting_year = year_to_run(request, year)
    if request.method == "POST":
        try:
            take_back_year(reporting_year=reporting_year, by=person(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("collection", year=year)
        messages.success(request, f"Đã bỏ năm {year} vừa mở. Các năm khác không đổi.")
        return redirect("newest_collection")
    context = {"year": reporting_year, "may_take_back": permit(check_can_take_back, reporting_year)}
    return render(request, "kehoach/year_opening/take_back.html", context)
