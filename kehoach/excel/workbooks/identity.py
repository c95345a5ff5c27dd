"""Whose form a workbook is: commune, unit, year and template, in named cells of a hidden sheet. Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.package import Book

# Raised when an older workbook could be misunderstood, not when a question is added or removed.
TEMPLATE_VERSION = 1
SHEET = "Mã tệp"
_NAMES = ("kehoach_xa", "kehoach_don_vi", "kehoach_nam", "kehoach_phien_ban")

NOT_OURS = (
    "Tệp này không phải mẫu của cổng, hoặc phần mã ẩn của mẫu đã bị xóa. "
    "Hãy tải mẫu Excel của năm cần nhập, chép số liệu sang rồi gửi lại."
)


@dataclass(frozen=True)
class Identity:
    """The commune's code, the unit's (empty: the whole commune), the year, and the template's version."""

    commune: str
    unit: str
    year: int
    version: int = TEMPLATE_VERSION


def write_identity(workbook: Workbook, identity: Identity) -> None:
    """Adds the hidden sheet and its names."""
    sheet = workbook.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    values = (identity.commune, identity.unit, str(identity.year), str(identity.version))
    for row, (name, value) in enumerate(zip(_NAMES, values, strict=True), start=1):
        sheet.append([name, value or "-"])
        workbook.defined_names[name] = DefinedName(name, attr_text=f"'{SHEET}'!$B${row}", hidden=True)


def identity_of(book: Book) -> Identity:
    """Whose form it is. Raises NotAWorkbook where it does not say."""
    commune, unit, year, version = (tidy_line(str(book.named(name) or "")) for name in _NAMES)
    if not commune or not (year.isdecimal() and version.isdecimal()) or len(year) > 4 or len(version) > 4:
        raise NotAWorkbook(NOT_OURS)
    return Identity(commune, "" if unit == "-" else unit, int(year), int(version))
