"""Accounts that nobody uses are switched off, with notice before (TCVN 14423:2026, mục 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from kehoach.models.people.accounts import User

# After so many days without signing in an account is switched off; it is said so many days before.
UNUSED_DAYS, NOTICE = 45, timedelta(days=14)


@dataclass(frozen=True)
class Disuse:
    """Since when nobody has used an account, and the first day on which it is switched off."""

    account: User
    used_on: date | None
    ends_on: date

    def is_near(self, today: date) -> bool:
        """Whether it is time to say so."""
        return self.ends_on - today <= NOTICE

    def is_told(self) -> bool:
        """Whether it was said since the account was used last."""
        told = self.account.told_of_disuse_on
        return told is not None and told >= self.ends_on - NOTICE


def disuse_of(account: User) -> Disuse:
    """How long the account is unused; counts from joining or being switched on where nobody signed in since.

    Who was told late has the days of the notice still.
    """
    moments = filter(None, (account.last_login, getattr(account, "last_seen", None)))
    used_on = max((timezone.localdate(moment) for moment in moments), default=None)
    begun = filter(None, (used_on or timezone.localdate(account.date_joined), account.switched_on_on))
    ends_on, told = max(begun) + timedelta(days=UNUSED_DAYS), account.told_of_disuse_on
    if told is not None and told >= ends_on - NOTICE:
        ends_on = max(ends_on, told + NOTICE)
    return Disuse(account, used_on, ends_on)


def people_with_last_seen() -> QuerySet[User]:
    """The accounts of people that are on, each with when a session of theirs was seen last (`last_seen`)."""
    people = User.objects.filter(is_active=True, is_link=False, is_demo=False)
    return people.select_related("commune", "unit").annotate(last_seen=Max("sessions__seen_at")).order_by("pk")


def unused(today: date) -> list[Disuse]:
    """The accounts of which it is time to say something, or that are over; never all that run the whole portal."""
    known = [disuse_of(account) for account in people_with_last_seen()]
    running = [disuse for disuse in known if disuse.account.is_administrator and not disuse.account.has_area]
    kept = max(running, key=lambda disuse: disuse.ends_on, default=None)
    return [disuse for disuse in known if disuse is not kept and disuse.is_near(today)]
