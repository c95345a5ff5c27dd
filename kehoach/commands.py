"""What the commands of all apps share: finding the commune and the plan that are meant."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from kehoach.models import Commune, Plan
from kehoach.periods import YEAR


def year(text: str) -> int:
    """A year as it is typed after --year. Raises ArgumentTypeError with what is expected."""
    if not re.fullmatch(YEAR, text):
        raise ArgumentTypeError(f"«{text}» không phải là một năm, ví dụ 2025")
    return int(text)


def add_commune_and_year(parser: CommandParser) -> None:
    """The two options that most commands take."""
    parser.add_argument("--year", type=year, required=True, help="năm báo cáo, ví dụ 2025")
    parser.add_argument("--commune", help="mã xã; bỏ được khi chỉ có một xã")


def commune_of(code: str | None) -> Commune:
    """The commune with this code, or the only one there is. Raises CommandError with what to do."""
    communes = list(Commune.objects.order_by("code")[:4])
    if not communes:
        raise CommandError("Chưa có xã nào. Hãy chạy: manage.py prepare")
    if code is None and len(communes) == 1:
        return communes[0]
    known = ", ".join(commune.code for commune in communes[:3]) + (" …" if len(communes) > 3 else "")
    if code is None:
        raise CommandError(f"Có nhiều xã, hãy chọn một bằng --commune (ví dụ: {known}).")
    commune = Commune.objects.filter(code=code).first()
    if commune is None:
        raise CommandError(f"Không có xã nào mang mã «{code}». Các mã có: {known}.")
    return commune


def plan_of(code: str | None) -> Plan:
    """The newest plan of the commune that is meant."""
    commune = commune_of(code)
    plan = Plan.objects.filter(commune=commune).select_related("commune").first()
    if plan is None:
        raise CommandError(f"Xã {commune.name} chưa có kế hoạch. Hãy chạy: manage.py prepare")
    return plan


def write_file(output: Path, content: bytes) -> None:
    """Writes what a command made, with the folders above it. Raises CommandError where that is not possible."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)
    except OSError as problem:
        raise CommandError(f"Không ghi được tệp {output}. Hãy xem lại thư mục và quyền ghi.") from problem
