"""What happened to a row, such as one of a book, and which rows were taken out of a book, out of the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import Any

from django.db import models
from django.utils import timezone

from kehoach.common import formats
from kehoach.history.timeline import Event
from kehoach.history.visits import PAUSE, Change, in_short
from kehoach.questionnaire.values import displayed

_TONES = {"+": "met", "~": "path", "-": "late"}
_NOT_SHOWN = frozenset({"id", "version", "recorded_at", "recorded_by", "decided_by", "facility_type", "facility_id"})


def history_of_row(row: models.Model) -> list[Event]:
    """Every version of a row, the newest first, with what changed; one query."""
    recorded: Any = row
    versions: list[Any] = list(recorded.history.select_related("history_user").order_by("-history_date", "-history_id"))
    events = []
    for version, before in pairwise(versions):
        changes = _changes(row, before, version)
        events.append(replace(_event(version, in_short(changes)), changes=tuple(changes)))
    return events + [_event(version, "") for version in versions[-1:]]


def history_of_rows(
    model: type[models.Model], name: Callable[[Any], str], joined: Sequence[str] = (), **of: Any
) -> list[tuple[datetime, Event]]:
    """Every version of the rows of a table `of` something, each with its moment, in no order; one query.

    `name` tells from a version, which is `joined` with other tables for it, which row it is.
    """
    recorded: Any = model
    known = recorded.history.filter(**of).select_related("history_user", *joined)
    known = known.order_by("id", "history_date", "history_id")
    dated: list[tuple[datetime, Event]] = []
    for _, of_row in groupby(known, key=attrgetter("id")):
        before = None
        for version in of_row:
            changes = tuple(_changes(model, before, version)) if before else ()
            event = _event(version, in_short(changes))
            what = f"{event.what}: {name(version)}"
            dated.append((version.history_date, replace(event, what=what, changes=changes)))
            before = version
    return dated


def added_together(dated: Iterable[tuple[datetime, Event]], what: str) -> list[Event]:
    """The same events, the newest first; rows that one person added for one reason at a sitting are one event.

    Such is the set-up of a plan: dozens of rows at a time, which are unfolded by whoever asks. `what` the rows are.
    """
    sittings: list[list[tuple[datetime, Event]]] = []
    for moment, event in sorted(dated, key=itemgetter(0)):
        then, before = sittings[-1][-1] if sittings else (moment, None)
        is_same = before is not None and _of_addition(before) == _of_addition(event) and moment - then <= PAUSE
        if is_same and event.tone == _TONES["+"]:
            sittings[-1].append((moment, event))
        else:
            sittings.append([(moment, event)])
    return [_as_one([event for _, event in sitting], what) for sitting in reversed(sittings)]


def _as_one(events: Sequence[Event], what: str) -> Event:
    if len(events) == 1:
        return events[0]
    reason = events[0].what.partition(": ")[0]
    # Without a name a change is no field that a history is filtered by.
    rows = tuple(Change("", event.what.partition(": ")[2], "", "") for event in events)
    return replace(events[0], what=f"{reason}: {formats.count(len(rows))} {what}", note=in_short(rows), changes=rows)


def _of_addition(event: Event) -> tuple[str, int | None, str]:
    return event.tone, event.account, event.what.partition(": ")[0]


def _event(version: Any, note: str) -> Event:
    return Event(
        when=f"{timezone.localtime(version.history_date):%H:%M %d/%m/%Y}",
        what=version.history_change_reason or "Ghi",
        who=str(version.history_user or "hệ thống"),
        note=note,
        account=version.history_user_id,
        tone=_TONES[version.history_type],
    )


def _changes(row: models.Model | type[models.Model], before: Any, after: Any) -> list[Change]:
    """Lượt người: 120 → 150; of what stands in another table only that it changed."""
    changes: list[Change] = []
    for column in row._meta.concrete_fields:
        # A version does not hold every column, such as a password.
        old, new = (getattr(version, column.attname, None) for version in (before, after))
        if column.name in _NOT_SHOWN or old == new:
            continue
        label = str(column.verbose_name).capitalize()
        is_told = not column.is_relation and not isinstance(column, models.JSONField)
        shown = (_shown(column, old), _shown(column, new)) if is_told else ("", "")
        changes.append(Change(column.name, label, *shown))
    return changes


def _shown(column: models.Field[Any, Any], value: Any) -> str:
    if value is None or value == "":
        return formats.DASH
    if column.choices:
        return str(dict(column.flatchoices)[value])
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
    return str(value) if column.name == "year" or not isinstance(value, bool | int | date) else displayed(value)
