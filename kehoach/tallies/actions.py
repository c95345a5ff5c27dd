"""Counting a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kehoach.common.versions import Conflict, merge, version_seen
from kehoach.figures.actions.figures import locked
from kehoach.history.recording import save_recorded
from kehoach.models import MonthlyTally, User, YearFigures
from kehoach.models.kinds import kind_of
from kehoach.tallies.keeping import tally_of
from kehoach.tallies.months import Window, name_of
from kehoach.tallies.rules import check_can_count


@transaction.atomic
def save_month(
    figures: YearFigures,
    *,
    month: Window,
    by: User,
    at: datetime,
    version: int,
    amounts: Mapping[str, int | None],
) -> MonthlyTally:
    """Saves what was counted in a month; None takes an amount back. Idempotent.

    `version` is the one that the sender had seen, 0 before the first. What only the sender touched is saved; where
    both changed the same amount nothing is, and Conflict says where. Raises Refused, and ValueError for names that this
    facility does not count by the month.
    """
    figures = locked(figures)
    check_can_count(figures, month, by, at)
    flows = {field.name for field in kind_of(figures).layout.flows_for(figures.facility.kind)}
    if unknown := set(amounts) - flows:
        raise ValueError(f"not counted by the month: {', '.join(sorted(unknown))}")
    tally = tally_of(figures, month)
    seen = version_seen(tally, version) if tally.pk and version else kind_of(figures).tally_model()
    merged = merge(
        None if seen is None else {name: seen.amounts.get(name) for name in amounts},
        {name: tally.amounts.get(name) for name in amounts},
        amounts,
    )
    if merged.clashes:
        raise Conflict("Người khác đã ghi tháng này trong lúc đó.", tally, merged.clashes, merged.untouched)
    if merged.changes:
        changed = {**tally.amounts, **merged.changes}
        tally.amounts = {name: amount for name, amount in changed.items() if amount is not None}
        tally.version += 1
        tally.saved_at, tally.saved_by = at, by
        save_recorded(tally, by=by, at=at, reason=f"Ghi {name_of(month)}")
    return tally
