"""The facilities of one kind in a year, beside another year: what they answered, added up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from baocao.attainment.breaks import break_between
from baocao.attainment.queries import PlanAttainment
from baocao.report.content.words import changed
from kehoach.common.lineage import Lineage
from kehoach.models import Facility, ReportingYear, State
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.layout import number, total
from kehoach.questionnaire.values import Absent, Values


@dataclass(frozen=True)
class Sum:
    """A figure added up over the facilities that know it; `unknown` are those that reported all but this."""

    amount: int
    unknown: int


@dataclass(frozen=True)
class KindYear:
    """The facilities of one kind that exist at the end of a year, and what those with accepted figures say.

    `closed` are those that closed during the year, `changes` says what changed since the year before, in words.
    `states` are by code how far the forms are that do not count yet; `taken_out` says of those that a target leaves
    out by the officer's decision which and why.
    """

    kind: FigureKind
    year: int
    facilities: tuple[Facility, ...]
    values: Mapping[str, Values]
    closed: tuple[Facility, ...] = ()
    changes: str = ""
    lineage: Lineage[str] = field(default_factory=Lineage)
    states: Mapping[str, State] = field(default_factory=dict)
    taken_out: tuple[str, ...] = ()
    # The text, the tables and the figures behind them ask for the same sums again and again.
    _sums: dict[tuple[str, ...], Sum | None] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def unreported(self) -> tuple[Facility, ...]:
        """The facilities without accepted figures."""
        return tuple(facility for facility in self.facilities if facility.code not in self.values)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all of them."""
        return frozenset(facility.code for facility in self.facilities)

    @property
    def is_whole(self) -> bool:
        """Whether there is somebody, and nobody is missing."""
        return bool(self.facilities) and not self.unreported

    def only(self, codes: Collection[str]) -> KindYear:
        """The same year with some of the facilities."""
        return KindYear(
            self.kind,
            self.year,
            tuple(facility for facility in self.facilities if facility.code in codes),
            {code: values for code, values in self.values.items() if code in codes},
        )

    def sum(self, *parts: str) -> Sum | None:
        """These columns added up; None where nobody reported or the question applies to nobody."""
        if parts not in self._sums:
            amounts = [
                total(values, parts)
                for values in self.values.values()
                if any(values[name] is not Absent.NOT_APPLICABLE for name in parts)
            ]
            known = [amount for amount in amounts if amount is not None]
            self._sums[parts] = Sum(sum(known), len(amounts) - len(known)) if known else None
        return self._sums[parts]

    def count(self, name: str) -> int:
        """How many facilities answer this question with yes, or with at least one choice."""
        return sum(bool(values[name]) and not isinstance(values[name], Absent) for values in self.values.values())

    def having(self, name: str) -> str:
        """How many of those who know have it: 3/4; empty where nobody knows."""
        known = sum(not isinstance(values[name], Absent) for values in self.values.values())
        return f"{self.count(name)}/{known}" if known else ""

    def without(self, name: str) -> frozenset[str]:
        """The codes of the facilities that have none of what this column counts."""
        return frozenset(
            code for code, values in self.values.items() if number(values, name) == 0 or values[name] is False
        )


@dataclass(frozen=True)
class KindPair:
    """One kind of facilities this year beside the year compared with, and the appendix that has all its figures."""

    now: KindYear
    before: KindYear
    appendix: str

    @property
    def name(self) -> str:
        """The kind inside a sentence: thiết chế văn hóa."""
        return self.now.kind.title.lower()

    @property
    def is_comparable(self) -> bool:
        """Whether both years are whole: a sum over fewer facilities would look like a decline."""
        return self.now.is_whole and self.before.is_whole

    def origins(self, code: str) -> tuple[str, ...]:
        """Whom a facility continues that were there in the year compared with, by code; itself, where it was."""
        return self.now.lineage.origins(code, self.before.codes, self.now.codes)

    def only(self, codes: Collection[str]) -> KindPair:
        """The same pair with some of the facilities, beside whom they continue."""
        origins = {origin for code in self.now.codes.intersection(codes) for origin in self.origins(code)}
        return KindPair(self.now.only(codes), self.before.only(origins), self.appendix)

    def sums(self, *parts: str) -> tuple[int, int] | None:
        """This year's sum and the other year's; None where they cannot be compared."""
        now, before = self.now.sum(*parts), self.before.sum(*parts)
        if not self.is_comparable or now is None or before is None or now.unknown or before.unknown:
            return None
        return now.amount, before.amount

    def change(self, unit: str, since: str, *parts: str) -> str:
        """How this year's sum differs from the other year's, in words; empty where they cannot be compared."""
        sums = self.sums(*parts)
        return changed(*sums, unit, since, year=self.before.year) if sums else ""


def accepted_year(kind: FigureKind, year: ReportingYear) -> KindYear:
    """The facilities of one kind at the end of a commune's year, and what is accepted of them, whatever plan holds."""
    facilities = kind.population(year.commune, year.window_end).select_related("unit")
    accepted = {
        form.facility.code: version.values()
        for form in kind.with_accepted.filter(reporting_year=year).select_related("facility")
        if (version := form.accepted_figures)
    }
    codes = {facility.code for facility in facilities}
    return KindYear(
        kind, year.year, tuple(facilities), {code: values for code, values in accepted.items() if code in codes}
    )


def kind_year(years: PlanAttainment, slug: str, year: int) -> KindYear:
    """The facilities of one kind at the end of a year, and what is accepted of them."""
    of_kind, day = years.by_kind[slug], years.window_end(year)
    facilities = tuple(of_kind.facilities[code] for code in of_kind.existing(day))
    accepted = {facility.code: of_kind.accepted.get((year, facility.code)) for facility in facilities}
    values = {code: figures.values() for code, figures in accepted.items() if figures}
    gone = of_kind.existing(years.window_end(year - 1)).keys() - of_kind.existing(day).keys()
    closed = tuple(facility for code, facility in of_kind.facilities.items() if code in gone)
    changes = break_between(of_kind, "", years.window_end(year - 1), day)
    missing = [facility.code for facility in facilities if facility.code not in values]
    states = {code: of_kind.states[year, code] for code in missing if (year, code) in of_kind.states}
    outside = tuple(f"{name}, ở phạm vi {scope.label} ({reason})" for name, scope, reason in of_kind.outside(day))
    return KindYear(of_kind.kind, year, facilities, values, closed, changes, of_kind.lineage, states, outside)
