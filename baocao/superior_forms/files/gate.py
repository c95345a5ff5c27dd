"""What is looked at before a form of a superior is kept: that it is safe, and what kind of file it is. No Django."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from io import BytesIO
from typing import Any

from lxml import etree

from kehoach.excel.workbooks.guard import UNREADABLE, NotAWorkbook, is_old_excel, is_open_document, open_zip

LARGEST_BYTES = 5 * 1024 * 1024
# What a part may take that is read whole; forms of superiors have some hundred kilobytes.
_LARGEST_PART = 6 * 1024 * 1024
_CHOOSE = "Hãy chọn đúng tệp mẫu của cấp trên, dạng .xlsx hoặc .docx."
_MACRO = "Tệp có macro nên không được nhận. Hãy mở bằng Excel hoặc Word, lưu thành dạng .xlsx hoặc .docx rồi gửi lại."
_LINKED = (
    "Tệp có liên kết đến tệp khác nên không được nhận. "
    "Hãy mở tệp, ngắt các liên kết (Data, Edit Links, Break Link), lưu lại rồi gửi."
)
_OLD = (
    "Đây là tệp Excel, Word kiểu cũ (.xls, .doc) hoặc tệp có mật khẩu. "
    "Hãy mở bằng Excel hoặc Word, bỏ mật khẩu nếu có, lưu thành dạng .xlsx hoặc .docx rồi gửi lại."
)
_OPEN_DOCUMENT = "Đây là tệp của LibreOffice (.ods, .odt). Hãy mở tệp, lưu thành dạng .xlsx hoặc .docx rồi gửi lại."
DAMAGED = "Tệp bị hỏng nên không đọc được. Hãy mở bằng Excel hoặc Word, lưu lại rồi gửi."
_TOO_LARGE = f"Tệp lớn hơn {LARGEST_BYTES // 1024 // 1024} MB. Hãy xóa ảnh và các phần không cần khỏi tệp rồi gửi lại."
_MACROS = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = ("xl/macrosheets/", "xl/dialogsheets/", "xl/activex/", "word/activex/")


class NotAForm(Exception):
    """The file cannot be taken in or filled; the text tells the person why and what to do."""


class FileKind(StrEnum):
    """The two kinds of files that forms come in; the value is the file's ending."""

    EXCEL = "xlsx"
    WORD = "docx"


def checked_package(content: bytes) -> tuple[FileKind, zipfile.ZipFile]:
    """What kind of form it is, and its zip, safe to unpack. Raises NotAForm with a sentence."""
    if len(content) > LARGEST_BYTES:
        raise NotAForm(_TOO_LARGE)
    if is_old_excel(content):
        raise NotAForm(_OLD)
    try:
        package = open_zip(content)
    except NotAWorkbook as problem:
        raise NotAForm(_without_our_forms(str(problem))) from problem
    names = {name.casefold() for name in package.namelist()}
    if any(name.endswith(_MACROS) or name.startswith(_MACRO_FOLDERS) for name in names):
        raise NotAForm(_MACRO)
    if any(name.startswith("xl/externallinks/") for name in names) or _has_links(package):
        raise NotAForm(_LINKED)
    if "[content_types].xml" in names and "xl/workbook.bin" not in names:
        if any(name.startswith("xl/") for name in names):
            return FileKind.EXCEL, package
        if "word/document.xml" in names:
            return FileKind.WORD, package
    if is_open_document(package):
        raise NotAForm(_OPEN_DOCUMENT)
    raise NotAForm(f"Đây không phải là tệp Excel (.xlsx) hay Word (.docx). {_CHOOSE}")


def _without_our_forms(sentence: str) -> str:
    """A sentence of the workbooks' gate, without its advice to use a workbook of the portal."""
    reason, _, advice = sentence.partition(" Hãy ")
    return f"{reason} {_CHOOSE}" if "của cổng" in advice else sentence


def _has_links(package: zipfile.ZipFile) -> bool:
    """Whether a part is fetched from elsewhere: another workbook, a template, a picture. A hyperlink does not."""
    return any(
        relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
        for name in package.namelist()
        if name.casefold().endswith(".rels")
        for relation in tree_of(read_part(package, name)).iter("{*}Relationship")
    )


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes. Raises NotAForm where it is damaged or larger than any form needs."""
    try:
        with package.open(name) as part:
            content = part.read(_LARGEST_PART + 1)
    except (KeyError, *UNREADABLE) as problem:
        raise NotAForm(DAMAGED) from problem
    if len(content) > _LARGEST_PART:
        raise NotAForm("Tệp có trang quá lớn so với một biểu mẫu nên không được nhận.")
    return content


def tree_of(xml: bytes) -> Any:
    """The root element; nothing that the XML names is fetched or expanded. Raises NotAForm."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise NotAForm(DAMAGED) from problem
    if root.getroottree().docinfo.doctype:
        raise NotAForm(f"Tệp chứa phần khai báo mà Excel, Word không bao giờ ghi nên không được nhận. {_CHOOSE}")
    return root


def as_xml(root: Any) -> bytes:
    """The part again, with the declaration that office programs write."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def repacked(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The package in its own order and with its own dates, these parts changed and every other byte for byte."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for entry in package.infolist():
            same = zipfile.ZipInfo(entry.filename, entry.date_time)
            same.compress_type, same.external_attr = entry.compress_type, entry.external_attr
            content = changed.get(entry.filename)
            new.writestr(same, package.read(entry) if content is None else content)
    return file.getvalue()
