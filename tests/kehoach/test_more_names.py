"""Further spellings of names, decided from the rule of `folding.name_key` before they were read once."""

from __future__ import annotations

import unicodedata

from openpyxl import Workbook

from kehoach.common.workbook_writer import saved
from kehoach.excel.import_plan import opened, plan_import
from kehoach.excel.workbooks.entries import ROWS, corner
from kehoach.excel.workbooks.identity import Identity, write_identity
from kehoach.excel.workbooks.labels import NAME
from kehoach.models import ReportingYear
from kehoach.setup.template import template_of as setup_template
from kehoach.setup.writing import HEAD_ROW
from tests.cast import NOW, OPEN_YEAR, Cast, ours
from tests.setup_workbooks import add, changed, read
from thuvien.models import Library

NAMED = "Thư viện Mầm non “Hòa Thủy” – cơ sở 2"
SAME = (
    NAMED.upper(),
    NAMED.lower(),
    unicodedata.normalize("NFD", NAMED),
    f"\u200e{NAMED}\ufeff",
    "Thư viện Mầm non “Hoà Thuỷ” – cơ sở 2",
    "Thư viện Mầm non Hòa Thủy, cơ sở 2",
    "  Thư viện\u00a0Mầm\tnon 'Hòa  Thủy' — cơ sở 2.",
    "Thư viện Mầm non «Hòa Thủy» (cơ sở 2)",
    "Thư viện Mầm non\n“Hòa Thủy” – cơ sở 2",
    "Ｔhư viện Mầm non “Hòa Thủy” – cơ sở ２",
)
OTHER = (
    "Thư viện Mầm non “Hòa Thủy” – cơ sở 1",
    "Thư viện Mầm non “Hòa Thủy”",
    "Mầm non “Hòa Thủy” – cơ sở 2",
    "Thư viện Mầm non “Hỏa Thủy” – cơ sở 2",
    "Thư viện Mầm non “Hòa Thúy” – cơ sở 2",
    "Thu vien Mam non “Hoa Thuy” – co so 2",
    "Thư viện Mầm non “Hòa Thủy” – cơ sở 22",
    "TV MN “Hòa Thủy” – cơ sở 2",
    "2",
    "Thư viện Trường Tiểu học",
)


def test_a_row_under_another_name_is_asked_about_however_either_is_spelt(cast: Cast) -> None:
    year = ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)
    ours(Library).filter(code="TV-MN").update(name=NAMED)
    asked = {}
    for name in (*SAME, *OTHER):
        workbook = Workbook()
        workbook.active.append(["loans", corner("thu-vien", ROWS), NAME])
        workbook.active.append([41, "TV-MN", name])
        write_identity(workbook, Identity(cast.commune.code, "", OPEN_YEAR))
        plan = plan_import(opened(saved(workbook)), year, by=cast.officer, at=NOW)
        asked[name] = [fault.message for fault in plan.faults if NAMED in fault.message]
        assert plan.changed == 1

    assert [name for name in asked if asked[name]] == list(OTHER)


def test_a_place_in_a_set_up_workbook_is_the_one_that_is_there_however_it_is_spelt(cast: Cast) -> None:
    """Also where the first of two stands in the same workbook; and another unit may have one of the same name."""
    there = Library.objects.get(commune=cast.commune, code="TV-MN")
    Library.objects.filter(pk=there.pk).update(name=NAMED)
    content = setup_template(cast.commune, NOW)
    new = "Tủ sách Thuý Hoà"
    rows = [
        *((name, "MN", True) for name in SAME),
        *((name, "MN", False) for name in OTHER),
        *((NAMED, "TH", False), (new, "TH", False), ("TỦ SÁCH THÚY HÒA", "TH", True), (new, "THCS", False)),
    ]

    outcome = read(
        changed(
            content,
            *(
                add("Thư viện", code=f"X{number}", name=name, kind="Thư viện, tủ sách cơ sở khác", unit=unit)
                for number, (name, unit, _) in enumerate(rows)
            ),
            add("Đơn vị", code="U1", name="trường  MẦM NON quảng nghiệp.", kind="Trường học"),
        ),
        cast,
        keep=False,
    )

    first = HEAD_ROW + 1 + Library.objects.filter(commune=cast.commune).count()
    refused = {fault.row - first for fault in outcome.faults if fault.sheet == "Thư viện"}
    assert refused == {number for number, (*_, is_twice) in enumerate(rows) if is_twice}
    assert [fault.sheet for fault in outcome.faults if fault.sheet != "Thư viện"] == ["Đơn vị"]
