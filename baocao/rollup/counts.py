"""What all communes' attainment is told from, counted inside the database: a few statements, however many communes.

The rules are those of attainment.facility_years and attainment.measures, said in SQL; a test holds both together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    F,
    FilteredRelation,
    JSONField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, IsNull, LessThan

from baocao.attainment.measures import ACTIVITIES, GATHERINGS, VISITS
from baocao.attainment.queries import KIND_OF_SCOPE
from kehoach.common.periods import default_window
from kehoach.models import Measure, Plan, Scope, State
from kehoach.models.facilities import existing_on
from kehoach.models.figures import ASKED, COUNTS
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.values import Absent
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

# What is counted of each kind: of the first a facility passes or fails; visits are added up.
_JUDGED = {LIBRARIES.slug: (Measure.SERVICES, Measure.IT), CENTRES.slug: (Measure.ACTIVE,)}
_ADDED = {LIBRARIES.slug: (Measure.VISITS,), CENTRES.slug: ()}


@dataclass(unsafe_hash=True)
class Tally:
    """Of the facilities of a scope in a commune's year: how many there are, how many pass and fail.

    For visits how many are known (`met`), and their sum. Changed only while it is counted.
    """

    total: int = 0
    met: int = 0
    failed: int = 0
    value: int = 0

    @property
    def unreported(self) -> int:
        """How many neither pass nor fail."""
        return self.total - self.met - self.failed


# By a commune's key, a year, a scope and a measure.
Tallies = dict[tuple[int, int, str, str], Tally]


def count(plans: Collection[Plan], years: Collection[int]) -> Tallies:
    """The tallies of the communes of these plans, one plan a commune, for each of the years."""
    tallies: Tallies = defaultdict(Tally)
    for kind in (LIBRARIES, CENTRES):
        scopes = [scope for scope, of_scope in KIND_OF_SCOPE.items() if of_scope is kind]
        for year in years:
            _add_facilities(tallies, kind, scopes, plans, year)
        _add_answers(tallies, kind, scopes, plans, years)
    return tallies


def _add_facilities(
    tallies: Tallies, kind: FigureKind, scopes: Collection[Scope], plans: Collection[Plan], year: int
) -> None:
    """How many facilities each scope has on the last day of the year's window, the commune's own or else the usual."""
    of_year = FilteredRelation("commune__years", condition=Q(commune__years__year=year))
    facilities = kind.facilities.annotate(of_year=of_year)
    facilities = facilities.annotate(day=Coalesce(F("of_year__window_end"), Value(default_window(year).end)))
    facilities = facilities.filter(existing_on(F("day")), commune__plans__in=plans)
    counted = {f"is_in_{scope}": _is_counted(kind, scope, "pk", "day") for scope in scopes}
    rows = facilities.order_by().annotate(**counted).values_list("commune", "kind", *counted)
    for commune, own_kind, *is_counted, number in rows.annotate(number=Count("pk")):
        for scope in _scopes(kind, own_kind, scopes, is_counted):
            for measure in (*_JUDGED[kind.slug], *_ADDED[kind.slug]):
                tallies[commune, year, scope, measure].total += number


def _add_answers(
    tallies: Tallies, kind: FigureKind, scopes: Collection[Scope], plans: Collection[Plan], years: Collection[int]
) -> None:
    """What the accepted forms of these facilities answer; forms that answer alike are one row."""
    forms = kind.figures.filter(COUNTS, ASKED, reporting_year__year__in=years, facility__commune__plans__in=plans)
    forms = forms.annotate(
        regular=F("facility__commune__plans__regular_activities"), absences_said=_said("absences", JSONField())
    )
    outcomes = {f"passes_{measure}": _OUTCOME_OF[measure] for measure in _JUDGED[kind.slug]}
    counted = {f"is_in_{scope}": _is_counted(kind, scope, "facility", "reporting_year__window_end") for scope in scopes}
    rows = forms.order_by().annotate(**outcomes, **counted)
    rows = rows.values_list("facility__commune", "reporting_year__year", "facility__kind", *counted, *outcomes)
    visits = _sum(VISITS) if kind is LIBRARIES else Value(0)
    rows = rows.annotate(number=Count("pk"), known=Count(visits), visits=Sum(visits))
    for commune, year, own_kind, *answers, number, known, sum_of_visits in rows:
        for scope in _scopes(kind, own_kind, scopes, answers):
            for measure, passes in zip(_JUDGED[kind.slug], answers[len(scopes) :], strict=True):
                tally = tallies[commune, year, scope, measure]
                tally.met += number if passes else 0
                tally.failed += number if passes is False else 0
            for measure in _ADDED[kind.slug]:
                tally = tallies[commune, year, scope, measure]
                tally.met += known
                tally.value += sum_of_visits or 0


def _scopes(kind: FigureKind, own_kind: str, scopes: Iterable[Scope], is_counted: Sequence[bool]) -> list[Scope]:
    """The scopes in which facilities of their own kind count; `is_counted` begins with a column for each scope."""
    of_own_kind = kind.scopes_of[own_kind]
    return [scope for place, scope in enumerate(scopes) if is_counted[place] and scope in of_own_kind]


def _is_counted(kind: FigureKind, scope: Scope, facility: str, day: str) -> Case:
    """Whether the officer's last decision on a facility by that day lets it count in the scope; without one it does."""
    decided = kind.memberships.filter(scope=scope)
    last = (
        decided.filter(facility=OuterRef(facility), since__lte=OuterRef(day)).order_by("-since").values("counted")[:1]
    )
    # Few facilities are ever decided on: the last decision is looked up for these alone.
    is_decided = Q(**{f"{facility}__in": decided.values("facility")})
    return Case(When(is_decided, then=Coalesce(Subquery(last), True)), default=Value(True), output_field=BooleanField())


def _said(column: str, output_field: Any) -> Case:
    """What the version that counts says in a column: the form's own, or what was accepted before its correction."""
    return Case(
        When(state=State.ACCEPTED, then=F(column)), default=F(f"accepted_version__{column}"), output_field=output_field
    )


def _is_not_applicable(question: str) -> Any:
    return Exact(Cast(KT(f"absences_said__{question}"), TextField()), Value(Absent.NOT_APPLICABLE.value))


def _number(question: str) -> Any:
    """The number; 0 where the question does not apply, null where it is not known."""
    zero = Case(When(_is_not_applicable(question), then=Value(0)), output_field=BigIntegerField())
    return Coalesce(_said(question, BigIntegerField()), zero)


def _sum(questions: Iterable[str]) -> Any:
    """The sum, null where one of them is not known."""
    return reduce(add, map(_number, questions))


def _offers(question: str) -> Case:
    """measures.offers: whether there is at least one choice."""
    choices = Cast(_said(question, JSONField()), TextField())
    return Case(
        When(Exact(choices, Value("[]")), then=Value(False)),
        When(IsNull(choices, False), then=Value(True)),
        When(_is_not_applicable(question), then=Value(False)),
        output_field=BooleanField(),
    )


def _is_active() -> Case:
    """measures.is_active: what is not known matters only where the answer depends on it."""
    gathers = reduce(or_, (Q(GreaterThan(_number(question), 0)) for question in GATHERINGS))
    does_not = reduce(and_, (Q(Exact(_number(question), 0)) for question in GATHERINGS))
    known = reduce(add, (Coalesce(_number(question), 0) for question in ACTIVITIES))
    often, seldom = GreaterThanOrEqual(known, F("regular")), LessThan(_sum(ACTIVITIES), F("regular"))
    return Case(
        When(gathers & Q(often), then=Value(True)),
        When(does_not | Q(seldom), then=Value(False)),
        output_field=BooleanField(),
    )


_OUTCOME_OF = {
    Measure.SERVICES: _offers("services"),
    Measure.IT: _offers("it_applications"),
    Measure.ACTIVE: _is_active(),
}
