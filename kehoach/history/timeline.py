"""What happened to a form, out of its history: who, when, what, and which values changed; and its rounds in short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from simple_history.models import to_historic

from kehoach.common import formats
from kehoach.history.visits import MOST_CHANGES, SAVED, Change, in_short, visits
from kehoach.models import Evidence, ProgressState, Review, State, TaskProgress, YearFigures
from kehoach.questionnaire.layout import Field
from kehoach.questionnaire.values import Absent


@dataclass(frozen=True)
class Event:
    """One version, or the versions of one visit: texts are ready to show.

    `note` is a reason, or the first few of the `changes`; `more` are those that it does not tell. `account` is the key
    of whose doing it was.
    """

    when: str
    what: str
    who: str
    note: str
    tone: str
    changes: tuple[Change, ...] = ()
    account: int | None = None

    @property
    def more(self) -> tuple[Change, ...]:
        """The changes that the note leaves out."""
        return self.changes[MOST_CHANGES:] if self.note == in_short(self.changes) else self.changes


@dataclass(frozen=True)
class Step:
    """One step of the way between unit and office: submitted, returned with a reason, accepted, reopened."""

    day: str
    what: str
    who: str
    reason: str
    tone: str


@dataclass(frozen=True)
class History:
    """A form's history in two ways: in steps, oldest first, and in full, newest first."""

    steps: list[Step]
    events: list[Event]


def history_of(figures: YearFigures) -> History:
    """Every visit to the form, and the photos and papers added and removed; two queries, however many there are.

    Of figures that are themselves a version, what came before: who reads what counts reads nothing of its correction.
    """
    rows, shown = (
        figures.history.select_related("history_user").order_by("-history_date", "-history_id"),
        to_historic(figures),
    )
    versions: list[Any] = list(rows.filter(history_id__lte=shown.history_id) if shown else rows)
    pairs = list(pairwise(versions))
    moved = [_step(before, version) for version, before in pairs if before.state != version.state]
    dated = []
    for before, first, last in reversed(visits(pairs)):
        changes = _all_changes(figures.layout.fields, before, last)
        # Saving again what stood there is nothing that anybody asks about.
        if changes or before.state != last.state or last.history_change_reason != SAVED:
            dated.append((last.history_date, _event(last, changes, since=first.history_date)))
    dated += [(version.history_date, _event(version)) for version in versions[-1:]]
    return History(
        steps=[step for step in reversed(moved) if step is not None],
        events=[event for _, event in sorted([*dated, *_of_evidence(figures)], key=itemgetter(0), reverse=True)],
    )


def corrections(versions: Sequence[Any], fields: Iterable[Field]) -> list[Event]:
    """What changed of these questions after a form was first submitted, and each return; newest first.

    `versions` are those of one form, oldest first; no query where they know their `history_user`.
    """
    questions = tuple(fields)
    steps = [
        (before, version, _changes(questions, before, version))
        for before, version in pairwise(versions)
        if before.submitted_at is not None
    ]
    return [
        _event(version, changes)
        for before, version, changes in reversed(steps)
        if changes or (version.state == State.RETURNED and before.state != State.RETURNED)
    ]


def since(versions: Sequence[Any], fields: Iterable[Field], moment: datetime) -> list[Event]:
    """What happened to a form after a moment, newest first; `versions` are those of one form, oldest first."""
    questions = tuple(fields)
    events = [_event(version) for version in versions[:1] if version.history_date > moment]
    events += [
        _event(version, _changes(questions, before, version) if before.submitted_at else ())
        for before, version in pairwise(versions)
        if version.history_date > moment
    ]
    return events[::-1]


def events_of_result(row: TaskProgress) -> list[Event]:
    """Every version of a unit's result, and the photos and papers added and removed, newest first."""
    history: Any = row.history
    versions: list[Any] = list(history.select_related("history_user").order_by("-history_date", "-history_id"))
    events = [(version.history_date, _result_event(version)) for version in versions]
    return [event for _, event in sorted([*events, *_of_evidence(row)], key=itemgetter(0), reverse=True)]


def _result_event(version: Any) -> Event:
    returned = version.review == Review.RETURNED
    number = "" if version.count is None else f", {formats.count(version.count)}"
    # Hoàn thành, 24. Đã phát 24 tin, bài …
    result = f"{ProgressState(version.state).label}{number}. {version.result}".strip()
    return Event(
        when=_when(version),
        what=(version.history_change_reason or "").partition(": ")[0],
        who=str(version.history_user or "hệ thống"),
        note=version.return_reason if returned else result,
        tone="late" if returned else ProgressState(version.state).tone,
    )


def _of_evidence(subject: Model) -> list[tuple[datetime, Event]]:
    """The photos and papers added and removed, each with its moment."""
    versions: Any = Evidence.history.filter(
        content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk
    )
    return [
        (
            version.history_date,
            Event(
                when=_when(version),
                what="Gỡ minh chứng" if version.history_type == "-" else "Thêm minh chứng",
                who=str(version.history_user or "hệ thống"),
                note=version.name,
                tone=State.DRAFT.tone,
            ),
        )
        for version in versions.select_related("history_user").order_by("-history_date", "-history_id")
    ]


def _step(before: Any, version: Any) -> Step | None:
    """What the change of state meant; the first opening is no step between unit and office."""
    what = {
        State.SUBMITTED: "Nộp lại" if before.state == State.RETURNED else "Nộp",
        State.RETURNED: "Mở lại" if before.state == State.ACCEPTED else "Trả lại",
        State.ACCEPTED: "Duyệt",
        State.DRAFT: "Rút lại" if before.state == State.SUBMITTED else None,
    }.get(State(version.state))
    if what is None:
        return None
    return Step(
        day=formats.date_short(timezone.localdate(version.history_date)),
        what=what,
        who=_who(version),
        reason={
            State.RETURNED: version.return_reason,
            State.DRAFT: version.withdrawal_reason,
            State.SUBMITTED: version.why_unchanged,
        }.get(version.state, ""),
        tone=State(version.state).tone,
    )


def _event(version: Any, changes: Sequence[Change] = (), since: datetime | None = None) -> Event:
    """`since` is when the visit began whose last version it is."""
    what, _, reason = (version.history_change_reason or "Ghi").partition(": ")
    if version.state == State.RETURNED and version.returned_at == version.history_date:
        reason = version.return_reason  # the reason of a version is kept to 100 characters
    begun = f"{timezone.localtime(since):%H:%M}" if since else ""
    return Event(
        when=_when(version) if begun in ("", _when(version)[:5]) else f"{begun} đến {_when(version)}",
        what=what,
        who=_who(version),
        note=reason or in_short(changes),
        tone=State(version.state).tone,
        changes=tuple(changes),
        account=version.history_user_id,
    )


def _when(version: Any) -> str:
    """10:32 05/01/2026"""
    return f"{timezone.localtime(version.history_date):%H:%M %d/%m/%Y}"


def _who(version: Any) -> str:
    """Whose version it is, and whether they saved or submitted it in the unit's place.

    Through a link the person says their name when they submit.
    """
    user = version.history_user
    who = str(user or "hệ thống")
    if user is not None and user.is_link and version.state == State.SUBMITTED and version.responsible_name:
        who = f"{', '.join(filter(None, (version.responsible_name, version.responsible_position)))}: {who}"
    acted = version.history_date == (version.submitted_at if version.state == State.SUBMITTED else version.saved_at)
    return f"{who}, nhập thay đơn vị" if acted and version.entered_on_behalf else who


def _all_changes(fields: Iterable[Field], before: Any, after: Any) -> list[Change]:
    """The answers that changed, then the notes beside them."""
    questions = tuple(fields)
    labels = {field.name: f"Ghi chú ở “{field.label}”" for field in questions}
    noted = [*labels, *sorted({*before.notes, *after.notes} - labels.keys())]
    notes = [
        Change(name, labels.get(name, "Ghi chú"), _quoted(before.notes, name), _quoted(after.notes, name))
        for name in noted
        if before.notes.get(name) != after.notes.get(name)
    ]
    return _changes(questions, before, after) + notes


def _quoted(notes: dict[str, str], name: str) -> str:
    return f"“{notes[name]}”" if notes.get(name) else "không ghi"


def _changes(fields: Iterable[Field], before: Any, after: Any) -> list[Change]:
    """Lượt học sinh: 3.290 → 3.640"""
    return [
        Change(field.name, field.label, _shown(before, field), _shown(after, field))
        for field in fields
        if _raw(before, field.name) != _raw(after, field.name)
    ]


def _raw(version: Any, name: str) -> tuple[Any, Any]:
    return getattr(version, name), version.absences.get(name)


def _shown(version: Any, field: Field) -> str:
    value, absent = _raw(version, field.name)
    if value is None or value == "":
        return Absent(absent or Absent.UNANSWERED).label.lower()
    return field.shown(frozenset(value) if isinstance(value, list) else value)
