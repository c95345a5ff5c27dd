"""The commune's own order of its units, in every list."""

from __future__ import annotations

import pytest
from django.test import Client

from kehoach.figures.submissions import units_with_forms
from kehoach.models import ReportingYear, Unit
from tests.cast import OPEN_YEAR, Cast
from tests.pages import beside, filled_in, words

PAGE = "/sap-xep/thu-tu/"


def numbered(officer: Client, cast: Cast, **first: object) -> dict[str, str | list[str]]:
    """The page's form, with these numbers for the units with these codes."""
    form = filled_in(officer.get(PAGE), "seen")
    return form | {f"unit-{cast.commune.units.get(code=code).pk}": str(at) for code, at in first.items()}


def codes(units: list[Unit]) -> list[str]:
    """The codes of units."""
    return [unit.code for unit in units]


@pytest.mark.case("SC-247")
def test_units_stand_in_the_order_that_the_commune_has_given_them(cast: Cast, officer: Client) -> None:
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    before = codes(units_with_forms(year))

    response = officer.post(PAGE, numbered(officer, cast, TH="\u200b1", MN=1))

    assert response.status_code == 302
    assert codes(list(cast.commune.units.all()))[1:3] == ["MN", "TH"]  # after the one that has number 1 already
    assert codes(units_with_forms(year))[:2] == ["MN", "TH"] != before[:2]
    assert cast.commune.units.get(code="MN").history.first().history_change_reason == "Xếp thứ tự đơn vị"


@pytest.mark.parametrize("typed", ["0", "-1", "hai", "1.5", "٣", ""])
def test_what_is_no_place_is_told_beside_it_and_kept(cast: Cast, officer: Client, typed: str) -> None:
    form = numbered(officer, cast) | {f"unit-{cast.commune.units.get(code='TH').pk}": typed}

    response = officer.post(PAGE, form)

    assert response.status_code == 200
    assert beside(response, f"unit-{cast.commune.units.get(code='TH').pk}")
    assert not Unit.objects.filter(commune=cast.commune).exclude(position=9999).exists()


def test_an_order_that_somebody_has_changed_meanwhile_is_not_overwritten(cast: Cast, officer: Client) -> None:
    old = numbered(officer, cast, TH=1)
    officer.post(PAGE, numbered(officer, cast, MN=1))
    order = codes(list(cast.commune.units.all()))

    response = officer.post(PAGE, old)

    assert response.status_code == 409
    assert "đã thay đổi trong lúc đó" in words(response)
    assert codes(list(cast.commune.units.all())) == order
