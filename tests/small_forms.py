"""The yearly form as small as it can be, its parts written as a program may write them, and what is read in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from kehoach.common.workbook_writer import saved
from kehoach.excel.workbooks.entries import ROWS, corner
from kehoach.excel.workbooks.identity import Identity, identity_of, write_identity
from kehoach.excel.workbooks.intake import read_figures
from kehoach.excel.workbooks.labels import NOTE
from kehoach.excel.workbooks.opening import open_book
from tests.foreign_workbooks import ods_of
from tests.hostile_workbooks import parts_of, zipped
from thuvien.layout import LAYOUT as LIBRARIES
from vanhoa.layout import LAYOUT as CENTRES

OURS = Identity("11122", "", 2026)
LAYOUTS = {"thu-vien": LIBRARIES, "van-hoa": CENTRES}
ASKED = "asked about"
Parts = dict[str, bytes]
SHEET, BOOK, RELATIONS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
QUESTIONS = ("loans", "seats", "funding_state_vnd", "standard_date", "standard_decision", "services")


def form(cells: dict[str, Any], formats: dict[str, str] | None = None, note: Any = None) -> bytes:
    """A library's form with these answers, each in its format, and one note beside the loans."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Thư viện"
    sheet.append([corner("thu-vien", ROWS), *QUESTIONS])
    sheet.append(["TV-TH", *(cells.get(name) for name in QUESTIONS)])
    sheet.append([f"TV-TH{NOTE}", note])
    for name, number_format in (formats or {}).items():
        at = (3, 2) if name == NOTE else (2, QUESTIONS.index(name) + 2)
        sheet.cell(*at).number_format = number_format
    write_identity(workbook, OURS)
    return saved(workbook)


def centre(cells: dict[str, Any]) -> bytes:
    """A village house's form with these answers."""
    workbook = Workbook()
    workbook.active.append([corner("van-hoa", ROWS), *cells])
    workbook.active.append(["NVH-1", *cells.values()])
    write_identity(workbook, OURS)
    return saved(workbook)


def written(name: str, cell: str, content: bytes | None = None) -> bytes:
    """The form with the XML of one cell."""
    reference = f"{chr(66 + QUESTIONS.index(name))}2"
    place = form(dict.fromkeys(QUESTIONS, 1)) if content is None else content
    return edited(
        place, SHEET, lambda part: re.sub(rf'<c r="{reference}".*?</c>', lambda _: cell.format(reference), part)
    )


def edited(content: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """The form with one part written otherwise."""
    parts = parts_of(content)
    return zipped({**parts, part: edit(parts[part].decode()).encode()})


def answers(content: bytes) -> dict[str, Any]:
    """What is read by question; `ASKED` where something is asked about. Notes stand behind their mark."""
    book = open_book(content, 1_000_000)
    assert identity_of(book) == OURS
    intake = read_figures(book, LAYOUTS)
    assert intake.rows == 1
    assert len(intake.entries) == 1
    entry = intake.entries[0]
    notes = {name + NOTE: note for name, note in entry.notes.items()}
    columns = {place: name for name, place in entry.block.places.items()}
    asked = {columns.get(fault.column, ""): ASKED for fault in intake.faults}
    return {**entry.values, **notes, **asked}


NO_CELL = "<table:table-cell/>"
FILLED = {"loans": 34, "seats": 12, "standard_decision": "7/QĐ"}
PLAIN = form(FILLED)


def numbers(raw: str) -> bytes:
    """The form with a raw number of loans."""
    return written("loans", f'<c r="{{}}"><v>{raw}</v></c>', form({"loans": 1}))


def renamed(content: bytes, **names: str) -> bytes:
    """Parts under other names; relations keep saying where they are."""
    return zipped({names.get(name, name): part for name, part in parts_of(content).items()})


def streamed(content: bytes) -> bytes:
    """As a program writes it that cannot go back: sizes behind the parts, nothing packed, folders as entries."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *given: int) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as package:
        package.writestr("xl/", b"")
        for name, part in parts_of(content).items():
            package.writestr(name, part)
        package.comment = "Gửi xã".encode()
    return pipe.getvalue()


def prefixed(part: str) -> str:
    """Every element with a prefix, as Open XML SDK writes it."""
    part = part.replace(
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml',
        'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml',
    )
    return re.sub(r"<(/?)(?=[a-zA-Z])(?!x:)", r"<\1x:", part)


def without_references(part: str) -> str:
    """Rows and cells without their places, where none is left out."""
    return re.sub(r'(<(?:row|c)) r="[A-Z]*\d+"', r"\1", part)


def strict(content: bytes) -> bytes:
    """As Excel saves it as "Strict Open XML Spreadsheet"."""
    old = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    new = (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    parts = parts_of(content)
    for was, now in zip(old, new, strict=True):
        parts = {name: part.replace(was, now) for name, part in parts.items()}
    return zipped(parts)


def ods(*cells: str) -> bytes:
    """An .ods of this form whose row has these cells, laid out as LibreOffice does it."""

    def words(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    head = "".join(words(text) for text in (corner("thu-vien", ROWS), *QUESTIONS))
    identity = "".join(
        f"<table:table-row>{words(name)}{words(value)}</table:table-row>"
        for name, value in (
            ("kehoach_xa", "11122"),
            ("kehoach_don_vi", "-"),
            ("kehoach_nam", "2026"),
            ("kehoach_phien_ban", "1"),
        )
    )
    return ods_of(
        f'<table:table table:name="Thư viện"><table:table-header-rows><table:table-row>{head}</table:table-row>'
        "</table:table-header-rows><table:table-row-group>"
        f'<table:table-row table:visibility="filter">{words("TV-TH")}{"".join(cells)}'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table-row-group>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row></table:table>'
        f'<table:table table:name="Mã tệp">{identity}</table:table>'
    )


def number(value: str, shown: str = "", kind: str = "float", more: str = "") -> str:
    """A cell of an .ods."""
    return cell(kind, f'value="{value}" {more}', f"<text:p>{shown or value}</text:p>")


def string(inside: str) -> str:
    """A cell of text of an .ods."""
    return cell("string", "", inside)


def cell(kind: str, given: str, inside: str) -> str:
    """A cell of an .ods with its value and what it shows."""
    value = f"office:{given}" if given else ""
    return f'<table:table-cell office:value-type="{kind}" {value}>{inside}</table:table-cell>'
