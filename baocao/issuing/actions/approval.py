"""Between officer and leader: proposing, taking back, returning with remarks, waiving what a check found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from baocao.issuing.actions.writing import locked
from baocao.issuing.rules import (
    check_can_propose,
    check_can_return,
    check_can_waive,
    check_can_withdraw,
    check_decides,
    check_writes,
)
from baocao.models import PreIssueCheck, Remark, Report, ReportState, Waiver
from kehoach.history.recording import save_recorded
from kehoach.models import User
from kehoach.people.rules import Refused


@transaction.atomic
def propose(*, report: Report, unsettled: Sequence[str], by: User, at: datetime, why_unchanged: str = "") -> Report:
    """“Trình”: the leader's turn begins. Idempotent. `unsettled` is as in `check_can_propose`.

    What came back and goes again in the same words needs a reason, `why_unchanged`. Raises Refused.
    """
    report = locked(report)
    check_writes(by, report.commune)
    if report.state == ReportState.PROPOSED:
        return report
    check_can_propose(report, by, unsettled)
    unchanged = is_unchanged_since_return(report)
    if unchanged and not why_unchanged.strip():
        raise Refused("Báo cáo bị trả lại mà lời văn chưa có gì thay đổi. Hãy ghi vì sao trình lại như cũ.")
    report.why_unchanged = why_unchanged.strip() if unchanged else ""
    report.state = ReportState.PROPOSED
    report.proposed_at, report.proposed_by = at, by
    report.withdrawn_at, report.withdrawn_by, report.withdrawal_reason = None, None, ""
    save_recorded(report, by=by, at=at, reason="Trình")
    return report


def is_unchanged_since_return(report: Report) -> bool:
    """Whether the leader has returned it, and since then nobody has written in it or given a reason for a finding."""
    since: Any = report.returned_at
    if not report.is_returned or any(text.saved_at > since for text in report.texts.all() if text.saved_at):
        return False
    return all(waiver.waived_at <= since for waiver in report.waivers.all())


@transaction.atomic
def withdraw(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """“Rút lại”: what was proposed is a draft again, and the leader sees why. Idempotent.

    Raises Refused where the leader has decided meanwhile, or without a reason.
    """
    report, reason = locked(report), reason.strip()
    check_writes(by, report.commune)
    if report.is_draft and report.withdrawal_reason == reason != "":
        return report
    check_can_withdraw(report, by)
    if not reason:
        raise Refused("Cần ghi vì sao rút lại, để lãnh đạo xã biết.")
    report.state = ReportState.DRAFT
    report.withdrawn_at, report.withdrawn_by, report.withdrawal_reason = at, by, reason
    save_recorded(report, by=by, at=at, reason=f"Rút lại: {reason}")
    return report


@transaction.atomic
def return_report(*, report: Report, remarks: Mapping[str, str], reason: str, by: User, at: datetime) -> Report:
    """“Trả lại”: with a remark on at least one section (by its code), or one on the whole.

    The same return again changes nothing.
    """
    report = locked(report)
    check_decides(by, report.commune)
    given = {section: text.strip() for section, text in remarks.items() if text.strip()}
    if report.state == ReportState.RETURNED and report.return_reason == reason.strip() and given == _latest(report):
        return report
    check_can_return(report, by)
    if not given and not reason.strip():
        raise Refused("Hãy ghi ý kiến ở ít nhất một mục, hoặc ý kiến chung, để người soạn biết phải sửa gì.")
    report.state = ReportState.RETURNED
    report.returned_at, report.returned_by, report.return_reason = at, by, reason.strip()
    save_recorded(report, by=by, at=at, reason="Trả lại")
    for section, text in given.items():
        remark = Remark(report=report, section=section, text=text, made_at=at, made_by=by)
        save_recorded(remark, by=by, at=at, reason="Nêu ý kiến")
    return report


def _latest(report: Report) -> dict[str, str]:
    return {remark.section: remark.text for remark in report.remarks.filter(made_at=report.returned_at)}


@transaction.atomic
def waive(*, report: Report, failed_check: PreIssueCheck, finding: str, reason: str, by: User, at: datetime) -> Waiver:
    """Keeps why the report may be issued although a check found this; another finding needs another reason."""
    report = locked(report)
    check_can_waive(report, by)
    if not reason.strip():
        raise Refused("Hãy ghi lý do: lý do được lưu cùng báo cáo.")
    key = {"report": report, "failed_check": failed_check}
    waiver = Waiver.objects.filter(**key).first() or Waiver(**key)
    if (waiver.finding, waiver.reason) == (finding, reason.strip()):
        return waiver
    waiver.finding, waiver.reason = finding, reason.strip()
    waiver.waived_at, waiver.waived_by = at, by
    save_recorded(waiver, by=by, at=at, reason="Bỏ qua có lý do")
    return waiver
