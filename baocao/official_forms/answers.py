"""Further answers as they are kept: out of a row and into it, and what holds of earlier years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from baocao.models import FormAnswers
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from kehoach.models import Commune, Facility
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent, Value

_FIELDS = {field.name: field for layout in (COMMUNE_QUESTIONS, LIBRARY_QUESTIONS) for field in layout.fields}


def rows_of(commune: Commune, library: Facility | None) -> QuerySet[FormAnswers]:
    """All that was kept of the commune's own questions, or of a library's, by years."""
    rows = FormAnswers.objects.filter(commune=commune).order_by("year")
    return rows.filter(library=None) if library is None else rows.filter(library_id=library.pk)


def value_kept(field: Field, raw: Any) -> Value:
    """What is kept of an answer, as a value; unanswered where nothing is."""
    if raw is None or raw == "":
        return Absent.UNANSWERED
    if field.kind is Kind.CHOICES:
        return frozenset(raw)
    return date.fromisoformat(raw) if field.kind is Kind.DATE else raw


def kept(value: Value) -> Any:
    """A value as it is kept; None where it is unanswered."""
    if isinstance(value, Absent):
        return None
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def answers_in(rows: Iterable[FormAnswers], year: int) -> dict[str, Value]:
    """What holds in a year of one subject's rows, given by their years: a slow answer until another was given."""
    answers: dict[str, Value] = {}
    for row in rows:
        for name, raw in row.answers.items():
            field = _FIELDS.get(name)
            if field is not None and (row.year == year or field.slow):
                answers[name] = value_kept(field, raw)
    return answers
