"""Who has not submitted, for the officer to remind by hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kehoach.common import formats
from kehoach.links.messages import reminder
from kehoach.models import ReportingYear
from kehoach.reminders.follow_up import FollowUp, follow_ups
from kehoach.years.access import year_to_run


@dataclass(frozen=True)
class FollowUpRow:
    """A unit of the page, how late it is in words, and the message that is ready to send to it."""

    follow_up: FollowUp
    message: str

    @property
    def late(self) -> str:
        """“Quá hạn 3 ngày”, or nothing before the deadline has passed."""
        days = self.follow_up.overdue_days
        return f"Quá hạn {formats.count(days)} ngày" if days else ""


@never_cache
@require_GET
def reminders(request: HttpRequest, year: int) -> HttpResponse:
    """Every unit that owes forms of the year: what, since when, whom to call, and what to write to them."""
    reporting_year, now = year_to_run(request, year), timezone.now()
    rows = [
        FollowUpRow(follow_up, _message(request, follow_up, reporting_year))
        for follow_up in follow_ups(reporting_year, timezone.localdate(now), now)
    ]
    context = {"year": reporting_year, "rows": rows, "forms": sum(len(row.follow_up.owed) for row in rows)}
    return render(request, "kehoach/reminders/reminders.html", context)


def _message(request: HttpRequest, follow_up: FollowUp, year: ReportingYear) -> str:
    names = [
        f"{form.name} (phiếu được trả lại, cần sửa và nộp lại)" if form.is_returned else form.name
        for form in follow_up.owed
    ]
    url = follow_up.handout.address(request) or None
    return reminder(follow_up.unit.name, names, year.year, year.unit_deadline, url, follow_up.overdue_days)
