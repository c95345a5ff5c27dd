"""The life of one facility's figures of one year: open, save, submit, return, accept (design section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from kehoach.actions.recording import save_recorded
from kehoach.assessment import assess, last_accepted
from kehoach.enums import State
from kehoach.models import User, YearFigures
from kehoach.rules import (
    Refused,
    check_can_accept,
    check_can_open,
    check_can_return,
    check_can_save,
    check_can_submit,
    works_for,
)
from kehoach.values import Absent, Value

Figures = TypeVar("Figures", bound=YearFigures)


class Conflict(Exception):
    """Somebody else saved first; `current` is what they saved."""

    def __init__(self, current: YearFigures) -> None:
        super().__init__("Người khác đã lưu phiếu này trong lúc đó.")
        self.current = current


def _locked(figures: Figures) -> Figures:
    """The row as it stands now, held until the transaction ends."""
    model = type(figures)
    return (
        model._default_manager.select_for_update(of=("self",))
        .select_related("facility__unit__commune", "facility__commune", "reporting_year")
        .get(pk=figures.pk)
    )


@transaction.atomic
def open_form(figures: Figures, *, by: User, at: datetime) -> Figures:
    """“Mở phiếu”: a draft begins, with the values that rarely change taken over from last year."""
    figures = _locked(figures)
    check_can_open(figures, by)
    figures.state = State.DRAFT
    figures.opened_at, figures.opened_by = at, by
    last = last_accepted(figures)
    if last is not None:
        for field in figures.layout.fields:
            if field.slow and figures.value(field.name) is Absent.UNANSWERED:
                figures.set_value(field.name, last.value(field.name))
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
) -> Figures:
    """Saves some values and notes of a draft; names that the layout does not ask of this facility are an error.

    Raises Conflict when `version` is not the newest and something would change.
    """
    figures = _locked(figures)
    check_can_save(figures, by)
    asked = {field.name for field in figures.layout.for_kind(figures.facility.kind)}
    unknown = (set(values) | set(notes)) - asked
    if unknown:
        raise ValueError(f"not asked of this facility: {', '.join(sorted(unknown))}")
    kept_notes = {**figures.notes, **notes}
    kept_notes = {name: note for name, note in kept_notes.items() if note}
    changed = any(figures.value(name) != value for name, value in values.items()) or kept_notes != figures.notes
    if not changed:
        return figures
    if version != figures.version:
        raise Conflict(figures)
    for name, value in values.items():
        figures.set_value(name, value)
    figures.notes = kept_notes
    figures.version += 1
    figures.saved_at, figures.saved_by = at, by
    figures.entered_on_behalf = figures.entered_on_behalf or not works_for(by, figures.facility.unit)
    save_recorded(figures, by=by, at=at, reason="Lưu số liệu")
    return figures


@transaction.atomic
def submit(figures: Figures, *, by: User, at: datetime, version: int, name: str, position: str) -> Figures:
    """“Nộp”: the person responsible stands by these figures; the officer's turn begins."""
    figures = _locked(figures)
    check_can_submit(figures, by, assess(figures, last_accepted(figures)))
    if version != figures.version:
        raise Conflict(figures)
    figures.state = State.SUBMITTED
    figures.submitted_at, figures.submitted_by = at, by
    figures.responsible_name, figures.responsible_position = name, position
    save_recorded(figures, by=by, at=at, reason="Nộp")
    return figures


@transaction.atomic
def accept(figures: Figures, *, by: User, at: datetime, version: int) -> Figures:
    """“Duyệt”: from now on these values count. Nobody accepts a version that they have not seen."""
    figures = _locked(figures)
    check_can_accept(figures, by)
    if version != figures.version:
        raise Conflict(figures)
    figures.state = State.ACCEPTED
    figures.accepted_at, figures.accepted_by = at, by
    save_recorded(figures, by=by, at=at, reason="Duyệt")
    return figures


@transaction.atomic
def return_figures(figures: Figures, *, by: User, at: datetime, reason: str) -> Figures:
    """“Trả lại”: the unit corrects and submits again; accepted values stop counting until then."""
    figures = _locked(figures)
    check_can_return(figures, by)
    if not reason.strip():
        raise Refused("Cần ghi lý do trả lại để đơn vị biết phải sửa gì.")
    figures.state = State.RETURNED
    figures.returned_at, figures.returned_by, figures.return_reason = at, by, reason.strip()
    save_recorded(figures, by=by, at=at, reason=f"Trả lại: {reason.strip()}")
    return figures
