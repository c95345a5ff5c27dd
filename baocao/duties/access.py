"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from baocao.duties.calendar import own_unit
from baocao.duties.definitions import DUTIES
from baocao.duties.rules import check_keeps_duties, check_plans_activities, check_reads_calendar
from baocao.duties.standing import DutyYear, duties_of
from baocao.models import CalendarFeed, PlannedActivity
from kehoach.common.tokens import hash_of
from kehoach.models import Commune, Unit, User
from kehoach.people.access import commune_of, person, require
from kehoach.people.backends import PeopleBackend
from kehoach.people.rules import permit


def reader_of(request: HttpRequest) -> tuple[User, Commune]:
    """Somebody who reads the calendar, and whose it is."""
    user = person(request)
    require(check_reads_calendar, user)
    return user, commune_of(request)


def duty_to_read(request: HttpRequest, year: int, code: str, today: date) -> DutyYear:
    """One duty for the data of a year; of another unit's nobody is told. Raises Http404."""
    user, commune = reader_of(request)
    for duty in duties_of(commune, (year,), today, own_unit(user)) if code in DUTIES else ():
        if duty.duty.code == code:
            return duty
    raise Http404("Không có việc này.")


def duty_to_keep(request: HttpRequest, year: int, code: str, today: date) -> DutyYear:
    """The same for the officer, who notes that it was sent and sets its day."""
    duty = duty_to_read(request, year, code, today)
    require(check_keeps_duties, person(request), commune_of(request))
    return duty


def planned_to_read(request: HttpRequest, pk: int | None) -> PlannedActivity:
    """A planned activity of the commune, of another unit's nobody is told; a new one without a key. Raises Http404."""
    user, commune = reader_of(request)
    if pk is None:
        require(check_plans_activities, user, commune)
        return PlannedActivity(commune=commune)
    rows = PlannedActivity.objects.filter(commune=commune, pk=pk).select_related("unit")
    unit = own_unit(user)
    row = (rows.filter(unit=unit) if unit else rows).first()
    if row is None:
        raise Http404("Lịch không có hoạt động này.")
    return row


def units_to_plan_for(request: HttpRequest, row: PlannedActivity) -> QuerySet[Unit]:
    """The units in whose name the person may plan: those that there are, a unit's people their own."""
    user, commune = reader_of(request)
    unit = own_unit(user)
    if unit is not None:
        return commune.units.filter(pk=unit.pk)
    return commune.units.filter(Q(closed_on=None) | Q(pk=row.unit_id)).order_by("position", "pk")


def reader_by_token(token: str) -> tuple[User, Commune]:
    """Whose calendar an address opens. Raises Http404, the same for a guess, a revoked one, somebody who has left."""
    feeds = CalendarFeed.objects.filter(token_hash=hash_of(token), revoked_at=None)
    feed = feeds.select_related("user__commune", "user__unit").first()
    user = feed and feed.user
    if (
        user
        and user.commune
        and PeopleBackend().user_can_authenticate(user)
        and permit(check_reads_calendar, user).allowed
    ):
        return user, user.commune
    raise Http404("Không có lịch này.")
