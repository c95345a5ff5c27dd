"""What the forms of a commune's year are filled from: read once, then any form without a further query of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from baocao.models import Purpose, ReportHead
from baocao.official_forms.answers import answers_of_year
from baocao.report.head import officer_of
from kehoach.models import Commune, Facility, Funding, Occasion, Plan, ReportingYear, State, Unit, User, YearFigures
from kehoach.models.kinds import FigureKind, kind_of
from kehoach.questionnaire.values import Absent, Value
from kehoach.tallies.windows import Window, WindowTotal, window_totals
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

_Key = tuple[str, int]


@dataclass
class Gathered:
    """A commune's year: its facilities on the last day, what is accepted of them, the answers, the books."""

    plan: Plan
    reporting_year: ReportingYear
    _totals: dict[tuple[str, Window], dict[tuple[int, str], WindowTotal]] = field(default_factory=dict, repr=False)
    _records: dict[str, list[Any]] = field(default_factory=dict, repr=False)

    @property
    def year(self) -> int:
        """The year's number."""
        return self.reporting_year.year

    @cached_property
    def commune(self) -> Commune:
        """The commune under the name that it had at the end of the year."""
        return self.reporting_year.commune.as_of(self.reporting_year.window_end)

    @property
    def window(self) -> Window:
        """The days of the commune's own reporting year."""
        return Window(self.reporting_year.window_start, self.reporting_year.window_end)

    @cached_property
    def libraries(self) -> tuple[Facility, ...]:
        """The libraries of the year, in the order of the register."""
        return tuple(self._population(LIBRARIES))

    @cached_property
    def centres(self) -> tuple[Facility, ...]:
        """The cultural centres of the year."""
        return tuple(self._population(CENTRES))

    def _population(self, kind: FigureKind) -> Any:
        day = self.reporting_year.window_end
        rows = kind.population(self.reporting_year.commune, day)
        return rows.select_related("unit__commune", "commune").order_by("pk")

    @cached_property
    def villages(self) -> tuple[Unit, ...]:
        """The commune's villages of the year."""
        units = self.reporting_year.commune.units.filter(kind="village").order_by("pk")
        day = self.reporting_year.window_end
        return tuple(
            unit
            for unit in units
            if (unit.opened_on is None or unit.opened_on <= day) and (unit.closed_on is None or unit.closed_on > day)
        )

    @cached_property
    def _forms(self) -> Mapping[_Key, YearFigures]:
        forms: dict[_Key, YearFigures] = {}
        for kind in (LIBRARIES, CENTRES):
            rows = kind.figures.filter(reporting_year=self.reporting_year).prefetch_related("accepted_version")
            forms.update({(kind.slug, row.facility_id): row for row in rows})
        return forms

    @cached_property
    def _accepted(self) -> Mapping[_Key, YearFigures]:
        counting = {key: form.accepted_figures for key, form in self._forms.items()}
        return {key: figures for key, figures in counting.items() if figures is not None}

    def is_submitted(self, facility: Facility) -> bool:
        """Whether the facility's form waits for the officer, so that it is not the unit that owes it."""
        form = self._forms.get(_key(facility))
        return form is not None and form.state == State.SUBMITTED

    def is_accepted(self, facility: Facility) -> bool:
        """Whether anything of the facility's year counts."""
        return _key(facility) in self._accepted

    def value(self, facility: Facility, name: str) -> Value:
        """What is accepted of a facility's year; unanswered where nothing is."""
        figures = self._accepted.get(_key(facility))
        return Absent.UNANSWERED if figures is None else figures.value(name)

    def total(self, facility: Facility, name: str, window: Window) -> WindowTotal:
        """What a facility counted in a window; all facilities and flows of its kind are read together."""
        kind = kind_of(facility)
        if (kind.slug, window) not in self._totals:
            facilities: Sequence[Facility] = self.libraries if kind is LIBRARIES else self.centres
            flows = [question.name for question in kind.layout.fields if question.flow]
            self._totals[kind.slug, window] = window_totals(facilities, flows, window)
        return self._totals[kind.slug, window][facility.pk, name]

    def records(self, model: type[Any], window: Window) -> list[Any]:
        """The rows of a dated book that fall into a window within the calendar year, in the order of their days."""
        if model.__name__ not in self._records:
            rows = model._default_manager.filter(commune=self.reporting_year.commune, happened_on__year=self.year)
            self._records[model.__name__] = list(rows.select_related("unit", "task").order_by("happened_on", "pk"))
        first, last = window.days
        return [row for row in self._records[model.__name__] if first <= row.happened_on <= last]

    @cached_property
    def funding(self) -> list[Funding]:
        """The money of the year, as the book of funding has it: by the plan's year, not by days."""
        rows = Funding.objects.filter(commune=self.reporting_year.commune, year=self.year)
        return list(rows.select_related("task").order_by("pk"))

    @cached_property
    def occasions(self) -> list[Occasion]:
        """The days that the plan asks to celebrate."""
        return list(Occasion.objects.filter(plan=self.plan).order_by("position"))

    @cached_property
    def _answers(self) -> Mapping[int | None, Mapping[str, Value]]:
        libraries = [library.pk for library in self.libraries]
        return answers_of_year(self.reporting_year.commune, libraries, self.year)

    def answers(self, library: Facility | None = None) -> Mapping[str, Value]:
        """The answers to the further questions that hold in the year, of the commune or of a library."""
        return self._answers.get(library.pk if library else None, {})

    def answer(self, name: str, library: Facility | None = None) -> Value:
        """One of them; unanswered where there is none."""
        return self.answers(library).get(name, Absent.UNANSWERED)

    @cached_property
    def heads(self) -> list[ReportHead]:
        """How the commune's reports to the level above look."""
        rows = ReportHead.objects.filter(commune=self.reporting_year.commune, purpose=Purpose.TO_SUPERIOR)
        return list(rows)

    @cached_property
    def officer(self) -> User | None:
        """The commune's officer."""
        commune = self.reporting_year.commune
        return officer_of(commune, User.objects.filter(commune=commune).select_related("commune"))


def _key(facility: Facility) -> _Key:
    return kind_of(facility).slug, facility.pk
