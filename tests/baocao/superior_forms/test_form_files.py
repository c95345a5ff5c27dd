"""Other people's Excel forms: nothing but the cells is changed, and what cannot be filled or is not safe is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from baocao.superior_forms.files.gate import FileKind, NotAForm, checked_package
from baocao.superior_forms.files.workbook import SpreadsheetForm
from baocao.superior_forms.files.worksheet import place_of
from tests.baocao.superior_forms.odd_forms import FILLED, REFUSED, SHEET, form, packed, relations, sheet
from tests.foreign_workbooks import ods_of
from tests.hostile_workbooks import parts_of

pytestmark = pytest.mark.once
TITLE = "Biểu 1"


def opened(content: bytes) -> SpreadsheetForm:
    """The form behind the gate."""
    return SpreadsheetForm(checked_package(content)[1])


def cells(xml: bytes) -> dict[str, etree._Element]:
    """The cells of a sheet by reference."""
    return {cell.get("r", ""): cell for cell in etree.fromstring(xml).iter("{*}c")}


def put_back(before: bytes, after: bytes, reference: str) -> bytes:
    """The sheet after filling, with the cell as it was before, in canonical form."""
    old, new = etree.fromstring(before), etree.fromstring(after)
    cell = next(cell for cell in new.iter("{*}c") if cell.get("r") == reference)
    row = cell.getparent()
    assert row is not None
    known = next((cell for cell in old.iter("{*}c") if cell.get("r") == reference), None)
    if known is not None:
        row.replace(cell, known)
    else:
        row.remove(cell)
        same = next((one for one in old.iter("{*}row") if one.get("r") == row.get("r")), None)
        if same is None:
            row.getparent().remove(row)
        elif same.get("spans"):
            row.set("spans", same.get("spans"))
    return etree.tostring(new, method="c14n")


@pytest.mark.parametrize("name", FILLED)
def test_the_cell_is_filled_and_nothing_else_is_changed(name: str) -> None:
    content, reference, given, expected = FILLED[name]
    value = date.fromisoformat(given) if isinstance(given, str) and given.startswith("2025-") else given

    after = opened(content).filled({(TITLE, place_of(reference)): value}, {})

    old, new = parts_of(content), parts_of(after)
    assert list(new) == list(old)
    assert {part for part in old if old[part] != new[part]} == {SHEET}
    cell = cells(new[SHEET])[reference]
    assert "".join(cell.itertext()) == expected
    assert (cell.get("t") == "inlineStr") == (not isinstance(value, int) and not expected.isdigit())
    assert put_back(old[SHEET], new[SHEET], reference) == etree.tostring(etree.fromstring(old[SHEET]), method="c14n")
    with zipfile.ZipFile(BytesIO(after)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {2019}


@pytest.mark.parametrize("name", REFUSED)
def test_what_excel_calculates_or_compares_is_refused(name: str) -> None:
    content, reference, words = REFUSED[name]

    assert words in opened(content).sheet(TITLE).refusal(place_of(reference))


@pytest.mark.parametrize(("name", "style"), [("a style of the row", "3"), ("a style of the column", "3")])
def test_a_new_cell_looks_like_its_row_or_column(name: str, style: str) -> None:
    content, reference, _, _ = FILLED[name]

    after = opened(content).filled({(TITLE, place_of(reference)): 1}, {})

    assert cells(parts_of(after)[SHEET])[reference].get("s") == style


def test_cells_without_references_take_one_between() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"

    after = opened(form(sheet(rows))).filled({(TITLE, (2, 2)): 5, (TITLE, (1, 4)): 6}, {})

    assert {name: cell.findtext("{*}v") for name, cell in cells(parts_of(after)[SHEET]).items()} == {
        "A1": "1",
        "B1": "2",
        "D1": "6",
        "B2": "5",
        "A3": "3",
    }


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        *[("=SUM(A1:A3)", 42), ("=A1+A2-A3", 2), ("=SUM(A1:A2,A3)+10", 52), ("=SUM($A$1:A3;B9)", 42), ("=A1", 12)],
        *[("=D1+1", 43), ("=AVERAGE(A1:A3)", None), ("=A1*2", None), ("=C1+1", None), ("=B1+1", None)],
        *[("=SUM(A3:A1)", 42), ("=SUM(A1:B1)", 12), ("=Khác!A1", None), ("=SUM(A:A)", None), ("=LOG10(A1)", None)],
    ],
)
def test_sums_are_calculated_again_and_the_rest_is_left_to_excel(formula: str, result: int | None) -> None:
    book = Workbook()
    one = book.active
    assert one is not None
    one.title, one["A1"], one["A2"], one["A3"], one["B1"] = TITLE, 1, 10, 20, "chữ"
    one["D1"], one["C1"] = "=SUM(A1:A3)", formula
    file = BytesIO()
    book.save(file)

    after = opened(file.getvalue()).filled({(TITLE, (1, 1)): 12}, {})

    assert load_workbook(BytesIO(after), data_only=True)[TITLE]["C1"].value == result
    assert load_workbook(BytesIO(after))[TITLE]["C1"].value == formula
    assert b'fullCalcOnLoad="1"' in parts_of(after)["xl/workbook.xml"]


def test_old_results_of_another_sheet_do_not_stay() -> None:
    book = Workbook()
    one, other = book.active, book.create_sheet("Tổng")
    assert one is not None
    one.title, one["A1"], other["A1"], other["A2"] = TITLE, 1, f"='{TITLE}'!A1", 7
    file = BytesIO()
    book.save(file)
    stale = {**parts_of(file.getvalue())}
    stale["xl/worksheets/sheet2.xml"] = (
        stale["xl/worksheets/sheet2.xml"].replace(b"<v/>", b"<v>1</v>").replace(b"<v></v>", b"<v>1</v>")
    )

    after = opened(packed(stale)).filled({(TITLE, (1, 1)): 12}, {})

    assert [row[0] for row in load_workbook(BytesIO(after), data_only=True)["Tổng"].values] == [None, 7]


_WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
_ELSEWHERE = '<Relationship Id="x" Type="urn:r/{}" Target="file:///x" TargetMode="External"/>'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "rỗng"),
    "a PDF": (b"%PDF-1.7", "không phải là tệp Excel"),
    "a text": (b"a,b,c\n", "văn bản hoặc CSV"),
    "old Excel, old Word or a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lưu thành dạng .xlsx hoặc .docx"),
    "LibreOffice": (ods_of(""), "LibreOffice"),
    "half a zip": (form(sheet(""))[:400], "hỏng"),
    "another zip": (packed({"a.txt": "a"}), "không phải là tệp Excel"),
    "macros": (form(sheet(""), {"xl/vbaProject.bin": "x"}), "macro"),
    "old macros": (form(sheet(""), {"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
    "another workbook": (form(sheet(""), {"xl/externalLinks/externalLink1.xml": "<x/>"}), "liên kết"),
    "a template from elsewhere": (
        packed({**_WORD, "word/_rels/settings.xml.rels": relations(more=_ELSEWHERE.format("attachedTemplate"))}),
        "liên kết",
    ),
    "entities": (form('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'), "khai báo"),
    "a late doctype": (form(f"<!--{' ' * 5000}--><!DOCTYPE a><worksheet xmlns='urn:x'/>"), "khai báo"),
    "no XML": (form("<worksheet"), "hỏng"),
    "no cells": (form("<worksheet/>"), "không có ô nào"),
    "a bomb": (form(sheet("") + "<!--" + " " * 9_000_000 + "-->"), "quá lớn"),
    "a large sheet": (form(sheet("<row/>" * 1_100_000)), "quá lớn"),
    "a row without a number": (form(sheet('<row r="x"/>')), "hỏng"),
    "a row below the last": (form(sheet('<row r="9999999"/>')), "hỏng"),
    "a cell of no column": (form(sheet('<row r="1"><c r="1A"/></row>')), "hỏng"),
    "a style of words": (form(sheet('<row r="1"><c r="A1" s="x"/></row>')), "hỏng"),
    "a column of words": (form(sheet("", before='<cols><col min="x"/></cols>')), "hỏng"),
    "a string that is not there": (form(sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), "hỏng"),
    "no number": (form(sheet('<row r="1"><c r="A1"><v>bảy</v></c></row>')), "hỏng"),
    "merged beyond the sheet": (
        form(sheet("", behind='<mergeCells><mergeCell ref="A1:XFE2"/></mergeCells>')),
        "hỏng",
    ),
    "too large a file": (b"PK" + b"x" * 6_000_000, "lớn hơn 5 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_safe_gets_one_sentence(name: str) -> None:
    content, words = HOSTILE[name]

    with pytest.raises(NotAForm, match=words) as refused:
        opened(content).shown(TITLE)

    assert "của cổng" not in str(refused.value)


def test_a_hyperlink_is_no_link_to_another_file() -> None:
    linked = form(sheet(""), {"xl/worksheets/_rels/sheet1.xml.rels": relations(more=_ELSEWHERE.format("hyperlink"))})

    assert checked_package(linked)[0] is FileKind.EXCEL
    assert checked_package(packed(_WORD))[0] is FileKind.WORD
