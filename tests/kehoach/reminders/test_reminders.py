"""Who is reminded of what on which day; pure, without a database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kehoach.demo.files import moment
from kehoach.models import Commune, Notice, ReminderKind, ReportingYear, Role, State, User
from kehoach.reminders.reminders import Letter, Situation, letters
from thuvien.models import Library, LibraryFigures

Occasion = ReminderKind
OPENED, DEADLINE = date(2026, 11, 2), date(2026, 12, 5)
DAYS = [OPENED + timedelta(days=n) for n in range(60)]
SCHOOL, VILLAGE, OFFICE = 1, 2, 3


def a_year(commune: int = 1, **values: Any) -> ReportingYear:
    """An open year as the demonstration has it."""
    given = {
        "year": 2026,
        "unit_deadline": DEADLINE,
        "window_end": date(2026, 12, 14),
        "opened_at": moment(2026, 11, 2),
    }
    return ReportingYear(pk=commune, commune=Commune(pk=commune, name="Quảng Nghiệp"), **(given | values))


YEAR = a_year()


def form(
    state: State, *, unit: int = SCHOOL, at: datetime | None = None, code: str = "TV", **values: Any
) -> LibraryFigures:
    """A form in a state that it came into at this moment."""
    year = values.pop("year", YEAR)
    library = Library(unit_id=unit, commune=year.commune, code=code, name=f"Thư viện {code}", **values)
    return LibraryFigures(facility=library, reporting_year=year, state=state, submitted_at=at, returned_at=at)


def a_person(key: int, unit: int | None = SCHOOL, role: Role = Role.REPORTER, commune: int = 1) -> User:
    """Somebody of a unit, or an officer."""
    return User(pk=key, username=f"nguoi-{key}", role=role, unit_id=unit, commune_id=commune)


LIBRARIAN = a_person(7)
OFFICER = a_person(9, unit=OFFICE, role=Role.OFFICER)


def due(today: date, *forms: LibraryFigures, people: tuple[User, ...] = (LIBRARIAN,), sent: Any = ()) -> list[Letter]:
    """The letters of a day."""
    return letters(today, Situation(forms, people, sent))


def occasions(found: list[Letter]) -> list[tuple[str, str]]:
    """What the only letter is about; nothing where there is none."""
    return [(str(matter.occasion), matter.about) for letter in found for matter in letter.matters]


def notices(found: list[Letter]) -> list[Notice]:
    """What is kept of letters that were sent."""
    return [
        Notice(occasion=matter.occasion, reporting_year=matter.year, person=letter.person, about=matter.about)
        for letter in found
        for matter in letter.matters
    ]


def day(month: int, number: int) -> date:
    """A day of the year of the demonstration."""
    return date(2026, month, number)


BEFORE = [("opened", "")]
WEEK = [("week_before", "2026-12-05")]
TODAY = [("due_today", "2026-12-05")]
LATE_1, LATE_2, LATE_3 = ([("overdue", f"2026-12-05/{week}")] for week in (1, 2, 3))


@pytest.mark.parametrize("state", [State.NOT_OPENED, State.DRAFT])
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (day(11, 2), BEFORE),
        (day(11, 27), BEFORE),
        (day(11, 28), WEEK),
        (day(12, 4), WEEK),
        (day(12, 5), TODAY),
        (day(12, 6), LATE_1),
        (day(12, 12), LATE_1),
        (day(12, 13), LATE_2),
        (day(12, 19), LATE_2),
        (day(12, 20), LATE_3),
    ],
)
def test_who_has_not_submitted_is_reminded_by_the_calendar(
    today: date, expected: list[tuple[str, str]], state: State
) -> None:
    assert occasions(due(today, form(state))) == expected


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_nobody_is_reminded_of_what_they_submitted(state: State) -> None:
    submitted = form(state, at=moment(2026, 11, 2))

    assert [today for today in DAYS if due(today, submitted)] == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (day(11, 20), ["returned"]),
        (day(11, 28), ["returned", "week_before"]),
        (day(12, 5), ["returned", "due_today"]),
        (day(12, 6), ["returned", "overdue"]),
    ],
)
def test_what_came_back_is_a_matter_of_its_own(today: date, expected: list[str]) -> None:
    back = form(State.RETURNED, at=moment(2026, 11, 16))

    assert [occasion for occasion, _ in occasions(due(today, back))] == expected


def test_what_came_back_after_the_deadline_is_not_called_overdue_for_a_week() -> None:
    back = form(State.RETURNED, at=moment(2026, 12, 8))

    assert occasions(due(day(12, 14), back)) == [("returned", "thu-vien/TV/20261208T080000")]
    assert [occasion for occasion, _ in occasions(due(day(12, 15), back))] == ["returned", "overdue"]


def test_a_second_return_of_the_same_form_is_told_again() -> None:
    first = due(day(11, 17), form(State.RETURNED, at=moment(2026, 11, 16)))
    again = form(State.RETURNED, at=moment(2026, 11, 18))

    assert occasions(due(day(11, 19), again, sent=notices(first))) == [("returned", "thu-vien/TV/20261118T080000")]


def test_a_notice_of_a_return_fits_its_column() -> None:
    back = form(State.RETURNED, at=moment(2026, 11, 16), code="M" * 30)

    [(_, about)] = occasions(due(day(11, 17), back))
    assert len(about) <= 60


def test_the_same_day_again_sends_nothing_new() -> None:
    back, waiting = form(State.RETURNED, at=moment(2026, 11, 16)), form(State.SUBMITTED, at=moment(2026, 11, 4))
    rows = (form(State.DRAFT), back, waiting)
    people = (LIBRARIAN, OFFICER)

    for today in DAYS:
        first = due(today, *rows, people=people)
        assert first
        assert due(today, *rows, people=people, sent=notices(first)) == []


def test_a_daily_run_reminds_once_on_each_occasion() -> None:
    sent: list[Notice] = []
    for today in DAYS[:54]:
        sent += notices(due(today, form(State.DRAFT), sent=sent))

    told = [str(one.occasion) for one in sent]
    assert told == ["opened", "week_before", "due_today", "overdue", "overdue", "overdue"]


def test_one_person_gets_one_letter_with_all_their_matters() -> None:
    old = a_year(year=2025, unit_deadline=date(2025, 12, 5))
    old.pk = 2
    forms = (
        form(State.DRAFT, code="A"),
        form(State.NOT_OPENED, code="B"),
        form(State.RETURNED, code="C", at=moment(2026, 11, 20)),
        form(State.DRAFT, code="D", year=old),
    )

    [letter] = due(day(12, 5), *forms)

    told = [(str(one.occasion), [figures.facility.code for figures in one.forms]) for one in letter.matters]
    assert told == [("returned", ["C"]), ("overdue", ["D"]), ("due_today", ["A", "B", "C"])]


def test_everybody_of_a_unit_is_reminded_and_nobody_else() -> None:
    colleague, other = a_person(8), a_person(10, unit=VILLAGE)

    found = due(day(12, 5), form(State.DRAFT), people=(LIBRARIAN, colleague, other))

    assert [letter.person.pk for letter in found] == [7, 8]


def test_a_year_that_opens_in_its_last_week_is_announced_once() -> None:
    hurried = a_year(opened_at=moment(2026, 12, 1))

    assert occasions(due(day(12, 3), form(State.DRAFT, year=hurried))) == [("opened", "")]
    assert occasions(due(day(12, 5), form(State.DRAFT, year=hurried))) == TODAY


def test_a_year_that_opens_after_its_deadline_is_first_announced() -> None:
    late = a_year(opened_at=moment(2026, 12, 9))

    assert occasions(due(day(12, 9), form(State.DRAFT, year=late))) == [("opened", "")]
    assert occasions(due(day(12, 10), form(State.DRAFT, year=late))) == LATE_1


def test_a_deadline_that_was_moved_is_told_again() -> None:
    sent = notices(due(day(12, 5), form(State.DRAFT)))
    moved = a_year(unit_deadline=day(12, 15))

    assert occasions(due(day(12, 15), form(State.DRAFT, year=moved), sent=sent)) == [("due_today", "2026-12-15")]


@pytest.mark.parametrize(("days", "expected"), [(0, []), (3, []), (4, ["waiting"]), (30, ["waiting"])])
def test_the_officer_hears_of_what_waits_for_more_than_three_days(days: int, expected: list[str]) -> None:
    waiting = form(State.SUBMITTED, at=moment(2026, 11, 4))

    found = due(date(2026, 11, 4) + timedelta(days=days), waiting, people=(OFFICER,))

    assert [occasion for occasion, _ in occasions(found)] == expected


def test_the_officer_hears_of_it_once_a_week() -> None:
    waiting, sent = form(State.SUBMITTED, at=moment(2026, 11, 4)), list[Notice]()
    for today in DAYS[:21]:
        sent += notices(due(today, waiting, sent=sent, people=(OFFICER,)))

    assert [one.about for one in sent] == ["2026-11-08", "2026-11-15", "2026-11-22"]


def test_the_officer_is_reminded_of_their_own_units_forms_too() -> None:
    forms = (form(State.DRAFT, unit=OFFICE), form(State.SUBMITTED, at=moment(2026, 11, 4)))

    [letter] = due(day(12, 5), *forms, people=(OFFICER,))

    assert [str(one.occasion) for one in letter.matters] == ["due_today", "waiting"]


def test_what_waits_for_an_officer_is_no_matter_of_a_units_people() -> None:
    assert due(day(12, 5), form(State.SUBMITTED, at=moment(2026, 11, 4)), people=(LIBRARIAN,)) == []


def test_two_communes_do_not_hear_of_each_other() -> None:
    there = a_year(commune=2, unit_deadline=day(12, 10))
    forms = (form(State.SUBMITTED, at=moment(2026, 11, 4)), form(State.DRAFT, unit=20, year=there))
    officer_there = a_person(11, unit=None, role=Role.OFFICER, commune=2)
    people = (LIBRARIAN, OFFICER, a_person(12, unit=20, commune=2), officer_there)

    found = due(day(12, 5), *forms, people=people)

    told = [(letter.person.pk, str(matter.occasion), matter.year.pk) for letter in found for matter in letter.matters]
    assert told == [(9, "waiting", 1), (12, "week_before", 2)]
