"""Every figure that the report can name, with what it is counted from: what codes in the text stand for.

A code is a group and a name: I.2.a-3.lượt, TV.số bản sách. The group stands behind a sentence of the report, and the
appendix of sources lists the figures of each group. What the portal writes names no figure that is not here.
"""

from __future__ import annotations

from collections.abc import Mapping

from baocao.models import ReportKind
from baocao.report.catalogue.books import of_books
from baocao.report.catalogue.facilities import of_facilities, of_kind, of_money
from baocao.report.catalogue.review import of_review
from baocao.report.catalogue.targets import of_target, of_verdicts
from baocao.report.catalogue.tasks import of_plan, of_tasks
from baocao.report.data import ReportData
from baocao.report.section_markup import Figure


def catalogue(data: ReportData) -> dict[str, Figure]:
    """All figures by code, group by group in the order of the report."""
    figures = [
        *(figure for target in data.targets for figure in of_target(target, data)),
        *of_verdicts(data),
        *of_plan(data),
        *of_facilities(data),
        *(figure for pair in data.kinds for figure in of_kind(pair, data)),
        *of_money(data),
        *of_tasks(data),
        *of_books(data),
        *(() if data.kind is ReportKind.ANNUAL else of_review(data)),
    ]
    groups = {group: index for index, group in enumerate(dict.fromkeys(figure.group for figure in figures))}
    return {figure.code: figure for figure in sorted(figures, key=lambda figure: groups[figure.group])}


def as_json(figures: Mapping[str, Figure]) -> list[dict[str, object]]:
    """The figures for programs."""
    return [
        {
            "code": figure.code,
            "group": figure.group,
            "label": figure.label,
            "value": figure.text,
            "before": figure.before,
            "change": figure.change,
            "forms": [f"{code} {year}" for year, code in figure.forms],
            "origin": figure.origin,
        }
        for figure in figures.values()
    ]
