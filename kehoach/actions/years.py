"""Opening and closing a commune's reporting year."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from kehoach.actions.recording import save_recorded
from kehoach.enums import State
from kehoach.models import Commune, ReportingYear, User
from kehoach.periods import Window, is_open_on
from kehoach.registry import kinds
from kehoach.rules import Refused, check_may_review


@transaction.atomic
def open_year(*, commune: Commune, year: int, window: Window, by: User, at: datetime) -> ReportingYear:
    """Opens the year and lays out a form for every facility that is open on the last day of its window."""
    check_may_review(by, commune)
    if ReportingYear.objects.filter(commune=commune, year=year).exists():
        raise Refused(f"Năm {year} đã được mở.")
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
def close_year(*, reporting_year: ReportingYear, by: User, at: datetime) -> ReportingYear:
    """Closes the year: its figures are read from now on, not changed. Nothing submitted may still wait."""
    year = ReportingYear.objects.select_for_update().get(pk=reporting_year.pk)
    check_may_review(by, year.commune)
    if year.is_closed:
        raise Refused(f"Năm {year.year} đã khóa.")
    waiting = sum(kind.figures.filter(reporting_year=year, state=State.SUBMITTED).count() for kind in kinds())
    if waiting:
        raise Refused(f"Còn {waiting} phiếu đã nộp chưa được duyệt. Hãy duyệt hoặc trả lại trước khi khóa năm.")
    year.closed_at, year.closed_by = at, by
    save_recorded(year, by=by, at=at, reason="Khóa năm báo cáo")
    return year
