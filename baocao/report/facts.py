"""What is published beside a report's document, for programs: every number that is printed anywhere in it.

Numbers are numbers; what is printed rounded or as a share stands as it is printed. Whoever reads the attached data can
hold the printed report against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from baocao.models import ReportKind
from baocao.report import catalogue
from baocao.report.appendices.accepted import forms_as_json
from baocao.report.appendices.facilities import as_json
from baocao.report.appendices.tasks import tasks_as_json
from baocao.report.books import books_as_json
from baocao.report.content.brief_work import rows_ahead
from baocao.report.content.units import units_as_json
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindYear
from baocao.report.kinds.series_json import series_as_json
from baocao.report.section_markup import Figure
from baocao.report.span import SpanYear, span_of


def facts_of(data: ReportData, figures: Mapping[str, Figure]) -> dict[str, object]:
    """Attainment of every condition, all figures, codes, forms, results, books, units, what lies ahead, the plan.

    A review has attainment and figures of every year that it covers below "years", and its tables below "series".
    """
    published = {
        **_year(data, data.year, [pair.now for pair in data.kinds]),
        "tasks": tasks_as_json(data),
        "cited": catalogue.as_json(figures),
        "forms": forms_as_json(data, sorted({form for figure in figures.values() for form in figure.forms})),
        "books": books_as_json(data.books),
        "units": units_as_json(data),
        "windows": _windows(data),
        "ahead": [
            {"what": what, "who": who, "due": due.isoformat(), "result": result}
            for what, who, due, result in rows_ahead(data)
        ],
        "plan": _plan(data),
    }
    if data.kind is not ReportKind.ANNUAL:
        span = span_of(data)
        published |= {"years": _years(data, span), "series": series_as_json(data, span)}
    return published


def _years(data: ReportData, span: Sequence[SpanYear]) -> list[dict[str, object]]:
    return [_year(data, span_year.year, span_year.kinds) for span_year in span]


def _year(data: ReportData, year: int, kinds: Iterable[KindYear]) -> dict[str, object]:
    rows = [row for of_kind in kinds for row in as_json(of_kind.kind, of_kind)]
    attainment = data.beside.as_json() if data.beside else data.years.as_json(year)
    return {**attainment, "figures": rows}


def _windows(data: ReportData) -> list[dict[str, object]]:
    """The days that the figures of each year cover, and by when the units had to hand them in."""
    return [
        {
            "year": year,
            "from": opened.window_start.isoformat(),
            "until": opened.window_end.isoformat(),
            "due": opened.unit_deadline.isoformat(),
        }
        for year, opened in sorted(data.years.reporting_years.items())
        if data.since <= year <= data.year
    ]


def _plan(data: ReportData) -> dict[str, object]:
    plan, work = data.plan, data.work
    return {
        "number": plan.number,
        "issued_on": plan.issued_on.isoformat(),
        "years": [plan.first_year, plan.last_year],
        "targets": len(data.targets),
        "groups": len(work.groups),
        "tasks": work.tasks,
        "duties": work.duties,
        "units": len(work.units),
        "readings": sorted({reading.text for chosen in data.interpretations.values() for reading in chosen}),
    }
