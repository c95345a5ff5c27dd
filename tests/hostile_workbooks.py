"""Hostile and odd workbooks, made from a good one: what people, programs and attackers send, and what each must get.

`corpus` takes the form of one unit's two facilities or of the commune and returns cases by name. An outcome is the
number of cells that change, or words of the sentence that has to be said.
"""

from __future__ import annotations

import random
import re
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

SHEET_PART = "xl/worksheets/sheet1.xml"
SHEET, OTHER_SHEET = "Thư viện", "Thiết chế văn hóa"
CODE_ROW = 5
MEGABYTE = 1024 * 1024
Outcome = int | str


@dataclass(frozen=True)
class Case:
    """A file and what has to become of it."""

    content: bytes
    outcome: Outcome


def zipped(parts: dict[str, bytes], level: int = 1) -> bytes:
    """A zip of these parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_part(content: bytes, name: str, edit: Callable[[bytes], bytes], level: int = 1) -> bytes:
    """The workbook with one part edited; a part that is not there is empty before."""
    parts = parts_of(content)
    return zipped({**parts, name: edit(parts.get(name, b""))}, level)


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook after somebody has worked on it in a spreadsheet."""
    workbook = load_workbook(BytesIO(content))
    edit(workbook)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def put(content: bytes, question: str, value: Any, facility: str = "TV-XA") -> bytes:
    """The workbook with one cell filled in: text as text, a number as a number, "=…" as a formula."""
    if isinstance(value, bool):
        return put_raw(content, f'<c r="{{ref}}" t="b"><v>{int(value)}</v></c>', question, facility)
    if isinstance(value, str) and value.startswith("="):
        return put_raw(content, f'<c r="{{ref}}"><f>{value[1:]}</f><v></v></c>', question, facility)
    if isinstance(value, str):
        return put_raw(content, f'<c r="{{ref}}" t="inlineStr"><is><t>{value}</t></is></c>', question, facility)
    return put_raw(content, f'<c r="{{ref}}"><v>{value}</v></c>', question, facility)


def put_raw(content: bytes, cell_xml: str, question: str = "loans", facility: str = "TV-XA") -> bytes:
    """The workbook with the XML of one cell replaced; {ref} stands for where it is."""
    place = places(content)[facility, question]
    found = re.compile(rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)'.encode(), re.DOTALL)
    return with_part(content, SHEET_PART, lambda part: found.sub(cell_xml.replace("{ref}", place).encode(), part))


@cache
def places(content: bytes) -> dict[tuple[str, str], str]:
    """Where each facility's questions are in a table whose rows are facilities."""
    sheet = load_workbook(BytesIO(content))[SHEET]
    columns = {cell.value: cell.column_letter for cell in sheet[CODE_ROW] if cell.value}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=CODE_ROW + 1)}
    return {(code, name): f"{letter}{row}" for code, row in rows.items() for name, letter in columns.items()}


def appended(rows: bytes) -> Callable[[bytes], bytes]:
    """Adds rows below the table."""
    return lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")


def _doctype(part: bytes) -> bytes:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return re.sub(rb"(<\?xml.*?\?>)?", lambda found: found[0] + bomb, part, count=1)


def _external(part: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + part[part.find(b"<w") :]


def _late_doctype(part: bytes) -> bytes:
    head = b'<?xml version="1.0"?><!--' + b" " * 4000 + b'--><!DOCTYPE worksheet [<!ENTITY a "b">]>'
    return head + re.sub(rb"^<\?xml.*?\?>", b"", part)


def _strict(content: bytes) -> bytes:
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return zipped({n: c.replace(old, b"http://purl.oclc.org/ooxml/spreadsheetml/main") for n, c in _p(content)})


def _p(content: bytes) -> list[tuple[str, bytes]]:
    return list(parts_of(content).items())


def _prefixed(part: bytes) -> bytes:
    text = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", part)
    return text.replace(b"xmlns=", b"xmlns:x=")


def _without_references(part: bytes) -> bytes:
    head, table, tail = re.split(rb"(<sheetData>.*</sheetData>)", part, maxsplit=1, flags=re.DOTALL)
    return head + re.sub(rb'<row r="\d+"', b"<row", table) + tail


def _lying_size(content: bytes) -> bytes:
    """A part of 30 MB that the directory calls 1 KB."""
    bomb = with_part(content, "xl/worksheets/sheet1.xml", lambda part: part + b" " * 30 * MEGABYTE)
    size = struct.pack("<I", len(parts_of(bomb)["xl/worksheets/sheet1.xml"]))
    return bomb.replace(size, struct.pack("<I", 1024))


def _encrypted_entry(content: bytes) -> bytes:
    data = bytearray(content)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _many_entries() -> bytes:
    return zipped({"[Content_Types].xml": b"<x/>", **{f"xl/p{n}.xml": b"<x/>" for n in range(600)}})


def _million_rows(template: bytes) -> bytes:
    rows = "".join([f"<row><c><v>{n}</v></c></row>" for n in range(1_000_000)])
    return with_part(template, SHEET_PART, appended(rows.encode()))


def _wide(template: bytes) -> bytes:
    row = b"".join(b'<c t="n"><v>7</v></c>' for _ in range(16_000))
    rows = b"".join(b'<row r="%d">%s</row>' % (n, row) for n in range(100, 110))
    return with_part(template, SHEET_PART, appended(rows))


def with_strings(content: bytes, strings: list[str]) -> bytes:
    """The workbook with a table of shared strings, as Excel writes one."""
    path = "xl/_rels/workbook.xml.rels"
    name = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="strings" Type="{name}" Target="sharedStrings.xml"/></Relationships>'.encode()
    related = with_part(content, path, lambda part: part.replace(b"</Relationships>", relation))
    table = "<sst>" + "".join([f"<si><t>{text}</t></si>" for text in strings]) + "</sst>"
    return with_part(related, "xl/sharedStrings.xml", lambda part: table.encode())


def _many_strings(template: bytes) -> bytes:
    return with_strings(template, [f"{n * 2_654_435_761 % 2**32:x}" for n in range(500_000)])


def _shared(template: bytes, number: int) -> bytes:
    return put_raw(with_strings(template, ["1.234", "một"]), f'<c r="{{ref}}" t="s"><v>{number}</v></c>')


def _noise(before: bytes, after: bytes) -> bytes:
    return before + random.Random(1520).randbytes(4 * MEGABYTE).hex().encode() + after


def _sparse(template: bytes) -> bytes:
    return with_part(template, SHEET_PART, appended(b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'), level=9)


def _honest(template: bytes) -> bytes:
    """7 MB of empty formatted rows that pack to next to nothing, as a spreadsheet leaves them behind."""
    rows = b'<row spans="1:40" x14ac:dyDescent="0.25" xmlns:x14ac="a"></row>' + b" " * 1500
    return with_part(template, SHEET_PART, appended(rows * 4_500), level=9)


def not_excel() -> dict[str, Case]:
    """Files of other kinds, whatever their name says."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    word = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    return {
        "empty": Case(b"", "rỗng"),
        "text": Case("Số liệu năm 2026".encode(), "văn bản hoặc CSV"),
        "renamed csv": Case(b"ma,loans\nTV-XA,5\n", "văn bản hoặc CSV"),
        "utf-16 csv": Case("ma;loans".encode("utf-16"), "văn bản hoặc CSV"),
        "html as excel": Case(b"<html><table><tr><td>1</td></tr></table></html>", "văn bản hoặc CSV"),
        "json": Case(b'{"rows": []}', "văn bản hoặc CSV"),
        "xls": Case(ole, ".xls"),
        "encrypted xlsx": Case(ole + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        "pdf": Case(b"%PDF-1.7\n", "không phải là tệp Excel"),
        "picture": Case(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "không phải là tệp Excel"),
        "program": Case(b"MZ\x90\0", "không phải là tệp Excel"),
        "rar": Case(b"Rar!\x1a\x07", "không phải là tệp Excel"),
        "noise": Case(bytes(range(256)) * 9, "không phải là tệp Excel"),
        "zip of anything": Case(zipped({"a.txt": b"a"}), "không phải Excel"),
        "word": Case(word, "Word"),
        "open document": Case(zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "không phải mẫu của cổng"),
        "binary workbook": Case(zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"1"}), "xlsb"),
        "only a head": Case(b"PK\x03\x04", "bị hỏng"),
    }


def damaged(template: bytes) -> dict[str, Case]:
    """Workbooks that break off or are not well formed."""
    return {
        "first half": Case(template[: len(template) // 2], "bị hỏng"),
        "tail cut off": Case(template[:-30], "bị hỏng"),
        "head cut off": Case(b"PK\x03\x04" + template[900:], "bị hỏng"),
        "flipped bytes": Case(template[:300] + bytes(b ^ 0xFF for b in template[300:400]) + template[400:], "bị hỏng"),
        "broken xml": Case(with_part(template, SHEET_PART, lambda part: part[: len(part) // 2]), "bị hỏng"),
        "no workbook part": Case(zipped({n: c for n, c in _p(template) if "xl/workbook.xml" not in n}), "bị hỏng"),
        "locked entry": Case(_encrypted_entry(template), "mật khẩu"),
        "bad string number": Case(_shared(template, 9), "bị hỏng"),
        "bad reference": Case(put_raw(template, '<c r="!!"><v>1</v></c>'), "bị hỏng"),
        "bad number": Case(put_raw(template, '<c r="{ref}"><v>1,2,3</v></c>'), "bị hỏng"),
    }


def bombs(template: bytes) -> dict[str, Case]:
    """What unpacks to far more than it is, or costs far more to read."""
    big = with_part(template, "xl/media/a.xml", lambda part: b" " * 70 * MEGABYTE, 9)
    ratio = with_part(template, "xl/media/a.xml", lambda part: b"a" * 12 * MEGABYTE, 9)
    return {
        "70 MB unpacked": Case(big, "quá lớn"),
        "12 MB at 1:1000": Case(ratio, "quá lớn"),
        "lying size": Case(_lying_size(template), "bị hỏng"),
        "600 entries": Case(_many_entries(), "quá lớn"),
        "entity bomb": Case(with_part(template, SHEET_PART, _doctype), "phần khai báo"),
        "external entity": Case(with_part(template, "xl/workbook.xml", _external), "phần khai báo"),
        "late doctype": Case(with_part(template, SHEET_PART, _late_doctype), "phần khai báo"),
        "1,000,000 rows": Case(_million_rows(template), "quá nhiều dòng"),
        "16,000 columns": Case(_wide(template), "quá nhiều dòng"),
        "500,000 strings": Case(_many_strings(template), "quá nhiều dòng"),
        "comment of 8 MB": Case(with_part(template, SHEET_PART, appended(_noise(b"<!--", b"-->"))), "bị hỏng"),
        "attribute of 8 MB": Case(
            with_part(template, SHEET_PART, appended(_noise(b'<row spans="', b'"></row>'))), "bị hỏng"
        ),
        "long strings": Case(with_strings(template, [_noise(b"", b"")[:45_000].decode()] * 300), "quá nhiều dòng"),
        "enormous styles": Case(
            with_part(template, "xl/styles.xml", lambda part: part + b" " * 5 * MEGABYTE), "bị hỏng"
        ),
        "text of 60,000 letters": Case(
            put_raw(template, f'<c r="{{ref}}" t="str"><v>{"ă" * 60_000}</v></c>'), "bị hỏng"
        ),
        "70 sheets": Case(edited(template, lambda book: [book.create_sheet() for _ in range(70)]), "60 trang"),
        "last cell of all": Case(_sparse(template), 0),
        "honest, highly compressed": Case(_honest(template), 0),
    }


def identities(template: bytes) -> dict[str, Case]:
    """Forms of ours that are not the right one."""

    def said(row: int, value: str) -> bytes:
        return edited(template, lambda book: book["Mã tệp"].cell(row, 2, value))

    def forgotten(book: Any) -> None:
        del book.defined_names["kehoach_nam"]

    def bare(book: Any) -> None:
        book.remove(book["Mã tệp"])

    return {
        "other commune": Case(said(1, "99999"), "của xã khác"),
        "other unit": Case(said(2, "THCS"), "Không có cơ sở nào mang mã"),
        "unknown unit": Case(said(2, "KHONG-CO"), "không có đơn vị nào"),
        "other year": Case(said(3, "2024"), "của năm 2024"),
        "old version": Case(said(4, "0"), "mẫu cũ"),
        "year in words": Case(said(3, "hai nghìn"), "không phải mẫu của cổng"),
        "name deleted": Case(edited(template, forgotten), "không phải mẫu của cổng"),
        "identity deleted": Case(edited(template, bare), "không phải mẫu của cổng"),
        "somebody's own table": Case(_own_table(), "không phải mẫu của cổng"),
    }


def _own_table() -> bytes:
    workbook = Workbook()
    workbook.active.append(["Thư viện", "Lượt mượn"])
    workbook.active.append(["TV-XA", 5])
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def wrong_cells(template: bytes) -> dict[str, Case]:
    """Cells that are no answer to their question."""
    return {
        "formula never calculated": Case(put(template, "loans", "=1+1"), "chưa có kết quả"),
        "error cell": Case(put_raw(template, '<c r="{ref}" t="e"><v>#DIV/0!</v></c>'), "đang báo lỗi"),
        "decimal": Case(put(template, "loans", 12.5), "số nguyên từ 0"),
        "decimal as text": Case(put(template, "loans", "1.234,5"), "phần thập phân"),
        "negative": Case(put(template, "loans", -3), "không thể âm"),
        "huge": Case(put(template, "loans", 10**12), "quá lớn"),
        "1e300": Case(put(template, "loans", 1e300), "quá lớn"),
        "not a number": Case(put_raw(template, '<c r="{ref}"><v>NaN</v></c>'), "số nguyên từ 0"),
        "yes instead of a number": Case(put(template, "loans", True), "số nguyên từ 0"),
        "number turned into a day": Case(
            put_raw(template, '<c r="{ref}" t="d"><v>2026-05-01T00:00:00</v></c>'), "đã đổi số trong ô thành ngày"
        ),
        "words": Case(put(template, "loans", "hai mươi"), "ô ghi “hai mươi”"),
        "emoji": Case(put(template, "loans", "😀"), "số nguyên"),
        "unknown choice": Case(put(template, "services", "Đọc tại chỗ; Bay lên trời"), "Bay lên trời"),
        "day that is none": Case(put(template, "standard_date", "31/02/2025", "TV-MN"), "ngày/tháng/năm"),
        "text too long": Case(put(template, "standard_decision", "a" * 101, "TV-MN"), "101 ký tự"),
        "note too long": Case(put(template, "loans", "a" * 501, "TV-XA|ghi-chu"), "501 ký tự"),
        "not asked": Case(put(template, "pupils", 5), "không hỏi"),
        "unknown without a note": Case(put(template, "loans", "Chưa thống kê"), "cần ghi chú"),
        "check fails": Case(put(template, "titles", 9_999_999), "Số tên sách"),
        "accepted figures differ": Case(put(template, "loans", 5, "TV-TH"), "Đã duyệt"),
        "submitted figures differ": Case(put(template, "loans", 5, "TV-THCS"), "Đã nộp"),
    }


def odd_cells(template: bytes) -> dict[str, Case]:
    """Cells that look odd and mean something all the same."""
    nfd = unicodedata.normalize("NFD", "Chưa trả lời")
    return {
        "shared string": Case(_shared(template, 0), 1),
        "text number": Case(put(template, "loans", " 1.234 "), 1),
        "blanks between thousands": Case(put(template, "loans", "1 234"), 1),
        "float": Case(put(template, "loans", 777.0), 1),
        "dust": Case(put_raw(template, '<c r="{ref}"><v>776.99999999999997</v></c>'), 1),
        "many digits": Case(put_raw(template, f'<c r="{{ref}}"><v>{"9" * 5000}</v></c>'), "số nguyên"),
        "calculated formula": Case(put_raw(template, '<c r="{ref}"><f>700+77</f><v>777</v></c>'), 1),
        "inline string": Case(put_raw(template, '<c r="{ref}" t="inlineStr"><is><t>777</t></is></c>'), 1),
        "rich text": Case(
            put_raw(template, '<c r="{ref}" t="inlineStr"><is><r><t>7</t></r><r><t>77</t></r></is></c>'), 1
        ),
        "word in decomposed letters": Case(put(template, "loans", nfd), 1),
        "labels with tones elsewhere": Case(put(template, "services", "đọc tại chỗ , CHO MƯỢN VỀ NHÀ"), 1),
        "codes": Case(put(template, "services", "lending; book_rotation"), 1),
        "none of these": Case(put(template, "services", "không có"), 1),
        "control characters": Case(put(template, "loans", "7_x0000_77_x0007_"), 1),
        "half a letter": Case(put(template, "loans", "Lý do _xD83D_", "TV-XA|ghi-chu"), 1),
        "formula as text": Case(put_raw(template, '<c r="{ref}" t="str"><v>=1+1</v></c>'), "số nguyên"),
        "note with emoji": Case(put(template, "loans", "Kiểm kê 📚", "TV-XA|ghi-chu"), 1),
        "note as a number": Case(put(template, "loans", 2026, "TV-XA|ghi-chu"), 1),
        "blank text": Case(put(template, "loans", "   "), 0),
        "1904 calendar": Case(_in_1904(template), 1),
    }


def _in_1904(template: bytes) -> bytes:
    def date_1904(part: bytes) -> bytes:
        return re.sub(rb"<workbookPr\s*/>", b'<workbookPr date1904="1"/>', part)

    dated = put(template, "standard_date", "15/08/2025", "TV-MN")
    return with_part(dated, "xl/workbook.xml", date_1904)


def moved_tables(template: bytes) -> dict[str, Case]:
    """Tables that people have rearranged."""

    def on(edit: Callable[[Worksheet], Any]) -> bytes:
        return edited(template, lambda book: edit(book[SHEET]))

    def renamed(book: Any) -> None:
        book[SHEET].title = "TV 2026 (sửa)"

    def copied(book: Any) -> None:
        book.copy_worksheet(book[SHEET])

    def hidden(book: Any) -> None:
        book.create_sheet("Nháp")
        book[SHEET].sheet_state = "hidden"

    return {
        "rows added above": Case(on(lambda sheet: sheet.insert_rows(1, 7)), 0),
        "empty row inside": Case(on(lambda sheet: sheet.insert_rows(9, 2)), 0),
        "column added": Case(on(lambda sheet: sheet.insert_cols(6)), 0),
        "column taken out": Case(on(lambda sheet: sheet.delete_cols(9)), 0),
        "facility taken out": Case(on(lambda sheet: sheet.delete_rows(9, 3)), 0),
        "columns moved": Case(on(_swap_columns), 0),
        "merged heads": Case(on(lambda sheet: sheet.merge_cells("D4:F4")), 0),
        "sheet renamed": Case(edited(template, renamed), 0),
        "sheet copied": Case(edited(template, copied), "đã có ở"),
        "sheet hidden": Case(edited(template, hidden), 0),
        "sheets added": Case(edited(template, lambda book: [book.create_sheet().append([1]) for _ in range(9)]), 0),
        "signature below": Case(on(lambda sheet: sheet.cell(60, 6, "Người lập biểu")), 0),
        "figures without a code": Case(on(lambda sheet: sheet.cell(60, 20, 512)), "không có mã cơ sở"),
        "facility twice": Case(on(lambda sheet: sheet.cell(60, 1, "TV-XA")), "hai lần"),
        "notes twice": Case(on(lambda sheet: sheet.cell(60, 1, "TV-XA|ghi-chu")), "hai lần"),
        "unknown facility": Case(on(lambda sheet: sheet.cell(60, 1, "TV-LA")), "mang mã TV-LA"),
        "unknown question": Case(on(lambda sheet: sheet.cell(CODE_ROW, 60, "gia_sach")), "gia_sach"),
        "question twice": Case(on(lambda sheet: sheet.cell(CODE_ROW, 60, "loans")), "có hai lần"),
        "codes deleted": Case(on(lambda sheet: sheet.delete_rows(CODE_ROW)), "không còn dòng mã ẩn"),
    }


def _swap_columns(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=4):
        row[9].value, row[10].value = row[10].value, row[9].value


def odd_packages(template: bytes) -> dict[str, Case]:
    """Good forms in packages that other programs write."""
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return {
        "untouched": Case(template, 0),
        "stored": Case(_stored(template), 0),
        "strict": Case(_strict(template), 0),
        "prefixed": Case(with_part(template, SHEET_PART, _prefixed), 0),
        "rows without numbers": Case(with_part(template, SHEET_PART, _without_references), 0),
        "macros": Case(with_part(template, "xl/vbaProject.bin", lambda part: b"\xd0\xcf\x11\xe0"), 0),
        "external link": Case(with_part(template, "xl/externalLinks/externalLink1.xml", lambda part: link), 0),
        "comment in xml": Case(with_part(template, SHEET_PART, appended(b"<!-- & -->")), 0),
    }


def _stored(template: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as package:
        for name, content in _p(template):
            package.writestr(name, content)
    return written.getvalue()


def corpus(template: bytes) -> Iterator[tuple[str, Case]]:
    """Every case by its name; `template` is the commune's form of the open year of the demonstration."""
    yield from not_excel().items()
    template = edited(template, lambda book: book.remove(book[OTHER_SHEET]))
    for group in (damaged, bombs, identities, wrong_cells, odd_cells, moved_tables, odd_packages):
        yield from group(template).items()
