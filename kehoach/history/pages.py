"""A history as its own page shows it: filtered by person and question, and as Excel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kehoach.common.sheets import Sheet
from kehoach.history.timeline import Event
from kehoach.history.visits import in_short

_HEADS = ("Lúc", "Ai", "Việc", "Mục", "Cũ", "Mới", "Lý do")


@dataclass(frozen=True)
class HistoryFilter:
    """What somebody looks for: one person (the key of the account), one question; empty is all."""

    person: str = ""
    question: str = ""

    def chosen(self, events: Iterable[Event]) -> list[Event]:
        """The events that are meant, those of a question with the changes of that question alone."""
        of_person = [event for event in events if self.person in ("", str(event.account))]
        if not self.question:
            return of_person
        narrowed = [
            (event, tuple(change for change in event.changes if change.name == self.question)) for event in of_person
        ]
        return [replace(event, changes=changes, note=in_short(changes)) for event, changes in narrowed if changes]


def people_in(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Who stands in a history, each by the key of the account."""
    return sorted({(str(event.account), event.who) for event in events if event.account}, key=lambda pair: pair[1])


def questions_in(events: Iterable[Event]) -> list[tuple[str, str]]:
    """The questions that were changed, in the order in which they come first."""
    return list(
        {
            change.name: (change.name, change.label) for event in events for change in event.changes if change.name
        }.values()
    )


def sheet_of(title: str, about: str, events: Sequence[Event]) -> Sheet:
    """A line for each change; an event without any has one with its reason."""
    rows: list[tuple[str, ...]] = []
    for event in events:
        reason = "" if event.note == in_short(event.changes) else event.note
        text = (event.when, event.who, event.what)
        rows += [(*text, change.label, change.before, change.after, reason) for change in event.changes]
        if not event.changes:
            rows.append((*text, "", "", "", reason))
    return Sheet(title, about, _HEADS, rows)
