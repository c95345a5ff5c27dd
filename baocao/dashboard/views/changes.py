"""What has changed since a day, in one tap from the dashboard."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.attainment.queries import PlanAttainment
from baocao.dashboard.changes import changes_since
from baocao.dashboard.forms import SINCE, SinceForm
from baocao.dashboard.views.dashboard import page_of
from baocao.page_plan import attainment_to_read, plan_links
from kehoach.common import formats
from kehoach.common.converters import is_asked, query_of
from kehoach.people.access import person, require
from kehoach.people.rules import check_reads_collection

FORMS_A_PAGE = 40
MONTH = timedelta(days=30)
SPANS = ((timedelta(days=7), "7 ngày qua"), (MONTH, "30 ngày qua"), (timedelta(days=90), "90 ngày qua"))


@require_GET
def changes(request: HttpRequest, year: int) -> HttpResponse:
    """The targets of the open years and of `year` then and now, the forms that moved, and what else was done."""
    require(check_reads_collection, person(request))
    attainment, today, page = attainment_to_read(request, year), timezone.localdate(), page_of(request)
    form = SinceForm(query_of(request) if is_asked(request, SINCE) else None, today=today)
    since = form.since or today - MONTH
    moved = changes_since(attainment, _start_of(since), _told(attainment, year))
    context = {
        "year": year,
        "form": form,
        "plans": plan_links(request, year, attainment.plan),
        "since": since,
        "changes": moved,
        "forms": moved.forms[(page - 1) * FORMS_A_PAGE : page * FORMS_A_PAGE],
        "page": page,
        "pages": max(1, -(-len(moved.forms) // FORMS_A_PAGE)),
        "spans": [(label, formats.date_short(today - span), today - span == since) for span, label in SPANS],
    }
    return render(request, "baocao/dashboard/changes.html", context)


def _told(attainment: PlanAttainment, year: int) -> list[int]:
    """The open years first: that is where most happens."""
    return list(dict.fromkeys([*(row.year for row in attainment.open_years), year]))


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
