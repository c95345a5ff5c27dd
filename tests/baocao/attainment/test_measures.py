"""What a facility's values say of a measure: yes, no, or not known."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.attainment.measures import ACTIVITIES, GATHERINGS, VISITS, is_active, offers, visits
from kehoach.questionnaire.values import Absent

UNKNOWN, UNANSWERED, NONE = Absent.UNKNOWN, Absent.UNANSWERED, Absent.NOT_APPLICABLE
REGULAR = 12
NOT_KNOWN = (UNKNOWN, UNANSWERED)
NUMBERS = st.sampled_from([0, 1, 5, 6, 7, 12, 20, UNKNOWN, UNANSWERED, NONE])


def centre(gatherings: tuple[Any, ...] = (0, 0, 0), activities: tuple[Any, ...] = (0, 0)) -> dict[str, Any]:
    """A centre with so many classes, clubs and groups, and so many arts and sports activities."""
    return dict(zip((*GATHERINGS, *ACTIVITIES), (*gatherings, *activities), strict=True))


@pytest.mark.parametrize(
    ("value", "passes", "lacks"),
    [
        (frozenset({"lending"}), True, ""),
        (frozenset({"lending", "reading_room"}), True, ""),
        (frozenset(), False, "chưa có dịch vụ nào"),
        (NONE, False, "chưa có dịch vụ nào"),
        (UNKNOWN, None, ""),
        (UNANSWERED, None, ""),
    ],
)
def test_one_service_is_enough(value: Any, passes: bool | None, lacks: str) -> None:
    outcome = offers({"services": value}, "services", "chưa có dịch vụ nào")

    assert (outcome.passes, outcome.lacks) == (passes, lacks)


@pytest.mark.parametrize("name", GATHERINGS)
def test_a_class_a_club_or_a_group_is_enough(name: str) -> None:
    values = {**centre(activities=(6, 6)), name: 1}

    assert is_active(values, REGULAR).passes is True


@pytest.mark.parametrize(("activities", "passes"), [((12, 0), True), ((0, 12), True), ((6, 6), True), ((6, 5), False)])
def test_arts_and_sports_count_together(activities: tuple[int, int], passes: bool) -> None:
    assert is_active(centre((0, 1, 0), activities), REGULAR).passes is passes


@pytest.mark.parametrize(
    ("gatherings", "activities", "lacks"),
    [
        ((0, 1, 0), (4, 4), "8/12 hoạt động"),
        ((0, 0, 0), (6, 6), "chưa có lớp năng khiếu, câu lạc bộ, nhóm sở thích"),
        ((0, 0, NONE), (1, NONE), "chưa có lớp năng khiếu, câu lạc bộ, nhóm sở thích; 1/12 hoạt động"),
        ((0, 0, 0), (4, UNKNOWN), "chưa có lớp năng khiếu, câu lạc bộ, nhóm sở thích"),
    ],
)
def test_who_fails_is_told_everything_that_is_lacking(gatherings: Any, activities: Any, lacks: str) -> None:
    outcome = is_active(centre(gatherings, activities), REGULAR)

    assert (outcome.passes, outcome.lacks) == (False, lacks)


@pytest.mark.parametrize("missing", NOT_KNOWN)
@pytest.mark.parametrize(
    ("gatherings", "activities", "passes"),
    [
        ((1, "?", 0), (6, 6), True),
        ((0, "?", 0), (6, 6), None),
        ((0, 1, 0), (12, "?"), True),
        ((0, 1, 0), (6, "?"), None),
        (("?", "?", "?"), ("?", "?"), None),
        ((0, 0, 0), ("?", "?"), False),
        ((0, "?", 0), (5, 6), False),
    ],
)
def test_what_is_not_known_matters_only_where_the_answer_depends_on_it(
    missing: Absent, gatherings: Any, activities: Any, passes: bool | None
) -> None:
    def filled(numbers: Any) -> tuple[Any, ...]:
        return tuple(missing if number == "?" else number for number in numbers)

    assert is_active(centre(filled(gatherings), filled(activities)), REGULAR).passes is passes


@pytest.mark.parametrize(
    ("numbers", "total"),
    [
        *(((3640, 420, 95), 4155), ((0, 0, 0), 0), ((NONE, 10, 20), 30), ((NONE, NONE, NONE), 0)),
        *(((UNKNOWN, 10, 20), None), ((1, UNANSWERED, 20), None), ((NONE, NONE, UNKNOWN), None)),
    ],
)
def test_visits_are_the_sum_of_three_or_not_known(numbers: tuple[Any, ...], total: int | None) -> None:
    assert visits(dict(zip(VISITS, numbers, strict=True))) == total


@given(numbers=st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS))
def test_a_verdict_holds_for_every_number_that_the_unknown_could_be(numbers: tuple[Any, ...]) -> None:
    told = is_active(centre(numbers[:3], numbers[3:]), REGULAR).passes

    could_be = product(*((0, 1, 12, 100) if number in NOT_KNOWN else (number,) for number in numbers))
    answers = {is_active(centre(all_known[:3], all_known[3:]), REGULAR).passes for all_known in could_be}
    assert answers == ({True, False} if told is None else {told})


@given(numbers=st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS), regular=st.integers(1, 30))
def test_not_applicable_counts_as_none(numbers: tuple[Any, ...], regular: int) -> None:
    zeros = tuple(0 if number is NONE else number for number in numbers)

    assert is_active(centre(numbers[:3], numbers[3:]), regular) == is_active(centre(zeros[:3], zeros[3:]), regular)
