"""The accepted forms that figures are counted from: pairs of year and code of the facility."""

from __future__ import annotations

from collections.abc import Iterable

from baocao.attainment.queries import ConditionAttainment
from baocao.attainment.results import GrowthResult
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair, KindYear
from kehoach.models import Scope

Forms = tuple[tuple[int, str], ...]


def forms_of(of_kind: KindYear, year: int) -> Forms:
    """Those of all facilities of one kind."""
    return tuple((year, facility.code) for facility in of_kind.facilities if facility.code in of_kind.values)


def forms_of_both(pair: KindPair, data: ReportData) -> Forms:
    """The same of the year and of the one compared with."""
    return forms_of(pair.now, data.year) + forms_of(pair.before, data.since)


def forms_in(scope: Scope, years: Iterable[int], data: ReportData) -> Forms:
    """Those of the facilities that a scope counts in these years."""
    of_kind = data.years.by_kind[data.years.kind_of(scope).slug]
    return tuple(
        (year, code)
        for year in dict.fromkeys(years)
        for code in of_kind.population(scope, data.years.window_end(year))
        if (year, code) in of_kind.accepted
    )


def forms_of_condition(condition: ConditionAttainment, data: ReportData) -> Forms:
    """Those that a condition counts: of the year, and for growth of its base year."""
    base = [condition.result.base_year] if isinstance(condition.result, GrowthResult) else []
    return forms_in(Scope(condition.result.scope), [data.year, *base], data)
