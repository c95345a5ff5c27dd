"""Forms as superiors and their programs make them, written part by part: what must stay, what may be filled."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"
# Plain, a day, a percentage, bold.
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="9"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
)


def relations(*rows: tuple[str, str, str], more: str = "") -> str:
    """A .rels part; each row has id, kind and target."""
    inside = "".join(f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{to}"/>' for key, kind, to in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}{more}</Relationships>'


def form(sheet: str, parts: Mapping[str, str] | None = None, *, state: str = "visible", space: str = MAIN) -> bytes:
    """A workbook of one sheet, “Biểu 1”, with this XML."""
    known = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{space}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="Biểu 1" sheetId="7" state="{state}" r:id="rId9"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId9", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
        ),
        "xl/styles.xml": _STYLES,
        SHEET: sheet,
        "docProps/custom.xml": "<Properties>của cấp trên</Properties>",
    }
    return packed({**known, **(parts or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts, of an old date."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2019, 5, 6, 7, 8, 10)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def sheet(rows: str, before: str = "", behind: str = "", space: str = MAIN) -> str:
    """A worksheet with these rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{space}" xmlns:x14ac="urn:x14ac">{before}'
        f"<sheetData>{rows}</sheetData>{behind}</worksheet>"
    )


def document(body: str, **parts: str) -> bytes:
    """A Word file with this body."""
    xml = f'<w:document xmlns:w="{WORD}" xmlns:w14="urn:w14"><w:body>{body}</w:body></w:document>'
    known = {"[Content_Types].xml": "<Types/>", "word/document.xml": xml, "word/settings.xml": "<x> của Sở </x>"}
    return packed({**known, **parts})


def runs(*texts: str) -> str:
    """A paragraph of runs that differ in something."""
    return f"<w:p>{''.join(f'<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


_ROW = '<row r="3" spans="1:3" ht="30" x14ac:dyDescent="0.2"><c r="A3" t="inlineStr"><is><t>Lượt</t></is></c>{}</row>'
_TABLE = f'<table xmlns="{MAIN}" ref="B3:C5" totalsRowShown="0"><tableColumns/></table>'
_MERGED = '<mergeCells count="1"><mergeCell ref="B3:C4"/></mergeCells>'
_X14 = (
    '<extLst><ext uri="{78C0D931}" xmlns:x14="urn:x14"><x14:conditionalFormattings><x14:cfRule type="dataBar"/>'
    "</x14:conditionalFormattings></ext></extLst>"
)

_CHOICE = '<dataValidations><dataValidation type="list" sqref="B3"/></dataValidations>'
_PRINT = '<pageMargins left="1"/><pageSetup paperSize="9" r:id="x" xmlns:r="urn:r"/>'
_PREFIXED = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3"><x:c r="B3"/></x:row></x:sheetData></x:worksheet>'
_OF_1904 = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><workbookPr date1904="1"/><sheets>'
    '<sheet name="Biểu 1" sheetId="7" r:id="rId9"/></sheets></workbook>'
)

# What a form is, the cell that is filled, with what, and what stands there then.
FILLED: dict[str, tuple[bytes, str, object, str]] = {
    "an empty cell": (form(sheet(_ROW.format('<c r="B3" s="3"/>'))), "B3", 12, "12"),
    "a number": (form(sheet(_ROW.format('<c r="B3"><v>1</v></c>'))), "B3", 12, "12"),
    "a cell that is not there": (form(sheet(_ROW.format('<c r="D3"/>'))), "B3", 12, "12"),
    "a row that is not there": (form(sheet(_ROW.format(""))), "C9", "xã Quảng Nghiệp", "xã Quảng Nghiệp"),
    "a row before all": (form(sheet(_ROW.format(""))), "A1", "a < b & c", "a < b & c"),
    "an empty sheet": (form(sheet("")), "B2", 0, "0"),
    "the first of merged cells": (form(sheet(_ROW.format('<c r="B3"/><c r="C3"/>'), behind=_MERGED)), "B3", 5, "5"),
    "an inline text": (form(sheet(_ROW.format('<c r="B3" t="inlineStr"><is><t>x</t></is></c>'))), "B3", 7, "7"),
    "a rich value": (form(sheet(_ROW.format('<c r="B3" t="e" vm="1" cm="1"><v>#N/A</v></c>'))), "B3", 7, "7"),
    "a protected sheet": (
        form(sheet(_ROW.format('<c r="B3"/>'), behind='<sheetProtection sheet="1" hashValue="x"/>')),
        "B3",
        7,
        "7",
    ),
    "rules of a newer Excel": (form(sheet(_ROW.format('<c r="B3"/>'), behind=_X14)), "B3", 7, "7"),
    "a list to choose from": (
        form(sheet(_ROW.format(""), behind=_CHOICE)),
        "B3",
        7,
        "7",
    ),
    "print set-up": (
        form(sheet(_ROW.format(""), behind=_PRINT)),
        "B3",
        7,
        "7",
    ),
    "a hidden sheet": (form(sheet(_ROW.format("")), state="hidden"), "B3", 7, "7"),
    "a very hidden sheet": (form(sheet(_ROW.format("")), state="veryHidden"), "B3", 7, "7"),
    "the strict namespace": (form(sheet(_ROW.format(""), space=STRICT), space=STRICT), "B3", 7, "7"),
    "prefixes": (
        form(_PREFIXED),
        "B3",
        7,
        "7",
    ),
    "a style of the row": (form(sheet('<row r="3" s="3" customFormat="1"/>')), "B3", 7, "7"),
    "a style of the column": (form(sheet("", before='<cols><col min="2" max="4" style="3"/></cols>')), "B3", 7, "7"),
    "a day": (form(sheet(_ROW.format('<c r="B3" s="1"/>'))), "B3", "2025-12-14", "46005"),
    "a day counted from 1904": (
        form(sheet(_ROW.format('<c r="B3" s="1"/>')), {"xl/workbook.xml": _OF_1904}),
        "B3",
        "2025-12-14",
        "44543",
    ),
    "a day where words stand": (form(sheet(_ROW.format('<c r="B3"/>'))), "B3", "2025-12-14", "14/12/2025"),
    "a letter that XML cannot hold": (form(sheet(_ROW.format(""))), "B3", "a\x0bb", "ab"),
    "what looks like a formula": (form(sheet(_ROW.format(""))), "B3", "=1+1", "=1+1"),
}
REFUSED: dict[str, tuple[bytes, str, str]] = {
    "a formula": (form(sheet(_ROW.format('<c r="B3"><f>A1</f><v>1</v></c>'))), "B3", "công thức"),
    "the head of a shared formula": (
        form(sheet(_ROW.format('<c r="B3"><f t="shared" ref="B3:B4" si="0">A3</f></c>'))),
        "B3",
        "công thức",
    ),
    "a shared formula": (
        form(sheet(_ROW.format('<c r="B3"><f t="shared" si="0"/></c>'))),
        "B3",
        "công thức",
    ),
    "a cell of an array": (
        form(sheet(_ROW.format('<c r="B3"><f t="array" ref="B3:C4">A1:B2</f></c><c r="C3"><v>1</v></c>'))),
        "C4",
        "công thức của nhiều ô",
    ),
    "a cell of a data table": (
        form(sheet(_ROW.format('<c r="B3"><f t="dataTable" ref="B3:B9" r1="A1"/></c>'))),
        "B8",
        "công thức của nhiều ô",
    ),
    "not the first of merged cells": (form(sheet(_ROW.format(""), behind=_MERGED)), "C4", "ô đầu của vùng, B3"),
    "the name of a table's column": (
        form(
            sheet(_ROW.format("")),
            {
                "xl/worksheets/_rels/sheet1.xml.rels": relations(("r1", "table", "../tables/t.xml")),
                "xl/tables/t.xml": _TABLE,
            },
        ),
        "C3",
        "tên cột của bảng",
    ),
}
