"""Hostile and odd workbooks of LibreOffice (.ods) and old Excel (.xls), and what each must get.

What can be saved in those formats of the corpus of .xlsx (tests/hostile_workbooks) is saved so, with the same outcome;
what only a format of their own can do to the reader comes beside it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from io import BytesIO

import xlwt

from tests.foreign_workbooks import as_ods, as_xls, ods_of
from tests.hostile_workbooks import (
    MEGABYTE,
    OTHER_SHEET,
    Case,
    edited,
    identities,
    moved_tables,
    odd_cells,
    parts_of,
    with_part,
    wrong_cells,
    zipped,
)

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
DAMAGED, LOCKED_XLS = "bị hỏng", "bị hỏng hoặc có mật khẩu"
# What is no matter of the cells: how Excel writes a number, a text, a formula or the head of its file.
ONLY_IN_XLSX = {
    *("bad string number", "bad reference", "bad number", "not a number", "many digits", "half a letter"),
    *("formula never calculated", "calculated formula", "shared string", "formula as text", "1904 calendar"),
    *("error cell", "number turned into a day", "control characters", "name deleted", "dust"),
    *("rich text", "inline string", "1e300"),
}


def converted(template: bytes) -> Iterator[tuple[str, Case]]:
    """What the corpus of .xlsx has of cells, tables and identities, saved by other programs."""
    for group in (identities, wrong_cells, odd_cells, moved_tables):
        for name, case in group(template).items():
            if name not in ONLY_IN_XLSX:
                yield f".ods {name}", Case(as_ods(case.content), case.outcome)
                yield f".xls {name}", Case(as_xls(case.content), case.outcome)


def table(rows: str, name: str = "A") -> str:
    """A sheet of an .ods."""
    return f'<table:table table:name="{name}">{rows}</table:table>'


def row(cells: str, times: int = 1) -> str:
    """A row of it, repeated."""
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def cell(text: str, times: int = 1) -> str:
    """A cell of it, repeated."""
    given = f'office:value-type="string" table:number-columns-repeated="{times}"'
    return f"<table:table-cell {given}><text:p>{text}</text:p></table:table-cell>"


def declared(declaration: bytes, before: bytes = b"") -> Callable[[bytes], bytes]:
    """Puts a declaration before the root."""
    head = b'<?xml version="1.0" encoding="UTF-8"?>'
    return lambda part: head + before + declaration + part.removeprefix(head)


def hostile_ods(template: bytes) -> dict[str, Case]:
    """What only an .ods can do."""
    form = as_ods(template)

    def content(edit: Callable[[bytes], bytes], level: int = 1) -> bytes:
        return with_part(form, CONTENT, edit, level)

    def of(tables: str) -> Case:
        return Case(ods_of(tables), "quá nhiều dòng")

    noise = random.Random(1520).randbytes(2 * MEGABYTE).hex().encode()
    locked = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    whole = {name: part for name, part in parts_of(form).items() if name != MANIFEST}
    return {
        "untouched": Case(form, 0),
        "entity bomb": Case(content(declared(b'<!DOCTYPE o [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>')), "phần khai báo"),
        "external entity": Case(
            content(declared(b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>')), "phần khai báo"
        ),
        "external DTD": Case(content(declared(b'<!DOCTYPE o SYSTEM "http://127.0.0.1/o.dtd">')), "phần khai báo"),
        "late doctype": Case(
            content(declared(b'<!DOCTYPE o [<!ENTITY a "b">]>', b"<!--" + b" " * 4000 + b"-->")), "phần khai báo"
        ),
        "70 MB unpacked": Case(with_part(form, "Pictures/a", lambda _: b" " * 70 * MEGABYTE, 9), "quá lớn"),
        "12 MB at 1:1000": Case(with_part(form, "Pictures/a", lambda _: b"a" * 12 * MEGABYTE, 9), "quá lớn"),
        "600 entries": Case(zipped({**parts_of(form), **{f"Object {n}/x": b"" for n in range(600)}}), "quá lớn"),
        "comment of 4 MB": Case(content(lambda part: part + b"<!--" + noise + b"-->"), DAMAGED),
        "attribute of 4 MB": Case(
            content(lambda part: part.replace(b"table:name=", b'a="%s" table:name=' % noise, 1)), DAMAGED
        ),
        "deep nesting": Case(
            ods_of(table(row(cell("<text:span>" * 50_000 + "</text:span>" * 50_000)))), "không phải mẫu của cổng"
        ),
        "tables in tables": Case(ods_of("<table:table>" * 20_000 + "</table:table>" * 20_000), "trang tính"),
        "all rows alike": of(table(row(cell("1"), 1_048_576))),
        "all columns alike": of(table(row(cell("1", 9_999_999)))),
        "1,000 by 1,000": of(table(row(cell("1", 1000), 1000))),
        "repeated in vain": of(table("".join(row(cell("1", 500), 20) for _ in range(200)))),
        "16 million empty, then one": of(
            table(row('<table:table-cell table:number-columns-repeated="9999999"/>' + cell("1")))
        ),
        "a million empty rows, then one": Case(
            content(
                lambda part: part.replace(
                    b"</table:table>",
                    (row("<table:table-cell/>", 1_048_000) + row(cell(""))).encode() + b"</table:table>",
                    1,
                )
            ),
            0,
        ),
        "negative span": Case(ods_of(table(row('<table:table-cell table:number-columns-repeated="-1"/>'))), DAMAGED),
        "span in words": Case(ods_of(table(row('<table:table-cell table:number-columns-repeated="hai"/>'))), DAMAGED),
        "span of 40 digits": Case(ods_of(table(row("").replace('repeated="1"', f'repeated="{"9" * 40}"'))), DAMAGED),
        "61 sheets": Case(ods_of("".join(table("") for _ in range(61))), "trang tính"),
        "text of 60,000 letters": Case(ods_of(table(row(cell("ă" * 60_000)))), DAMAGED),
        "60,000 paragraphs": Case(ods_of(table(row(cell("</text:p><text:p>" * 60_000)))), DAMAGED),
        "formulas alone": Case(
            ods_of(table(row('<table:table-cell table:formula="of:=1+1"/>', 9))), "không phải mẫu của cổng"
        ),
        "locked content": Case(zipped({**whole, CONTENT: noise[:9000], MANIFEST: locked}), DAMAGED),
        "first half": Case(form[: len(form) // 2], DAMAGED),
        "tail cut off": Case(form[:-30], DAMAGED),
        "broken xml": Case(content(lambda part: part[: len(part) // 2]), DAMAGED),
        "no content": Case(zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "không phải Excel"),
        "a text document": Case(ods_of("<text:p>Báo cáo</text:p>"), "không phải mẫu của cổng"),
        "utf-16 that is none": Case(content(lambda part: part.replace(b"UTF-8", b"UTF-16", 1)), DAMAGED),
        "null letters": Case(content(lambda part: part.replace(b"<text:p>", b"<text:p>\0", 1)), DAMAGED),
    }


def old_book(edit: Callable[[xlwt.Workbook], object]) -> bytes:
    """A workbook of old Excel that holds what is put into it."""
    book, saved = xlwt.Workbook(), BytesIO()
    edit(book)
    book.save(saved)
    return saved.getvalue()


def filled(rows: int, columns: int) -> Callable[[xlwt.Workbook], None]:
    """So many rows of so many numbers."""

    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("A")
        for number in range(rows):
            for column in range(columns):
                sheet.write(number, column, number)

    return fill


def hostile_xls(template: bytes) -> dict[str, Case]:
    """What only an .xls can do."""
    form = as_xls(template)
    chance = random.Random(1520)

    def at(place: int, data: bytes) -> bytes:
        return form[:place] + data + form[place + len(data) :]

    def shaken() -> bytes:
        content = bytearray(form)
        for _ in range(60):
            content[chance.randrange(512, len(content))] = chance.randrange(256)
        return bytes(content)

    # The record after the first one (BOF, 20 bytes) becomes the one of a password.
    stream = form.index(b"\x09\x08\x10\x00")
    locked = at(stream + 20, b"\x2f\x00\x06\x00\x00\x00\x34\x12\x78\x56")
    sheets = old_book(lambda book: [book.add_sheet(f"Trang {n}") for n in range(70)])
    return {
        "untouched": Case(form, 0),
        "password": Case(locked, "mật khẩu"),
        "head alone": Case(form[:512], LOCKED_XLS),
        "head and nothing": Case(form[:8] + bytes(4096), LOCKED_XLS),
        "first half": Case(form[: len(form) // 2], LOCKED_XLS),
        "tail cut off": Case(form[: len(form) * 9 // 10], LOCKED_XLS),
        "a chain that bites its tail": Case(at(512, b"\x00\x00\x00\x00" * 120), LOCKED_XLS),
        "a directory nowhere": Case(at(48, b"\xff\xff\xff\x7f"), LOCKED_XLS),
        "sectors of 2^30 bytes": Case(at(30, b"\x1e\x00"), 0),
        "a million tables of sectors": Case(at(44, b"\xff\xff\xff\x7f"), 0),
        "a record longer than the file": Case(at(stream + 20, b"\x31\x00\xff\xff"), LOCKED_XLS),
        "3 MB": Case(form + bytes(3 * MEGABYTE), "quá lớn"),
        "70 sheets": Case(sheets, "trang tính"),
        "12,000 rows": Case(old_book(filled(12_000, 6)), "quá nhiều dòng"),
        "500 rows of 250": Case(old_book(filled(500, 250)), "quá nhiều dòng"),
        "the last cell of all": Case(
            old_book(lambda book: book.add_sheet("A").write(65_535, 255, 1)), "không phải mẫu"
        ),
        "somebody's own table": Case(old_book(filled(3, 3)), "không phải mẫu của cổng"),
        **{f"shaken {number}": Case(shaken(), "") for number in range(12)},
    }


def foreign_corpus(template: bytes) -> Iterator[tuple[str, Case]]:
    """Every case by its name; `template` is the commune's form of the open year of the demonstration."""
    template = edited(template, lambda book: book.remove(book[OTHER_SHEET]))
    for ending, cases in ((".ods", hostile_ods(template)), (".xls", hostile_xls(template))):
        yield from ((f"{ending} {name}", case) for name, case in cases.items())
    yield from converted(template)
