"""Who may say what of a task's result, and when. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kehoach.common import formats
from kehoach.models import (
    FINISHED,
    Assignment,
    Commune,
    Explanation,
    ProgressState,
    Review,
    Role,
    TaskProgress,
    Unit,
    User,
)
from kehoach.people.rules import Refused, check_may_review, is_officer_of, refuse, works_for
from kehoach.years.rules import check_unit_may_work

SAY_WHY = "Kết quả này được trả lại và chưa có gì thay đổi. Hãy sửa, hoặc ghi vì sao gửi lại như cũ."
# Why those who only look on do not work with results.
READ_ONLY_REASONS = {
    Role.LEADER: "Lãnh đạo xã xem kết quả và yêu cầu giải trình; kết quả do đơn vị và {officer} ghi.",
    Role.OVERSEER: "Tài khoản cấp trên xem tình trạng nhiệm vụ, không xem nội dung giữa xã và đơn vị.",
    Role.ADMINISTRATOR: "Tài khoản quản trị lo tài khoản và đơn vị, không làm việc với kết quả nhiệm vụ.",
}


def check_reads_results(user: User, unit: Unit) -> None:
    """What a unit wrote, sent and was asked is read by its own people, and by the commune's officer and leader."""
    if works_for(user, unit) or (user.role in (Role.OFFICER, Role.LEADER) and user.commune_id == unit.commune_id):
        return
    refuse(user, "Kết quả của đơn vị khác do đơn vị đó và công chức xã xem.", READ_ONLY_REASONS)


def check_may_report(user: User, unit: Unit) -> None:
    """The unit's own people report, or the officer on their behalf (plan 04, IV.1.e)."""
    if works_for(user, unit) or is_officer_of(user, unit.commune):
        return
    refuse(user, "Chỉ người của đơn vị mới ghi kết quả của đơn vị.", READ_ONLY_REASONS)


def check_can_report(row: TaskProgress, by: User, at: datetime) -> None:
    """Writing a result: in a year that is open to the unit, for a task that it has."""
    check_may_report(by, row.unit)
    check_unit_may_work(row.reporting_year, row.unit_id, at)
    if not Assignment.objects.filter(task=row.task_id, unit=row.unit_id).exists():
        raise Refused("Đơn vị không còn được giao nhiệm vụ này nên không ghi thêm kết quả được.")


def check_says_something(row: TaskProgress) -> None:
    """Who is done says what was done, in words or in a number."""
    if row.state == ProgressState.DONE and not row.result and not row.count:
        raise Refused("Đã hoàn thành thì cần ghi kết quả bằng lời hoặc số lượng.")


def is_sent_unchanged(row: TaskProgress, answers: Mapping[str, Any]) -> bool:
    """Whether a returned result comes again with the same answers, and no photo or paper was added since."""
    if not row.is_returned or any(getattr(row, name) != answer for name, answer in answers.items()):
        return False
    return not row.evidence.filter(uploaded_at__gt=row.reviewed_at).exists()


def check_can_confirm(row: TaskProgress, by: User, at: datetime) -> None:
    """The officer confirms a result that says that the task is finished."""
    check_may_review(by, row.unit.commune)
    check_unit_may_work(row.reporting_year, row.unit_id, at)
    if row.review == Review.RETURNED:
        raise Refused("Kết quả đã trả lại, đơn vị chưa sửa.")
    if row.state not in FINISHED:
        raise Refused("Đơn vị chưa báo hoàn thành nên chưa có kết quả để xác nhận.")


def check_can_return(row: TaskProgress, by: User, at: datetime) -> None:
    """The officer returns a finished result, confirmed or not; what is under way is asked about instead."""
    check_may_review(by, row.unit.commune)
    check_unit_may_work(row.reporting_year, row.unit_id, at)
    if row.review == Review.RETURNED:
        raise Refused("Kết quả đã trả lại, đơn vị chưa sửa.")
    if row.state not in FINISHED:
        raise Refused("Đơn vị chưa báo hoàn thành nên không có gì để trả lại. Có thể yêu cầu giải trình.")


def check_may_ask(user: User, commune: Commune) -> None:
    """The officer and the leader ask units to explain."""
    if user.role in (Role.OFFICER, Role.LEADER) and user.commune_id == commune.pk:
        return
    refuse(user, "Việc yêu cầu giải trình do {officer} và lãnh đạo xã làm.", READ_ONLY_REASONS)


def check_can_ask(asked: Explanation, by: User, at: datetime, today: date) -> None:
    """One question at a time, in a year that is open to the unit, with a day that has not passed."""
    check_may_ask(by, asked.unit.commune)
    check_unit_may_work(asked.reporting_year, asked.unit_id, at)
    if asked.answer_by < today:
        raise Refused(f"Ngày {formats.date_short(asked.answer_by)} đã qua. Hãy chọn hôm nay hoặc một ngày sau.")


def check_can_answer(asked: Explanation, by: User, at: datetime) -> None:
    """A question is answered once, by the unit or by the officer for it."""
    check_may_report(by, asked.unit)
    check_unit_may_work(asked.reporting_year, asked.unit_id, at)
    if asked.answered_at is not None:
        raise Refused("Yêu cầu này đã được trả lời.")
