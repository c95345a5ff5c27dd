"""Issuing: number and date from the register, the data frozen, the file kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from baocao.document.signers import Signer
from baocao.issuing.actions.writing import locked
from baocao.issuing.rules import check_can_issue, check_decides
from baocao.models import FilePart, RegisterEntry, Report, ReportFile, ReportSnapshot, ReportState
from baocao.report.composing import composed, frozen_pdf
from baocao.report.issue import SIGNATURE_FIELD
from kehoach.common.versions import Conflict
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, User
from kehoach.people.rules import Refused

_CHANGED = "Báo cáo đã thay đổi sau khi trang này mở. Hãy xem lại bản mới rồi ban hành."


def next_number(commune: Commune, year: int) -> int:
    """The number after the highest that the commune's register has in a year."""
    highest = RegisterEntry.objects.filter(commune=commune, year=year).aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1


def issue(
    *,
    report: Report,
    number: int,
    signed_on: date,
    seen: str,
    unwaived: Sequence[str],
    by: User,
    at: datetime,
    blank: bool = False,
    signature_field: bool = False,
) -> Report:
    """“Ban hành”: from now on neither figures nor words of this report change. The same issue again changes nothing.

    `seen` is the digest of what the leader had in front of them; Conflict if it is another by now. `unwaived` are
    the checks' findings without a reason. Raises pdf.CannotRender where no file can be made: then nothing is issued.
    The file is made before anything is held, since it takes a second, and kept only if nothing has changed meanwhile.
    """
    report = Report.objects.select_related("commune", "plan__commune", "replaces__entry").get(pk=report.pk)
    check_decides(by, report.commune)
    if _is_repeated(report, number, signed_on):
        return report
    check_can_issue(report, by, unwaived)
    if composed(report).digest != seen:
        raise Conflict(_CHANGED)
    report.blank, report.signature_field = blank, signature_field
    final = composed(report, number=number, signed_on=signed_on, final=True)
    content = {**final.content, SIGNATURE_FIELD: signature_field}
    pdf = frozen_pdf(content)
    with transaction.atomic():
        held = locked(report)
        if _is_repeated(held, number, signed_on):
            return held
        check_can_issue(held, by, unwaived)
        held.blank, held.signature_field = blank, signature_field
        if composed(held, number=number, signed_on=signed_on, final=True).content != final.content:
            raise Conflict(_CHANGED)
        entry = _take_number(held, number, signed_on, final.document.letterhead.symbol, by=by, at=at)
        ReportSnapshot.objects.create(report=held, content=content)
        keep_file(held, FilePart.ISSUED, pdf, by=by, at=at)
        held.state = ReportState.ISSUED
        held.issued_at, held.issued_by = at, by
        save_recorded(held, by=by, at=at, reason=f"Ban hành số {entry.full_number}")
    return held


def _is_repeated(report: Report, number: int, signed_on: date) -> bool:
    """Whether the report was issued under this number and date already: the second of two clicks."""
    return report.is_issued and (report.entry.number, report.entry.signed_on) == (number, signed_on)


def _take_number(report: Report, number: int, signed_on: date, symbol: str, *, by: User, at: datetime) -> RegisterEntry:
    """The commune's row is held, so that two reports that are issued at once wait for each other."""
    Commune.objects.select_for_update(no_key=True).get(pk=report.commune_id)
    taken = RegisterEntry.objects.filter(commune=report.commune, year=signed_on.year, number=number).first()
    if taken is not None:
        free = next_number(report.commune, signed_on.year)
        given = f"Số {number:02d} của năm {signed_on.year} đã cấp cho {taken.report}."
        raise Refused(f"{given} Số tiếp theo là {free:02d}.")
    entry = RegisterEntry(
        commune=report.commune,
        year=signed_on.year,
        number=number,
        symbol=symbol,
        signed_on=signed_on,
        report=report,
    )
    save_recorded(entry, by=by, at=at, reason="Cấp số")
    return entry


def keep_file(
    report: Report,
    part: FilePart,
    content: bytes,
    remark: str = "",
    signers: Iterable[Signer] = (),
    *,
    by: User,
    at: datetime,
) -> ReportFile:
    """Keeps a file of a report with its digest."""
    file = ReportFile(
        report=report,
        part=part,
        content=content,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        remark=remark,
        signatures=[signer.as_json() for signer in signers],
        added_at=at,
        added_by=by,
    )
    save_recorded(file, by=by, at=at, reason=part.label)
    return file
