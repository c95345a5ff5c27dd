"""A plan that amends another: its clauses keep their identity, by their code or by the code that they had before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kehoach.models import Plan, Target, Task
from kehoach.models.plans import NEW_CLAUSE, Clause
from kehoach.plan.snapshot import PlanSnapshot

Kind = TypeVar("Kind", bound=Clause)


@dataclass(frozen=True)
class Matched(Generic[Kind]):
    """The clauses of a plan with those of the plan that it amends, by key; `dropped` are those that nobody follows."""

    former: dict[int, Kind]
    dropped: tuple[Kind, ...]


def code_before(clause: Clause) -> str:
    """The code that a clause had in the plan that its own amends; empty where it is new."""
    return "" if clause.former_code == NEW_CLAUSE else clause.former_code or clause.code


def matched(clauses: Iterable[Kind], before: Iterable[Kind]) -> Matched[Kind]:
    """Which clause follows which."""
    by_code = {clause.code: clause for clause in before}
    former = {clause.pk: by_code[code] for clause in clauses if (code := code_before(clause)) in by_code}
    kept = {clause.pk for clause in former.values()}
    return Matched(former, tuple(clause for clause in by_code.values() if clause.pk not in kept))


class AmendedPlan:
    """What a plan has changed of the one that it amends; two queries, and what one asks for of the former plan."""

    def __init__(self, whole: PlanSnapshot, former: Plan) -> None:
        self.former = PlanSnapshot(former)
        self.targets: Matched[Target] = matched(whole.targets, self.former.targets)
        self.tasks: Matched[Task] = matched(whole.tasks, self.former.tasks)


def amended_plan(whole: PlanSnapshot) -> AmendedPlan | None:
    """The plan beside the one that it amends; None, and no query, where it amends none."""
    if whole.plan.amends_id is None:
        return None
    former = Plan.objects.select_related("commune").get(pk=whole.plan.amends_id)
    return AmendedPlan(whole, former.carried_on_in(whole.plan.commune))


def versions_of(clause: Kind, plans: Iterable[Plan]) -> dict[int, Kind]:
    """A clause in each of the commune's `plans` that it stands in, by the plan's key; no query without amendments."""
    clauses: Any = type(clause)._default_manager
    versions = {clause.plan_id: clause}
    amends = {plan.pk: plan.amends_id for plan in plans}
    before, earlier = clause, amends.get(clause.plan_id)
    while earlier is not None and earlier not in versions:
        found = clauses.filter(plan=earlier, code=code_before(before)).first()
        if found is None:
            break
        versions[earlier] = before = found
        earlier = amends.get(earlier)
    after = [clause]
    while after:
        former = after.pop()
        for later in (pk for pk, amended in amends.items() if amended == former.plan_id and pk not in versions):
            follower = next((row for row in clauses.filter(plan=later) if code_before(row) == former.code), None)
            if follower is not None:
                versions[later] = follower
                after.append(follower)
    return versions
