"""“Nếu … thì sao?”: what can be supposed of the coming years, and what every target would then be until the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from baocao.attainment import words
from baocao.attainment.gap_analysis import nearest
from baocao.attainment.present import verdict_words
from baocao.attainment.queries import ConditionAttainment, PlanAttainment
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareCondition, Verdict, judge, target_verdict
from baocao.attainment.scenario import Visits, fewest, with_passing, with_visits
from kehoach.common.reading import percent_typed
from kehoach.models import Measure, Scope, Target

# How a measure is called in the address and on the page. What passes already can be taken away with the second name.
SLUGS = {Measure.SERVICES: "dich-vu", Measure.IT: "cong-nghe", Measure.ACTIVE: "hoat-dong"}
TITLES = {
    Measure.SERVICES: "Thư viện sẽ có dịch vụ học tập suốt đời",
    Measure.IT: "Thư viện sẽ có ứng dụng công nghệ thông tin",
    Measure.ACTIVE: "Nhà văn hóa sẽ hoạt động thường xuyên",
}
STOPS = "thoi-"
VISITS, GROWTH = "luot", "tang"
# What fits on a page and into an address.
MOST_OFFERED, LONGEST_QUERY = 60, 3_000


@dataclass(frozen=True)
class Candidate:
    """A facility that can be ticked: its code, its name, and what it lacks now (empty where it passes)."""

    code: str
    name: str
    lacks: str


@dataclass(frozen=True)
class CandidateGroup:
    """All facilities of one measure: those that could pass, nearest first, and those that pass."""

    measure: Measure
    could: tuple[Candidate, ...]
    does: tuple[Candidate, ...]

    def offered(self, ticked: Collection[str]) -> Offer:
        """What a page has room for: the first of either list, and whatever is ticked."""
        could, does = ([*shown(candidates, ticked)] for candidates in (self.could, self.does))
        stopping = any(candidate.code in ticked for candidate in does)
        return Offer(self, could, does, len(self.could) - len(could), stopping)

    @property
    def slug(self) -> str:
        """Its name in the address."""
        return SLUGS[self.measure]

    @property
    def title(self) -> str:
        """Its heading."""
        return TITLES[self.measure]

    @property
    def passing(self) -> frozenset[str]:
        """Who passes if nothing changes."""
        return frozenset(candidate.code for candidate in self.does)


@dataclass(frozen=True)
class Offer:
    """What a page shows of a group; `others` is how many more could pass, `stopping` whether any is to stop."""

    group: CandidateGroup
    could: Sequence[Candidate]
    does: Sequence[Candidate]
    others: int
    stopping: bool


def shown(candidates: Iterable[Candidate], ticked: Collection[str]) -> Iterator[Candidate]:
    """The first candidates, and those of the others that are ticked."""
    for number, candidate in enumerate(candidates):
        if number < MOST_OFFERED or candidate.code in ticked:
            yield candidate


@dataclass(frozen=True)
class Supposed:
    """What is supposed: who passes by measure, and the visits; None where the plan asks for none."""

    passing: Mapping[Measure, frozenset[str]]
    visits: Visits | None


@dataclass(frozen=True)
class YearOutlook:
    """A target in one coming year."""

    year: int
    verdict: Verdict
    told: str
    value: str


@dataclass(frozen=True)
class TargetOutlook:
    """A target over the coming years."""

    target: Target
    cells: tuple[YearOutlook, ...]


class Prospects:
    """The coming years of a plan, told from one year's accepted figures: no query."""

    def __init__(self, attainment: PlanAttainment, since: int) -> None:
        self.since = since
        self._targets = attainment.judge(since)
        self._conditions = [condition for target in self._targets for condition in target.conditions]
        last = max([since, *(condition.values.milestones[-1].year for condition in self._conditions)])
        self.coming = range(since + 1, last + 1)
        self._names = attainment.names
        self._attainment = attainment
        self.groups = tuple(group for measure in SLUGS if (group := self._group(measure)).could or group.does)
        self.visits = self._visits()

    def _group(self, measure: Measure) -> CandidateGroup:
        could: dict[str, Candidate] = {}
        does: dict[str, Candidate] = {}
        for condition in self._conditions:
            if isinstance(condition.values, ShareCondition) and condition.condition.measure == measure:
                population = condition.values.years.get(self.since + 1, {})
                now = condition.values.years.get(self.since, {})
                for code in self._order(condition, population):
                    outcome = now.get(code)
                    lacks = words.NO_FIGURES if outcome is None or outcome.passes is None else outcome.lacks
                    group = does if outcome is not None and outcome.passes else could
                    group[code] = Candidate(code, self._names[code], "" if group is does else lacks)
        return CandidateGroup(measure, tuple(could.values()), tuple(does.values()))

    def _order(self, condition: ConditionAttainment, population: Collection[str]) -> list[str]:
        """The population of the next year, those nearest to passing first."""
        if isinstance(condition.result, GrowthResult):
            return []
        scope = Scope(condition.condition.scope)
        answers = {code: self._attainment.answer(scope, code, self.since) for code in condition.result.lacking}
        failing = [code for code in nearest(condition.result, answers) if code in population]
        return [*failing, *sorted(set(population) - set(failing))]

    def _visits(self) -> int | None:
        """The visits of the year, as the first guess for the next; None where the plan does not count them."""
        return next(
            (condition.result.value for condition in self._conditions if isinstance(condition.result, GrowthResult)),
            None,
        )

    @property
    def unchanged(self) -> Supposed:
        """Everybody as now, and as many visits as now in every year."""
        visits = None if self.visits is None else Visits(self.visits, Decimal(0))
        return Supposed({group.measure: group.passing for group in self.groups}, visits)

    def judged(self, supposed: Supposed) -> list[TargetOutlook]:
        """Every target in every coming year, by the functions that judge accepted figures."""
        return [
            TargetOutlook(
                target.target, tuple(self._outlook(target.conditions, supposed, year) for year in self.coming)
            )
            for target in self._targets
        ]

    def _outlook(self, conditions: Sequence[ConditionAttainment], supposed: Supposed, year: int) -> YearOutlook:
        results = [judge(self._supposing(condition, supposed), year) for condition in conditions]
        main = max(results, key=lambda result: result.total)
        verdict = target_verdict(result.verdict for result in results)
        value = words.from_to(main) if isinstance(main, GrowthResult) else ""
        return YearOutlook(year, verdict, verdict_words(verdict, main, year), value or words.headline(main))

    def _supposing(self, condition: ConditionAttainment, supposed: Supposed) -> ShareCondition | GrowthCondition:
        if isinstance(condition.values, GrowthCondition):
            return with_visits(condition.values, self.since, supposed.visits) if supposed.visits else condition.values
        passing = supposed.passing.get(Measure(condition.condition.measure), frozenset())
        return with_passing(condition.values, self.since, passing)

    def shortcuts(self) -> list[tuple[str, str]]:
        """Scenarios that are worth a look, each as a name and a query string."""
        everybody = {group.slug: [candidate.code for candidate in group.could] for group in self.groups}
        visits = {} if self.visits is None else {VISITS: [str(self.visits)], GROWTH: ["0"]}
        scenarios = [
            ("Giữ nguyên như hiện nay", ""),
            ("Vừa đủ đạt mốc cuối", urlencode(self._just_enough(), doseq=True)),
            ("Mọi cơ sở đều đạt", urlencode(everybody | visits, doseq=True)),
        ]
        return [(name, query) for name, query in scenarios if len(query) <= LONGEST_QUERY]

    def _just_enough(self) -> dict[str, list[str]]:
        """The fewest facilities, nearest first, and the smallest growth that the last milestones ask."""
        query: dict[str, list[str]] = {}
        for condition in self._conditions:
            if isinstance(condition.values, ShareCondition) and condition.values.milestones[-1].year > self.since:
                group = next(group for group in self.groups if group.measure == condition.condition.measure)
                population = condition.values.years.get(self.since + 1, {})
                order = [candidate.code for candidate in group.could if candidate.code in population]
                query.setdefault(group.slug, []).extend(fewest(condition.values, self.since, group.passing, order))
            elif isinstance(condition.values, GrowthCondition) and self.visits:
                rate = condition.values.milestones[-1].at_least
                query[VISITS] = [str(Visits(self.visits, rate).after(1) + 1)]
                query[GROWTH] = [percent_typed(rate)]
        return query


def told_of(rows: Sequence[TargetOutlook]) -> str:
    """The sentence above the table: how many targets reach the last milestone."""
    last = [row.cells[-1] for row in rows if row.cells]
    if not last:
        return ""
    reached = sum(cell.verdict in (Verdict.MET, Verdict.EXCEEDED, Verdict.MET_EARLY) for cell in last)
    return f"Nếu vậy, đến năm {last[0].year} có {reached}/{len(last)} chỉ tiêu đạt."
