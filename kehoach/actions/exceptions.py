"""Letting one unit work on a closed year for a while."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehoach import formats
from kehoach.actions.recording import save_recorded
from kehoach.models import ReportingYear, Unit, User, YearException
from kehoach.rules import Refused, check_may_review


@transaction.atomic
def grant_exception(
    *, reporting_year: ReportingYear, unit: Unit, reason: str, expires_at: datetime, by: User, at: datetime
) -> YearException:
    """Until `expires_at` the unit and the officer work on the unit's forms of the closed year; then it locks itself.

    A unit has one exception at a time: the same one again is the one that is there, another is refused.
    """
    years = ReportingYear.objects.select_for_update(of=("self",), no_key=True).select_related("commune")
    year = years.get(pk=reporting_year.pk)
    check_may_review(by, year.commune)
    reason = formats.nfc(reason)
    if not year.is_closed:
        raise Refused(f"Năm {year.year} đang mở, chưa cần ngoại lệ.")
    if unit.commune_id != year.commune_id:
        raise Refused("Đơn vị này không thuộc xã.")
    if not reason:
        raise Refused("Cần ghi lý do cho phép sửa năm đã khóa.")
    if expires_at <= at:
        raise Refused("Hạn của ngoại lệ đã qua. Hãy chọn một ngày sau.")
    # One that begins only after `at` was granted at the same moment, by somebody who looked at the clock later.
    present = year.exceptions.filter(unit=unit, expires_at__gt=at).first()
    if present is not None:
        if (present.reason, present.expires_at) == (reason, expires_at):
            return present
        raise Refused(f"{unit.name} đang được phép sửa năm {year.year}. Hãy kết thúc lần cho phép đó trước.")
    granted = YearException(
        reporting_year=year, unit=unit, reason=reason, expires_at=expires_at, granted_at=at, granted_by=by
    )
    save_recorded(granted, by=by, at=at, reason="Cho phép sửa năm đã khóa")
    return granted


@transaction.atomic
def end_exception(*, exception: YearException, by: User, at: datetime) -> YearException:
    """The lock falls again before its time; ending what has ended changes nothing."""
    seen = exception.expires_at
    exception = (
        YearException.objects.select_for_update(of=("self",))
        .select_related("reporting_year__commune", "unit")
        .get(pk=exception.pk)
    )
    check_may_review(by, exception.reporting_year.commune)
    # Whoever ends it at the same moment may have looked at the clock a little later.
    if exception.expires_at == seen and exception.is_valid(at):
        exception.expires_at = at
        save_recorded(exception, by=by, at=at, reason="Kết thúc ngoại lệ")
    return exception
