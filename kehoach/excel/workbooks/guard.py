"""What is looked at before anything of a workbook is unpacked: the directory of its zip, and no more.

A workbook of 4 KB can unpack to gigabytes (one of 2.9 MB took another system 58 seconds). Imports no Django.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

LARGEST_UNPACKED = 64 * 1024 * 1024
# An honest sheet of equal rows packs 1:100; only what is also large is suspicious.
HIGHEST_RATIO, RATIO_COUNTS_ABOVE = 200, 8 * 1024 * 1024
MOST_ENTRIES = 500
# Central directory: 46 bytes and a name each.
_LARGEST_DIRECTORY = MOST_ENTRIES * 400
_END_OF_DIRECTORY, _END_OF_ZIP64, _LOCATOR_OF_ZIP64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_NO_SIZE = 0xFFFFFFFF
_HEAD = 2048
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"

_EMPTY = "Tệp này rỗng, không có nội dung. Hãy chọn lại tệp."
DAMAGED_OR_LOCKED = (
    "Tệp Excel bị hỏng hoặc có mật khẩu nên không đọc được. Hãy mở bằng Excel, bỏ mật khẩu nếu có, "
    "chọn “Lưu thành” (Save As) dạng “Excel Workbook (.xlsx)” rồi gửi lại."
)
_BINARY = "Đây là tệp Excel nhị phân (.xlsb). Hãy mở bằng Excel, chọn “Lưu thành” dạng .xlsx rồi gửi lại."
_NOT_EXCEL = "Đây không phải là tệp Excel (.xlsx). Hãy tải mẫu Excel của cổng, điền vào rồi gửi lại chính tệp đó."
_OTHER_OFFICE = "Đây là tệp Word, PowerPoint hoặc tệp nén, không phải Excel. Hãy gửi tệp Excel (.xlsx)."
_TEXT = (
    "Đây là tệp văn bản hoặc CSV, dù tên có thể là .xlsx. "
    "Hãy tải mẫu Excel của cổng, điền vào rồi gửi lại chính tệp đó."
)
DAMAGED = "Tệp Excel bị hỏng hoặc chưa tải về hết nên không đọc được. Hãy mở bằng Excel, lưu lại rồi gửi."
LOCKED = "Tệp có mật khẩu nên không đọc được. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi gửi."
TOO_LARGE = (
    "Tệp bung ra quá lớn so với một phiếu số liệu nên không được mở. "
    "Hãy tải mẫu Excel của cổng, chép số liệu sang rồi gửi lại."
)
FOREIGN_XML = "Tệp chứa phần khai báo mà Excel không bao giờ ghi nên không được mở. Hãy dùng mẫu Excel của cổng."

# What a damaged zip raises while its parts are read.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)

_OTHERS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"%PDF|\x89PNG|\xff\xd8\xff|GIF8|Rar!|7z\xbc\xaf|\x1f\x8b|MZ|\x7fELF|\{\\rtf"), _NOT_EXCEL),
)


class NotAWorkbook(Exception):
    """The file cannot be read as a workbook; the text tells the person why and what to do."""


def is_old_excel(content: bytes) -> bool:
    """Whether it is a workbook of old Excel (.xls), which a process of its own may read."""
    return content.startswith(_OLD_EXCEL)


def is_open_document(package: zipfile.ZipFile) -> bool:
    """Whether it is a workbook of LibreOffice or Gnumeric (.ods)."""
    names = {entry.filename.casefold() for entry in package.infolist()}
    return "content.xml" in names and "[content_types].xml" not in names


def open_package(content: bytes) -> zipfile.ZipFile:
    """The zip of a workbook, .xlsx or .ods, that is safe to unpack. Raises NotAWorkbook with a sentence."""
    package = open_zip(content)
    if not is_open_document(package):
        _check_kind(package)
    return package


def open_zip(content: bytes) -> zipfile.ZipFile:
    """A package of office parts, of Word too, that is safe to unpack. Raises NotAWorkbook with a sentence."""
    if not content:
        raise NotAWorkbook(_EMPTY)
    for beginning, sentence in _OTHERS:
        if beginning.match(content):
            raise NotAWorkbook(sentence)
    if not content.startswith(b"PK"):
        raise NotAWorkbook(_TEXT if _is_text(content[:_HEAD]) else _NOT_EXCEL)
    _check_directory(content)
    try:
        package = zipfile.ZipFile(BytesIO(content))
    except UNREADABLE as problem:
        raise NotAWorkbook(DAMAGED) from problem
    _check_entries(package)
    _check_declarations(package)
    return package


def _is_text(head: bytes) -> bool:
    return b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _check_directory(content: bytes) -> None:
    """The end record says how long the directory is; a longer one is not even listed."""
    end = content.rfind(_END_OF_DIRECTORY)
    if end < 0 or len(content) < end + 22:
        raise NotAWorkbook(DAMAGED)
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    # In a zip64 the record before it says how long it is, whatever stands in this one.
    large = content.rfind(_END_OF_ZIP64, 0, end)
    if content[max(0, end - 20) : end].startswith(_LOCATOR_OF_ZIP64) and large >= 0:
        size = int.from_bytes(content[large + 40 : large + 48], "little")
    if size > _LARGEST_DIRECTORY:
        raise NotAWorkbook(DAMAGED if size == _NO_SIZE else TOO_LARGE)


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) != len(entries):
        raise NotAWorkbook(TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotAWorkbook(LOCKED)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise NotAWorkbook(DAMAGED)
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or (unpacked > RATIO_COUNTS_ABOVE and unpacked > HIGHEST_RATIO * max(1, packed)):
        raise NotAWorkbook(TOO_LARGE)


def _check_kind(package: zipfile.ZipFile) -> None:
    names = {entry.filename.casefold() for entry in package.infolist()}
    if "xl/workbook.bin" in names:
        raise NotAWorkbook(_BINARY)
    if "[content_types].xml" not in names:
        raise NotAWorkbook(_OTHER_OFFICE)
    if names.isdisjoint({"xl/workbook.xml", "xl/workbook2.xml"}) and not any(name.startswith("xl/") for name in names):
        raise NotAWorkbook(_OTHER_OFFICE)


def _check_declarations(package: zipfile.ZipFile) -> None:
    """No part declares entities of its own: Excel writes none, and they are what XML bombs are made of."""
    for entry in package.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            try:
                with package.open(entry) as part:
                    head = part.read(_HEAD)
            except UNREADABLE as problem:
                raise NotAWorkbook(DAMAGED) from problem
            if b"<!DOCTYPE" in head.replace(b"\x00", b"").upper():
                raise NotAWorkbook(FOREIGN_XML)
