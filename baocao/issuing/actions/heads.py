"""How a commune's reports look from a day on: setting, changing, ending it. Issued reports keep what they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from baocao.issuing.rules import check_sets_heads
from baocao.models import ReportHead
from kehoach.common.formats import date_short
from kehoach.common.versions import Conflict
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, User
from kehoach.people.rules import Refused


@transaction.atomic
def add_head(*, commune: Commune, values: Mapping[str, Any], by: User, at: datetime) -> ReportHead:
    """Sets a head for some days; the second of two clicks finds it set."""
    check_sets_heads(by, commune)
    _hold(commune.pk)
    present = ReportHead.objects.filter(commune=commune, **values).first()
    if present is not None:
        return present
    head = ReportHead(commune=commune, **values)
    _check_days(head)
    save_recorded(head, by=by, at=at, reason="Thêm thể thức")
    return head


@transaction.atomic
def change_head(*, head: ReportHead, values: Mapping[str, Any], seen: int, by: User, at: datetime) -> ReportHead:
    """Changes what is set; the same again changes nothing.

    `seen` is the version that the person had in front of them (see `version_of`). Where somebody else has changed it
    meanwhile, nothing is saved and Conflict says so.
    """
    current = _held(head, by)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    if version_of(current) != seen:
        raise Conflict("Người khác vừa sửa thể thức này nên chưa lưu. Hãy mở lại trang ở cửa sổ khác để xem bản mới.")
    for name, value in values.items():
        setattr(current, name, value)
    _check_days(current)
    save_recorded(current, by=by, at=at, reason="Sửa thể thức")
    return current


@transaction.atomic
def end_head(*, head: ReportHead, last_day: date, by: User, at: datetime) -> ReportHead:
    """“Kết thúc”: the head holds until this day and no longer."""
    current = _held(head, by)
    if current.valid_until == last_day:
        return current
    if last_day < current.valid_from:
        since = date_short(current.valid_from)
        raise Refused(f"Thể thức này dùng từ {since} nên không kết thúc trước ngày đó được.")
    current.valid_until = last_day
    _check_days(current)
    save_recorded(current, by=by, at=at, reason="Kết thúc thể thức")
    return current


def version_of(head: ReportHead) -> int:
    """What tells whether a head is still the one that somebody has seen; 0 where it has no history."""
    history: Any = head.history
    newest: int | None = history.order_by("-history_id").values_list("history_id", flat=True).first()
    return newest or 0


def _hold(commune: int) -> None:
    """The commune's row is held, so that two people who set the same days wait for each other."""
    Commune.objects.select_for_update(no_key=True).get(pk=commune)


def _held(head: ReportHead, by: User) -> ReportHead:
    check_sets_heads(by, head.commune)
    _hold(head.commune_id)
    return ReportHead.objects.get(pk=head.pk)


def _check_days(head: ReportHead) -> None:
    try:
        head.clean()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
