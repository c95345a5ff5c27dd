"""Who is meant is looked at twice: the hidden code beside the visible name, a new name beside those that are there."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from kehoach.common.folding import name_key
from kehoach.common.workbook_writer import saved
from kehoach.excel.gathering import template_of
from kehoach.excel.import_plan import opened, plan_import
from kehoach.excel.workbooks.labels import NOTE
from kehoach.models import Commune, ReportingYear, Unit, UnitKind
from tests.cast import NOW, OPEN_YEAR, Cast, ours, signed_in
from thuvien.models import Library


@pytest.mark.case("SC-111")
def test_rows_that_were_exchanged_but_for_their_hidden_code_are_asked_about(cast: Cast) -> None:
    year = ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)
    ours(Library).filter(code="TV-XA").update(name="Thư viện xã")
    workbook = openpyxl.load_workbook(BytesIO(template_of(year, None)))
    sheet = workbook["Thư viện"]
    codes = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=6, max_col=1)}
    loans = next(cell.column for cell in sheet[5] if cell.value == "loans")
    for code, name, number in (("TV-MN", "Thư viện Trường Tiểu học", 17), ("TV-XA", " THƯ VIỆN  xã", 18)):
        sheet.cell(codes[code], 2).value = name
        sheet.cell(codes[code], loans).value = number
    sheet.cell(codes["TV-TH" + NOTE], 2).value = "Nơi khác"

    plan = plan_import(opened(saved(workbook)), year, by=cast.officer, at=NOW)

    assert [(fault.place, "Trường Tiểu học" in fault.message) for fault in plan.faults] == [
        (f"Thư viện, ô B{codes['TV-MN']}", True)
    ]
    assert Library.objects.get(code="TV-MN").name in plan.faults[0].message
    assert plan.changed == 2


@pytest.mark.case("SC-112")
@pytest.mark.parametrize(
    "again", ["THƯ VIỆN KHÓA HỌC", "Thư viện  khoá học ", unicodedata.normalize("NFD", "Thư viện khóa học")]
)
def test_one_place_is_not_added_twice_under_another_spelling(cast: Cast, again: str) -> None:
    unit = cast.commune.units.get(code="TH")
    there = Library(commune=cast.commune, unit=unit, code="A1", name="Thư viện khóa học", kind="other")
    there.save()
    there.full_clean()

    with pytest.raises(ValidationError, match="Đã có cơ sở “Thư viện khóa học” \\(mã A1\\)"):
        Library(commune=cast.commune, unit=unit, code="A2", name=again, kind="other").full_clean()
    Library(commune=cast.commune, unit=unit, code="A2", name=f"{again} 2", kind="other").full_clean()
    Library(
        commune=cast.commune, unit=cast.commune.units.get(code="MN"), code="A2", name=again, kind="other"
    ).full_clean()


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Đội 3", "Ðội 3", True),
        ("Thư viện – xã", "Thư viện-xã", True),
        ("Thư viện “Măng non”", 'thư viện "măng non".', True),
        ("Ｔhư viện\u00a0xã", "Thư viện xã", True),
        ("Nhà văn hoá thôn Thuỷ", "Nhà văn hóa thôn Thủy", True),
        ("Thôn 1", "Thôn 11", False),
        ("Thôn Lý", "Thôn Lỵ", False),
        ("Thôn Đông", "Thôn Dông", False),
    ],
)
def test_what_makes_two_names_one(one: str, other: str, is_one: bool) -> None:
    assert (name_key(one) == name_key(other)) is is_one


def test_units_and_communes_are_looked_at_too_and_what_was_double_before_stays(cast: Cast) -> None:
    first, second = (
        Unit.objects.create(commune=cast.commune, code=code, name="Thôn Hoà Bình", kind=UnitKind.VILLAGE)
        for code in ("T1", "T2")
    )

    first.full_clean()
    second.full_clean()
    with pytest.raises(ValidationError, match="Đã có đơn vị"):
        Unit(commune=cast.commune, code="T3", name="thôn hòa bình", kind=UnitKind.VILLAGE).full_clean()
    with pytest.raises(ValidationError, match="Đã có xã"):
        Commune(code="99999", name="quang khải", province="Hải Phòng").full_clean()


def test_the_administration_asks_at_the_name(cast: Cast) -> None:
    unit = cast.commune.units.get(code="TH")
    sent = {"commune": cast.commune.pk, "code": "X9", "name": unit.name.upper(), "kind": unit.kind, "predecessors": []}

    page = signed_in(cast.administrator).post("/quan-tri/kehoach/unit/add/", sent)

    assert page.status_code == 200
    assert "(mã TH)" in page.content.decode()
    assert not Unit.objects.filter(code="X9").exists()
