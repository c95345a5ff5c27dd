"""The years of an invented commune: forms in all states, and the results of its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kehoach.common.periods import default_window, is_open_on
from kehoach.demo.files import moment
from kehoach.generation.answers import answered
from kehoach.generation.registers import InventedCommune
from kehoach.models import Assignment, ProgressState, ReportingYear, Review, State, TaskProgress, YearFigures
from kehoach.models.kinds import kind_of

# What becomes of the forms of a year that is over, of the year in work, and how many accepted forms are being
# corrected.
_OF_CLOSED = ([State.ACCEPTED, State.RETURNED, State.DRAFT, State.NOT_OPENED], [985, 4, 5, 6])
_OF_OPEN = (list(State), [25, 20, 15, 5, 35])
IN_CORRECTION = 0.015
_WITHOUT_LAST_YEAR, _STILL_OPEN, _REPORTED = 0.1, 0.15, 0.8


def open_years(commune: InventedCommune, years: range) -> list[ReportingYear]:
    """The commune's years, unsaved: the last one in work or not opened yet, the one before now and then still open."""
    chance = commune.random.random()
    known = years[:-1] if chance < _WITHOUT_LAST_YEAR and len(years) > 1 else years
    closed = years[:-2] if chance > 1 - _STILL_OPEN else years[:-1]
    opened = []
    for year in known:
        window, is_closed = default_window(year), year in closed
        opened.append(
            ReportingYear(
                commune=commune.commune,
                year=year,
                window_start=window.start,
                window_end=window.end,
                unit_deadline=window.unit_deadline,
                report_deadline=window.report_deadline,
                opened_at=moment(year, 11, 2),
                opened_by=commune.officer,
                closed_at=moment(year, 12, 20) if is_closed else None,
                closed_by=commune.officer if is_closed else None,
                closing_reason="Năm minh họa" if is_closed else "",
            )
        )
    return opened


def forms_of(commune: InventedCommune, year: ReportingYear) -> Iterator[YearFigures]:
    """A form for every facility that is open in the year, in some state, unsaved."""
    states, weights = _OF_CLOSED if year.is_closed else _OF_OPEN
    for facility, size in zip(commune.facilities, commune.sizes, strict=True):
        if not is_open_on(year.window_end, facility.opened_on, facility.closed_on):
            continue
        state = commune.random.choices(states, weights)[0]
        kind = kind_of(facility)
        if state is State.NOT_OPENED:
            yield kind.new_figures(facility, year)
            continue
        form: Any = answered(kind, facility, year, size, commune.random)
        form.state, form.version = state, 1
        form.opened_at = form.saved_at = moment(year.year, 11, 10)
        if state is not State.DRAFT:
            form.submitted_at, form.submitted_by = moment(year.year, 11, 12), commune.officer
            form.responsible_name, form.responsible_position = "Người ký minh họa", "Người phụ trách"
            form.entered_on_behalf = True
        yield form


def results_of(commune: InventedCommune, assignments: list[Assignment], year: ReportingYear) -> Iterator[TaskProgress]:
    """What was reported of the tasks, unsaved: mostly done and confirmed, less of it in the year in work."""
    for assignment in assignments:
        chance = commune.random.random()
        if chance >= (_REPORTED if year.is_closed else _REPORTED / 2):
            continue
        is_done = chance < _REPORTED / 2
        yield TaskProgress(
            reporting_year=year,
            task=assignment.task,
            unit=assignment.unit,
            state=ProgressState.DONE if is_done else ProgressState.IN_PROGRESS,
            result="Đã thực hiện theo kế hoạch (minh họa)." if is_done else "",
            count=commune.random.randint(1, 20) if assignment.task.counts else None,
            updated_at=moment(year.year, 11, 14),
            updated_by=commune.officer,
            review=Review.CONFIRMED if year.is_closed else Review.WAITING,
            reviewed_at=moment(year.year, 11, 20) if year.is_closed else None,
            reviewed_by=commune.officer if year.is_closed else None,
        )
