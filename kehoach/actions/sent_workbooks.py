"""Workbooks on the disk: kept while their sender looks at what they would change, and for good once they have."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from kehoach.actions.files import hold_files, keep_file, remove_unused
from kehoach.actions.recording import delete_recorded, save_recorded
from kehoach.models import ReportingYear, SentWorkbook, Unit, User
from kehoach.rules import Refused

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
