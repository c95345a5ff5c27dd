"""Further answers as they are kept: out of a row and into it, and what holds of earlier years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from baocao.models import FormAnswers
from baocao.official_forms.questions import COMMUNE_QUESTIONS, LIBRARY_QUESTIONS
from kehoach.models import Commune, Facility
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent, Value
from thuvien.kind import LIBRARIES

_FIELDS = {field.name: field for layout in (COMMUNE_QUESTIONS, LIBRARY_QUESTIONS) for field in layout.fields}


def predecessors_in(commune: Commune) -> dict[int, list[int]]:
    """Whom each library of a commune continues, by their keys; one query."""
    pairs: Any = LIBRARIES.facility_model.predecessors.through
    continued: dict[int, list[int]] = defaultdict(list)
    for library, predecessor in pairs.objects.filter(from_library__commune=commune).values_list(
        "from_library_id", "to_library_id"
    ):
        continued[library].append(predecessor)
    return continued


def lineage_of(library: int, predecessors: Mapping[int, Sequence[int]]) -> list[int]:
    """A library, and whom it continues alone: a new name changes no answer, of a merger's two none is taken."""
    keys = [library]
    while len(before := predecessors.get(keys[-1], ())) == 1 and before[0] not in keys:
        keys.append(before[0])
    return keys


def rows_until(commune: Commune, library: Facility | None, year: int) -> list[FormAnswers]:
    """What was kept of the commune's own questions, or of a library's and its predecessor's, by years up to one."""
    rows = FormAnswers.objects.filter(commune=commune, year__lte=year)
    if library is None:
        return list(rows.filter(library=None).order_by("year"))
    keys = lineage_of(library.pk, predecessors_in(commune))
    return sorted(rows.filter(library_id__in=keys), key=lambda row: (row.year, row.library_id == library.pk))


def answers_of_year(commune: Commune, libraries: Iterable[int], year: int) -> dict[int | None, dict[str, Value]]:
    """What holds in a year of the commune's own questions (None) and of each library's, by their keys; two queries."""
    rows: dict[int | None, list[FormAnswers]] = defaultdict(list)
    for row in FormAnswers.objects.filter(commune=commune, year__lte=year).order_by("year"):
        rows[row.library_id].append(row)
    predecessors = predecessors_in(commune)
    # The oldest first, so that what a library itself has answered stands.
    answers: dict[int | None, dict[str, Value]] = {None: answers_in(rows[None], year)}
    for library in libraries:
        lineage = reversed(lineage_of(library, predecessors))
        answers[library] = answers_in([row for key in lineage for row in rows[key]], year)
    return answers


def is_own(row: FormAnswers, library: Facility | None, year: int) -> bool:
    """Whether a row is that of a year and subject itself."""
    return row.year == year and row.library_id == (library.pk if library else None)


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
