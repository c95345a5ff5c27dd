"""Sound rows of the reports' tables, and what breaks the rules of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import models

from baocao.models import (
    AgencyCode,
    CalendarFeed,
    DutySetting,
    FilePart,
    PlannedActivity,
    PreIssueCheck,
    RegisterEntry,
    Remark,
    Report,
    ReportFile,
    ReportKind,
    ReportState,
    SectionText,
    SentDuty,
    SuperiorForm,
    Waiver,
)
from kehoach.models import Plan
from tests.cast import NOW, Cast

REPORT_BREAKS: dict[str, dict[str, Any]] = {
    "report_issued_by_someone": {"state": ReportState.ISSUED, "issued_at": None},
    "report_proposed_by_someone": {"state": ReportState.PROPOSED, "proposed_by": None},
    "report_returned_by_someone": {"state": ReportState.RETURNED, "returned_at": None},
    "register_begins_with_one": {"number": 0},
    "remark_says_something": {"text": ""},
    "waiver_has_a_reason": {"reason": ""},
    "agency_code_says_something": {"code": ""},
    "superior_form_retired_by_someone": {"retired_at": NOW},
    "duty_is_due_on_a_day": {"due_month": 13, "due_day": 1},
    "calendar_feed_revoked_after_it_was_made": {"revoked_at": NOW - timedelta(days=1)},
}


def without_living(cast: Cast, year: int) -> None:
    """Takes away what is being written of a year, with all that belongs to it."""
    living = Report.objects.filter(commune=cast.commune, year=year).exclude(state=ReportState.ISSUED)
    for model in (SectionText, Remark, Waiver):
        model.objects.filter(report__in=living).delete()
    living.delete()


def report_in(cast: Cast, state: ReportState, year: int = 2024, replaces: Report | None = None) -> Report:
    """A report of the commune put into a state past all rules, in place of what was being written of that year."""
    without_living(cast, year)
    officer, leader = cast.officer, cast.leader
    return Report.objects.create(
        commune=cast.commune,
        plan=Plan.objects.get(commune=cast.commune),
        year=year,
        kind=ReportKind.ANNUAL,
        state=state,
        replaces=replaces,
        started_at=NOW,
        started_by=officer,
        **dict.fromkeys(("proposed_at", "returned_at", "issued_at"), NOW),
        **dict.fromkeys(("proposed_by", "returned_by", "issued_by"), leader),
    )


def replacement(cast: Cast) -> Report:
    """A draft that replaces an issued report."""
    return report_in(cast, ReportState.DRAFT, 2023, replaces=report_in(cast, ReportState.ISSUED, 2023))


def report_samples(cast: Cast) -> dict[type[models.Model], Callable[[], models.Model]]:
    """A sound row of each table."""

    def row(model: type[models.Model], **values: Any) -> Callable[[], models.Model]:
        return lambda: model(report=report_in(cast, ReportState.ISSUED), **values)

    return {
        DutySetting: lambda: DutySetting(commune=cast.commune, code="the-thao", set_at=NOW, set_by=cast.officer),
        SentDuty: lambda: SentDuty(
            commune=cast.commune, code="the-thao", year=2026, sent_on=NOW, recorded_at=NOW, recorded_by=cast.officer
        ),
        PlannedActivity: lambda: PlannedActivity(
            commune=cast.commune,
            unit=cast.commune.units.first(),
            title="Hội sách",
            planned_on=NOW,
            planned_at=NOW,
            planned_by=cast.officer,
        ),
        CalendarFeed: lambda: CalendarFeed(user=cast.officer, nonce="a", token_hash="c" * 64, created_at=NOW),
        RegisterEntry: row(
            RegisterEntry, commune=cast.commune, year=2031, number=7, symbol="BC-UBND", signed_on=date(2031, 1, 5)
        ),
        ReportFile: row(
            ReportFile,
            part=FilePart.ISSUED,
            content=b"%PDF",
            sha256="a" * 64,
            size=4,
            added_at=NOW,
            added_by=cast.officer,
        ),
        AgencyCode: lambda: AgencyCode(commune=cast.commune, agency="Sở", code="A01"),
        SuperiorForm: lambda: SuperiorForm(
            commune=cast.commune,
            title="Biểu gửi Sở",
            kind="xlsx",
            file_name="bieu.xlsx",
            content=b"PK",
            sha256="a" * 64,
            size=2,
            added_at=NOW,
            added_by=cast.officer,
        ),
        SectionText: row(SectionText, section="I", title="I. Mục", text="Một."),
        Remark: row(Remark, section="I", text="Bổ sung.", made_at=NOW, made_by=cast.officer),
        Waiver: row(
            Waiver,
            failed_check=PreIssueCheck.EMPTY,
            finding="Mục V",
            reason="Không có",
            waived_at=NOW,
            waived_by=cast.officer,
        ),
    }
