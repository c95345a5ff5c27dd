"""Decisions about facilities."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kehoach.history.recording import save_recorded
from kehoach.models import Facility, Membership, User
from kehoach.models.kinds import kind_of
from kehoach.people.rules import check_may_review


@transaction.atomic
def decide_membership(
    *, facility: Facility, scope: str, counted: bool, since: date, reason: str, by: User, at: datetime
) -> Membership:
    """From `since` on the facility counts in the scope's denominator, or does not.

    A second decision for the same day replaces the first. Idempotent. Raises Refused.
    """
    check_may_review(by, facility.commune)
    kind, key = kind_of(facility), {"facility": facility, "scope": scope, "since": since}
    kind.facilities.select_for_update(no_key=True).get(pk=facility.pk)
    present: Membership | None = kind.memberships.filter(**key).first()
    if present is not None and (present.counted, present.reason) == (counted, reason):
        return present
    row = present or kind.membership_model(**key)
    row.counted, row.reason, row.decided_by, row.decided_at = counted, reason, by, at
    save_recorded(row, by=by, at=at, reason=reason)
    return row
