"""Accepting several submissions at once: confirmed first, each for itself, and never unread where there is an error."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from kehoach.figures.forms.collection import Choice, choices_of
from kehoach.models import State
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import markup, words

GRID = f"/so-lieu/{OPEN_YEAR}/"
ACCEPT = f"{GRID}duyet/"
SCHOOL, VILLAGE = "TV-THCS", "VH-GOM"  # both wait for the officer in the demonstration


def chosen(page: HttpResponse) -> list[str]:
    """What the boxes of a page would send, or the hidden inputs of the confirm step."""
    return re.findall(r'name="chosen" value="([^"]+)"', markup(page))


def states() -> dict[str, State]:
    """Where the two stand."""
    return {code: State(figures_of(code).state) for code in (SCHOOL, VILLAGE)}


def versions(code: str) -> int:
    """How many versions the history of a form holds."""
    return figures_of(code).history.count()


def test_the_ticked_forms_are_listed_before_anything_is_accepted(officer: Client) -> None:
    page = officer.post(ACCEPT, {"chosen": chosen(officer.get(GRID))})

    assert "Duyệt 2 phiếu?" in words(page)
    assert "Thư viện Trường THCS Quảng Nghiệp" in words(page)
    assert len(chosen(page)) == 2
    assert states() == {SCHOOL: State.SUBMITTED, VILLAGE: State.SUBMITTED}


def test_confirmed_they_are_accepted(cast: Cast, officer: Client) -> None:
    sent = chosen(officer.post(ACCEPT, {"chosen": chosen(officer.get(GRID))}))

    page = officer.post(ACCEPT, {"chosen": sent, "confirmed": "1"}, follow=True)

    assert "Đã duyệt 2 phiếu." in words(page)
    assert states() == {SCHOOL: State.ACCEPTED, VILLAGE: State.ACCEPTED}
    assert figures_of(SCHOOL).accepted_by == cast.officer


def test_the_same_post_again_answers_the_same_and_writes_nothing(officer: Client) -> None:
    sent = {"chosen": chosen(officer.get(GRID)), "confirmed": "1"}
    first = officer.post(ACCEPT, sent, follow=True)
    before = versions(SCHOOL)

    second = officer.post(ACCEPT, sent, follow=True)

    assert "Đã duyệt 2 phiếu." in words(first)
    assert "Đã duyệt 2 phiếu." in words(second)
    assert versions(SCHOOL) == before


def test_one_that_was_changed_meanwhile_holds_up_no_other(officer: Client) -> None:
    sent = chosen(officer.get(GRID))
    figures = figures_of(SCHOOL)
    figures.version += 1
    figures.save()

    page = officer.post(ACCEPT, {"chosen": sent, "confirmed": "1"}, follow=True)

    assert "Đã duyệt 1 phiếu." in words(page)
    assert "Thư viện Trường THCS Quảng Nghiệp: Phiếu đã thay đổi sau khi trang này mở." in words(page)
    assert states() == {SCHOOL: State.SUBMITTED, VILLAGE: State.ACCEPTED}


@pytest.mark.parametrize("confirmed", [False, True])
def test_one_with_an_error_is_told_apart_and_not_accepted(officer: Client, confirmed: bool) -> None:
    figures = put_into(SCHOOL, State.SUBMITTED)
    figures.titles = None  # type: ignore[attr-defined]
    figures.save()
    sent = {"chosen": chosen(officer.get(GRID)), **({"confirmed": "1"} if confirmed else {})}

    page = words(officer.post(ACCEPT, sent, follow=True))

    told = "Có 1 lỗi (Chưa trả lời: Số tên sách (đầu sách).) Hãy mở phiếu để xem."
    assert f"Thư viện Trường THCS Quảng Nghiệp: {told}" in page
    assert states()[SCHOOL] == State.SUBMITTED


@pytest.mark.parametrize("state", [State.NOT_OPENED, State.DRAFT, State.RETURNED])
def test_what_was_not_submitted_is_refused_with_its_reason(officer: Client, state: State) -> None:
    sent = [one for one in chosen(officer.get(GRID)) if one.startswith("thu-vien")]
    put_into(SCHOOL, state)

    page = words(officer.post(ACCEPT, {"chosen": sent, "confirmed": "1"}, follow=True))

    assert f"Phiếu đang ở trạng thái “{state.label}”" in page
    assert states()[SCHOOL] == state


@pytest.mark.parametrize("sent", [[], ["x"], ["thu-vien.0.0"], ["thu-vien.999999999999999.1"], ["la.1.1", "thu-vien."]])
def test_nothing_that_can_be_accepted_is_said_so(officer: Client, sent: list[str]) -> None:
    page = officer.post(ACCEPT, {"chosen": sent, "confirmed": "1"}, follow=True)

    assert "Chưa chọn phiếu nào." in words(page)


def test_another_years_form_is_not_accepted_with_this_years(officer: Client) -> None:
    earlier = put_into(SCHOOL, State.SUBMITTED, year=2025)

    page = officer.post(ACCEPT, {"chosen": [f"thu-vien.{earlier.pk}.{earlier.version}"], "confirmed": "1"}, follow=True)

    assert "Chưa chọn phiếu nào." in words(page)
    assert figures_of(SCHOOL, 2025).state == State.SUBMITTED


def test_a_box_that_was_sent_twice_is_one() -> None:
    assert choices_of(["thu-vien.3.4", "thu-vien.3.4", "van-hoa.3.4"]) == [
        Choice("thu-vien", 3, 4),
        Choice("van-hoa", 3, 4),
    ]


@pytest.mark.parametrize("role", ["leader", "reporter", "overseer", "administrator"])
def test_nobody_else_accepts(cast: Cast, role: str) -> None:
    client = signed_in(getattr(cast, role), cast.commune if role in ("overseer", "administrator") else None)
    figures = put_into(SCHOOL, State.SUBMITTED, at=NOW)

    answer = client.post(ACCEPT, {"chosen": [f"thu-vien.{figures.pk}.{figures.version}"], "confirmed": "1"})

    assert answer.status_code == 403
    assert states()[SCHOOL] == State.SUBMITTED
