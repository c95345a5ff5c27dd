"""Bringing a workbook's figures in: all of it or nothing (design 10)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehoach.actions.bulk import update_recorded
from kehoach.actions.recording import save_recorded
from kehoach.actions.sent_workbooks import content_of, held_workbook
from kehoach.enums import State
from kehoach.exchange.planning import Plan, Touched, opened, plan_import
from kehoach.models import ReportingYear, SentWorkbook, User

OPENED, SAVED = "Mở phiếu từ tệp Excel", "Lưu số liệu từ tệp Excel"


class PlanChanged(Exception):
    """The figures have changed since the preview; `plan` is what the workbook would change now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("Số liệu trên cổng đã thay đổi trong lúc đó. Hãy xem lại những gì sẽ thay đổi rồi xác nhận.")
        self.plan = plan


@transaction.atomic
def import_workbook(*, workbook: SentWorkbook, by: User | None, at: datetime, digest: str | None = None) -> Plan:
    """Writes what a workbook changes and keeps it as evidence. Nothing is written where the plan has faults.

    `digest` is that of the preview that was confirmed: where the plan is another by now, PlanChanged is raised. A
    workbook that was imported already changes nothing. Raises NotAWorkbook as plan_import does, and Refused.
    """
    # The year first: so does whoever closes it.
    year, workbook = _held_year(workbook), held_workbook(workbook)
    if workbook.is_imported:
        return Plan(year, workbook.unit)
    plan = plan_import(opened(content_of(workbook)), year, by=by, at=at, unit=workbook.unit, lock=True)
    if digest is not None and digest != plan.digest:
        raise PlanChanged(plan)
    if plan.faults:
        return plan
    write_plan(plan, by, at)
    workbook.imported_at, workbook.changed = at, plan.changed
    save_recorded(workbook, by=by, at=at, reason="Nhập số liệu từ tệp Excel")
    return plan


def _held_year(workbook: SentWorkbook) -> ReportingYear:
    """The year as it stands now, held until the transaction ends."""
    years = ReportingYear.objects.select_for_update(of=("self",), no_key=True).select_related("commune")
    return years.get(workbooks=workbook)


def write_plan(plan: Plan, by: User | None, at: datetime) -> None:
    """Writes all that a plan without faults would change."""
    for touched in plan.touched.values():
        _write(touched, by, at)


def _write(touched: list[Touched], by: User | None, at: datetime) -> None:
    """The forms of one kind, each with one more version in its history."""
    for one in touched:
        figures = one.figures
        figures.version += 1
        figures.saved_at, figures.saved_by = at, by
        figures.entered_on_behalf = by is None or by.unit_id != figures.facility.unit_id
        if one.opens:
            figures.state = State.DRAFT
            figures.opened_at, figures.opened_by = at, by
    layout = touched[0].figures.layout
    always = ("absences", "notes", "version", "saved_at", "saved_by", "entered_on_behalf")
    saved = {name for one in touched if not one.opens for name in one.before}
    update_recorded(
        [one.figures for one in touched if not one.opens],
        [*(field.name for field in layout.fields if field.name in saved), *always],
        by=by,
        at=at,
        reason=SAVED,
    )
    update_recorded(
        [one.figures for one in touched if one.opens],
        [*(field.name for field in layout.fields), *always, "state", "opened_at", "opened_by"],
        by=by,
        at=at,
        reason=OPENED,
    )
