"""What has become of a proposed commendation (plan 04, II.1.d, IV.1.e)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kehoach.books.rules import check_can_decide
from kehoach.history.recording import save_recorded
from kehoach.models import Commendation, Decision, User


@transaction.atomic
def decide(
    commendation: Commendation,
    *,
    decision: Decision,
    number: str,
    decided_on: date | None,
    by: User,
    at: datetime,
) -> Commendation:
    """Notes a decision with its number and day, that there is none, or takes what was noted back.

    The same again changes nothing. Number and day belong to a decision alone.
    """
    rows = Commendation.objects.select_for_update(of=("self",)).select_related("commune", "unit")
    current = rows.get(pk=commendation.pk)
    check_can_decide(current, decision, decided_on, by, at, held=True)
    if decision is not Decision.DECIDED:
        number, decided_on = "", None
    decided = (current.decision, current.decision_number, current.decided_on)
    if decided == (decision, number, decided_on):
        return current
    current.decision, current.decision_number, current.decided_on = decision, number, decided_on
    current.decided_by = None if decision is Decision.PROPOSED else by
    current.version += 1
    save_recorded(current, by=by, at=at, reason=f"Kết quả khen thưởng: {decision.label.lower()}")
    return current
