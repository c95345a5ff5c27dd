"""Accepting several submissions at once, and submitting the forms of a base year together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kehoach.common.versions import Conflict
from kehoach.figures.actions.figures import accept, submit
from kehoach.figures.assessment import Assessment
from kehoach.figures.rules import check_free_of_errors
from kehoach.models import User, YearFigures
from kehoach.people.rules import Refused

_CHANGED = "Phiếu đã thay đổi sau khi trang này mở. Hãy xem lại số liệu mới."


@dataclass(frozen=True)
class Acceptance:
    """What became of one form: accepted or submitted, or why not (`refusal`)."""

    figures: YearFigures
    refusal: str = ""


def accept_many(
    chosen: Iterable[tuple[YearFigures, int, Assessment]], *, by: User, at: datetime
) -> tuple[Acceptance, ...]:
    """Accepts each form in the version that was seen, or says why not; one that is refused holds up no other.

    `chosen` are forms, the versions on the page, and what the checks find in them. Each is a transaction of its own.
    """
    acceptances = []
    for figures, version, assessment in chosen:
        try:
            check_free_of_errors(assessment)
            acceptances.append(Acceptance(accept(figures, by=by, at=at, version=version)))
        except Refused as refusal:
            acceptances.append(Acceptance(figures, str(refusal)))
        except Conflict:
            acceptances.append(Acceptance(figures, _CHANGED))
    return tuple(acceptances)


def submit_many(
    chosen: Iterable[tuple[YearFigures, int]], *, name: str, position: str, by: User, at: datetime
) -> tuple[Acceptance, ...]:
    """Submits each form in the version that was seen, one person standing by all of them; else as accept_many."""
    outcomes = []
    for figures, version in chosen:
        try:
            submitted = submit(figures, by=by, at=at, version=version, name=name, position=position)
            outcomes.append(Acceptance(submitted))
        except Refused as refusal:
            outcomes.append(Acceptance(figures, str(refusal)))
        except Conflict:
            outcomes.append(Acceptance(figures, _CHANGED))
    return tuple(outcomes)
