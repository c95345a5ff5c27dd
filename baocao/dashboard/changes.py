"""What has changed since a day: the targets then and now, and what was done meanwhile, out of the histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from baocao.attainment import words
from baocao.attainment.as_of import PlanAsOf
from baocao.attainment.facility_years import answer_of
from baocao.attainment.present import present_target
from baocao.attainment.queries import PlanAttainment, TargetAttainment
from baocao.attainment.results import Verdict
from baocao.dashboard.board import explain_url
from baocao.dashboard.change_notes import Note, notes
from kehoach.figures.state_words import OFFICE_WORDS
from kehoach.history.timeline import Event, since
from kehoach.models import State
from kehoach.models.kinds import FigureKind


@dataclass(frozen=True)
class Standing:
    """How a target stood at a moment: its verdict and its value."""

    verdict: Verdict
    told: str
    value: str


@dataclass(frozen=True)
class TargetChange:
    """A target then and now; None where the plan did not have it, or has it no more."""

    name: str
    url: str
    then: Standing | None
    now: Standing | None

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is another."""
        return self.then != self.now


@dataclass(frozen=True)
class YearChange:
    """Every target of one year then and now."""

    year: int
    targets: tuple[TargetChange, ...]

    @property
    def is_changed(self) -> bool:
        """Whether any of them is another."""
        return any(target.is_changed for target in self.targets)


@dataclass(frozen=True)
class FormChange:
    """A form that somebody did something with: where it stood then (None: it was not there yet), and each step."""

    name: str
    year: int
    url: str
    then: State | None
    now: State
    at: datetime
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Changes:
    """All that has changed since a moment: the years that are told, the forms that moved, and what else was done."""

    years: tuple[YearChange, ...]
    forms: tuple[FormChange, ...]
    notes: tuple[Note, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many forms somebody brought into each state since then, in the order of the states."""
        moved = [form.now for form in self.forms if form.now not in (form.then, State.NOT_OPENED)]
        return [(word.lower(), moved.count(state)) for state, word in OFFICE_WORDS.items() if state in moved]


def changes_since(attainment: PlanAttainment, moment: datetime, told: Sequence[int]) -> Changes:
    """What has changed since the moment, in a constant number of queries."""
    as_of = PlanAsOf(attainment, moment)
    forms = []
    answers = {
        slug: defaultdict(dict, {year: dict(said) for year, said in of_kind.answers.items()})
        for slug, of_kind in attainment.by_kind.items()
    }
    for slug, of_kind in attainment.by_kind.items():
        for versions in _versions(of_kind.kind, attainment, moment):
            old = [version for version in versions if version.history_date <= moment]
            newest, oldest = versions[-1], old[-1] if old else None
            of_year = answers[slug][newest.reporting_year.year]
            of_year.pop(newest.facility_id, None)
            accepted = [version for version in old if version.state == State.ACCEPTED]
            if accepted:
                of_year[newest.facility_id] = answer_of(accepted[-1], of_kind.questions)
            forms.append(_form(of_kind.kind, versions, oldest, moment))
    then = as_of.years(answers)
    return Changes(
        years=tuple(YearChange(year, tuple(_targets(then, attainment, year))) for year in told),
        forms=tuple(sorted(forms, key=lambda form: form.at, reverse=True)),
        notes=tuple(sorted(notes(attainment, as_of, moment), key=lambda note: note.at, reverse=True)),
    )


def _versions(kind: FigureKind, attainment: PlanAttainment, moment: datetime) -> Iterator[list[Any]]:
    """All versions, oldest first, of each form that has a version after the moment."""
    moved = kind.versions.filter(history_date__gt=moment, facility__commune=attainment.plan.commune_id).values("id")
    rows = kind.versions.filter(id__in=moved).select_related("history_user", "facility", "reporting_year")
    found: dict[int, list[Any]] = defaultdict(list)
    for version in rows.order_by("history_date", "history_id"):
        found[version.id].append(version)
    yield from found.values()


def _form(kind: FigureKind, versions: Sequence[Any], then: Any, moment: datetime) -> FormChange:
    newest = versions[-1]
    year, code = newest.reporting_year.year, newest.facility.code
    return FormChange(
        name=newest.facility.name,
        year=year,
        url=reverse(f"{kind.url_name}:figures", kwargs={"code": code, "year": year}),
        then=State(then.state) if then is not None else None,
        now=State(newest.state),
        at=newest.history_date,
        events=tuple(since(versions, kind.layout.fields, moment)),
    )


def _targets(then: PlanAttainment, now: PlanAttainment, year: int) -> Iterator[TargetChange]:
    """The targets of now in the plan's order, then those that the plan has no more."""
    before = {attained.target.pk: (attained.target, _standing(attained, then, year)) for attained in then.judge(year)}
    after = {attained.target.pk: (attained.target, _standing(attained, now, year)) for attained in now.judge(year)}
    for key in dict.fromkeys((*after, *before)):
        target, _ = after.get(key) or before[key]
        yield TargetChange(
            name=target.short_name,
            url=explain_url(now, year, target.code) if key in after else "",
            then=before[key][1] if key in before else None,
            now=after[key][1] if key in after else None,
        )


def _standing(attained: TargetAttainment, attainment: PlanAttainment, year: int) -> Standing:
    view = present_target(attained, attainment, year)
    return Standing(view.verdict, view.verdict_words, words.headline(view.main.result))
