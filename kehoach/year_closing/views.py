"""The officer's decisions about a year: opening it, its deadlines, closing it, and exceptions afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.figures.submissions import submissions
from kehoach.people.access import person
from kehoach.people.rules import Refused, permit
from kehoach.year_closing.checklist import checklist
from kehoach.years.access import year_to_run
from kehoach.years.actions import close_year
from kehoach.years.forms import CloseYearForm
from kehoach.years.rules import check_nothing_waits


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, year: int) -> HttpResponse:
    """Closing a year: the checklist, what closing does, and where forms are missing the word and the reason for it."""
    reporting_year, now = year_to_run(request, year), timezone.now()
    forms = submissions([reporting_year], timezone.localdate(now))
    form = CloseYearForm(len(forms.to_check) + len(forms.to_chase), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_year(
                reporting_year=reporting_year, by=person(request), at=now, reason=form.cleaned_data.get("reason", "")
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã khóa năm {year}. Từ nay số liệu năm {year} chỉ để đọc.")
        return redirect("collection", year=year)
    if reporting_year.is_closed:
        messages.error(request, f"Năm {year} đã khóa.")
        return redirect("collection", year=year)
    may_close = permit(check_nothing_waits, len(forms.to_check))
    context = {
        "year": reporting_year,
        "form": form,
        "may_close": may_close,
        "open": checklist(reporting_year, forms, now),
    }
    return render(request, "kehoach/year_closing/close_year.html", context)
