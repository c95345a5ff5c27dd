"""An unknown superior's form, filled: LibreOffice shows no difference but in what was filled and what is calculated."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from baocao.models import SuperiorForm
from baocao.superior_forms.files.worksheet import place_of
from tests.baocao.superior_forms.unknown_form import CENTRES, LIBRARIES, SHEET, WISHES, unknown_form
from tests.cast import Cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALCULATED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
MOST = 80
SHOWN = {f"{_OFFICE}{name}" for name in ("value", "value-type", "date-value", "string-value")}
SHOWN |= {f"{_CALCULATED}value-type"}


def mark_all(officer: Client, content: bytes) -> SuperiorForm:
    """The form as the officer uploads it and marks it on its pages: each figure as typed or proposed."""
    officer.post("/mau-cap-tren/them/", {"title": "Biểu 01", "file": SimpleUploadedFile("PL01.xlsx", content)})
    form = SuperiorForm.objects.latest("pk")
    for wish in WISHES:
        here = f"/mau-cap-tren/{form.pk}/danh-dau/"
        where = {"nam": "2025", "trang": "0", "o": wish.cell}
        page = officer.get(here, {**where, **({"tim": wish.typed} if wish.typed else {})}).content.decode()
        found = re.search(rf'nguon=([^"]+)"><span>{re.escape(wish.figure)}<small>', page)
        assert found, (wish, page[-1500:])
        address = f"{here}?nam=2025&trang=0&o={wish.cell}&nguon={found[1]}"
        page = officer.get(address).content.decode()
        scope = re.search(rf'<option value="([^"]+)"[^>]*>{wish.scope}', page) if wish.scope else None
        assert bool(scope) == bool(wish.scope), (wish, page)
        officer.post(address, {"seen": "", **({"scope": scope[1]} if scope else {})})
    form.refresh_from_db()
    return form


def saved_by_libreoffice(files: dict[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """Each file as LibreOffice saves it: `xlsx`, or `fods` for what it shows."""
    target = folder / kind
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    paths = [str(folder / f"{name}.xlsx") for name in files]
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(target), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: (target / f"{name}.{kind}").read_bytes() for name in files}


Looks = dict[tuple[str, int, int], tuple[dict[str, str], dict[str, str], str]]
Shown = dict[tuple[str, int, int], tuple[dict[str, str], str]]


def cells_of(sheet: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The cells of a sheet with their row and column from one on, those that are written once for many taken apart."""
    row = 0
    for line in sheet.iter(f"{_TABLE}table-row"):
        column, rows = 0, int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            columns = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            for down, across in product(range(1, min(rows, MOST) + 1), range(1, min(columns, MOST) + 1)):
                yield row + down, column + across, cell
            column += columns
        row += rows


def grid_of(root: etree._Element) -> tuple[Looks, Shown]:
    """How every cell and its row look (style, merged cells, validation, formula, remark), and what it shows."""
    looks, shown = {}, {}
    for sheet in root.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table"):
        for row, column, cell in cells_of(sheet):
            place = sheet.get(f"{_TABLE}name"), row, column
            own, of_row = (
                {name: value for name, value in element.items() if name not in SHOWN and "repeated" not in name}
                for element in (cell, cell.getparent())
            )
            looks[place] = own, of_row, "".join(cell.xpath("string(*[local-name()='annotation'])"))
            value = {name: value for name, value in cell.items() if name in SHOWN}
            shown[place] = value, "\n".join("".join(text.itertext()) for text in cell.iterchildren(f"{_TEXT}p"))
    return looks, shown


def around(root: etree._Element) -> bytes:
    """All but rows and metadata: styles, pages, columns, protection, names, rules, settings.

    LibreOffice writes pages and their layouts in no order, so each layout stands here where its page names it; and it
    reads sheets side by side, so a validation counts from the sheet that was read last.
    """
    for validation in root.iter(f"{_TABLE}content-validation"):
        del validation.attrib[f"{_TABLE}base-cell-address"]
    layouts = {layout.attrib.pop(f"{_STYLE}name"): layout for layout in root.iter(f"{_STYLE}page-layout")}
    pages = sorted(root.iter(f"{_STYLE}master-page"), key=lambda page: page.get(f"{_STYLE}name"))
    for page in pages:
        page.getparent().append(page)
        page.tail = ""
        name = f"{_STYLE}page-layout-name"
        page.set(name, etree.tostring(layouts[page.get(name)], method="c14n").decode())
    for layout in layouts.values():
        layout.getparent().remove(layout)
    for gone in [*root.iter(f"{_TABLE}table-row", f"{_OFFICE}meta")]:
        gone.getparent().remove(gone)
    return etree.tostring(root, method="c14n")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_no_difference_but_in_the_filled_cells(cast: Cast, tmp_path: Path) -> None:
    """A form of openpyxl's, and the same as LibreOffice saves it, taken in the first one's place with its marks."""
    officer = signed_in(cast.officer)
    empty = {"openpyxl": unknown_form(), **saved_by_libreoffice({"office": unknown_form()}, "xlsx", tmp_path)}
    form = mark_all(officer, empty["openpyxl"])
    filled = {"openpyxl_filled": officer.get(f"/mau-cap-tren/{form.pk}/tai/2025/").content}
    officer.post(f"/mau-cap-tren/{form.pk}/thay-tep/", {"file": SimpleUploadedFile("PL01.xlsx", empty["office"])})
    filled["office_filled"] = officer.get(f"/mau-cap-tren/{form.pk}/tai/2025/").content

    documents = saved_by_libreoffice({**empty, **filled}, "fods", tmp_path)

    roots = {name: etree.fromstring(document) for name, document in documents.items()}
    for chart in [chart for root in roots.values() for chart in root.xpath("//*[local-name()='object']")]:
        chart.getparent().remove(chart)  # drawn from the cells
    for name in empty:
        (looks, before), (looks_filled, after) = (grid_of(roots[which]) for which in (name, f"{name}_filled"))
        assert looks == looks_filled, name
        changed = {place for place in before if before[place] != after[place]}
        calculated = {place for place in changed if f"{_TABLE}formula" in looks[place][0]}
        assert changed - calculated == cells_to_fill(), name
        assert len(calculated) == 5 + 6 + 2, name
        assert around(roots[name]) == around(roots[f"{name}_filled"]), name


def cells_to_fill() -> set[tuple[str, int, int]]:
    """The marked cells, and of the tables as many rows as there are libraries and centres."""
    rows = {LIBRARIES: 5, CENTRES: 4}
    return {
        (SHEET, row + below, column)
        for wish in WISHES
        for row, column in [place_of(wish.cell)]
        for below in range(rows.get(row, 1))
    }
