"""A commune's reporting year: opening it, its deadlines, closing it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from kehoach.common.periods import Window
from kehoach.common.text.gate import tidy_line
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Commune, ReportingYear, State, Unit, User, YearException
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused, check_may_review
from kehoach.years.rules import check_can_take_back, check_nothing_waits
from kehoach.years.signals import year_opened


@transaction.atomic
def open_year(*, commune: Commune, year: int, window: Window, by: User, at: datetime) -> ReportingYear:
    """Opens the year and lays out a form for every facility that is open on the last day of its window.

    Idempotent: opened again with the same days it is the year that is there. Raises Refused where it has other days.
    """
    check_may_review(by, commune)
    Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    present = ReportingYear.objects.filter(commune=commune, year=year).first()
    if present is not None:
        if present.window == window and not present.is_closed:
            return present
        raise Refused(f"Năm {year} đã được mở.")
    opened = lay_out_year(commune=commune, year=year, window=window, by=by, at=at)
    year_opened.send(ReportingYear, year=opened, at=at)
    return opened


def lay_out_year(*, commune: Commune, year: int, window: Window, by: User, at: datetime) -> ReportingYear:
    """A new year with a form for every facility; nobody is written to."""
    opened = ReportingYear(
        commune=commune,
        year=year,
        window_start=window.start,
        window_end=window.end,
        unit_deadline=window.unit_deadline,
        report_deadline=window.report_deadline,
        entry_until=window.entry_until,
        correction_until=window.correction_until,
        opened_at=at,
        opened_by=by,
    )
    save_recorded(opened, by=by, at=at, reason="Mở năm báo cáo")
    add_missing_forms(reporting_year=opened, by=by, at=at)
    return opened


@transaction.atomic
def take_back_year(*, reporting_year: ReportingYear, by: User, at: datetime) -> None:
    """Takes back the opening of a year in which nobody has typed anything: its forms, links and reminders go with it.

    The history keeps what was there. Raises Refused where somebody has begun.
    """
    check_may_review(by, reporting_year.commune)
    year = _locked(reporting_year)
    forms = [form for kind in kinds() for form in kind.figures.filter(reporting_year=year).select_for_update()]
    check_can_take_back(year)
    year.notices.all().delete()
    for row in (*forms, *year.entry_links.all(), year):
        delete_recorded(row, by=by, at=at, reason="Bỏ năm vừa mở")


@transaction.atomic
def add_missing_forms(*, reporting_year: ReportingYear, by: User | None, at: datetime) -> int:
    """Lays out a form for every open facility that has none in this year; returns how many were added."""
    added = 0
    for kind in kinds():
        existing = kind.figures.filter(reporting_year=reporting_year)
        have = set(existing.values_list("facility_id", flat=True))
        forms = [
            kind.new_figures(facility, reporting_year)
            for facility in kind.population(reporting_year.commune, reporting_year.window_end)
            if facility.pk not in have
        ]
        bulk_create_with_history(
            forms,
            kind.figures_model,
            default_user=by,
            default_date=at,
            default_change_reason="Mở năm báo cáo",
        )
        added += len(forms)
    return added


@transaction.atomic
def set_deadlines(
    *,
    reporting_year: ReportingYear,
    unit_deadline: date,
    report_deadline: date,
    entry_until: date | None = None,
    correction_until: date | None = None,
    by: User,
    at: datetime,
) -> ReportingYear:
    """Moves the deadlines and closing days of an open year; None: until the year is closed. Idempotent.

    Raises Refused where the year is closed.
    """
    year = _locked(reporting_year)
    check_may_review(by, year.commune)
    if year.is_closed:
        raise Refused(f"Năm {year.year} đã khóa nên không đổi hạn được.")
    window = Window(year.window_start, year.window_end, unit_deadline, report_deadline, entry_until, correction_until)
    if year.window == window:
        return year
    year.unit_deadline, year.report_deadline = unit_deadline, report_deadline
    year.entry_until, year.correction_until = entry_until, correction_until
    save_recorded(year, by=by, at=at, reason="Đổi hạn")
    return year


@transaction.atomic
def close_year(*, reporting_year: ReportingYear, by: User, at: datetime, reason: str = "") -> ReportingYear:
    """Closes the year: its figures are read from now on, not changed.

    Nothing submitted may still wait; where forms were never accepted, `reason` says why the year is closed without
    them. Idempotent. Raises Refused.
    """
    year = _locked(reporting_year)
    check_may_review(by, year.commune)
    reason = reason.strip()
    if year.is_closed:
        if year.closing_reason == reason:
            return year
        raise Refused(f"Năm {year.year} đã khóa.")
    # Every form is locked, so that none moves while the year is closed.
    states = Counter(
        state
        for kind in kinds()
        for state in kind.figures_asked.filter(reporting_year=year)
        .select_for_update(of=("self",))
        .order_by("facility_id")
        .values_list("state", flat=True)
    )
    check_nothing_waits(states[State.SUBMITTED])
    missing = states.total() - states[State.ACCEPTED]
    if missing and not reason:
        raise Refused(f"Còn {missing} phiếu chưa được duyệt. Muốn khóa năm, cần ghi lý do.")
    year.closed_at, year.closed_by = at, by
    year.closing_reason = reason if missing else ""
    save_recorded(year, by=by, at=at, reason=f"Khóa năm báo cáo: {reason}" if missing else "Khóa năm báo cáo")
    return year


def _locked(reporting_year: ReportingYear) -> ReportingYear:
    """The year as it stands now, locked until the transaction ends."""
    years = ReportingYear.objects.select_for_update(of=("self",), no_key=True).select_related("commune")
    return years.get(pk=reporting_year.pk)


@transaction.atomic
def grant_exception(
    *, reporting_year: ReportingYear, unit: Unit, reason: str, expires_at: datetime, by: User, at: datetime
) -> YearException:
    """Until `expires_at` the unit and the officer work on the unit's forms of the closed year; then it locks itself.

    A unit has one exception at a time: the same one again is the one that is there, another raises Refused.
    """
    year = _locked(reporting_year)
    check_may_review(by, year.commune)
    reason = tidy_line(reason)
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
    """The lock falls again before its time. Idempotent."""
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
