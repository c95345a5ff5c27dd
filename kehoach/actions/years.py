"""A commune's reporting year: opening it, its deadlines, closing it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from kehoach.actions.links import renew_links
from kehoach.actions.recording import save_recorded
from kehoach.actions.reminding import remind_on_commit
from kehoach.enums import State
from kehoach.models import Commune, Notice, ReportingYear, User
from kehoach.periods import Window, is_open_on
from kehoach.registry import kinds
from kehoach.rules import Refused, check_may_review, check_nothing_waits


@transaction.atomic
def open_year(*, commune: Commune, year: int, window: Window, by: User, at: datetime) -> ReportingYear:
    """Opens the year and lays out a form for every facility that is open on the last day of its window.

    Opening the same year with the same days again gives the year that is there.
    """
    check_may_review(by, commune)
    Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    present = ReportingYear.objects.filter(commune=commune, year=year).first()
    if present is not None:
        if present.window == window and not present.is_closed:
            return present
        raise Refused(f"Năm {year} đã được mở.")
    opened = lay_out_year(commune=commune, year=year, window=window, by=by, at=at)
    remind_on_commit(opened, Notice.Occasion.OPENED, at=at)
    return opened


def lay_out_year(*, commune: Commune, year: int, window: Window, by: User, at: datetime) -> ReportingYear:
    """A new year with a form for every facility; nobody is told."""
    opened = ReportingYear(
        commune=commune,
        year=year,
        window_start=window.start,
        window_end=window.end,
        unit_deadline=window.unit_deadline,
        report_deadline=window.report_deadline,
        opened_at=at,
        opened_by=by,
    )
    save_recorded(opened, by=by, at=at, reason="Mở năm báo cáo")
    add_missing_forms(reporting_year=opened, by=by, at=at)
    return opened


@transaction.atomic
def add_missing_forms(*, reporting_year: ReportingYear, by: User | None, at: datetime) -> int:
    """Lays out a form for every open facility that has none in this year; returns how many were added."""
    added = 0
    for kind in kinds():
        existing = kind.figures.filter(reporting_year=reporting_year)
        have = set(existing.values_list("facility_id", flat=True))
        forms = [
            kind.new_figures(facility, reporting_year)
            for facility in kind.facilities.filter(commune=reporting_year.commune)
            if facility.pk not in have and is_open_on(reporting_year.window_end, facility.opened_on, facility.closed_on)
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
    *, reporting_year: ReportingYear, unit_deadline: date, report_deadline: date, by: User, at: datetime
) -> ReportingYear:
    """Moves the deadlines of an open year, and the life of its entry links with them; the same days change nothing."""
    year = _locked(reporting_year)
    check_may_review(by, year.commune)
    if year.is_closed:
        raise Refused(f"Năm {year.year} đã khóa nên không đổi hạn được.")
    if (year.unit_deadline, year.report_deadline) == (unit_deadline, report_deadline):
        return year
    year.unit_deadline, year.report_deadline = unit_deadline, report_deadline
    save_recorded(year, by=by, at=at, reason="Đổi hạn")
    renew_links(year=year, by=by, at=at)
    return year


@transaction.atomic
def close_year(*, reporting_year: ReportingYear, by: User, at: datetime, reason: str = "") -> ReportingYear:
    """Closes the year: its figures are read from now on, not changed.

    Nothing submitted may still wait; where forms were never accepted, `reason` says why the year is closed without
    them. The same close again changes nothing.
    """
    year = _locked(reporting_year)
    check_may_review(by, year.commune)
    reason = reason.strip()
    if year.is_closed:
        if year.closing_reason == reason:
            return year
        raise Refused(f"Năm {year.year} đã khóa.")
    states = _states_held(year)
    check_nothing_waits(states[State.SUBMITTED])
    missing = states.total() - states[State.ACCEPTED]
    if missing and not reason:
        raise Refused(f"Còn {missing} phiếu chưa được duyệt. Muốn khóa năm, cần ghi lý do.")
    year.closed_at, year.closed_by = at, by
    year.closing_reason = reason if missing else ""
    save_recorded(year, by=by, at=at, reason=f"Khóa năm báo cáo: {reason}" if missing else "Khóa năm báo cáo")
    return year


def _locked(reporting_year: ReportingYear) -> ReportingYear:
    """The year as it stands now, held until the transaction ends."""
    held = ReportingYear.objects.select_for_update(of=("self",), no_key=True).select_related("commune")
    return held.get(pk=reporting_year.pk)


def _states_held(year: ReportingYear) -> Counter[str]:
    """How many forms of the year are in each state; the forms are held, so that none moves while the year is closed."""
    held = (
        kind.figures.filter(reporting_year=year)
        .select_for_update()
        .order_by("facility_id")
        .values_list("state", flat=True)
        for kind in kinds()
    )
    return Counter(state for states in held for state in states)
