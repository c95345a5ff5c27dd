"""What the reports of the demonstration must say, added up again from its tables with nothing of the reports' own code.

Plain loops over rows, on purpose: whoever doubts a printed number reads here how it comes about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from kehoach.models import (
    Activity,
    Broadcast,
    Commune,
    Course,
    Funding,
    IssuedDocument,
    Mobilisation,
    TaskProgress,
)
from tests.oracle_tables import count, percent
from thuvien.models import LibraryFigures
from vanhoa.models import CentreFigures

BASE_YEAR, GROWTH = 2022, Fraction(11, 10)


def window(first: int, last: int) -> tuple[date, date]:
    """The days of the reporting years from the first to the last."""
    return date(first - 1, 12, 15), date(last, 12, 14)


def visits(commune: Commune, year: int) -> int:
    """Everybody who came to a library."""
    rows = LibraryFigures.objects.filter(
        facility__commune=commune, reporting_year__year=year, accepted_at__isnull=False
    )
    return sum((row.visits_pupils or 0) + (row.visits_staff or 0) + (row.visits_public or 0) for row in rows)


def library_phrases(commune: Commune, year: int) -> Iterator[str]:
    """Visits against the base year and the milestone, books, loans."""
    rows = list(LibraryFigures.objects.filter(facility__commune=commune, reporting_year__year=year))
    now, base = visits(commune, year), visits(commune, BASE_YEAR)
    needed = ceil(base * GROWTH ** (year - BASE_YEAR))
    yield f"{count(now)} lượt người"
    yield f"{count(needed - now)} lượt so với {count(needed)} lượt cần có"
    yield f"{count(sum(row.books_total or 0 for row in rows))} bản sách"
    yield f"{count(sum(row.loans or 0 for row in rows))} lượt sách"
    others = [row for row in rows if row.facility.kind != "commune"]
    with_services, with_it = (
        sum(bool(getattr(row, name)) for row in others) for name in ("services", "it_applications")
    )
    yield f"{with_services}/{len(others)} ({percent(Fraction(with_services, len(others)))})"
    yield f"{with_it}/{len(others)} ({percent(Fraction(with_it, len(others)))})"


def centre_phrases(commune: Commune, year: int) -> Iterator[str]:
    """Sessions and people at the cultural centres."""
    rows = list(CentreFigures.objects.filter(facility__commune=commune, reporting_year__year=year))
    yield f"{sum(row.activities_arts or 0 for row in rows)} buổi hoạt động văn hóa, văn nghệ"
    yield f"{sum(row.activities_sports or 0 for row in rows)} buổi hoạt động thể dục, thể thao"
    yield f"{count(sum(row.participants or 0 for row in rows))} lượt người xem, tham gia"


def book_phrases(commune: Commune, first: int, last: int) -> Iterator[str]:
    """What the books come to over the years from the first to the last."""
    days = {"commune": commune, "happened_on__range": window(first, last)}
    activities, broadcasts = Activity.objects.filter(**days), Broadcast.objects.filter(**days)
    people = sum(row.participants or 0 for row in activities)
    yield f"{count(len(activities))} hoạt động với {count(people)} lượt người tham gia"
    airings, minutes = sum(row.airings for row in broadcasts), sum(row.airings * row.minutes for row in broadcasts)
    yield f"{len(broadcasts)} tin, bài phát thanh ({count(airings)} lần phát, {count(minutes)} phút)"
    courses = Course.objects.filter(**days)
    yield f"{len(courses)} lớp tập huấn với {count(sum(row.participants or 0 for row in courses))} lượt người học"
    yield f"{count(sum(row.people for row in Mobilisation.objects.filter(**days)))} lượt người của cộng đồng"
    assert IssuedDocument.objects.filter(**days).exists()


def money_phrases(commune: Commune, first: int, last: int) -> Iterator[str]:
    """Planned, spent, what nobody had planned, and the shares of both."""
    rows = list(Funding.objects.filter(commune=commune, year__range=(first, last)))
    planned = sum(row.planned or 0 for row in rows)
    spent = sum(row.spent or 0 for row in rows)
    within = sum(row.spent or 0 for row in rows if row.planned is not None)
    yield f"dự toán {count(planned)} đồng, đã chi {count(spent)} đồng, bằng {percent(Fraction(spent, planned))} dự toán"
    if spent != within:
        yield f"Không tính {count(spent - within)} đồng chi ngoài dự toán ("
        yield f") thì bằng {percent(Fraction(within, planned))} dự toán"
    for source in ("state", "donated"):
        own = sum(row.spent or 0 for row in rows if row.source == source)
        yield f"{count(own)} đồng (chiếm {percent(Fraction(own, spent))} tổng chi)"


def task_phrase(commune: Commune, year: int) -> str:
    """How many of the clauses in which something was to be done are finished; one is when every leading unit is."""
    states: dict[str, set[str]] = {}
    rows = TaskProgress.objects.filter(reporting_year__commune=commune, reporting_year__year=year)
    reported = {(row.task_id, row.unit_id): row.state for row in rows}
    for row in rows.select_related("task"):
        for assignment in row.task.assignments.filter(part="lead"):
            state = reported.get((row.task_id, assignment.unit_id), "not_started")
            states.setdefault(row.task.code, set()).add(state)
    due = {code: of_units for code, of_units in states.items() if of_units != {"nothing"}}
    done = sum(of_units <= {"done", "nothing"} for of_units in due.values())
    return f"{done}/{len(due)} nhiệm vụ, trách nhiệm phải làm"
