"""What has happened that concerns a person, told from the rows themselves: no second list could differ from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kehoach.models import User

# So long it is shown; and so many at most.
KEPT, MOST = timedelta(days=365), 60


@dataclass(frozen=True)
class Happening:
    """Something that happened: when, in a sentence, who said what about it, and the page where one goes on.

    `tone` is that of the stylesheet's pills, `verb` the word of the way there; `has_letter` says that a letter of its
    own tells the person (kehoach.reminders).
    """

    at: datetime
    title: str
    words: str
    url: str
    verb: str
    tone: str
    has_letter: bool = False


# What a room knows of that concerns somebody since a moment.
Source = Callable[[User, datetime], Iterable[Happening]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Lets a room tell what happens in it."""
    _sources.append(source)


def happenings(user: User, now: datetime) -> list[Happening]:
    """What concerns the person, the newest first; as many queries for one as for hundreds."""
    known = [happening for source in _sources for happening in source(user, now - KEPT)]
    return sorted(known, key=lambda happening: happening.at, reverse=True)[:MOST]


def is_new(happening: Happening, user: User) -> bool:
    """Whether the person has not said yet that they have seen it."""
    return user.bell_seen_at is None or happening.at > user.bell_seen_at
