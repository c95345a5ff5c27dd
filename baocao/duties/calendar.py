"""A year's calendar: the duties due in it, the deadlines of units and tasks, the occasions, what is planned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse

from baocao.duties.standing import DutyYear, duties_of
from baocao.models import PlannedActivity
from kehoach.common import formats
from kehoach.common.periods import YEAR
from kehoach.models import Activity, Commune, Occasion, Plan, ReportingYear, Role, Task, Unit, User

# So many tasks of a day are named, and so many duties that come next.
FEW, NEXT = 6, 3


@dataclass(frozen=True)
class Entry:
    """Something of a day, or of several in a row. `key` tells it from all others of the commune, for ever.

    `words` says more in a line, `duty` is there where it is a report that is owed.
    """

    key: str
    first: date
    last: date
    title: str
    words: str
    url: str
    kind: str
    duty: DutyYear | None = None


@dataclass(frozen=True)
class YearCalendar:
    """A calendar year: its entries in their order, the duties of which nobody knows the day, those not owed here."""

    year: int
    entries: tuple[Entry, ...]
    undated: tuple[DutyYear, ...]
    not_owed: tuple[DutyYear, ...]

    @property
    def coming(self) -> list[DutyYear]:
        """The next few duties of the year that are not sent yet."""
        duties = [entry.duty for entry in self.entries if entry.duty is not None]
        return [duty for duty in duties if not duty.sent and duty.days_left >= 0][:NEXT]

    @property
    def months(self) -> list[tuple[int, list[Entry]]]:
        """The entries by the month in which they begin; a month without any is left out."""
        by_month: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            by_month[entry.first.month].append(entry)
        return sorted(by_month.items())


def own_unit(user: User) -> Unit | None:
    """Whose duties somebody sees alone: a reporter's unit; None for the commune's offices, which see all."""
    return user.unit if user.role == Role.REPORTER else None


def calendar_of(commune: Commune, year: int, today: date, unit: Unit | None) -> YearCalendar:
    """The calendar year of a commune, or of one unit of it; as many queries for one row as for hundreds."""
    years = [calendar_year for calendar_year in (year - 1, year) if re.fullmatch(YEAR, str(calendar_year))]
    standing = duties_of(commune, years, today, unit)
    here = [duty for duty in standing if (duty.due.year if duty.due else duty.year) == year]
    owed = [duty for duty in here if duty.is_owed]
    entries = [
        *(_of_duty(duty) for duty in owed if duty.due is not None),
        *_deadlines(commune, year, unit),
        *_occasions(commune, year),
        *_planned(commune, year, today, unit),
    ]
    return YearCalendar(
        year=year,
        entries=tuple(sorted(entries, key=lambda entry: (entry.first, entry.key))),
        undated=tuple(duty for duty in owed if duty.due is None),
        not_owed=tuple(duty for duty in here if not duty.is_owed),
    )


def _of_duty(duty: DutyYear) -> Entry:
    day = duty.due or duty.today
    words = [duty.sent and f"Đã {duty.sent}", duty.sent_to, duty.duty.act]
    return Entry(
        key=f"viec-{duty.duty.code}-{duty.year}",
        first=day,
        last=day,
        title=duty.duty.title,
        words=" · ".join(filter(None, words)),
        url=reverse("duty", kwargs={"year": duty.year, "code": duty.duty.code}),
        kind="duty",
        duty=duty,
    )


def _deadlines(commune: Commune, year: int, unit: Unit | None) -> Iterator[Entry]:
    """Until when units hand in their figures, and until when results of tasks are due."""
    opened = ReportingYear.objects.filter(commune=commune, unit_deadline__year__in=(year, year + 1))
    for of_year in opened.order_by("year"):
        deadline = of_year.unit_deadline
        if deadline.year == year:
            url = reverse("home") if unit else reverse("collection", kwargs={"year": of_year.year})
            title = f"Hạn đơn vị nộp số liệu năm {of_year.year}"
            yield Entry(f"so-lieu-{of_year.year}", deadline, deadline, title, "", url, "deadline")
        yield from _tasks(commune, of_year, year, unit)


def _tasks(commune: Commune, of_year: ReportingYear, year: int, unit: Unit | None) -> Iterator[Entry]:
    """The days on which results of tasks are due, all tasks of a day together."""
    plan = Plan.objects.holding_in(commune, of_year.year)
    tasks: Iterable[Task] = Task.objects.filter(plan=plan) if plan else ()
    if plan and unit is not None:
        tasks = Task.objects.filter(plan=plan, assignments__unit=unit).distinct()
    by_day: dict[date, list[Task]] = defaultdict(list)
    for task in tasks:
        by_day[task.due_in(of_year.year, of_year.unit_deadline)].append(task)
    for day, due in by_day.items():
        if day.year == year:
            title = f"Hạn kết quả {formats.count(len(due))} nhiệm vụ năm {of_year.year}"
            words = formats.joined(sorted(task.code for task in due)) if len(due) <= FEW else ""
            yield Entry(f"nhiem-vu-{of_year.year}-{day}", day, day, title, words, reverse("tasks"), "deadline")


def _occasions(commune: Commune, year: int) -> Iterator[Entry]:
    """The days of the year that the commune celebrates, with how many activities were noted for them."""
    plan = Plan.objects.holding_in(commune, year)
    noted: Any = Activity._default_manager.filter(commune=commune, happened_on__year=year)
    numbers = dict(noted.exclude(occasion=None).order_by().values_list("occasion").annotate(number=Count("pk")))
    for occasion in Occasion.objects.filter(plan=plan):
        try:
            first, last = occasion.days_in(year)
        except ValueError:
            continue
        number = numbers.get(occasion.pk, 0)
        words = f"{formats.count(number)} hoạt động đã ghi" if number else ""
        url = f"{reverse('activities:calendar')}?thang={first:%Y-%m}"
        yield Entry(f"dip-{occasion.pk}-{year}", first, last, occasion.name, words, url, "occasion")


def _planned(commune: Commune, year: int, today: date, unit: Unit | None) -> Iterator[Entry]:
    """The activities that are meant to be held; of a day that has passed, what is to be done with them."""
    rows = PlannedActivity.objects.filter(commune=commune, planned_on__year=year).select_related("unit")
    for row in rows.filter(unit=unit) if unit else rows:
        has_passed = "đã qua ngày: ghi vào sổ Hoạt động, hoặc bỏ khỏi lịch" if row.planned_on < today else ""
        words = " · ".join(filter(None, ("Dự kiến", row.unit.name, row.place, has_passed)))
        url = reverse("planned_activity", kwargs={"pk": row.pk})
        yield Entry(f"du-kien-{row.pk}", row.planned_on, row.planned_on, row.title, words, url, "activity")


def coming(commune: Commune, today: date, unit: Unit | None) -> list[Entry]:
    """What a telephone shows: from a month ago to the end of next year."""
    since = today - timedelta(days=31)
    years = sorted({since.year, today.year, today.year + 1})
    entries = [entry for year in years for entry in calendar_of(commune, year, today, unit).entries]
    return [entry for entry in entries if entry.last >= since]
