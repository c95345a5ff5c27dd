"""A second implementation of attainment: slow, obvious, and written from the definition alone.

It exists to be compared with `baocao.attainment.results` on random data. Why it may be trusted more than that:

- It has no ranges. Every way in which the unreported facilities can turn out, this year and in the base year, is
  written down as a *world* in which all is known; each world is judged by itself, and only the worst and the best
  verdict are combined. For growth, whose high end is unbounded, the highest world has an absurdly large number.
- It has no formulas for paths. A straight line is climbed in equal yearly steps, a compound curve is multiplied up
  year by year, both in fractions.
- It solves nothing. A gap is counted up one by one until the milestone is passed; the compound rate is the ten
  thousandth of a percent that a search by halves finds between whole numbers.
- It shares no code with what it checks: only the shapes of the input, and the keys of the output.

Three readings of the definition: only the gap of growth needs a whole base, because a share's milestone does not depend
on where it began; a base of zero is a whole base, so its gap is a number (0) although its verdict is undetermined; in
the base year itself a base of zero is still the baseline.

Years are calendar years, shares fractions of one, thresholds percent, visits whole numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

from baocao.attainment.results import GrowthCondition, Milestone, Outcome, ShareCondition

WORST_FIRST = ("not_met", "behind", "undetermined", "on_path", "baseline", "met_early", "met", "exceeded")
HOLDS_AT_THE_LOW_END_OF_A_SHARE = {"on_path", "met_early", "met", "exceeded"}
HOLDS_AT_THE_LOW_END_OF_GROWTH = {"on_path", "met_early", "met"}
HOLDS_AT_THE_HIGH_END = {"behind", "not_met"}

# The second outgrows every path that starts at the first, unless a target asks for more than doubling for 40 years.
ABSURDLY_MANY_VISITS_THEN = 10**15
ABSURDLY_MANY_VISITS_NOW = 10**30

Json = dict[str, object]


def expected(condition: ShareCondition | GrowthCondition, year: int) -> Json:
    """What a condition comes to in a year, with the keys of the command's JSON."""
    if isinstance(condition, ShareCondition):
        return _expected_share(condition, year)
    return _expected_growth(condition, year)


def worst(verdicts: Iterable[str]) -> str:
    """The verdict of a target whose conditions have these verdicts."""
    return sorted(verdicts, key=WORST_FIRST.index)[0]


def milestone_for(milestones: Sequence[Milestone], year: int) -> Milestone:
    """The milestone that a year is judged against: the next one, and after the last one still the last."""
    for milestone in milestones:
        if milestone.year >= year:
            return milestone
    return milestones[-1]


def _expected_share(condition: ShareCondition, year: int) -> Json:
    population = condition.years.get(year, {})
    milestone = milestone_for(condition.milestones, year)
    passing = [code for code, outcome in population.items() if outcome.passes is True]
    failing = [code for code, outcome in population.items() if outcome.passes is False]
    gap = None
    if population:
        gap = 0
        while Fraction(len(passing) + gap, len(population)) < _of_one(milestone.at_least):
            gap += 1
    return {
        "scope": condition.scope,
        "measure": condition.measure,
        "met": len(passing),
        "total": len(population),
        "unreported": len(population) - len(passing) - len(failing),
        "at_least": _plain(milestone.at_least),
        "verdict": _share_verdict(condition, milestone, year),
        "gap": gap,
        "lacking": sorted(failing),
    }


def _share_verdict(condition: ShareCondition, milestone: Milestone, year: int) -> str:
    population = condition.years.get(year, {})
    without_looking = _verdict_without_looking(population, milestone, year)
    if without_looking:
        return without_looking
    base_population = condition.years.get(milestone.base_year, {})
    base_shares = _possible_shares(base_population) if base_population else {Fraction(0), Fraction(1)}
    starts = base_shares
    for earlier in condition.milestones:
        if earlier.year == milestone.base_year:
            starts = {_of_one(earlier.at_least)}
    verdicts = [
        _verdict_of_known_share(milestone, year, share, start)
        for share in _possible_shares(population)
        for start in starts
    ]
    return _combined(verdicts, HOLDS_AT_THE_LOW_END_OF_A_SHARE)


def _possible_shares(population: Mapping[str, Outcome]) -> set[Fraction]:
    """The share of passing facilities in every world: each unreported facility once passes, once fails."""
    answers = [[False, True] if outcome.passes is None else [outcome.passes] for outcome in population.values()]
    return {Fraction(sum(world), len(world)) for world in product(*answers)}


def _verdict_of_known_share(milestone: Milestone, year: int, share: Fraction, start: Fraction) -> str:
    """The verdict after the base year where nothing is unknown; `start` is where the path begins in the base year."""
    goal = _of_one(milestone.at_least)
    if year >= milestone.year:
        if milestone.at_most is not None and share > _of_one(milestone.at_most):
            return "exceeded"
        return "met" if share >= goal else "not_met"
    if share >= goal:
        return "met_early"
    yearly_step = (goal - start) / (milestone.year - milestone.base_year)
    path = start
    for _ in range(milestone.base_year, year):
        path += yearly_step
    return "on_path" if share >= path else "behind"


def _expected_growth(condition: GrowthCondition, year: int) -> Json:
    population = condition.years.get(year, {})
    milestone = milestone_for(condition.milestones, year)
    base = _whole_sum(condition, milestone.base_year)
    value = sum(visits for visits in population.values() if visits is not None)
    gap = None
    if population and base is not None:
        goal = _grown(base, milestone.at_least, max(milestone.year, year) - milestone.base_year)
        gap = 0
        while value + gap < goal:
            gap += 1
    return {
        "scope": condition.scope,
        "measure": condition.measure,
        "base_year": milestone.base_year,
        "base": base,
        "value": value,
        "unreported": sum(visits is None for visits in population.values()),
        "compound_percent": _compound_percent(condition, milestone.base_year, year),
        "mean_percent": _mean_percent(condition, milestone.base_year, year),
        "at_least": _plain(milestone.at_least),
        "at_most": None if milestone.at_most is None else _plain(milestone.at_most),
        "verdict": _growth_verdict(condition, milestone, year),
        "gap": gap,
        "lacking": [],
    }


def _growth_verdict(condition: GrowthCondition, milestone: Milestone, year: int) -> str:
    population = condition.years.get(year, {})
    base_population = condition.years.get(milestone.base_year, {})
    without_looking = _verdict_without_looking(population, milestone, year)
    if without_looking:
        return without_looking
    if not base_population:
        return "undetermined"
    verdicts = [
        _verdict_of_known_growth(milestone, year, value, base)
        for value in _possible_sums(population, ABSURDLY_MANY_VISITS_NOW)
        for base in _possible_sums(base_population, ABSURDLY_MANY_VISITS_THEN)
    ]
    return _combined(verdicts, HOLDS_AT_THE_LOW_END_OF_GROWTH)


def _possible_sums(population: Mapping[str, int | None], absurdly_many: int) -> set[int]:
    """The visits in the lowest world and, where something is unreported, in the highest."""
    answers = [[0, absurdly_many] if visits is None else [visits] for visits in population.values()]
    return {sum(answer[0] for answer in answers), sum(answer[-1] for answer in answers)}


def _verdict_of_known_growth(milestone: Milestone, year: int, value: int, base: int) -> str:
    """The verdict after the base year where nothing is unknown. From nothing no growth can be measured."""
    if base == 0:
        return "undetermined"
    path = _grown(base, milestone.at_least, year - milestone.base_year)
    if year >= milestone.year:
        if milestone.at_most is not None and value > _grown(base, milestone.at_most, year - milestone.base_year):
            return "exceeded"
        return "met" if value >= path else "not_met"
    if value >= _grown(base, milestone.at_least, milestone.year - milestone.base_year):
        return "met_early"
    return "on_path" if value >= path else "behind"


def _verdict_without_looking(population: Mapping[str, object], milestone: Milestone, year: int) -> str | None:
    """The verdict that does not depend on what anybody reported, if there is one."""
    if not population or year < milestone.base_year:
        return "undetermined"
    return "baseline" if year == milestone.base_year else None


def _combined(verdicts_of_worlds: list[str], hold_at_the_low_end: set[str]) -> str:
    """One verdict from those of all possible worlds. A single world leaves nothing to combine."""
    if len(verdicts_of_worlds) == 1:
        return verdicts_of_worlds[0]
    by_rank = sorted(verdicts_of_worlds, key=WORST_FIRST.index)
    if by_rank[0] in hold_at_the_low_end:
        return by_rank[0]
    if by_rank[-1] in HOLDS_AT_THE_HIGH_END:
        return by_rank[-1]
    return "undetermined"


def _whole_sum(condition: GrowthCondition, year: int) -> int | None:
    """The visits of a year in which there is somebody and everybody reported, else None."""
    total = 0
    for visits in condition.years.get(year, {}).values():
        if visits is None:
            return None
        total += visits
    return total if condition.years.get(year) else None


def _grown(visits: int, percent: Decimal, years: int) -> Fraction:
    """What visits become when they grow by so many percent each year."""
    level = Fraction(visits)
    for _ in range(years):
        level += level * _of_one(percent)
    return level


def _compound_percent(condition: GrowthCondition, base_year: int, year: int) -> str | None:
    """The one yearly rate that leads from the base to the value, or None where it cannot be known."""
    base, value = _whole_sum(condition, base_year), _whole_sum(condition, year)
    years = year - base_year
    if years <= 0 or not base or value is None:
        return None

    def compare(factor: Fraction) -> int:
        """Where the base ends up, growing by this factor a year: below (-1), at (0) or above (1) the value."""
        reached = base * factor**years
        return (reached > value) - (reached < value)

    millionth = Fraction(1, 10**6)
    low, high = 0, 10**6 * (value + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if compare(middle * millionth) > 0 else (middle, high)
    side_of_the_half = compare((low + Fraction(1, 2)) * millionth)
    rounded_up = side_of_the_half < 0 or (side_of_the_half == 0 and low % 2 == 1)
    return _four_decimals(low + rounded_up - 10**6)


def _mean_percent(condition: GrowthCondition, base_year: int, year: int) -> str | None:
    """The plain mean of the rates of the single years, or None where one of them cannot be known."""
    if year <= base_year:
        return None
    rates = []
    for later in range(base_year + 1, year + 1):
        before, now = _whole_sum(condition, later - 1), _whole_sum(condition, later)
        if not before or now is None:
            return None
        rates.append(Fraction(now - before, before) * 100)
    return _four_decimals(round(sum(rates) / len(rates) * 10**4))


def _four_decimals(ten_thousandths: int) -> str:
    """94462 → 9.4462; -5 → -0.0005; 0 → 0.0000"""
    whole, rest = divmod(abs(ten_thousandths), 10**4)
    return f"{'-' if ten_thousandths < 0 else ''}{whole}.{rest:04d}"


def _of_one(percent: Decimal) -> Fraction:
    return Fraction(percent) / 100


def _plain(percent: Decimal) -> str:
    """70.0 → 70; 12.50 → 12.5"""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def heirs_of(predecessors: Mapping[int, Sequence[int]], then: set[int], now: set[int]) -> dict[int, set[int]]:
    """By everybody who exists now, whose values of then it continues.

    Each of then is walked down by itself: who is there now keeps its own; else they go to its only successor, and on
    from there until somebody is there; who has no successor or several leaves them to nobody.
    """
    handed: dict[int, set[int]] = {key: set() for key in now}
    for facility in then:
        holder, steps = facility, 0
        while holder not in now and steps <= len(predecessors):
            successors = [key for key, followed in predecessors.items() if holder in followed]
            if len(successors) != 1:
                break
            holder, steps = successors[0], steps + 1
        if holder in now:
            handed[holder].add(facility)
    return handed
