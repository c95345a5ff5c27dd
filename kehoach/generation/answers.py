"""What invented facilities answer: the demonstration's answers, made larger or smaller, with gaps here and there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from kehoach.demo.files import rows_of
from kehoach.demo.load import value_of
from kehoach.models import Facility, ReportingYear, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.layout import AMOUNTS, Kind
from kehoach.questionnaire.values import Absent

# How often a facility has none of a set of services, and how often somebody did not count.
_NONE_AT_ALL, _NOT_COUNTED = 0.2, 0.03


@dataclass(frozen=True)
class PatternForm:
    """The demonstration's answers of one facility in one year, column by column."""

    columns: Mapping[str, Any]
    absences: Mapping[str, str]


@cache
def _patterns() -> dict[tuple[str, str], dict[int, list[PatternForm]]]:
    """By the kind of figures and the facility's own, then by year, the answers of the demonstration's facilities."""
    patterns: dict[tuple[str, str], dict[int, list[PatternForm]]] = {}
    for kind in kinds():
        facilities = {row["code"]: row["kind"] for row in rows_of(kind.demo_files[0])}
        for row in rows_of(kind.demo_files[1]):
            own_kind = facilities[next(iter(row.values()))]
            form = kind.new_figures(kind.facility_model(kind=own_kind), ReportingYear())  # type: ignore[misc]
            for field in form.layout.for_kind(own_kind):
                form.set_value(field.name, value_of(field, row.get(field.name)))
            columns = {field.name: getattr(form, field.name) for field in form.layout.fields}
            of_year = patterns.setdefault((kind.slug, own_kind), {}).setdefault(int(row["year"]), [])
            of_year.append(PatternForm(columns, form.absences))
    return patterns


def answered(kind: FigureKind, facility: Facility, year: ReportingYear, size: float, random: Random) -> YearFigures:
    """An unsaved form with answers; `size` is how large the facility is beside the demonstration's."""
    years = _patterns()[kind.slug, facility.kind]
    nearest = min(years, key=lambda known: abs(known - year.year))
    pattern = random.choice(years[nearest])
    columns, absences = dict(pattern.columns), dict(pattern.absences)
    grown = size * (0.9 + 0.2 * random.random())
    for field in kind.layout.fields:
        value = columns[field.name]
        if value and field.kind in AMOUNTS:
            columns[field.name] = round(value * grown)
        elif field.kind is Kind.CHOICES and isinstance(value, list) and random.random() < _NONE_AT_ALL:
            columns[field.name] = []
    if random.random() < _NOT_COUNTED:
        counted = [field.name for field in kind.layout.fields if field.kind is Kind.COUNT and columns[field.name]]
        name = random.choice(counted)
        columns[name], absences[name] = None, Absent.UNKNOWN.value
    return kind.figures_model(facility=facility, reporting_year=year, absences=absences, **columns)  # type: ignore[misc]
