"""Bringing a workbook's figures in: all of it or nothing."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from kehoach.common.versions import Conflict
from kehoach.evidence.actions import hold_files, keep_file, remove_unused
from kehoach.excel.import_changes import ImportPlan, Touched
from kehoach.excel.import_plan import opened, plan_import
from kehoach.history.bulk import update_recorded
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import ReportingYear, SentWorkbook, State, Unit, User
from kehoach.people.rules import Refused

OPENED, SAVED = "Mở phiếu từ tệp Excel", "Lưu số liệu từ tệp Excel"


_CHANGED = "Số liệu trên cổng đã thay đổi trong lúc đó. Hãy xem lại những gì sẽ thay đổi rồi xác nhận."


@transaction.atomic
def import_workbook(*, workbook: SentWorkbook, by: User | None, at: datetime, digest: str | None = None) -> ImportPlan:
    """Writes what a workbook changes and keeps it as evidence. Nothing is written where the plan has faults.

    `digest` is that of the preview that was confirmed: where the plan is another by now, Conflict is raised with
    that. A workbook that was imported already changes nothing. Raises NotAWorkbook as plan_import does, and Refused.
    """
    # The year first: so does whoever closes it.
    year, workbook = _held_year(workbook), held_workbook(workbook)
    if workbook.is_imported:
        return ImportPlan(year, workbook.unit)
    with _garbage_left_alone():
        plan = plan_import(opened(content_of(workbook)), year, by=by, at=at, unit=workbook.unit, lock=True)
        if digest is not None and digest != plan.digest:
            raise Conflict(_CHANGED, plan)
        if plan.faults:
            return plan
        write_plan(plan, by, at)
    workbook.imported_at, workbook.changed = at, plan.changed
    save_recorded(workbook, by=by, at=at, reason="Nhập số liệu từ tệp Excel")
    return plan


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Looks for no garbage while rows only grow: a tenth of an import's time would go into finding none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _held_year(workbook: SentWorkbook) -> ReportingYear:
    """The year as it stands now, held until the transaction ends."""
    years = ReportingYear.objects.select_for_update(of=("self",), no_key=True).select_related("commune")
    return years.get(workbooks=workbook)


def write_plan(plan: ImportPlan, by: User | None, at: datetime) -> None:
    """Writes all that a plan without faults would change."""
    for touched in plan.touched.values():
        _write(touched, by, at)


def _write(touched: list[Touched], by: User | None, at: datetime) -> None:
    """The forms of one kind, each with one more version in its history."""
    for form in touched:
        figures = form.figures
        figures.version += 1
        figures.saved_at, figures.saved_by = at, by
        figures.entered_on_behalf = by is None or by.unit_id != figures.facility.unit_id
        if form.opens:
            figures.state = State.DRAFT
            figures.opened_at, figures.opened_by = at, by
    layout = touched[0].figures.layout
    always = ("absences", "notes", "version", "saved_at", "saved_by", "entered_on_behalf")
    saved = {name for form in touched if not form.opens for name in form.before}
    update_recorded(
        [form.figures for form in touched if not form.opens],
        [*(field.name for field in layout.fields if field.name in saved), *always],
        by=by,
        at=at,
        reason=SAVED,
    )
    update_recorded(
        [form.figures for form in touched if form.opens],
        [*(field.name for field in layout.fields), *always, "state", "opened_at", "opened_by"],
        by=by,
        at=at,
        reason=OPENED,
    )


FORGOTTEN_AFTER = timedelta(days=1)


@transaction.atomic
def keep_workbook(
    *, year: ReportingYear | None, unit: Unit | None, name: str, content: bytes, by: User | None, at: datetime
) -> SentWorkbook:
    """Keeps a workbook that was read, of a year's figures or without a `year` of a commune's set-up.

    What the same person sent for the same before and never confirmed goes; so does what anybody, for whatever, left
    unconfirmed for a day. The same file again is the same workbook.
    """
    hold_files()
    sha256, forgotten = hashlib.sha256(content).hexdigest(), at - FORGOTTEN_AFTER
    # Held, so that what somebody confirms at this moment is seen as confirmed.
    waiting = SentWorkbook.objects.select_for_update(of=("self",)).filter(imported_at=None)
    again: SentWorkbook | None = None
    for earlier in waiting.filter(Q(reporting_year=year, sent_by=by) | Q(sent_at__lt=forgotten)):
        if earlier.sent_at >= forgotten and (earlier.sha256, earlier.unit) == (sha256, unit):
            again = earlier
        else:
            discard(earlier, by=by, at=at)
    if again is not None:
        return again
    kept = SentWorkbook(
        reporting_year=year, unit=unit, name=name, size=len(content), sha256=sha256, sent_at=at, sent_by=by
    )
    kept.file.name = f"excel/{sha256[:2]}/{sha256}.xlsx"
    save_recorded(kept, by=by, at=at, reason="Gửi tệp Excel")
    keep_file(kept.file.name, content)
    return kept


def discard(workbook: SentWorkbook, *, by: User | None, at: datetime) -> None:
    """Deletes a workbook that was never confirmed. The bytes leave the disk with the last row that names them."""
    path = str(workbook.file.name)
    delete_recorded(workbook, by=by, at=at, reason="Bỏ tệp Excel chưa xác nhận")
    transaction.on_commit(partial(remove_unused, SentWorkbook.objects.filter(file=path), path))


def held_workbook(workbook: SentWorkbook) -> SentWorkbook:
    """The workbook as it stands now, held until the transaction ends. Raises Refused where it is gone."""
    held = SentWorkbook.objects.select_for_update(of=("self",)).select_related("unit", "commune")
    found = held.filter(pk=workbook.pk).first()
    if found is None:
        raise Refused("Tệp này đã được thay bằng tệp gửi sau. Hãy gửi lại tệp.")
    return found


def content_of(workbook: SentWorkbook) -> bytes:
    """The bytes as they were sent. Raises Refused where they are gone or are not the same."""
    try:
        with workbook.file.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError as missing:
        raise Refused("Tệp không còn trên máy chủ. Hãy gửi lại tệp.") from missing
    if hashlib.sha256(content).hexdigest() != workbook.sha256:
        raise Refused("Tệp trên máy chủ không còn nguyên vẹn. Hãy gửi lại tệp.")
    return content
