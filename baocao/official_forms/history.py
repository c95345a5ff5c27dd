"""Who answered what, when: the versions of a page of questions in the words of its questions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from baocao.models import FormAnswers
from baocao.official_forms.answers import answers_in
from kehoach.history.timeline import Event
from kehoach.questionnaire.layout import Layout
from kehoach.questionnaire.values import Absent, Value


def events_of(row: FormAnswers, layout: Layout) -> list[Event]:
    """Every version of a row, the newest first, with what it changed; one query."""
    versions: Any = row.history.select_related("history_user").order_by("history_date", "history_id")
    events, before = [], dict[str, Value]()
    for version in versions:
        after = answers_in([version], row.year)
        events.append(
            Event(
                when=f"{timezone.localtime(version.history_date):%H:%M %d/%m/%Y}",
                what=version.history_change_reason,
                who=str(version.history_user or "hệ thống"),
                note="\n".join(_changes(layout, before, after)),
                tone="path",
            )
        )
        before = after
    return events[::-1]


def _changes(layout: Layout, before: dict[str, Value], after: dict[str, Value]) -> list[str]:
    """Số lớp: 14 → 15"""
    pairs = [
        (field, before.get(field.name, Absent.UNANSWERED), after.get(field.name, Absent.UNANSWERED))
        for field in layout.fields
    ]
    return [f"{field.label}: {field.shown(old)} → {field.shown(new)}" for field, old, new in pairs if old != new]
