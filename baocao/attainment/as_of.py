"""A plan and its facilities as they stood at an earlier moment, and what was changed of them since, by one query.

A verdict depends on more than figures: which facilities there were, where they counted, what the milestones asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from baocao.attainment.facility_years import Answers, FacilityYears, Place, decisions_of
from baocao.attainment.queries import PlanAttainment
from kehoach.models import Condition, Milestone, Plan, ReportingYear, Target
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.together import hold, know, together

_OF_PLAN: tuple[Any, ...] = (Plan, Target, Condition, Milestone)


@dataclass(frozen=True)
class Step:
    """One version of a row that came after the moment, and the version before it (None: it was new)."""

    before: Any
    after: Any


class Earlier:
    """All versions of what verdicts depend on beside the figures, sorted out by a moment.

    Rows are taken as they are today where they have no history. What the history knows only from a change on is taken
    as that change left it, and a plan that came into the portal later as it was first entered: it had been issued
    before.
    """

    def __init__(self, years: PlanAttainment, moment: datetime) -> None:
        self._years, self._moment, plan = years, moment, years.plan
        kinds = [of_kind.kind for of_kind in years.by_kind.values()]
        targets = Target.history.filter(plan=plan.pk)
        conditions = Condition.history.filter(target__in=targets.values("id"))
        models: list[Any] = [*(kind.facility_model for kind in kinds), *(kind.membership_model for kind in kinds)]
        found = together(
            Plan.history.filter(id=plan.pk),
            targets,
            conditions,
            Milestone.history.filter(condition__in=conditions.values("id")),
            ReportingYear.history.filter(commune=plan.commune_id),
            *(kind.facility_model.history.filter(commune=plan.commune_id) for kind in kinds),
            *(
                kind.membership_model.history.filter(
                    facility__in=kind.facilities.filter(commune=plan.commune_id).values("pk")
                )
                for kind in kinds
            ),
        )
        self._versions: dict[Any, list[Any]] = {
            model: sorted(rows, key=attrgetter("history_date", "history_id"))
            for model, rows in zip((*_OF_PLAN, ReportingYear, *models), found, strict=True)
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
        return self._years.seen_as(
            self._whole(),
            {slug: self._of_kind(of_kind, answers[slug]) for slug, of_kind in self._years.by_kind.items()},
        )

    def _whole(self) -> PlanSnapshot:
        """The plan with the targets that could be judged, and the years that were open or closed."""
        whole = copy(self._years.whole)
        plans = self._at(Plan, [whole.plan])
        whole.plan = plans[0] if plans else whole.plan
        whole.plan.commune = self._years.plan.commune
        targets: list[Target] = self._at(Target, whole.targets)
        conditions = self._at(Condition, (one for target in whole.targets for one in target.conditions.all()))
        milestones = self._at(
            Milestone,
            (row for target in whole.targets for one in target.conditions.all() for row in one.milestones.all()),
        )
        asking = {row.condition_id for row in milestones}
        conditions = [one for one in conditions if one.pk in asking]
        judged = {one.target_id for one in conditions}
        whole.targets = sorted((one for one in targets if one.pk in judged), key=attrgetter("position"))
        know(conditions, "target", targets)
        hold(whole.targets, "conditions", "target", sorted(conditions, key=attrgetter("position")))
        hold(conditions, "milestones", "condition", sorted(milestones, key=attrgetter("year")))
        opened = self._at(ReportingYear, whole.reporting_years.values())
        whole.reporting_years = {row.year: row for row in sorted(opened, key=attrgetter("year"))}
        return whole

    def _of_kind(self, of_kind: FacilityYears, answers: Answers) -> FacilityYears:
        held = self._held(of_kind.kind.facility_model)
        places = [place for place in of_kind.places.values() if place.key not in held]
        places += [
            Place(row.id, row.code, row.name, row.kind, row.opened_on, row.closed_on)
            for row in held.values()
            if row is not None
        ]
        model = of_kind.kind.membership_model
        told = {(row.facility_id, row.scope) for row in self._versions[model]}
        decided = [row for row in self._held(model).values() if row is not None]
        decisions = decisions_of((row.facility_id, row.scope, row.since, row.counted) for row in decided)
        untold = {key: days for key, days in of_kind.decisions.items() if key not in told}
        return replace(
            of_kind,
            places={place.code: place for place in sorted(places)},
            decisions={**untold, **decisions},
            answers=answers,
        )

    def _at(self, model: Any, today: Iterable[Any]) -> list[Any]:
        """The rows of the moment, copies of them all; `today` are those of now."""
        held = self._held(model)
        kept = [_copied(row) for row in today if row.pk not in held]
        return kept + [version.instance for version in held.values() if version is not None]

    def _held(self, model: Any) -> dict[int, Any]:
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


def _copied(row: Any) -> Any:
    """The row without what it holds of others."""
    other = copy(row)
    other.__dict__.pop("_prefetched_objects_cache", None)
    return other
