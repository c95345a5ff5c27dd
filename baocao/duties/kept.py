"""What is kept of a person's address, and of what the officer has set."""

from __future__ import annotations

from baocao.models import CalendarFeed, DutySetting
from kehoach.common.tokens import FEED_PATH, hash_of, token_of
from kehoach.models import Commune, User

PURPOSE = "calendar-feed"


def setting_of(commune: Commune, code: str) -> DutySetting:
    """What the officer has set for a duty; nothing yet where the row is not saved."""
    return DutySetting.objects.filter(commune=commune, code=code).first() or DutySetting(commune=commune, code=code)


def feed_of(user: User) -> CalendarFeed | None:
    """The person's address that is in use."""
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()


def path_of(feed: CalendarFeed | None) -> str:
    """The path of an address; empty where there is none, or where the installation's key is another by now."""
    token = token_of(feed.nonce, PURPOSE) if feed else ""
    return f"/{FEED_PATH}{token}.ics" if feed and hash_of(token) == feed.token_hash else ""
