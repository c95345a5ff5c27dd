"""What is said of a target in a year, and the milestones that it is said of. Imports no Django."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")


class Verdict(StrEnum):
    """What is said of a condition or a target in one year, declared worst first."""

    NOT_MET = "not_met"
    BEHIND = "behind"
    UNDETERMINED = "undetermined"
    ON_PATH = "on_path"
    BASELINE = "baseline"
    MET_EARLY = "met_early"
    MET = "met"
    EXCEEDED = "exceeded"

    @property
    def label(self) -> str:
        """The words for people."""
        return _WORDS[self][0]

    @property
    def tone(self) -> str:
        """The name of its look in the stylesheet: late, open, path or met."""
        return _WORDS[self][1]


_WORDS = {
    Verdict.NOT_MET: ("Chưa đạt", "late"),
    Verdict.BEHIND: ("Chậm so với lộ trình", "late"),
    Verdict.UNDETERMINED: ("Chưa đủ số liệu", "open"),
    Verdict.ON_PATH: ("Đúng lộ trình", "path"),
    Verdict.BASELINE: ("Năm gốc", "path"),
    Verdict.MET_EARLY: ("Đạt sớm", "met"),
    Verdict.MET: ("Đạt", "met"),
    Verdict.EXCEEDED: ("Vượt", "met"),
}
_WORST_FIRST = tuple(Verdict)
FAILS = frozenset({Verdict.NOT_MET, Verdict.BEHIND})


def target_verdict(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst verdict of a target's conditions; undetermined where it has none."""
    return min(verdicts, key=_WORST_FIRST.index, default=Verdict.UNDETERMINED)


@dataclass(frozen=True)
class Milestone:
    """What the plan asks by the end of `year`, in percent (for growth: percent a year since `base_year`).

    Raises ValueError where the base year is not before the milestone.
    """

    year: int
    base_year: int
    at_least: Decimal
    at_most: Decimal | None = None

    def __post_init__(self) -> None:
        if self.base_year >= self.year:
            raise ValueError(f"base year {self.base_year} is not before milestone {self.year}")

    @property
    def floor(self) -> Fraction:
        """`at_least` as a share of one."""
        return Fraction(self.at_least) / 100

    @property
    def ceiling(self) -> Fraction | None:
        """`at_most` as a share of one."""
        return None if self.at_most is None else Fraction(self.at_most) / 100


@dataclass(frozen=True)
class Condition:
    """A population, a measure and its milestones: at least one, in the order of their years (else ValueError)."""

    scope: str
    measure: str
    milestones: tuple[Milestone, ...]

    def __post_init__(self) -> None:
        years = [milestone.year for milestone in self.milestones]
        if not years or years != sorted(set(years)):
            raise ValueError(f"milestones are missing or out of order: {years}")

    def milestone_for(self, year: int) -> Milestone:
        """The milestone that a year is judged against: the next one; after the last, the last."""
        return next((milestone for milestone in self.milestones if milestone.year >= year), self.milestones[-1])


class ByYear(Mapping[int, T]):
    """Something for each year of a range, told when it is first asked for: nobody looks at most of the years."""

    def __init__(self, years: range, of_year: Callable[[int], T]) -> None:
        self._years, self._of_year, self._known = years, of_year, dict[int, T]()

    def __getitem__(self, year: int) -> T:
        if year not in self._years:
            raise KeyError(year)
        if year not in self._known:
            self._known[year] = self._of_year(year)
        return self._known[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self._years)

    def __len__(self) -> int:
        return len(self._years)


def verdict_before_judging(milestone: Milestone, year: int, total: int) -> Verdict | None:
    """The verdict of a year that is not judged: nobody in the population, before the base year, the base year."""
    if not total or year < milestone.base_year:
        return Verdict.UNDETERMINED
    if year == milestone.base_year:
        return Verdict.BASELINE
    return None


def verdict_at(value: Fraction, *, path: Fraction, goal: Fraction, ceiling: Fraction | None, between: bool) -> Verdict:
    """The verdict of a known value: between base year and milestone against `path` and `goal`, else against `goal`."""
    if between:
        if value >= goal:
            return Verdict.MET_EARLY
        return Verdict.ON_PATH if value >= path else Verdict.BEHIND
    if value < goal:
        return Verdict.NOT_MET
    return Verdict.EXCEEDED if ceiling is not None and value > ceiling else Verdict.MET
