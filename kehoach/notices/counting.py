"""How much is new to somebody, as it is kept in their session."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from kehoach.models import User
from kehoach.models.people import SEEN
from kehoach.notices.feed import happenings, is_new

# The session's keys: how much is new, and by which moment of the session that was counted.
BELL, COUNTED = "bell", "bell_counted"


def count(request: HttpRequest, account: User) -> None:
    """Notes in the session how much is new to the person now."""
    known = happenings(account, timezone.now())
    request.session[BELL] = sum(is_new(happening, account) for happening in known)
    request.session[COUNTED] = request.session.get(SEEN)
