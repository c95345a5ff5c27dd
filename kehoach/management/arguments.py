"""What the commands of all apps share: finding the commune and the plan that are meant."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from kehoach.common import formats
from kehoach.common.periods import YEAR, default_window
from kehoach.common.uploads import LARGEST_BYTES
from kehoach.excel.workbooks.entries import Fault
from kehoach.models import Commune, Plan
from kehoach.operations.storage import write_durably
from kehoach.plan.areas import areas_of, family_of


def year(text: str) -> int:
    """A year as it is typed after --year. Raises ArgumentTypeError with what is expected."""
    if not re.fullmatch(YEAR, text):
        raise ArgumentTypeError(f"«{text}» không phải là một năm, ví dụ 2025")
    return int(text)


def add_commune_and_year(parser: CommandParser) -> None:
    """The two options that most commands take."""
    parser.add_argument("--year", type=year, required=True, help="năm báo cáo, ví dụ 2025")
    parser.add_argument("--commune", help="mã xã; bỏ được khi chỉ có một xã")


def commune_of(code: str | None, year: int | None = None) -> Commune:
    """The commune that has this code at the end of the year, or the only one there is; without a year the last one.

    Raises CommandError with what to do.
    """
    communes = list(Commune.objects.order_by("code")[:4])
    if not communes:
        raise CommandError("Chưa có xã nào. Hãy chạy: manage.py prepare")
    if code is None and len(communes) == 1:
        return communes[0]
    known = ", ".join(commune.code for commune in communes[:3]) + (" …" if len(communes) > 3 else "")
    if code is None:
        raise CommandError(f"Có nhiều xã, hãy chọn một bằng --commune (ví dụ: {known}).")
    commune = Commune.objects.with_code(code, None if year is None else default_window(year).end)
    if commune is None:
        raise CommandError(f"Không có xã nào mang mã «{code}». Các mã có: {known}.")
    return commune


def plan_of(code: str | None, year: int, number: str | None = None) -> Plan:
    """The plan that holds in a year in the commune that is meant; of several the one with this number, else the first.

    Raises CommandError where there is none.
    """
    commune = commune_of(code, year)
    own = Plan.objects.holding_in(commune, year)
    plans = [area.plan for area in areas_of(family_of(commune), year)] or ([own] if own else [])
    if not plans:
        raise CommandError(f"Xã {commune.name} chưa có kế hoạch. Hãy chạy: manage.py prepare")
    for plan in plans:
        if number in (None, plan.number):
            return plan
    known = ", ".join(plan.number for plan in plans)
    raise CommandError(f"Năm {year} không theo dõi Kế hoạch số «{number}». Hiện có: {known}.")


def write_file(output: Path, content: bytes) -> None:
    """Writes what a command made, with the folders above it; never half a file. Raises CommandError where it cannot."""
    output = output.resolve()
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.exists() and not output.is_file():
            output.write_bytes(content)  # a device or a pipe has to stay what it is
        else:
            write_durably(output, content, 0o644)
    except OSError as problem:
        raise CommandError(f"Không ghi được tệp {output}. Hãy xem lại thư mục và quyền ghi.") from problem


def read_workbook(path: Path) -> bytes:
    """A file that is not larger than what people may send. Raises CommandError."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as problem:
        raise CommandError(f"Không đọc được tệp {path}. Hãy xem lại tên tệp và quyền đọc.") from problem
    if len(content) > LARGEST_BYTES:
        raise CommandError(f"Tệp {path} lớn hơn {formats.file_size(LARGEST_BYTES)}.")
    return content


def fault_in_json(fault: Fault) -> dict[str, Any]:
    """A fault as the commands print it in JSON."""
    return {"sheet": fault.sheet, "row": fault.row or None, "column": fault.letter or None, "message": fault.message}
