"""Several plans in one commune: what each comes to over its own area, and the sums of the whole commune beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import capfirst

from baocao.attainment.queries import PlanAttainment, TargetAttainment
from baocao.attainment.results import Outcome
from kehoach.common import formats
from kehoach.models import Measure, Plan, Scope
from kehoach.plan.areas import Family, PlanArea


@dataclass(frozen=True)
class AreaAttainment:
    """A plan over its area in a year. `key` names it in addresses."""

    attainment: PlanAttainment
    targets: tuple[TargetAttainment, ...]
    facilities: int
    accepted: int

    @property
    def key(self) -> int:
        """The plan's primary key."""
        return self.attainment.plan.pk

    @cached_property
    def name(self) -> str:
        """Kế hoạch số 04/KH-UBND của xã Quảng Nghiệp"""
        return named(self.attainment.plan)

    @cached_property
    def whose(self) -> str:
        """Whose plan it is, as the head of a column: Xã Quảng Nghiệp."""
        plan = self.attainment.plan
        return capfirst(str(plan.issuing_commune.as_of(plan.issued_on)))


@dataclass(frozen=True)
class SumRow:
    """What the plans measure, added up: one cell for each plan, and the whole commune with each facility once."""

    scope: Scope
    measure: Measure
    plans: tuple[str, ...]
    cells: tuple[str, ...]
    whole: str

    @property
    def by_plan(self) -> list[tuple[str, str]]:
        """Each cell with the name of its plan."""
        return list(zip(self.plans, self.cells, strict=True))

    @property
    def label(self) -> str:
        """tất cả thư viện có ứng dụng công nghệ thông tin · lượt người sử dụng thư viện"""
        return self.measure.label if self.measure is Measure.VISITS else f"{self.scope.label} {self.measure.label}"


class SideBySide:
    """The plans that hold beside each other in a year, and `whole`, the first of them over the whole commune."""

    def __init__(self, family: Family, areas: Sequence[PlanArea], year: int) -> None:
        self.year = year
        self.whole = PlanAttainment(areas[0].plan, family=family)
        gathered = self.whole.by_kind
        attained = [PlanAttainment(area.plan, origins=area.origins, gathered=gathered) for area in areas]
        self.areas = tuple(
            AreaAttainment(of_plan, of_plan.judge(year), of_plan.facility_count(year), of_plan.accepted_count(year))
            for of_plan in attained
        )

    @cached_property
    def sums(self) -> tuple[SumRow, ...]:
        """A row for every scope and measure that one of the plans has a condition on."""
        measured = dict.fromkeys(
            (Scope(condition.condition.scope), Measure(condition.condition.measure))
            for area in self.areas
            for target in area.targets
            for condition in target.conditions
        )
        return tuple(self._row(scope, measure) for scope, measure in measured)

    def as_json(self) -> dict[str, object]:
        """The published form: no targets of the commune's own, those of each plan, and the sums."""
        plans = [
            {
                "plan": area.attainment.plan.number,
                "of": area.attainment.plan.issuing_commune.code,
                "targets": area.attainment.as_json(self.year)["targets"],
            }
            for area in self.areas
        ]
        sums = [
            {"scope": row.scope.value, "measure": row.measure.value, "plans": [*row.cells], "whole": row.whole}
            for row in self.sums
        ]
        own = {"commune": self.whole.plan.commune.code, "year": self.year, "targets": []}
        return {**own, "plans": plans, "sums": sums}

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Why the plans do not add up to the whole commune, in sentences; none where they do."""
        sentences = []
        if several := self._names(lambda number: number > 1):
            names = formats.joined(several)
            sentences.append(f"{names} gồm cơ sở của nhiều xã cũ: tính ở từng kế hoạch, toàn xã tính một lần.")
        if nowhere := self._names(lambda number: number == 0):
            names = formats.joined(nowhere)
            sentences.append(f"{names} có sau khi sáp nhập: không thuộc kế hoạch nào, chỉ tính ở toàn xã.")
        return tuple(sentences)

    def _names(self, wanted: Callable[[int], bool]) -> list[str]:
        day = self.whole.window_end(self.year)
        return [
            facility.name
            for slug, of_kind in self.whole.by_kind.items()
            for code, facility in of_kind.existing(day).items()
            if wanted(sum(code in area.attainment.by_kind[slug].existing(day) for area in self.areas))
        ]

    def measured_once(self, scope: Scope, measure: Measure, years: Sequence[int]) -> dict[str, Any]:
        """What is measured of the commune's facilities, each once: by the first plan over it, in that plan's year.

        `years` are those of the `areas`, in their order; whoever is in no area is measured in the first of them.
        """
        slug, known, measured = self.whole.kind_of(scope).slug, set[str](), dict[str, Any]()
        attained = (*(area.attainment for area in self.areas), self.whole)
        for attainment, year in zip(attained, (*years, years[0]), strict=True):
            of_area = attainment.measured(scope, measure, year)
            measured |= {code: value for code, value in of_area.items() if code not in known}
            known |= attainment.by_kind[slug].counted.keys()
        return measured

    def _row(self, scope: Scope, measure: Measure) -> SumRow:
        cells = tuple(_cell(area.attainment.measured(scope, measure, self.year).values()) for area in self.areas)
        # A facility is measured as its own plan reads the measure: how often is “thường xuyên” differs.
        whole = self.measured_once(scope, measure, [self.year] * len(self.areas))
        return SumRow(scope, measure, tuple(area.whose for area in self.areas), cells, _cell(whole.values()))


def named(plan: Plan) -> str:
    """The plan with the commune that issued it, by the name that it had then."""
    return f"{plan} của {plan.issuing_commune.as_of(plan.issued_on)}"


def _cell(measured: Iterable[Any]) -> str:
    """How many of how many pass, or how many visits there are, with what is not known."""
    values = list(measured)
    if not values:
        return formats.DASH
    is_visits = not any(isinstance(value, Outcome) for value in values)
    unknown = sum((value is None) if is_visits else value.passes is None for value in values)
    if is_visits:
        text = f"{formats.count(sum(value or 0 for value in values))} lượt"
    else:
        text = f"{sum(value.passes is True for value in values)}/{len(values)}"
    return f"{text} ({unknown} chưa có số liệu)" if unknown else text
