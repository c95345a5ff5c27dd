"""python -m tests.round_trips: the portal's workbooks through the programs that offices have, and back.

On the database of DATA_DIR with the demonstration (`manage.py prepare --demo`). Each program that is installed
(LibreOffice, Gnumeric, and SheetJS where `npm install xlsx` was run and NODE_PATH names it) saves each workbook in each
format; the exit code is 1 where anything reads otherwise than what was written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
import openpyxl

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from kehoach.common.workbook_writer import saved  # noqa: E402
from kehoach.excel.gathering import template_of  # noqa: E402
from kehoach.excel.import_plan import opened, plan_import  # noqa: E402
from kehoach.excel.workbooks.guard import NotAWorkbook  # noqa: E402
from kehoach.excel.workbooks.opening import open_book  # noqa: E402
from kehoach.models import ReportingYear, User  # noqa: E402
from kehoach.setup.commune_setup import set_up  # noqa: E402
from kehoach.setup.template import template_of as setup_template_of  # noqa: E402

FORMATS = ("xlsx", "ods", "xls")
_GNUMERIC = {"xlsx": "Gnumeric_Excel:xlsx2", "ods": "Gnumeric_OpenCalc:odf", "xls": "Gnumeric_Excel:excel_biff8"}
_OFFICE = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods", "xls": "xls:MS Excel 97"}
_SHEETJS = (
    "const X=require('xlsx'),[from,to,type]=process.argv.slice(1);"
    "X.writeFile(X.readFile(from,{cellNF:true,cellStyles:true}),to,{bookType:type==='xls'?'biff8':type})"
)
Command = Callable[[Path, Path, str], list[str]]
Read = Callable[[bytes], Any]


def programs() -> dict[str, Command]:
    """What is installed: how each of them saves a workbook in a format."""
    known: dict[str, tuple[str, Command]] = {
        "LibreOffice": (
            "soffice",
            lambda source, target, kind: [
                *("soffice", f"-env:UserInstallation=file://{target.parent}/profile", "--headless", "--convert-to"),
                *(_OFFICE[kind], "--outdir", str(target.parent), str(source)),
            ],
        ),
        "Gnumeric": (
            "ssconvert",
            lambda source, target, kind: ["ssconvert", "-T", _GNUMERIC[kind], str(source), str(target)],
        ),
        "SheetJS": ("node", lambda source, target, kind: ["node", "-e", _SHEETJS, str(source), str(target), kind]),
    }
    return {name: command for name, (program, command) in known.items() if shutil.which(program)}


def filled(form: bytes) -> bytes:
    """The commune's form with answers and notes of every sort beside what is there."""
    book = openpyxl.load_workbook(BytesIO(form))
    sheet = book["Thư viện"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "loans" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    answers = {"loans": 3, "seats": 77, "online_visits": "Không áp dụng", "standard_decision": "12/QĐ – Sở"}
    for row in range(head[0].row + 2, sheet.max_row + 1):
        code = str(sheet.cell(row, 1).value or "")
        if code.endswith("|ghi-chu"):
            sheet.cell(row, columns["loans"]).value = "Kiểm kê\nlại kho, đã hỏi trường"
        elif code and "|" not in code:
            for name, answer in answers.items():
                sheet.cell(row, columns[name]).value = answer
    return saved(book)


def workbooks() -> Iterator[tuple[str, bytes, Read]]:
    """Each workbook with what is read from it: what would change, or what a set-up would do."""
    officer = User.objects.get(username="cong-chuc")
    for year in reversed(ReportingYear.objects.select_related("commune").order_by("-year")[:2]):

        def changes(content: bytes, year: ReportingYear = year) -> Any:
            plan = plan_import(opened(content), year, by=officer, at=timezone.now())
            cells = [(change.question.name, change.after) for form in plan.forms for change in form.changes]
            return plan.rows, cells, [(fault.row, fault.column) for fault in plan.faults]

        yield f"form-{year.year}", template_of(year), changes
    commune = year.commune
    yield f"filled-{year.year}", filled(template_of(year)), changes

    def setting_up(content: bytes) -> Any:
        outcome = set_up(open_book(content, 10**7), by=None, at=timezone.now(), keep=False)
        return outcome.rows, outcome.changed, [(fault.sheet, fault.row, fault.message) for fault in outcome.faults]

    yield "setup", setup_template_of(commune, timezone.now()), setting_up


def main() -> int:
    """The exit code."""
    differing = 0
    with TemporaryDirectory() as folder:
        for name, content, read in workbooks():
            source = Path(folder) / f"{name}.xlsx"
            source.write_bytes(content)
            for program, command in programs().items():
                # SheetJS cuts texts at 255 letters in .xls, and in .ods it writes days as bare numbers.
                for kind in ("xlsx",) if (name, program) == ("setup", "SheetJS") else FORMATS:
                    target = Path(folder) / program / kind / f"{name}.{kind}"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    subprocess.run(command(source, target, kind), capture_output=True, check=True, timeout=300)
                    try:
                        same = read(target.read_bytes()) == read(content)
                    except NotAWorkbook as problem:
                        same = str(problem)
                    differing += same is not True
                    sys.stdout.write(f"{name}.{kind} by {program}: {'as written' if same is True else same}\n")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
