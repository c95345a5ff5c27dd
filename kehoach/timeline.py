"""What happened to a form, out of its history: who, when, what, and which values changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import timezone

from kehoach import formats
from kehoach.enums import State
from kehoach.layout import Layout
from kehoach.models import YearFigures
from kehoach.values import Absent

MOST_CHANGES = 6


@dataclass(frozen=True)
class Event:
    """One version: texts are ready to show."""

    when: str
    what: str
    who: str
    note: str
    tone: str


def events(figures: YearFigures) -> list[Event]:
    """Every version of the form, newest first; one query, however many there are."""
    versions: list[Any] = list(figures.history.select_related("history_user").order_by("-history_date", "-history_id"))
    told = [_event(version, _changes(figures.layout, before, version)) for version, before in pairwise(versions)]
    return [*told, *(_event(version, "") for version in versions[-1:])]


def _event(version: Any, changes: str) -> Event:
    what, _, reason = (version.history_change_reason or "Ghi").partition(": ")
    return Event(
        when=f"{timezone.localtime(version.history_date):%H:%M %d/%m/%Y}",
        what=what,
        who=str(version.history_user or "hệ thống"),
        note=reason or changes,
        tone=State(version.state).tone,
    )


def _changes(layout: Layout, before: Any, after: Any) -> str:
    """Lượt học sinh: 3.290 → 3.640; the first few, then how many more."""
    changed = [
        f"{field.label}: {_shown(before, field.name)} → {_shown(after, field.name)}"
        for field in layout.fields
        if _raw(before, field.name) != _raw(after, field.name)
    ]
    more = [f"và {len(changed) - MOST_CHANGES} mục khác"] if len(changed) > MOST_CHANGES else []
    return "; ".join(changed[:MOST_CHANGES] + more)


def _raw(version: Any, name: str) -> tuple[Any, Any]:
    return getattr(version, name), version.absences.get(name)


def _shown(version: Any, name: str) -> str:
    value, absent = _raw(version, name)
    if value is None:
        return Absent(absent or Absent.UNANSWERED).label.lower()
    return formats.value(frozenset(value) if isinstance(value, list) else value)
