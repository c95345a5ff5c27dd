"""Having seen what the bell tells."""

from __future__ import annotations

from datetime import datetime

from kehoach.models import User


def see_all(*, account: User, at: datetime) -> None:
    """What has happened until now is not new to the person any more. No history: it says nothing of their work."""
    User.objects.filter(pk=account.pk).update(bell_seen_at=at)
