"""Every number that a commune's reports may say, worked out from the rows of its database.

A report that says another one has made it up, or has added up something else than its rows. Nothing here is the
reports' own code; `unexplained` leaves out what is no figure: days, years, numbers of documents, codes of clauses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import product
from math import ceil
from typing import Any

from kehoach.models import (
    Activity,
    Assignment,
    Broadcast,
    Commendation,
    Commune,
    Condition,
    Course,
    Funding,
    IssuedDocument,
    Mobilisation,
    Plan,
    Section,
    Task,
    TaskProgress,
)
from tests.oracle_report import window
from tests.oracle_tables import (
    ACTIVITIES,
    FIGURES,
    GATHERINGS,
    VISITS,
    accepted,
    apart,
    count,
    counted,
    forget,
    growth,
    known,
    passes,
    percent,
    population,
    visits,
)

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?%?")
NO_FIGURE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\b20\d\d\b|(?:số|Số:)\s*\d*/[\w-]+|\d+/\d{4}/[\w-]+|ngày \d+ tháng \d+ năm \d+|\(\d\)"
    r"|[IVX]+(?:\.[\wđ-]+)+|\d{1,2}/\d{1,2}\b(?=\))|^\d+\. |\b[A-Z]+-\d+",
    re.MULTILINE,
)
SUMS = (
    VISITS,
    ACTIVITIES,
    GATHERINGS,
    ("books_added_budget", "books_added_donated"),
    ("funding_state_vnd", "funding_donated_vnd"),
)

BOOKS: dict[type[Any], tuple[Callable[[Any], int], ...]] = {
    Activity: (lambda row: row.participants or 0,),
    Broadcast: (lambda row: row.airings, lambda row: row.airings * row.minutes),
    Course: (lambda row: row.participants or 0,),
    IssuedDocument: (),
    Mobilisation: (lambda row: row.people, lambda row: row.hours or 0),
}


def unexplained(text: str, explained: set[str]) -> list[str]:
    """The numbers of a text that the rows do not lead to, in their order."""
    bare = NO_FIGURE.sub(" ", text)
    return [number for found in NUMBER.findall(bare) if (number := found.strip(".")) not in explained]


def numbers(commune: Commune, plan: Plan, first: int, last: int) -> set[str]:
    """All that reports on the years from the first to the last may say."""
    forget()
    years = range(first - 1, last + 2)
    found = {*_of_plan(commune, plan), *_of_books(commune, first, last), *_of_work(commune, plan, years)}
    found.update(_of_money_in_forms(commune, range(first, last + 1)))
    for year in years:
        for earlier in {year - 1, first - 1}:
            found.update(_of_forms(commune, year, earlier))
        found.update(_of_targets(commune, plan, year))
    return found


def _of_plan(commune: Commune, plan: Plan) -> Iterator[str]:
    """What the plan asks for, how much work it gives to how many, and every number of its words."""
    tasks = list(Task.objects.filter(section__plan=plan))
    roots = Counter(task.code.split(".")[0] for task in tasks)
    groups = Counter(".".join(task.code.split(".")[:2]) for task in tasks)
    assigned = Assignment.objects.filter(task__section__plan=plan)
    units = {row.unit_id for row in assigned}
    of_unit = Counter(row.unit_id for row in assigned)
    amounts = [len(tasks), len(units), len(groups), *roots.values(), *groups.values(), *of_unit.values()]
    main = [name for name in groups if name.split(".")[0] == tasks[0].code.split(".")[0]] if tasks else []
    amounts += [len(main), len(tasks) - roots[tasks[0].code.split(".")[0]] if tasks else 0, plan.regular_activities]
    yield from map(count, amounts)
    conditions = Condition.objects.filter(target__plan=plan).prefetch_related("milestones")
    yield count(len({row.target_id for row in conditions}))
    for milestone in (row for condition in conditions for row in condition.milestones.all()):
        for share in filter(None, (milestone.at_least, milestone.at_most)):
            yield percent(Fraction(share) / 100)
            yield percent(Fraction(share) / 100).removesuffix("%")
    words = [plan.title, plan.number, *(task.short_name for task in tasks)]
    words += [section.title for section in Section.objects.filter(plan=plan)]
    yield from _of_words(words)


def _of_words(words: Iterable[str]) -> Iterator[str]:
    """The numbers that somebody wrote: a unit's words are printed as they are."""
    for text in words:
        yield from (found.strip(".") for found in NUMBER.findall(text or ""))


def _of_forms(commune: Commune, year: int, since: int) -> Iterator[str]:
    """Every column of every form, what each adds up to, and how that differs from an earlier year."""
    for model, (figures, _) in FIGURES.items():
        facilities, rows = population(model, commune, year), accepted(model, commune, year)
        then, before = population(model, commune, since), accepted(model, commune, since)
        there = [rows[row.pk] for row in facilities if row.pk in rows]
        earlier = [before[row.pk] for row in then if row.pk in before]
        yield from map(count, (len(facilities), len(there), len(facilities) - len(there)))
        names = [field.name for field in figures.layout.fields if _is_number(figures, field.name)]
        for parts in (*((name,) for name in names), *(parts for parts in SUMS if hasattr(figures, parts[0]))):
            for row in there:
                yield from _beside(known(row, parts), before.get(row.facility_id), parts)
            now, last = (sum(known(row, parts) or 0 for row in of_year) for of_year in (there, earlier))
            missing = sum(known(row, parts) is None for row in there)
            yield from map(count, (now, missing, abs(now - last)))
            if last:
                yield apart(Fraction(abs(now - last), last), Fraction(0))
        for name in ("computers", "librarians_full_time", "has_sound_system", "has_internet"):
            if hasattr(figures, name):
                bare = sum(getattr(row, name) in (0, False) for row in there)
                yield from map(count, (bare, len(there) - bare))
    yield from _of_money_in_forms(commune, [year])
    now, last = (_money_in_forms(commune, of) for of in (year, since))
    if last:
        yield apart(Fraction(abs(now - last), last), Fraction(0))


def _beside(amount: int | None, last: Any, parts: tuple[str, ...]) -> Iterator[str]:
    """A facility's amount, and by how much it differs from the year before."""
    if amount is not None:
        earlier = known(last, parts) if last else None
        yield count(amount)
        yield count(abs(amount - (earlier or 0)))
        yield from [apart(Fraction(abs(amount - earlier), earlier), Fraction(0))] if earlier else []


def _is_number(figures: type[Any], name: str) -> bool:
    return figures._meta.get_field(name).get_internal_type().endswith("IntegerField")


def _money_in_forms(commune: Commune, year: int) -> int:
    """All money that the accepted forms of a year have."""
    present = [row for model in FIGURES for row in population(model, commune, year)]
    forms = {type(row).__name__: accepted(type(row), commune, year) for row in present}
    rows = [forms[type(row).__name__].get(row.pk) for row in present]
    return sum((row.funding_state_vnd or 0) + (row.funding_donated_vnd or 0) for row in rows if row)


def _of_money_in_forms(commune: Commune, years: Iterable[int]) -> Iterator[str]:
    """The facilities' own money of some years: by kind and source, together, and the donated part."""
    sums: Counter[tuple[type[Any], str]] = Counter()
    for year, model in product(years, FIGURES):
        rows = accepted(model, commune, year)
        present = [rows[row.pk] for row in population(model, commune, year) if row.pk in rows]
        for name in ("funding_state_vnd", "funding_donated_vnd"):
            sums[model, name] += sum(getattr(row, name) or 0 for row in present)
    whole, donated = sum(sums.values()), sum(sums[model, "funding_donated_vnd"] for model in FIGURES)
    yield from map(count, (whole, donated, whole - donated, *sums.values()))
    yield from (count(sum(amount for (model, _), amount in sums.items() if model is of)) for of in FIGURES)
    if whole:
        yield percent(Fraction(donated, whole))


def _of_targets(commune: Commune, plan: Plan, year: int) -> Iterator[str]:
    """Shares, paths and gaps of every condition by every milestone of its."""
    for condition in Condition.objects.filter(target__plan=plan).prefetch_related("milestones"):
        facilities = counted(condition, commune, year)
        yield count(len(facilities))
        if condition.measure == "visits":
            yield from _of_growth(condition, commune, year)
            continue
        rows = {pk: row for model in FIGURES for pk, row in _of_model(model, condition, commune, year)}
        outcomes = [passes(rows.get(row.pk), condition.measure, plan) for row in facilities]
        met, failed = outcomes.count(True), outcomes.count(False)
        yield from map(count, (met, failed, outcomes.count(None)))
        for row in (rows[row.pk] for row in facilities if row.pk in rows and condition.measure == "active"):
            yield count(known(row, ACTIVITIES) or 0)
        if facilities:
            share = Fraction(met, len(facilities))
            yield percent(share)
            for milestone in condition.milestones.all():
                yield from _of_path(condition, commune, plan, milestone, share, year, len(facilities))


def _of_model(model: type[Any], condition: Condition, commune: Commune, year: int) -> list[tuple[int, Any]]:
    """The forms of a condition's own kind of facilities."""
    is_own = (condition.scope == "all_centres") is (model.__name__ == "CulturalCentre")
    return list(accepted(model, commune, year).items()) if is_own else []


def _of_path(
    condition: Condition, commune: Commune, plan: Plan, milestone: Any, share: Fraction, year: int, total: int
) -> Iterator[str]:
    """What a milestone still lacks of a share, and where the straight line to it stands in the year."""
    goal = Fraction(milestone.at_least) / 100
    yield count(max(0, ceil(goal * total) - round(share * total)))
    yield apart(share, goal)
    earlier = condition.milestones.filter(year=milestone.base_year).first()
    base = counted(condition, commune, milestone.base_year)
    rows = dict(pair for model in FIGURES for pair in _of_model(model, condition, commune, milestone.base_year))
    outcomes = [passes(rows.get(row.pk), condition.measure, plan) for row in base]
    lows = [outcomes.count(True), outcomes.count(True) + outcomes.count(None)]
    starts = [Fraction(earlier.at_least) / 100] if earlier else [Fraction(low, len(base)) for low in lows if base]
    for start in starts or [Fraction(0), Fraction(1)]:
        path = start + (goal - start) * (year - milestone.base_year) / (milestone.year - milestone.base_year)
        yield from (percent(path), apart(path, share), apart(share, path))


def _of_growth(condition: Condition, commune: Commune, year: int) -> Iterator[str]:
    """Visits against each base year: rates, what was needed, who lacks how much."""
    numbers = visits(condition, commune, year)
    now = sum(number or 0 for number in numbers)
    last = sum(number or 0 for number in visits(condition, commune, year - 1))
    yield from map(count, (now, numbers.count(None), len(numbers) - numbers.count(None), abs(now - last)))
    if last:
        yield apart(Fraction(abs(now - last), last), Fraction(0))
    for milestone in condition.milestones.all():
        base_rows = accepted_visits(condition, commune, milestone.base_year)
        base, rate, years = sum(base_rows.values()), 1 + Fraction(milestone.at_least) / 100, year - milestone.base_year
        yield count(base)
        if years > 0 and base:
            yield from (apart(abs(growth(now, base, years)), rate - 1), percent(abs(growth(now, base, years))))
        for of in {year, milestone.year, year + 1}:
            needed = ceil(base * rate ** max(0, of - milestone.base_year))
            yield from map(count, (needed, abs(needed - now), abs(needed - last)))
        mine = accepted_visits(condition, commune, year)
        lacks = {code: ceil(base_rows[code] * rate ** max(0, years)) - mine[code] for code in base_rows if code in mine}
        yield from map(count, (len(lacks), sum(lack > 0 for lack in lacks.values()), *map(abs, lacks.values())))


def accepted_visits(condition: Condition, commune: Commune, year: int) -> dict[int, int]:
    """The visits of each library that knows them, by its key."""
    rows = zip(counted(condition, commune, year), visits(condition, commune, year), strict=True)
    return {row.pk: number for row, number in rows if number is not None}


def _of_work(commune: Commune, plan: Plan, years: range) -> Iterator[str]:
    """How far the plan's work is, year by year and over the years; counts and words of the units."""
    tasks = list(Task.objects.filter(section__plan=plan))
    of_plan = TaskProgress.objects.filter(reporting_year__commune=commune, reporting_year__year__in=years)
    reported = {
        (row.task_id, row.reporting_year.year, row.unit_id): row for row in of_plan.select_related("reporting_year")
    }
    leads: dict[int, list[int]] = {}
    for assignment in Assignment.objects.filter(task__section__plan=plan, part="lead"):
        leads.setdefault(assignment.task_id, []).append(assignment.unit_id)
    yield from _of_words(row.result for row in reported.values())
    states: dict[tuple[str, int], str] = {}
    sums: Counter[tuple[int, int]] = Counter()
    for (task, year, _), row in reported.items():
        sums[task, year] += row.count or 0
        yield count(row.count or 0)
    for task, year in product(tasks, years):
        rows = [reported.get((task.pk, year, unit)) for unit in leads.get(task.pk, [])]
        own = [row.state if row else "not_started" for row in rows]
        states[task.code, year] = _together(own)
        yield from map(count, (len(own), sum(state in ("done", "nothing") for state in own), sums[task.pk, year]))
    for task, start, end in product(tasks, years, years):
        yield count(sum(sums[task.pk, year] for year in years if start <= year <= end))
    parts = {".".join(code.split(".")[:depth]) for code, _ in states for depth in (0, 1, 2)}
    for part, year in product(parts, years):
        inside = [
            state for (code, of), state in states.items() if of == year and f"{code}.".startswith(part and f"{part}.")
        ]
        of_state = Counter(inside)
        due = len(inside) - of_state["nothing"]
        yield from map(count, (len(inside), *of_state.values(), due, due - of_state["done"]))


def _together(states: list[str]) -> str:
    """What becomes of a clause that several units lead."""
    if states and set(states) == {"nothing"}:
        return "nothing"
    if states and set(states) <= {"done", "nothing"}:
        return "done"
    return "not_started" if not states or set(states) == {"not_started"} else "in_progress"


def _of_books(commune: Commune, first: int, last: int) -> Iterator[str]:
    """The books of the years together and of each year: how many, and what they add up to."""
    for start, end in {(first, last), *((year, year) for year in range(first, last + 1))}:
        days = {"commune": commune, "happened_on__range": window(start, end)}
        for model, sums in BOOKS.items():
            rows = list(model.objects.filter(**days))
            groups: dict[Any, list[Any]] = {"": rows}
            for row in rows:
                groups.setdefault(("task", row.task_id), []).append(row)
                groups.setdefault(("day", getattr(row, "occasion_id", None)), []).append(row)
                groups.setdefault(("unit", row.unit_id), []).append(row)
                groups.setdefault(("unit", row.unit_id, getattr(row, "kind", "")), []).append(row)
            groups["held"] = [row for row in rows if getattr(row, "occasion_id", None)]
            for group in groups.values():
                yield from map(
                    count, (len(group), len(rows) - len(group), *(sum(map(amount, group)) for amount in sums))
                )
            yield count(len({row.unit_id for row in rows}))
        honoured = Commendation.objects.filter(commune=commune, year__range=(start, end))
        yield from map(count, Counter((row.honoured, row.decision) for row in honoured).values())
        yield from _of_funding(list(Funding.objects.filter(commune=commune, year__range=(start, end))))


def _of_funding(rows: list[Funding]) -> Iterator[str]:
    """Money by source, by task and together: planned, spent, beside the plan, and every share."""
    whole = sum(row.spent or 0 for row in rows)
    groups = [rows, *([row for row in rows if row.source == source] for source in ("state", "donated"))]
    groups += [[row for row in rows if row.task_id == task] for task in {row.task_id for row in rows}]
    for group in groups:
        planned = sum(row.planned or 0 for row in group)
        spent = sum(row.spent or 0 for row in group)
        within = sum(row.spent or 0 for row in group if row.planned is not None)
        yield from map(count, (planned, spent, within, spent - within))
        if planned:
            yield from (percent(Fraction(spent, planned)), percent(Fraction(within, planned)))
        if whole:
            yield percent(Fraction(spent, whole))
