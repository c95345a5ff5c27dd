"""“Tổng hợp”: the level above sees where the targets fail, down to the commune."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from baocao.rollup.summing import roll_up
from kehoach.generation.country import generate
from kehoach.models import Commune, Role
from tests.cast import person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def overseer() -> Client:
    """The level above, over three invented communes in two provinces."""
    generate(communes=3, facilities=8, years=4, seed="7", password="x")
    Commune.objects.update(province="tỉnh Lào Cai")
    Commune.objects.filter(pk=Commune.objects.order_by("pk")[0].pk).update(province="thành phố Huế")
    return signed_in(person(Role.OVERSEER))


@pytest.mark.case("SC-100")
def test_the_page_shows_the_sums_the_provinces_and_the_communes(overseer: Client) -> None:
    page = overseer.get("/tong-hop/", follow=True)
    text, rollup = page.content.decode(), roll_up(2025)

    assert page.redirect_chain == [("/tong-hop/2025/", 302)]
    assert "Năm 2025: 3 xã" in text
    share = next(line for line in rollup.lines if line.measure == "services" and line.scope == "other_libraries")
    assert f"{share.met} trên {share.total} cơ sở" in text
    for commune in Commune.objects.all():
        assert f"mã {commune.code}" in text
    assert "Thành phố Huế" in text
    assert text.index(rollup.communes[0].commune.code) < text.index(rollup.communes[-1].commune.code)


@pytest.mark.case("SC-101")
def test_a_province_and_then_a_commune_are_chosen(overseer: Client) -> None:
    of_province = overseer.get("/tong-hop/2025/", {"tinh": "thành phố Huế"})
    commune = Commune.objects.get(province="thành phố Huế")

    assert "Năm 2025: 1 xã, thành phố Huế" in of_province.content.decode()
    chosen = overseer.post(f"/xa/{commune.code}/")
    assert chosen["Location"] == "/ke-hoach/"


def test_a_province_that_is_not_there_is_said_and_left_aside(overseer: Client) -> None:
    text = overseer.get("/tong-hop/2025/", {"tinh": "tỉnh Hà Tây", "trang": "99"}).content.decode()

    assert "Cổng không có xã nào của tỉnh, thành phố này." in text
    assert "Năm 2025: 3 xã" in text


def test_the_page_goes_as_a_workbook(overseer: Client) -> None:
    response = overseer.get("/tong-hop/2025/", {"dang": "xlsx", "tinh": "tỉnh Lào Cai"})
    workbook = load_workbook(BytesIO(response.content))

    assert workbook.sheetnames == ["Chỉ tiêu", "Tỉnh, thành phố", "Xã"]
    rollup = roll_up(2025, ["tỉnh Lào Cai"])
    sums = {row[0]: row[1:4] for row in workbook["Chỉ tiêu"].iter_rows(min_row=4, values_only=True)}
    centres = next(line for line in rollup.lines if line.scope == "all_centres")
    name = next(name for name in sums if name and name.startswith("Trung tâm văn hóa"))
    assert sums[name] == (centres.met, centres.total, centres.unreported)


def test_without_any_year_the_page_is_not_there() -> None:
    assert signed_in(person(Role.OVERSEER)).get("/tong-hop/").status_code == 404
