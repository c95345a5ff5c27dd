"""What the indicators of “Cộng đồng học tập” are read from, and how each is judged (Thông tư 25/2023/TT-BGDĐT)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from baocao.attainment.measures import is_active
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.levels import Reached, all_of, at_least, share, yes
from baocao.official_forms.filling.readings import Cut
from baocao.official_forms.filling.sources import Noted, Spent
from kehoach.books.definitions import ACTIVITIES, BROADCASTS
from kehoach.models import ActivityKind, Facility, FundingSource
from kehoach.questionnaire.values import Absent
from kehoach.tallies.windows import calendar_year
from thuvien.enums import LibraryKind
from vanhoa.enums import CentreKind
from vanhoa.kind import CENTRES

ACT = "Thông tư 25/2023/TT-BGDĐT"
WEEK_BEGINS = (10, 1)
# Percentages for the two levels; those of an area with difficulties behind them.
RECOGNISED, TRAINED, TRAINED_HARD, UNIVERSITY, UNIVERSITY_HARD = (60, 80), (50, 60), (40, 50), (12, 15), (10, 12)


def commune_library(gathered: Gathered) -> Sequence[Facility]:
    """The commune's own library."""
    return [row for row in gathered.libraries if row.kind == LibraryKind.COMMUNE]


def commune_centre(gathered: Gathered) -> Sequence[Facility]:
    """The commune's own centre."""
    return [row for row in gathered.centres if row.kind == CentreKind.COMMUNE]


def _answered(gathered: Gathered, name: str) -> bool | None:
    value = gathered.answer(name)
    return value if isinstance(value, bool) else None


def _number(gathered: Gathered, name: str) -> int | None:
    value = gathered.answer(name)
    return value if type(value) is int else None


def is_of_week(gathered: Gathered, row: object) -> bool:
    """Whether an activity was for the week of lifelong learning."""
    weeks = {
        occasion.pk for occasion in gathered.occasions if (occasion.start_month, occasion.start_day) == WEEK_BEGINS
    }
    return getattr(row, "occasion_id", None) in weeks


def is_communication(gathered: Gathered, row: object) -> bool:
    """Whether an activity was to inform people."""
    return getattr(row, "kind", None) == ActivityKind.COMMUNICATION


def _noted(gathered: Gathered, *sources: Noted) -> int:
    cut = Cut((), calendar_year(gathered.year))
    return sum(int(source.read(gathered, cut).amount or 0) for source in sources)


PROGRAMMES = Noted(BROADCASTS, "số tin, bài")
TALKS = Noted(ACTIVITIES, "số hoạt động tuyên truyền", which=is_communication)
WEEK = Noted(ACTIVITIES, "số hoạt động Tuần lễ hưởng ứng học tập suốt đời", which=is_of_week)
GIVEN = Spent(FundingSource.DONATED)


def informs(gathered: Gathered) -> Reached:
    """Whether people were told of lifelong learning, on the air or at a gathering."""
    return yes(_noted(gathered, PROGRAMMES, TALKS) > 0, "chưa có tin, bài, hoạt động tuyên truyền nào trong sổ")


def celebrates(gathered: Gathered) -> Reached:
    """Whether the week of lifelong learning was planned, held and reported."""
    held = _noted(gathered, WEEK) > 0
    return all_of([(_answered(gathered, "week_reported"), "kế hoạch, báo cáo Tuần lễ"), (held, "hoạt động Tuần lễ")])


def is_given(gathered: Gathered) -> Reached:
    """Whether anybody but the state has paid for the plan."""
    return yes(sum(row.spent or 0 for row in gathered.funding if row.source == FundingSource.DONATED) > 0, "chưa có")


def centre_is_furnished(gathered: Gathered) -> Reached:
    """Whether the learning centre has what it needs."""
    things = (("room", "phòng"), ("furniture", "bàn, ghế, tủ, giá"), ("bookcase", "tủ sách"), ("it", "thiết bị CNTT"))
    return all_of([(_answered(gathered, f"centre_{name}"), words) for name, words in things])


def library_uses_it(gathered: Gathered) -> Reached:
    """Whether the commune's library applies information technology, as the plan asks of it."""
    values = [gathered.value(library, "it_applications") for library in commune_library(gathered)]
    if not values or any(value in (Absent.UNANSWERED, Absent.UNKNOWN) for value in values):
        return Reached(None)
    return yes(all(isinstance(value, frozenset) and value for value in values), "thư viện xã chưa ứng dụng CNTT")


def house_is_active(gathered: Gathered) -> Reached:
    """Whether the commune's centre is active, as the plan asks of it."""
    centres, regular = commune_centre(gathered), gathered.plan.regular_activities
    if not centres or not all(gathered.is_accepted(centre) for centre in centres):
        return Reached(None)
    names = [field.name for field in CENTRES.layout.fields]
    outcomes = [is_active({name: gathered.value(centre, name) for name in names}, regular) for centre in centres]
    lacking = "; ".join(outcome.lacks for outcome in outcomes if outcome.lacks)
    passes = [outcome.passes for outcome in outcomes]
    return yes(None if None in passes else all(passes), lacking)


def people_reach(name: str, usual: tuple[int, int], hard: tuple[int, int], noun: str) -> Callable[[Gathered], Reached]:
    """A share of those who were assessed; an area with difficulties is asked for less."""

    def judge(gathered: Gathered) -> Reached:
        is_hard = _answered(gathered, "hard_area")
        if is_hard is None and usual != hard:
            return Reached(None)
        needed = hard if is_hard else usual
        return share(_number(gathered, name), _number(gathered, "citizens_counted"), needed, noun)

    return judge


def says(name: str, lacks: str) -> Callable[[Gathered], Reached]:
    """A yes or no of the officer."""
    return lambda gathered: yes(_answered(gathered, name), lacks)


def reaches(name: str, needed: tuple[int, int]) -> Callable[[Gathered], Reached]:
    """A level of another standard, by what the two levels ask of it."""
    return lambda gathered: at_least(gathered.answer(name), needed)
