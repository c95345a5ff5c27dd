"""A plan and its facilities as they stood at an earlier moment, and what was changed of them since.

A verdict depends on more than figures: which facilities there were, where they counted, what the milestones asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from baocao.attainment.facility_years import Answers, CountedFacility, FacilityYears, decisions_of
from baocao.attainment.queries import JudgedCondition, PlanAttainment, milestones_of
from kehoach.models import Condition, Milestone, Plan, ReportingYear, Target

_OF_PLAN: tuple[Any, ...] = (Plan, Target, Condition, Milestone)


@dataclass(frozen=True)
class Step:
    """One version of a row that came after the moment, and the version before it (None: it was new)."""

    before: Any
    after: Any


class PlanAsOf:
    """All versions of what verdicts depend on beside the figures, sorted out by a moment.

    Rows are taken as they are today where they have no history. What the history knows only from a change on is taken
    as that change left it, and a plan that came into the portal later as it was first entered: it had been issued
    before.
    """

    def __init__(self, attainment: PlanAttainment, moment: datetime) -> None:
        self._today, self._moment, plan = attainment, moment, attainment.plan
        targets = Target.history.filter(plan=plan.pk)
        conditions = Condition.history.filter(target__in=targets.values("id"))
        histories: dict[Any, QuerySet[Any]] = {
            Plan: Plan.history.filter(id=plan.pk),
            Target: targets,
            Condition: conditions,
            Milestone: Milestone.history.filter(condition__in=conditions.values("id")),
            ReportingYear: ReportingYear.history.filter(commune=plan.commune_id),
        }
        for of_kind in attainment.by_kind.values():
            facility_model, membership_model = of_kind.kind.facility_model, of_kind.kind.membership_model
            keys = of_kind.kind.facilities.filter(commune=plan.commune_id).values("pk")
            histories[facility_model] = facility_model.history.filter(commune=plan.commune_id)
            histories[membership_model] = membership_model.history.filter(facility__in=keys)
        self._versions: dict[Any, list[Any]] = {
            model: list(versions.order_by("history_date", "history_id")) for model, versions in histories.items()
        }
        self._entered_later = all(version.history_date > moment for version in self._versions[Plan])

    def steps(self, model: Any) -> Iterator[Step]:
        """What was done with rows of a model after the moment; not that a plan was entered."""
        last: dict[int, Any] = {}
        for version in self._versions[model]:
            entered = model in _OF_PLAN and self._entered_later and version.id not in last
            if version.history_date > self._moment and not entered:
                yield Step(last.get(version.id), version)
            last[version.id] = version

    def years(self, answers: Mapping[str, Answers]) -> PlanAttainment:
        """The years as they would have been judged at the moment, with what was accepted then by kind."""
        today = self._today
        plans = self._at(Plan, [today.plan])
        plan = plans[0] if plans else copy(today.plan)
        plan.commune = today.plan.commune
        conditions = self._conditions()
        targets = [target for target in self._at(Target, today.whole.targets) if target.pk in conditions]
        opened = self._at(ReportingYear, today.reporting_years.values())
        return today.seen_as(
            plan,
            sorted(targets, key=attrgetter("position")),
            conditions,
            {row.year: row for row in sorted(opened, key=attrgetter("year"))},
            {slug: self._of_kind(of_kind, answers[slug]) for slug, of_kind in today.by_kind.items()},
        )

    def _conditions(self) -> dict[int, list[JudgedCondition]]:
        """The conditions that could be judged, by the key of their target."""
        conditions = [row for target in self._today.whole.targets for row in target.conditions.all()]
        milestones: dict[int, list[Milestone]] = defaultdict(list)
        of_conditions = (row for condition in conditions for row in condition.milestones.all())
        for row in sorted(self._at(Milestone, of_conditions), key=attrgetter("year")):
            milestones[row.condition_id].append(row)
        judged: dict[int, list[JudgedCondition]] = defaultdict(list)
        for condition in sorted(self._at(Condition, conditions), key=attrgetter("position")):
            if condition.pk in milestones:
                judged[condition.target_id].append(JudgedCondition(condition, milestones_of(milestones[condition.pk])))
        return judged

    def _of_kind(self, of_kind: FacilityYears, answers: Answers) -> FacilityYears:
        then = self._then(of_kind.kind.facility_model)
        facilities = [facility for facility in of_kind.counted.values() if facility.key not in then]
        area = {facility.key for facility in of_kind.counted.values()} if of_kind.is_area else then.keys()
        came_along = set(of_kind.as_one.values())
        opened = {
            facility.key: facility.opened_on for facility in of_kind.counted.values() if facility.key in came_along
        }
        facilities += [
            CountedFacility(row.id, row.code, row.name, row.kind, opened.get(row.id, row.opened_on), row.closed_on)
            for row in then.values()
            if row is not None and row.id in area
        ]
        model = of_kind.kind.membership_model
        recorded = {(row.facility_id, row.scope) for row in self._versions[model]}
        decided = [row for row in self._then(model).values() if row is not None]
        decisions = decisions_of((row.facility_id, row.scope, row.since, row.counted) for row in decided)
        unrecorded = {key: days for key, days in of_kind.decisions.items() if key not in recorded}
        return replace(
            of_kind,
            counted={facility.code: facility for facility in sorted(facilities)},
            decisions={**unrecorded, **decisions},
            answers=answers,
        )

    def _at(self, model: Any, today: Iterable[Any]) -> list[Any]:
        """The rows of the moment; `today` are those of now, which stand for what has no history."""
        then = self._then(model)
        unrecorded = [row for row in today if row.pk not in then]
        return unrecorded + [version.instance for version in then.values() if version is not None]

    def _then(self, model: Any) -> dict[int, Any]:
        """By the key of every row with a history the version that held then; None where the row was not there."""
        held: dict[int, Any] = {}
        later = model in _OF_PLAN and self._entered_later
        for version in self._versions[model]:
            known_before = later or version.history_type == "~"
            if version.history_date <= self._moment or (version.id not in held and known_before):
                held[version.id] = None if version.history_type == "-" else version
            else:
                held.setdefault(version.id, None)
        return held
