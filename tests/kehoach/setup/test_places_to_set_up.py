"""The set-up offers the communes in force; a code names a commune only together with a day."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from kehoach.management.arguments import commune_of
from kehoach.models import Commune
from tests.cast import Cast, signed_in

FORMER_LAST_DAY, FIRST_DAY = date(2024, 11, 30), date(2024, 12, 1)


@pytest.mark.once
@pytest.mark.case("SC-102")
def test_a_commune_is_found_by_its_name_and_by_what_it_was_made_of(cast: Cast) -> None:
    administrator = signed_in(cast.administrator)
    by_name, by_origin = (
        " ".join(administrator.get("/thiet-lap/", {"tim": words}).content.decode().split())
        for words in ("tan ky hai phong", "xã Dân An Hải Phòng")
    )

    for text in (by_name, by_origin):
        assert "Xã Tân Kỳ, thành phố Hải Phòng" in text
        assert "mã 11113. Hợp nhất xã Tân Kỳ, xã Dân An, xã Kỳ Sơn, xã Đại Hợp" in text
        assert "Nghị quyết số 1669/NQ-UBTVQH15 ngày 16/06/2025." in text
    assert "có nghị quyết đến ngày 04/08/2026" in by_name


@pytest.mark.once
def test_what_the_list_does_not_know_is_typed(cast: Cast) -> None:
    administrator = signed_in(cast.administrator)

    assert "Danh mục không có xã nào như vậy." in administrator.get("/thiet-lap/", {"tim": "Atlantis"}).content.decode()
    assert re.search("Còn [0-9.]+ xã khác", administrator.get("/thiet-lap/", {"tim": "xã"}).content.decode())
    assert administrator.get("/thiet-lap/mau.xlsx", {"ma": "99999"}).status_code == 200


@pytest.mark.once
@pytest.mark.case("SC-102")
@pytest.mark.parametrize("pattern", [{}, {"mau": "11122"}])
def test_the_workbook_names_the_chosen_commune(cast: Cast, pattern: dict[str, str]) -> None:
    response = signed_in(cast.administrator).get("/thiet-lap/mau.xlsx", {"ma": "11113", **pattern})
    sheet = load_workbook(BytesIO(response.content))["Xã"]
    rows = [tuple(cell for cell in row if cell) for row in sheet.iter_rows(values_only=True)]

    assert "thiet-lap-11113.xlsx" in response["Content-Disposition"]
    assert any({"11113", "Tân Kỳ", "thành phố Hải Phòng"} <= set(row) for row in rows)


def test_a_code_is_given_again_after_its_commune_has_ended(cast: Cast) -> None:
    heir = Commune(code=cast.commune.code, name="Dân An", province=cast.commune.province, valid_from=FIRST_DAY)
    with pytest.raises(ValidationError, match="Một mã trong một ngày chỉ của một xã"):
        heir.full_clean()
    cast.commune.valid_until = FORMER_LAST_DAY
    cast.commune.save()
    heir.full_clean()
    heir.save()

    assert commune_of(heir.code, 2023) == cast.commune
    assert commune_of(heir.code, 2024) == heir
    assert commune_of(heir.code) == heir
    with transaction.atomic(), pytest.raises(IntegrityError):
        Commune.objects.create(code=heir.code, name="Lần nữa", province="Hải Dương", valid_from=FIRST_DAY)


def test_a_command_takes_the_commune_of_the_years_end(cast: Cast) -> None:
    cast.commune.valid_until = FORMER_LAST_DAY
    cast.commune.save()
    Commune.objects.create(code="11122", name="Dân An", province="tỉnh Hải Dương", valid_from=FIRST_DAY)
    out = StringIO()
    call_command("attainment", year=2023, commune="11122", stdout=out, stderr=StringIO())

    assert "I.2.a-1" in out.getvalue()
    with pytest.raises(CommandError, match="Xã Dân An chưa có kế hoạch"):
        call_command("attainment", year=2025, commune="11122", stdout=StringIO())


@pytest.mark.once
def test_who_looks_at_a_commune_by_a_code_given_again_sees_the_present_one(cast: Cast) -> None:
    cast.commune.valid_until = FORMER_LAST_DAY
    cast.commune.save()
    Commune.objects.create(code="11122", name="Dân An", province="tỉnh Hải Dương", valid_from=FIRST_DAY)
    client = signed_in(cast.overseer)

    assert client.post("/xa/11122/").status_code == 302
    assert "Dân An" in client.get("/").content.decode()
    assert client.post("/xa/00000/").status_code == 404
