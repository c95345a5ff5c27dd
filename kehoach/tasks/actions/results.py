"""What a unit says of a task in a year, and what the officer says to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kehoach.common.uploads import Accepted
from kehoach.common.versions import Conflict, Merge, merge, version_seen
from kehoach.evidence.actions import add_file, files_of, remove_file
from kehoach.history.recording import save_recorded
from kehoach.models import ProgressState, ReportingYear, Review, Task, TaskProgress, Unit, User
from kehoach.people.rules import Refused, check_may_review, is_officer_of
from kehoach.tasks.rules import (
    SAY_WHY,
    check_can_confirm,
    check_can_report,
    check_can_return,
    check_says_something,
    is_sent_unchanged,
)

# What people write.
ANSWERS = ("state", "result", "count")
_EMPTY: Mapping[str, Any] = {"state": ProgressState.NOT_STARTED, "result": "", "count": None}


_CHANGED = "Người khác vừa ghi kết quả này. Hãy xem lại rồi quyết định."


@transaction.atomic
def report(
    row: TaskProgress,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    accepted: Accepted | None = None,
    why_unchanged: str = "",
) -> TaskProgress:
    """Writes a unit's result: `answers` are state, result and count; `accepted` a photo or paper that goes with it.

    `version` is the one that the sender had seen. Where somebody else saved meanwhile, what only the sender touched is
    saved all the same; where both changed the same answer, nothing is, and Conflict says where. What the officer
    writes, for their own office or on a unit's behalf, needs nobody's confirmation. The same again changes nothing, but
    for a result that was returned: there it is the unit's answer, and needs a reason, `why_unchanged`.
    """
    row = _held(row)
    check_can_report(row, by, at)
    merged = _merged(row, version, answers)
    if merged.clashes:
        raise Conflict(_CHANGED, row, merged.clashes, merged.untouched)
    answers_return = row.review == Review.RETURNED and (version == row.version or accepted is not None)
    if merged.changes or answers_return or (accepted is not None and row.pk is None):
        unchanged = answers_return and accepted is None and is_sent_unchanged(row, answers)
        if unchanged and not why_unchanged:
            raise Refused(SAY_WHY)
        row.why_unchanged = why_unchanged if unchanged else ""
        _change(row, merged.changes, by=by, at=at)
    if accepted is not None:
        add_file(row, accepted=accepted, by=by, at=at)
    return row


@transaction.atomic
def report_nothing(
    *, tasks: Iterable[Task], unit: Unit, year: ReportingYear, by: User, at: datetime
) -> list[TaskProgress]:
    """“Không phát sinh”: there was nothing to do for these tasks. What was reported already is left as it is."""
    written = []
    for task in tasks:
        row = _held(TaskProgress(task=task, unit=unit, reporting_year=year))
        check_can_report(row, by, at)
        if row.state == ProgressState.NOT_STARTED:
            _change(row, {"state": ProgressState.NOTHING}, by=by, at=at)
            written.append(row)
    return written


def _change(row: TaskProgress, changes: Mapping[str, Any], *, by: User, at: datetime) -> None:
    for name, answer in changes.items():
        setattr(row, name, answer)
    check_says_something(row)
    row.version += 1
    row.updated_at, row.updated_by = at, by
    row.review, row.reviewed_at, row.reviewed_by, row.return_reason = Review.WAITING, None, None, ""
    if is_officer_of(by, row.unit.commune):
        row.review, row.reviewed_at, row.reviewed_by = Review.CONFIRMED, at, by
    save_recorded(row, by=by, at=at, reason=f"Ghi kết quả: {ProgressState(row.state).label}")


@transaction.atomic
def confirm(row: TaskProgress, *, by: User, at: datetime, version: int) -> TaskProgress:
    """“Xác nhận” the version that was seen; the same again changes nothing."""
    row = _held(row)
    check_may_review(by, row.unit.commune)
    if row.review == Review.CONFIRMED and row.version == version:
        return row
    check_can_confirm(row, by, at)
    if version != row.version:
        raise Conflict(_CHANGED, row)
    row.review, row.reviewed_at, row.reviewed_by, row.return_reason = Review.CONFIRMED, at, by, ""
    save_recorded(row, by=by, at=at, reason="Xác nhận kết quả")
    return row


@transaction.atomic
def return_result(row: TaskProgress, *, by: User, at: datetime, version: int, reason: str) -> TaskProgress:
    """“Trả lại” the version that was seen, with a reason: the unit owes the result again. The same changes nothing.

    The result gets another version, so that a page that was open before cannot answer what it does not show.
    """
    row = _held(row)
    check_may_review(by, row.unit.commune)
    reason = reason.strip()
    if (row.review, row.return_reason) == (Review.RETURNED, reason):
        return row
    check_can_return(row, by, at)
    if version != row.version:
        raise Conflict(_CHANGED, row)
    if not reason:
        raise Refused("Cần ghi lý do trả lại để đơn vị biết phải bổ sung gì.")
    row.review, row.reviewed_at, row.reviewed_by, row.return_reason = Review.RETURNED, at, by, reason
    row.version += 1
    save_recorded(row, by=by, at=at, reason=f"Trả lại kết quả: {reason}")
    return row


@transaction.atomic
def detach_from_result(row: TaskProgress, *, pk: int, by: User, at: datetime) -> None:
    """Takes a photo or paper off a result; one that is gone stays gone."""
    row = _held(row)
    check_can_report(row, by, at)
    evidence = files_of(row).filter(pk=pk).first()
    if evidence is not None:
        remove_file(evidence, by=by, at=at)


def _held(row: TaskProgress) -> TaskProgress:
    """The row as it stands now, or unsaved where there is none, held until the transaction ends.

    Its year is held, which is there before the first result is: so two first results are one, and a year that was
    closed meanwhile is seen closed. Version 0 is that of a result that nobody has seen.
    """
    year = ReportingYear.objects.select_for_update(no_key=True).get(pk=row.reporting_year_id)
    present = TaskProgress.objects.filter(reporting_year=year, task=row.task_id, unit=row.unit_id).first()
    if present is None:
        return TaskProgress(task=row.task, unit=row.unit, reporting_year=year, version=0)
    present.reporting_year, present.task, present.unit = year, row.task, row.unit
    return present


def _merged(row: TaskProgress, version: int, answers: Mapping[str, Any]) -> Merge[Any]:
    """The sent answers against the present ones and those of the version that the sender had seen."""
    present = {name: getattr(row, name) for name in ANSWERS}
    if version == 0:
        return merge(_EMPTY, present, answers)
    seen = version_seen(row, version)
    return merge({name: getattr(seen, name) for name in ANSWERS} if seen else None, present, answers)
