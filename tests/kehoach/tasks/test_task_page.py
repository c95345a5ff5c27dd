"""One task of the plan: its wording, and the units that it is given to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kehoach.models import Assignment, AssignmentRole, Task, Unit
from tests.cast import Cast, ours, signed_in
from tests.pages import filled_in, words

PAGE = "/nhiem-vu/IV.2.a/"


def field(code: str) -> str:
    """The input of a unit."""
    return f"unit-{ours(Unit).get(code=code).pk}"


def parts() -> dict[str, str]:
    """Who has the task now, and in which part."""
    return dict(ours(Assignment).filter(task__code="IV.2.a").values_list("unit__code", "part"))


def test_a_task_is_shown_in_the_words_of_the_plan(officer: Client) -> None:
    page = words(officer.get(PAGE))

    assert ours(Task).get(code="IV.2.a").wording in page
    for school in ("Trường Mầm non", "Trường Tiểu học", "Trường THCS"):
        assert f"{school} Quảng Nghiệp" in page


def test_the_officer_changes_who_leads_and_who_takes_part(cast: Cast, officer: Client) -> None:
    assert parts() == {"MN": AssignmentRole.LEAD, "TH": AssignmentRole.LEAD, "THCS": AssignmentRole.LEAD}
    form = filled_in(officer.get(PAGE), field("TH"))

    response = officer.post(
        PAGE, {**form, field("MN"): "", field("THCS"): "support", field("HKH"): "support"}, follow=True
    )

    assert "Đã ghi phân công." in words(response)
    assert parts() == {"TH": AssignmentRole.LEAD, "THCS": AssignmentRole.SUPPORT, "HKH": AssignmentRole.SUPPORT}


def test_every_change_of_an_assignment_leaves_a_trace(cast: Cast, officer: Client) -> None:
    history: Any = Assignment.history  # type: ignore[attr-defined]
    before = history.count()
    form = filled_in(officer.get(PAGE), field("TH"))

    officer.post(PAGE, {**form, field("MN"): "", field("THCS"): "support", field("HKH"): "support"})

    changes = history.order_by("-history_id")[: history.count() - before]
    assert {(change.unit.code, change.history_type) for change in changes} == {("MN", "-"), ("THCS", "~"), ("HKH", "+")}
    assert {change.history_user for change in changes} == {cast.officer}


def test_an_unchanged_assignment_writes_nothing(officer: Client) -> None:
    history: Any = Assignment.history  # type: ignore[attr-defined]
    before = history.count()

    officer.post(PAGE, filled_in(officer.get(PAGE), field("TH")))

    assert history.count() == before


def test_somebody_has_to_lead(officer: Client) -> None:
    before = parts()

    response = officer.post(PAGE, {field("TH"): "support"})

    assert "Cần ít nhất một đơn vị chủ trì." in words(response)
    assert parts() == before


@pytest.mark.parametrize("role", ["reporter", "leader"])
def test_others_read_it_without_a_form(cast: Cast, role: str) -> None:
    response = signed_in(getattr(cast, role)).get(PAGE)

    with pytest.raises(KeyError):
        filled_in(response, field("TH"))


def test_a_unit_that_is_given_a_task_can_open_it(cast: Cast, officer: Client) -> None:
    association = signed_in(cast.reporter_of("HKH"))
    assert association.get(PAGE).status_code == 404

    officer.post(PAGE, {field("TH"): "lead", field("HKH"): "support"})

    assert association.get(PAGE).status_code == 200
