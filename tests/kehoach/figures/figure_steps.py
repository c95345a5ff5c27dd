"""The steps of one facility's year, as tests take them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kehoach.figures.actions.figures import accept, open_form, return_figures, save_values, submit
from kehoach.figures.actions.steps_back import withdraw
from kehoach.models import State, User
from kehoach.people.rules import Refused
from tests.cast import NOW, put_into

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
SCHOOL = "TV-TH"
REASON = "Thiếu lượt người dân."


def take(figures: Any, wanted: State, by: User, reason: str = REASON) -> Any:
    """The action that leads into a state; there is none back to “chưa mở”."""
    match wanted:
        case State.DRAFT if figures.state == State.SUBMITTED:
            return withdraw(figures, by=by, at=LATER, reason=reason)
        case State.DRAFT:
            return open_form(figures, by=by, at=LATER)
        case State.SUBMITTED:
            who = {"name": "Lan", "position": "Hiệu trưởng", "why_unchanged": "Số đã đúng."}
            return submit(figures, by=by, at=LATER, version=figures.version, **who)
        case State.ACCEPTED:
            return accept(figures, by=by, at=LATER, version=figures.version)
        case State.RETURNED:
            return return_figures(figures, by=by, at=LATER, reason=reason)
    raise Refused("Không có bước nào như vậy.")


def save(figures: Any, by: User, notes: dict[str, str] | None = None, **values: Any) -> Any:
    """Saves these values as somebody who has the newest version in front of them."""
    return save_values(figures, by=by, at=LATER, version=figures.version, values=values, notes=notes or {})


def versions(figures: Any) -> list[Any]:
    """The history of a form, newest first."""
    return list(figures.history.order_by("-history_id"))


def draft(code: str = SCHOOL, **values: Any) -> Any:
    """A form that could be submitted as it is, but for these values."""
    figures = put_into(code, State.DRAFT)
    for name, value in values.items():
        figures.set_value(name, value)
    figures.save()
    return figures
