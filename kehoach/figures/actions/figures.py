"""The life of one facility's figures of one year: open, save, submit, return, accept (plan 04, IV.1.e)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from kehoach.common.versions import Conflict, merge, version_seen
from kehoach.figures.assessment import assess
from kehoach.figures.last_year import last_year_of
from kehoach.figures.rules import (
    check_can_accept,
    check_can_open,
    check_can_return,
    check_can_save,
    check_can_submit,
    check_may_accept,
)
from kehoach.figures.signals import figures_returned
from kehoach.figures.unsubmitted import is_resubmitted_unchanged
from kehoach.history.recording import save_recorded
from kehoach.models import State, User, YearFigures
from kehoach.models.figures import value_in
from kehoach.people.rules import Refused, check_may_enter, check_may_review
from kehoach.questionnaire.values import Value

Figures = TypeVar("Figures", bound=YearFigures)


_CHANGED = "Người khác đã lưu phiếu này trong lúc đó."
_SAY_WHY = "Phiếu được trả lại mà chưa sửa gì. Hãy sửa, hoặc ghi vì sao nộp lại như cũ."


def locked(figures: Figures) -> Figures:
    """The row as it stands now, locked until the transaction ends.

    Its year is read only when it is asked for, that is after the wait for the row: a year that was closed meanwhile is
    seen closed (close_year waits for every row of its year in the same way).
    """
    model = type(figures)
    return (
        model._default_manager.select_for_update(of=("self",))
        .select_related("facility__unit__commune", "facility__commune")
        .get(pk=figures.pk)
    )


@transaction.atomic
def open_form(figures: Figures, *, by: User, at: datetime) -> Figures:
    """“Mở phiếu”: a draft begins, with the values that rarely change taken over from last year.

    Idempotent: a draft stays as it is. Raises Refused.
    """
    figures = locked(figures)
    check_may_enter(by, figures.facility.unit)
    if figures.is_draft:
        return figures
    check_can_open(figures, by, at)
    figures.state = State.DRAFT
    figures.opened_at, figures.opened_by = at, by
    figures.carry_over(last_year_of(figures).values)
    save_recorded(figures, by=by, at=at, reason="Mở phiếu")
    return figures


@transaction.atomic
def save_values(
    figures: Figures,
    *,
    by: User,
    at: datetime,
    version: int,
    values: Mapping[str, Value],
    notes: Mapping[str, str],
    page: str = "",
    unreadable: Collection[str] = (),
) -> Figures:
    """Saves some values and notes of a draft. Raises ValueError for names that this facility is not asked, and Refused.

    `version` is the one that the sender had seen. Where somebody else saved meanwhile, what only the sender touched is
    saved all the same; where both changed the same answer or note, nothing is, and Conflict says where. The questions
    of `unreadable` count as changed by the sender, whose answer cannot be saved yet. What the open page `page` has
    saved since, its answer lost on the way perhaps, is nobody else's.
    """
    figures = locked(figures)
    check_can_save(figures, by, at)
    asked = {field.name for field in figures.layout.for_kind(figures.facility.kind)}
    unknown = (set(values) | set(notes)) - asked
    if unknown:
        raise ValueError(f"not asked of this facility: {', '.join(sorted(unknown))}")
    seen = version_seen(figures, version, page)
    answers = merge(None if seen is None else {name: value_in(seen, name) for name in values}, figures.values(), values)
    remarks = merge(
        None if seen is None else {name: seen.notes.get(name, "") for name in notes},
        {name: figures.notes.get(name, "") for name in notes},
        notes,
    )
    unseen = {name for name in unreadable if seen is None or value_in(seen, name) != figures.value(name)}
    if clashes := answers.clashes | remarks.clashes | unseen:
        raise Conflict(_CHANGED, figures, clashes, answers.untouched & remarks.untouched)
    if not answers.changes and not remarks.changes:
        return figures
    for name, value in answers.changes.items():
        figures.set_value(name, value)
    figures.notes = {name: note for name, note in {**figures.notes, **remarks.changes}.items() if note}
    figures.version += 1
    figures.saved_at, figures.saved_by, figures.saved_from = at, by, page
    figures.entered_on_behalf = by.unit_id != figures.facility.unit_id
    save_recorded(figures, by=by, at=at, reason="Lưu số liệu")
    return figures


@transaction.atomic
def submit(
    figures: Figures, *, by: User, at: datetime, version: int, name: str, position: str, why_unchanged: str = ""
) -> Figures:
    """“Nộp”: the person responsible stands by these figures; the officer's turn begins.

    What was returned and is sent again as it was needs a reason, `why_unchanged`; else that is left aside. Idempotent
    for the same version, name and position. Raises Refused, and Conflict where the version is another.
    """
    figures = locked(figures)
    check_may_enter(by, figures.facility.unit)
    submitted = (figures.version, figures.responsible_name, figures.responsible_position)
    if figures.is_submitted and submitted == (version, name, position):
        return figures
    check_can_submit(figures, by, at, assess(figures, last_year_of(figures)))
    if version != figures.version:
        raise Conflict(_CHANGED, figures)
    is_unchanged = is_resubmitted_unchanged(figures)
    if is_unchanged and not why_unchanged:
        raise Refused(_SAY_WHY)
    figures.why_unchanged = why_unchanged if is_unchanged else ""
    figures.state = State.SUBMITTED
    figures.submitted_at, figures.submitted_by = at, by
    figures.entered_on_behalf = by.unit_id != figures.facility.unit_id
    figures.responsible_name, figures.responsible_position = name, position
    figures.withdrawn_at, figures.withdrawn_by, figures.withdrawal_reason = None, None, ""
    save_recorded(figures, by=by, at=at, reason="Nộp")
    return figures


@transaction.atomic
def accept(figures: Figures, *, by: User, at: datetime, version: int) -> Figures:
    """“Duyệt”: from now on these values count. Nobody accepts a version that they have not seen.

    Idempotent. Raises Refused, and Conflict where the version is another.
    """
    figures = locked(figures)
    check_may_accept(figures, by)
    if figures.is_accepted and figures.version == version:
        return figures
    check_can_accept(figures, by, at)
    if version != figures.version:
        raise Conflict(_CHANGED, figures)
    figures.state, figures.accepted_version = State.ACCEPTED, None
    figures.accepted_at, figures.accepted_by = at, by
    _forget_request(figures)
    save_recorded(figures, by=by, at=at, reason="Duyệt")
    return figures


@transaction.atomic
def return_figures(
    figures: Figures,
    *,
    by: User,
    at: datetime,
    reason: str,
    questions: Collection[str] = (),
    seen: State | None = None,
) -> Figures:
    """“Trả lại”, or “Mở lại” of accepted figures, which go on counting until their correction is accepted.

    `questions` names those to be corrected; none means the whole form. `seen` is the state that the page named when it
    said what this undoes: in another state by now it is a Conflict, so that nobody reopens accepted figures who only
    meant to return a submission. Idempotent. Raises Refused, and ValueError for a question that is not asked.
    """
    figures = locked(figures)
    check_may_review(by, figures.facility.commune)
    reason = reason.strip()
    asked = [field.name for field in figures.layout.for_kind(figures.facility.kind)]
    if not set(questions) <= set(asked):
        raise ValueError(f"not asked of this facility: {', '.join(sorted(set(questions) - set(asked)))}")
    named = [name for name in asked if name in questions]
    if figures.is_returned and (figures.return_reason, figures.return_questions) == (reason, named):
        return figures
    check_can_return(figures, by, at)
    if seen is not None and figures.state != seen:
        raise Conflict(_CHANGED, figures)
    if not reason:
        raise Refused("Cần ghi lý do trả lại để đơn vị biết phải sửa gì.")
    what = "Trả lại"
    if figures.is_accepted:
        what = "Mở lại"
        figures.accepted_version = figures.history.filter(state=State.ACCEPTED).order_by("-history_id").first()
    figures.state = State.RETURNED
    figures.returned_at, figures.returned_by, figures.return_reason = at, by, reason
    figures.return_questions, figures.return_seen_at = named, None
    _forget_request(figures)
    save_recorded(figures, by=by, at=at, reason=f"{what}: {reason}")
    figures_returned.send(type(figures), year=figures.reporting_year, at=at)
    return figures


def _forget_request(figures: YearFigures) -> None:
    """What the unit asked for is answered by giving the form back, and by accepting its next version."""
    figures.asked_back_at, figures.asked_back_by = None, None
    figures.asked_back_reason = figures.asked_back_answer = ""
