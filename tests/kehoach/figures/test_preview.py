"""“Xem như Trường …”: the officer walks a unit's form as the unit would, and nothing is kept."""

from __future__ import annotations

import pytest

from kehoach.models import State
from tests.cast import OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import filled_in, words
from thuvien.models import LibraryFigures

pytestmark = pytest.mark.once

PAGE = f"/thu-vien/TV-TH/{OPEN_YEAR}/xem-nhu/"
STRIP = "Xem như Trường Tiểu học Quảng Nghiệp. Gõ, bấm thoải mái: không có gì được lưu"


def everything() -> list[object]:
    """What the database holds of all libraries' figures, histories included."""
    return [*LibraryFigures.objects.values_list().order_by("pk"), LibraryFigures.history.count()]


@pytest.mark.case("SC-126")
def test_the_officer_walks_the_form_to_its_end_and_nothing_is_kept(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    before, officer = everything(), signed_in(cast.officer)
    shown = officer.get(PAGE)
    answers = {**filled_in(shown, "visits_pupils"), "visits_pupils": "987654", "review": "1"}
    summary = officer.post(PAGE, answers)
    again = officer.post(PAGE, {**filled_in(summary, "version"), "review": "1"})
    end = officer.post(PAGE, {"name": "Nguyễn Thị Lan", "position": "Hiệu trưởng"}, follow=True)

    assert STRIP in words(shown)
    assert STRIP in words(summary)
    assert "Xem lại và nộp" in words(summary)
    assert "987.654" in words(summary)
    assert "987.654" in words(again)
    assert "Đã xem hết phiếu như Trường Tiểu học Quảng Nghiệp. Không có gì được lưu." in words(end)
    assert everything() == before


def test_what_is_wrong_is_told_as_to_the_unit(cast: Cast) -> None:
    page = signed_in(cast.officer).post(PAGE, {"visits_pupils": "mười", "review": "1"})

    assert STRIP in words(page)
    assert "mười" in page.content.decode()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED, State.RETURNED])
def test_a_form_in_any_state_can_be_looked_at(cast: Cast, state: State) -> None:
    put_into("TV-TH", state)

    assert STRIP in words(signed_in(cast.officer).get(PAGE))
    assert figures_of("TV-TH").state == state


def test_grid_and_form_lead_to_it_for_the_officer_alone(cast: Cast) -> None:
    put_into("TV-TH", State.DRAFT)
    form = f"/thu-vien/TV-TH/{OPEN_YEAR}/"

    assert "Xem như" in words(signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/"))
    assert f'href="{PAGE}"' in signed_in(cast.officer).get(form).content.decode()
    assert PAGE not in signed_in(cast.leader).get(form).content.decode()
