"""Accepting several submissions at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kehoach.common.versions import Conflict
from kehoach.figures.actions.figures import accept
from kehoach.figures.assessment import Assessment
from kehoach.figures.rules import check_free_of_errors
from kehoach.models import User, YearFigures
from kehoach.people.rules import Refused


@dataclass(frozen=True)
class Acceptance:
    """What became of one form: accepted, or why not (`refusal`)."""

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
            changed = "Phiếu đã thay đổi sau khi trang này mở. Hãy xem lại số liệu mới."
            acceptances.append(Acceptance(figures, changed))
    return tuple(acceptances)
