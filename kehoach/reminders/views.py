"""Who has not submitted, for the officer to remind by hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kehoach.common import formats
from kehoach.figures.submissions import Submission
from kehoach.links.messages import reminder
from kehoach.models import ReportingYear
from kehoach.reminders.follow_up import Chased, chased
from kehoach.years.access import year_to_run


@dataclass(frozen=True)
class Row:
    """A unit of the page, how late it is in words, and the message that is ready to send to it."""

    chased: Chased
    message: str

    @property
    def late(self) -> str:
        """“Quá hạn 3 ngày”, or nothing before the deadline has passed."""
        days = self.chased.overdue_days
        return f"Quá hạn {formats.count(days)} ngày" if days else ""


@never_cache
@require_GET
def reminders(request: HttpRequest, year: int) -> HttpResponse:
    """Every unit that owes forms of the year: what, since when, whom to call, and what to write to them."""
    shown, now = year_to_run(request, year), timezone.now()
    rows = [Row(one, _message(request, one, shown)) for one in chased(shown, timezone.localdate(now), now)]
    context = {"year": shown, "rows": rows, "forms": sum(len(row.chased.owed) for row in rows)}
    return render(request, "kehoach/reminders/reminders.html", context)


def _message(request: HttpRequest, one: Chased, year: ReportingYear) -> str:
    names = [_name(submission) for submission in one.owed]
    path = one.handout.path
    url = request.build_absolute_uri(path) if path else None
    return reminder(one.unit.name, names, year.year, year.unit_deadline, url, one.overdue_days)


def _name(submission: Submission) -> str:
    return f"{submission.name} (phiếu được trả lại, cần sửa và nộp lại)" if submission.is_returned else submission.name
