"""Whom to remind of what, computed from where the forms stand and from what was sent; nothing of it is stored.

Each unit's people are reminded when the year opens, a week before the deadline, on its day, then once a week, and when
a form comes back; the officer once a week of what waits too long. Nobody is reminded of what they have submitted. Of
its tasks a unit is reminded when it is asked to explain one, and once a week of what is late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from kehoach.common.periods import days_between
from kehoach.figures.submissions import WITH_THE_UNIT
from kehoach.models import Notice, ReminderKind, ReportingYear, Role, State, User, YearFigures
from kehoach.models.kinds import kind_of, kinds
from kehoach.reminders.matters import Matter, further_matters
from kehoach.reminders.tasks_needing_attention import tasks_needing_attention
from kehoach.tasks.clauses import UnitProgress

Occasion = ReminderKind
T = TypeVar("T")

WEEK = 7
# The officer is reminded of a submission that has waited for more days than these.
PATIENCE = 3

# The subject of a letter speaks of the first.
_URGENCY = (
    Occasion.ASKED,
    Occasion.RETURNED,
    Occasion.OVERDUE,
    Occasion.LATE_TASKS,
    Occasion.DUE_TODAY,
    Occasion.WEEK_BEFORE,
    Occasion.OPENED,
    Occasion.DUTY,
    Occasion.WAITING,
)


@dataclass(frozen=True)
class Letter:
    """All that one person is to be reminded of on one day, the most urgent first."""

    person: User
    matters: tuple[Matter, ...]


@dataclass(frozen=True)
class Situation:
    """What the selection looks at, all of years that are open.

    The forms that are asked for and not accepted, the people who enter for a unit or check for a commune, the notices
    sent so far, the tasks that are late or have to be explained, and by commune what other rooms remind its officer of.
    """

    forms: Sequence[YearFigures]
    people: Sequence[User]
    notices: Sequence[Notice]
    tasks: Sequence[UnitProgress] = ()
    further: Mapping[int, Sequence[Matter]] = field(default_factory=dict)


def remindable() -> QuerySet[User]:
    """The people who enter or check figures with an account of their own."""
    return User.objects.filter(is_active=True, is_link=False, role__in=(Role.REPORTER, Role.OFFICER))


def situation(today: date, year: ReportingYear | None = None) -> Situation:
    """The rows of every commune's open years, or of one year while it is open; a constant number of queries."""
    years = ReportingYear.objects.filter(closed_at=None).select_related("commune")
    if year is not None:
        years = years.filter(pk=year.pk)
    states = WITH_THE_UNIT | {State.SUBMITTED}
    forms = (
        kind.figures_asked.filter(reporting_year__in=years, state__in=states)
        .select_related("facility", "reporting_year__commune")
        .order_by("reporting_year", "facility")
        for kind in kinds()
    )
    return Situation(
        forms=[figures for of_kind in forms for figures in of_kind],
        people=list(remindable().filter(commune__in=years.values("commune"))),
        notices=list(Notice.objects.filter(reporting_year__in=years)),
        tasks=tasks_needing_attention(list(years), today),
        further=further_matters(list(years), today),
    )


def letters(today: date, now: Situation) -> list[Letter]:
    """Who is to be reminded of what on this day and has not been yet, one letter a person."""
    of_unit = grouped((figures.facility.unit_id, figures) for figures in now.forms)
    of_commune = grouped((figures.reporting_year.commune_id, figures) for figures in now.forms)
    tasks = grouped((task.unit.pk, task) for task in now.tasks)
    notices = grouped((notice.person_id, notice) for notice in now.notices)
    letters = []
    for person in now.people:
        sent = notices.get(person.pk, [])
        due = _of_unit(today, of_unit.get(person.unit_id, []))
        due += _of_tasks(today, tasks.get(person.unit_id, []), sent)
        if person.role == Role.OFFICER:
            due += _of_officer(today, of_commune.get(person.commune_id, []), sent)
            due += now.further.get(person.commune_id or 0, ())
        known = {(notice.occasion, notice.reporting_year_id, notice.about) for notice in sent}
        new = [matter for matter in due if (matter.occasion, matter.year.pk, matter.about) not in known]
        if new:
            letters.append(Letter(person, tuple(sorted(new, key=lambda matter: _URGENCY.index(matter.occasion)))))
    return letters


def phase(today: date, year: ReportingYear) -> tuple[ReminderKind, str]:
    """The occasion of this day for a unit that has not submitted, and what its notices are about.

    They name the deadline, so that people are reminded of it again where it was moved; the overdue ones also name the
    week after it. A year that opened in the last week before its deadline is not announced twice.
    """
    opened_on, deadline = timezone.localdate(year.opened_at), year.unit_deadline
    left = days_between(today, deadline)
    if today <= opened_on:
        return Occasion.OPENED, ""
    if left < 0:
        return Occasion.OVERDUE, f"{deadline}/{(-left - 1) // WEEK + 1}"
    if left == 0:
        return Occasion.DUE_TODAY, str(deadline)
    if left <= WEEK < days_between(opened_on, deadline):
        return Occasion.WEEK_BEFORE, str(deadline)
    return Occasion.OPENED, ""


def grouped(pairs: Iterable[tuple[int, T]]) -> dict[int | None, list[T]]:
    """Values by key, in order. People without a unit or commune look under None, where there is nothing."""
    grouped: dict[int | None, list[T]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


def _of_unit(today: date, forms: Iterable[YearFigures]) -> list[Matter]:
    """What a unit has not submitted in each open year, and what has come back to it."""
    owed = [
        figures
        for figures in forms
        if figures.state in WITH_THE_UNIT
        and figures.reporting_year.takes(today, submitted_before=figures.submitted_at is not None)
    ]
    matters = []
    for figures in owed:
        if figures.is_returned and figures.returned_at is not None:
            # Which return of which form: whoever gets a form back again is reminded again.
            moment = f"{timezone.localtime(figures.returned_at):%Y%m%dT%H%M%S}"
            about = f"{kind_of(figures).slug}/{figures.facility.code}/{moment}"
            matters.append(Matter(Occasion.RETURNED, about, figures.reporting_year, (figures,)))
    for year, of_year in _by_year(owed):
        occasion, about = phase(today, year)
        due = tuple(figures for figures in of_year if _is_named(figures, occasion, today))
        if due:
            matters.append(Matter(occasion, about, year, due))
    return matters


def _is_named(figures: YearFigures, occasion: ReminderKind, today: date) -> bool:
    """Whether a form is named on this occasion: one that came back has a matter of its own, then a week's peace."""
    if not figures.is_returned or figures.returned_at is None:
        return True
    if occasion == Occasion.OVERDUE:
        return days_between(timezone.localdate(figures.returned_at), today) >= WEEK
    return occasion != Occasion.OPENED


def _of_officer(today: date, forms: Iterable[YearFigures], sent: Iterable[Notice]) -> list[Matter]:
    """The submissions of each open year that wait for the officer, once a week."""
    recent = _reminded_this_week(Occasion.WAITING, today, sent)
    waiting = [figures for figures in forms if figures.is_submitted and days_waiting(figures, today) > PATIENCE]
    return [
        Matter(Occasion.WAITING, str(today), year, tuple(of_year))
        for year, of_year in _by_year(waiting)
        if year.pk not in recent
    ]


def _of_tasks(today: date, tasks: Iterable[UnitProgress], sent: Iterable[Notice]) -> list[Matter]:
    """Each question that the unit was asked, once; and what is late in each open year, once a week."""
    recent = _reminded_this_week(Occasion.LATE_TASKS, today, sent)
    matters: list[Matter] = []
    late: dict[ReportingYear, list[UnitProgress]] = {}
    for task in tasks:
        if task.opened is None:
            continue
        matters += [
            Matter(Occasion.ASKED, str(question.pk), task.opened, tasks=(task,)) for question in task.open_explanations
        ]
        if task.overdue_days and task.opened.pk not in recent:
            late.setdefault(task.opened, []).append(task)
    return matters + [
        Matter(Occasion.LATE_TASKS, str(today), year, tasks=tuple(of_year)) for year, of_year in late.items()
    ]


def _reminded_this_week(occasion: ReminderKind, today: date, sent: Iterable[Notice]) -> set[int]:
    """The years of which somebody was reminded on this occasion in the last week; such a notice is about its day."""
    return {
        notice.reporting_year_id
        for notice in sent
        if notice.occasion == occasion and days_between(date.fromisoformat(notice.about), today) < WEEK
    }


def days_waiting(figures: YearFigures, today: date) -> int:
    """For how many days a submission has waited for the officer."""
    return days_between(timezone.localdate(figures.submitted_at), today)


def _by_year(forms: Iterable[YearFigures]) -> list[tuple[ReportingYear, list[YearFigures]]]:
    years = grouped((figures.reporting_year_id, figures) for figures in forms)
    return [(of_year[0].reporting_year, of_year) for of_year in years.values()]
