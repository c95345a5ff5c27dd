"""The tables of a commune's report, cell by cell, from the rows of the database with nothing of the reports' own code.

What counts of a form is the form that was accepted, or while it is being corrected the version that was. Whoever exists
on the last day of a year's window is that year's population; an officer's decision can leave them out of a scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from kehoach.models import Commune, Condition, Milestone, Plan, ReportingYear
from thuvien.models import Library, LibraryFigures, LibraryMembership
from vanhoa.models import CentreFigures, CentreMembership, CulturalCentre

VISITS = ("visits_pupils", "visits_staff", "visits_public")
ACTIVITIES = ("activities_arts", "activities_sports")
GATHERINGS = ("talent_classes", "clubs", "interest_groups")
FIGURES: dict[type[Any], tuple[type[Any], type[Any]]] = {
    Library: (LibraryFigures, LibraryMembership),
    CulturalCentre: (CentreFigures, CentreMembership),
}
# The columns of the two appendices: what each adds up, and whether the year before stands beside it.
LIBRARY_COLUMNS = (
    (VISITS, True),
    (("books_total",), False),
    (("books_added_budget", "books_added_donated"), False),
    (("loans",), False),
    (("reading_lessons",), False),
    (("computers",), False),
)
CENTRE_COLUMNS = (
    (("talent_classes",), False),
    (("clubs",), False),
    (("interest_groups",), False),
    (("activities_arts",), False),
    (("activities_sports",), False),
    (ACTIVITIES, True),
    (("participants",), True),
)


def count(number: int) -> str:
    """8.882"""
    return f"{number:,}".replace(",", ".")


def forget() -> None:
    """Looks again: the rows are others than those that were read."""
    for kept in (end_of, population, accepted, counted):
        kept.cache_clear()


def percent(share: Fraction, places: int = 1) -> str:
    """112,8%: so many decimals at most, without zeros at the end."""
    scale = 10**places
    tenths = (abs(share) * 100 * scale + Fraction(1, 2)).__floor__()
    whole, rest = divmod(tenths, scale)
    text = count(whole) + (f",{rest:0{places}}".rstrip("0") if rest else "")
    return f"{'-' if share < 0 and tenths else ''}{text}%"


def apart(share: Fraction, from_: Fraction) -> str:
    """A percentage with as many decimals as it takes to tell it from another one."""
    return next(
        (percent(share, places) for places in (1, 2, 3) if percent(share, places) != percent(from_, places)),
        percent(share) if share == from_ else percent(share, 4),
    )


@cache
def end_of(commune: Commune, year: int) -> date:
    """The last day whose figures belong to a year."""
    opened = ReportingYear.objects.filter(commune=commune, year=year).first()
    return opened.window_end if opened else date(year, 12, 14)


@cache
def population(model: type[Any], commune: Commune, year: int) -> list[Any]:
    """The facilities that exist at the end of a year."""
    day = end_of(commune, year)
    return [
        row
        for row in model.objects.filter(commune=commune)
        if (row.opened_on is None or row.opened_on <= day) and (row.closed_on is None or row.closed_on > day)
    ]


@cache
def accepted(model: type[Any], commune: Commune, year: int) -> dict[int, Any]:
    """What counts of each facility's form of a year, by the facility's key."""
    found = {}
    for row in FIGURES[model][0].objects.filter(facility__commune=commune, reporting_year__year=year):
        if row.state == "accepted":
            found[row.facility_id] = row
        elif row.accepted_version_id:
            found[row.facility_id] = row.accepted_version
    return found


def known(row: Any, names: Sequence[str]) -> int | None:
    """The sum of some columns; what does not apply is none, and None where one of them is not known."""
    amounts = [getattr(row, name) for name in names]
    empty = [name for name, amount in zip(names, amounts, strict=True) if amount is None]
    if any(row.absences.get(name) != "not_applicable" for name in empty):
        return None
    return sum(amount or 0 for amount in amounts)


def waiting(model: type[Any], commune: Commune, year: int) -> dict[int, str]:
    """The letters of how far each facility's form of a year is, by the facility's key."""
    letters = {"not_opened": "CM", "draft": "CN", "submitted": "CD", "returned": "TL"}
    rows = FIGURES[model][0].objects.filter(facility__commune=commune, reporting_year__year=year)
    return {row.facility_id: letters.get(row.state, "CBC") for row in rows}


def cell(row: Any | None, names: Sequence[str], missing: str) -> str:
    """A facility's cell: its number, or why there is none."""
    if row is None:
        return missing
    if all(row.absences.get(name) == "not_applicable" for name in names):
        return "KAD"
    amount = known(row, names)
    return "CTK" if amount is None else count(amount)


def total(rows: Sequence[Any], names: Sequence[str]) -> int | None:
    """What those who know it come to; None where nobody does, or it applies to nobody."""
    asked = [row for row in rows if any(row.absences.get(name) != "not_applicable" for name in names)]
    amounts = [amount for row in asked if (amount := known(row, names)) is not None]
    return sum(amounts) if amounts else None


def passes(row: Any | None, measure: str, plan: Plan) -> bool | None:
    """Whether a facility passes what a condition asks; None where that is not known."""
    if row is None:
        return None
    if measure in ("services", "it"):
        name = "services" if measure == "services" else "it_applications"
        answer = getattr(row, name)
        return bool(answer) if answer is not None and name not in row.absences else None
    sessions, gatherings = known(row, ACTIVITIES), [known(row, [name]) for name in GATHERINGS]
    failed = (sessions is not None and sessions < plan.regular_activities) or all(number == 0 for number in gatherings)
    passed = (sessions or 0) >= plan.regular_activities and any(gatherings)
    return True if passed else False if failed else None


@cache
def counted(condition: Condition, commune: Commune, year: int) -> list[Any]:
    """The facilities that a condition counts in a year."""
    model = CulturalCentre if condition.scope == "all_centres" else Library
    day, found = end_of(commune, year), []
    decisions = list(FIGURES[model][1].objects.filter(facility__commune=commune, scope=condition.scope, since__lte=day))
    for row in population(model, commune, year):
        is_own = row.kind == "commune"
        if (condition.scope == "commune_library" and not is_own) or (condition.scope == "other_libraries" and is_own):
            continue
        own = sorted((decision.since, decision.counted) for decision in decisions if decision.facility_id == row.pk)
        if not own or own[-1][1]:
            found.append(row)
    return found


def milestone_of(condition: Condition, year: int) -> Milestone:
    """The milestone that a year is judged by: the next one, or the last."""
    rows = list(condition.milestones.order_by("year"))
    return next((row for row in rows if row.year >= year), rows[-1])


def visits(condition: Condition, commune: Commune, year: int) -> list[int | None]:
    """The visits of each library that the condition counts; None where they are not known."""
    rows = accepted(Library, commune, year)
    return [known(rows[row.pk], VISITS) if row.pk in rows else None for row in counted(condition, commune, year)]


def growth(now: int, base: int, years: int) -> Fraction:
    """By how much it grew each year, to the ten thousandth of a percent."""
    rate = (Decimal(now) / Decimal(base)) ** (Decimal(1) / years) - 1
    return Fraction(rate).limit_denominator(10**12)


def target_cell(condition: Condition, commune: Commune, plan: Plan, year: int) -> str:
    """A condition's cell of one year in the table of targets, on one line."""
    facilities, goal = counted(condition, commune, year), milestone_of(condition, year)
    if not facilities:
        return "Không có"
    if condition.measure == "visits":
        numbers = visits(condition, commune, year)
        missing, value = numbers.count(None), f"{count(sum(number or 0 for number in numbers))} lượt"
        bases = visits(condition, commune, goal.base_year)
        base, beside = sum(number or 0 for number in bases), ""
        if bases and None not in bases and base and year > goal.base_year and not missing:
            now = sum(number or 0 for number in numbers)
            beside = apart(growth(now, base, year - goal.base_year), Fraction(goal.at_least) / 100)
    else:
        model = CulturalCentre if condition.scope == "all_centres" else Library
        rows = accepted(model, commune, year)
        outcomes = [passes(rows.get(row.pk), condition.measure, plan) for row in facilities]
        missing, met = outcomes.count(None), outcomes.count(True)
        value, beside = f"{met}/{len(facilities)}", percent(Fraction(met, len(facilities)))
    if missing == len(facilities):
        return "Chưa báo cáo"
    if missing:
        beside = f"{missing} chưa có số liệu"
    return f"{value} ({beside})" if beside else value


def target_rows(commune: Commune, plan: Plan, year: int) -> Iterator[tuple[str, ...]]:
    """The years' cells of the table of targets, a row a condition."""
    years = [year - 1] if ReportingYear.objects.filter(commune=commune, year=year - 1).exists() else []
    for condition in Condition.objects.filter(target__plan=plan).order_by("target__position", "position"):
        yield tuple(target_cell(condition, commune, plan, of) for of in (*years, year))


def facility_rows(
    model: type[Any], columns: Sequence[tuple[Sequence[str], bool]], commune: Commune, year: int
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The amounts of an appendix: by the facility's name those of its row, and those of the last row."""
    present, now, before = population(model, commune, year), *(accepted(model, commune, of) for of in (year, year - 1))
    letters = {of: waiting(model, commune, of) for of in (year, year - 1)}
    rows = {}
    for facility in present:
        cells = []
        for names, both in columns:
            cells += [cell(before.get(facility.pk), names, letters[year - 1].get(facility.pk, "CBC"))] if both else []
            cells.append(cell(now.get(facility.pk), names, letters[year].get(facility.pk, "CBC")))
        rows[facility.name] = tuple(cells)
    sums = []
    there, then = [now[row.pk] for row in present if row.pk in now], population(model, commune, year - 1)
    earlier = [before[row.pk] for row in then if row.pk in before]
    for names, both in columns:
        for of_year in (earlier, there) if both else (there,):
            amount = total(of_year, names)
            sums.append("" if amount is None else count(amount))
    return rows, tuple(sums)
