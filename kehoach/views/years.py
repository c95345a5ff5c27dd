"""The officer's decisions about a year: opening it, its deadlines, closing it, and exceptions afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kehoach import formats
from kehoach.access import commune_of, person, year_to_run, years_to_open
from kehoach.actions.exceptions import end_exception, grant_exception
from kehoach.actions.years import close_year, open_year, set_deadlines
from kehoach.closing import checklist
from kehoach.forms.years import CloseYearForm, DeadlinesForm, ExceptionForm, OpenYearForm
from kehoach.models import ReportingYear
from kehoach.periods import year_of
from kehoach.rules import Refused, check_nothing_waits, permit
from kehoach.submissions import submissions
from kehoach.views.collection import grid_page


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
    return render(request, "kehoach/open_year.html", {"form": form})


def _proposed(years: Sequence[ReportingYear], today: date) -> int:
    """The year after the newest; where that is the only one, a base year perhaps, not one that is over by now."""
    if not years:
        return today.year
    following = years[0].year + 1
    return max(following, year_of(today)) if len(years) == 1 else following


@require_http_methods(["GET", "POST"])
def deadlines(request: HttpRequest, year: int) -> HttpResponse:
    """Moving the deadlines of an open year."""
    found = year_to_run(request, year)
    if found.is_closed:
        messages.error(request, f"Năm {year} đã khóa nên không đổi hạn được.")
        return redirect("collection", year=year)
    given = {"unit_deadline": found.unit_deadline, "report_deadline": found.report_deadline}
    form = DeadlinesForm(
        request.POST if request.method == "POST" else None, initial=given, window_start=found.window_start
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_deadlines(reporting_year=found, by=person(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã ghi hạn. Hạn mới hiện ở trang của mọi đơn vị.")
        return redirect("collection", year=year)
    return render(request, "kehoach/deadlines.html", {"year": found, "form": form})


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, year: int) -> HttpResponse:
    """Closing a year: the checklist, what closing does, and where forms are missing the word and the reason for it."""
    found, now = year_to_run(request, year), timezone.now()
    forms = submissions(found, timezone.localdate(now))
    form = CloseYearForm(len(forms.to_check) + len(forms.to_chase), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_year(reporting_year=found, by=person(request), at=now, reason=form.cleaned_data.get("reason", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã khóa năm {year}. Từ nay số liệu năm {year} chỉ để đọc.")
        return redirect("collection", year=year)
    if found.is_closed:
        messages.error(request, f"Năm {year} đã khóa.")
        return redirect("collection", year=year)
    may_close = permit(check_nothing_waits, len(forms.to_check))
    context = {"year": found, "form": form, "may_close": may_close, "open": checklist(found, forms, now)}
    return render(request, "kehoach/close_year.html", context)


@require_POST
def grant(request: HttpRequest, year: int) -> HttpResponse:
    """One unit may work on the closed year until a day, for a reason."""
    found, now = year_to_run(request, year), timezone.now()
    today = timezone.localdate(now)
    form = ExceptionForm(submissions(found, today).units, request.POST, today=today)
    if not form.is_valid():
        return grid_page(request, found, form)
    try:
        granted = grant_exception(reporting_year=found, by=person(request), at=now, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        until = formats.date_short(granted.last_day)
        messages.success(request, f"{granted.unit.name} được sửa số liệu năm {year} đến hết ngày {until}.")
    return redirect("collection", year=year)


@require_POST
def end(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The exception ends before its time."""
    found = year_to_run(request, year)
    exception = get_object_or_404(found.exceptions, pk=pk)
    ended = end_exception(exception=exception, by=person(request), at=timezone.now())
    messages.success(request, f"Đã kết thúc. {ended.unit.name} không sửa được số liệu năm {year} nữa.")
    return redirect("collection", year=year)
