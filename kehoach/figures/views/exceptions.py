"""The officer's decisions about a year: opening it, its deadlines, closing it, and exceptions afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kehoach.common import formats
from kehoach.figures.submissions import by_name, units_with_forms
from kehoach.figures.views.collection import grid_page
from kehoach.people.access import person
from kehoach.people.rules import Refused
from kehoach.years.access import year_to_run
from kehoach.years.actions import end_exception, grant_exception
from kehoach.years.forms import ExceptionForm


@require_POST
def grant(request: HttpRequest, year: int) -> HttpResponse:
    """One unit may work on the closed year until a day, for a reason."""
    reporting_year, now = year_to_run(request, year), timezone.now()
    today = timezone.localdate(now)
    form = ExceptionForm(by_name(units_with_forms(reporting_year)), request.POST, today=today)
    if not form.is_valid():
        return grid_page(request, reporting_year, form)
    try:
        granted = grant_exception(reporting_year=reporting_year, by=person(request), at=now, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        until = formats.date_short(granted.last_day)
        messages.success(request, f"{granted.unit.name} được sửa số liệu năm {year} đến hết ngày {until}.")
    return redirect("collection", year=year)


@require_POST
def end(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The exception ends before its time."""
    reporting_year = year_to_run(request, year)
    exception = get_object_or_404(reporting_year.exceptions, pk=pk)
    ended = end_exception(exception=exception, by=person(request), at=timezone.now())
    messages.success(request, f"Đã kết thúc. {ended.unit.name} không sửa được số liệu năm {year} nữa.")
    return redirect("collection", year=year)
