"""Noting that a duty was done, setting when and to whom it is owed, and the secret address of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from baocao.duties.definitions import DUTIES
from baocao.duties.kept import PURPOSE, feed_of, setting_of
from baocao.duties.rules import (
    check_is_ahead,
    check_keeps_duties,
    check_plans_activities,
    check_reads_calendar,
    check_was_sent,
)
from baocao.models import CalendarFeed, DutySetting, PlannedActivity, SentDuty
from kehoach.common.tokens import hash_of, new_nonce, token_of
from kehoach.common.versions import Conflict
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Commune, User
from kehoach.people.rules import Refused

_CHANGED = "Người khác vừa ghi việc này."


@transaction.atomic
def note_sent(
    *,
    commune: Commune,
    code: str,
    year: int,
    sent_on: date,
    document_number: str,
    version: int,
    by: User,
    at: datetime,
) -> SentDuty:
    """“Đã gửi”. Idempotent. Raises Refused, and Conflict where somebody else has noted something else meanwhile.

    `version` is the one that the sender had seen, 0 where there was none.
    """
    commune = Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    check_keeps_duties(by, commune)
    check_was_sent(sent_on, year, timezone.localdate(at))
    key: dict[str, Any] = {"commune": commune, "code": DUTIES[code].code, "year": year}
    row = SentDuty.objects.filter(**key).first() or SentDuty(**key)
    if row.pk and (row.sent_on, row.document_number) == (sent_on, document_number):
        return row
    if row.version != version:
        raise Conflict(_CHANGED, row)
    row.sent_on, row.document_number = sent_on, document_number
    row.version += 1
    row.recorded_at, row.recorded_by = at, by
    save_recorded(row, by=by, at=at, reason="Ghi đã gửi")
    return row


@transaction.atomic
def take_back_sent(*, commune: Commune, code: str, year: int, by: User, at: datetime) -> None:
    """“Chưa gửi”: the note is gone, the history keeps it. Idempotent."""
    commune = Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    check_keeps_duties(by, commune)
    row = SentDuty.objects.filter(commune=commune, code=code, year=year).first()
    if row is not None:
        delete_recorded(row, by=by, at=at, reason="Bỏ ghi đã gửi")


@transaction.atomic
def set_duty(
    *, commune: Commune, code: str, values: Mapping[str, Any], version: int, by: User, at: datetime
) -> DutySetting:
    """Sets whether, when and to whom a duty is owed in this commune. Idempotent. Raises Refused and Conflict."""
    commune = Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    check_keeps_duties(by, commune)
    row = setting_of(commune, DUTIES[code].code)
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row.version != version:
        raise Conflict(_CHANGED, row)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.set_at, row.set_by = at, by
    save_recorded(row, by=by, at=at, reason="Đặt hạn, nơi nhận")
    return row


@transaction.atomic
def plan_activity(
    *, row: PlannedActivity, values: Mapping[str, Any], version: int, by: User, at: datetime
) -> PlannedActivity:
    """Puts an activity into the calendar, or changes one (unit, planned_on, title, place). Idempotent.

    Raises Refused, and Conflict where somebody else has changed or dropped it meanwhile.
    """
    commune = Commune.objects.select_for_update(no_key=True).get(pk=row.commune_id)
    check_plans_activities(by, commune)
    check_is_ahead(values["planned_on"], timezone.localdate(at))
    named = {name: values[name] for name in ("unit", "planned_on", "title")}
    twin = PlannedActivity.objects.filter(commune=commune, **named).exclude(pk=row.pk).first()
    if twin is not None:
        if row.pk:
            raise Refused("Lịch đã có hoạt động này vào ngày ấy.")
        return twin
    if row.pk:
        present = PlannedActivity.objects.filter(pk=row.pk).first()
        if present is None:
            raise Refused("Người khác vừa bỏ hoạt động này khỏi lịch.")
        if all(getattr(present, name) == value for name, value in values.items()):
            return present
        if present.version != version:
            raise Conflict("Người khác vừa sửa hoạt động này.", present)
        row = present
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.planned_at, row.planned_by = at, by
    save_recorded(row, by=by, at=at, reason="Ghi hoạt động dự kiến")
    return row


@transaction.atomic
def drop_activity(*, row: PlannedActivity, by: User, at: datetime) -> None:
    """The activity leaves the calendar; the history keeps it. Idempotent. Raises Refused."""
    check_plans_activities(by, Commune.objects.select_for_update(no_key=True).get(pk=row.commune_id))
    present = PlannedActivity.objects.filter(pk=row.pk).first()
    if present is not None:
        delete_recorded(present, by=by, at=at, reason="Bỏ khỏi lịch")


@transaction.atomic
def new_address(*, user: User, at: datetime) -> CalendarFeed:
    """A new secret address; the one before opens nothing any more."""
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    check_reads_calendar(user)
    _revoke(user, at)
    nonce = new_nonce()
    feed = CalendarFeed(user=user, nonce=nonce, token_hash=hash_of(token_of(nonce, PURPOSE)), created_at=at)
    save_recorded(feed, by=user, at=at, reason="Tạo địa chỉ lịch")
    return feed


@transaction.atomic
def revoke_address(*, user: User, at: datetime) -> None:
    """From now on the person's address opens nothing. Idempotent."""
    _revoke(User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk), at)


def _revoke(user: User, at: datetime) -> None:
    feed = feed_of(user)
    if feed is not None:
        feed.revoked_at = at
        save_recorded(feed, by=user, at=at, reason="Thu hồi địa chỉ lịch")
