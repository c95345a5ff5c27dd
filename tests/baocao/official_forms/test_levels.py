"""How far an indicator is: exact shares, what is missing, and the level of all together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.official_forms.filling.levels import Reached, all_of, at_least, next_level, share, whole, yes
from kehoach.questionnaire.values import Absent

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        (share(599, 1000, (60, 80), "người"), Reached(0, "còn thiếu 1 người để đạt 60%")),
        (share(600, 1000, (60, 80), "người"), Reached(1, "còn thiếu 200 người để đạt 80%")),
        (share(800, 1000, (60, 80), "người"), Reached(2)),
        (share(2, 3, (60, 80), "người"), Reached(1, "còn thiếu 1 người để đạt 80%")),
        (share(None, 1000, (60, 80), "người"), Reached(None)),
        (share(5, 0, (60, 80), "người"), Reached(None)),
        (at_least("2", (2, 3)), Reached(1, "mới đạt mức độ 2")),
        (at_least("3", (2, 3)), Reached(2)),
        (at_least("0", (1, 2)), Reached(0, "chưa đạt")),
        (at_least(Absent.UNANSWERED, (1, 2)), Reached(None)),
        (all_of([(True, "phòng"), (False, "tủ"), (None, "máy")]), Reached(0, "chưa có tủ")),
        (all_of([(True, "phòng"), (None, "máy")]), Reached(None)),
        (all_of([(True, "phòng")]), Reached(2)),
        (yes(False, "chưa có"), Reached(0, "chưa có")),
    ],
)
def test_an_indicator(reached: Reached, expected: Reached) -> None:
    assert reached == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((2, 2), 2), ((2, 1), 1), ((2, None), None), ((0, None), 0), ((1, None), None), ((), 2)],
)
def test_all_indicators_together(levels: tuple[int | None, ...], expected: int | None) -> None:
    assert whole([Reached(level) for level in levels]) == expected
    assert next_level(expected) == {None: 1, 0: 1, 1: 2, 2: None}[expected]


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_so_many_more_are_just_enough(part: int, people: int) -> None:
    reached = share(part, people, (60, 80), "người")
    if reached.level == 2:
        assert 100 * part >= 80 * people
        return
    assert reached.level is not None
    more = int(reached.lacks.split()[2].replace(".", ""))
    enough, short = (share(part + one, people, (60, 80), "người").level for one in (more, more - 1))
    assert (enough or 0) > reached.level
    assert short == reached.level
