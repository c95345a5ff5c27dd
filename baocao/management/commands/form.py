"""manage.py form: one of the other official forms of a year, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from baocao.document.typesetting import CannotRender
from baocao.official_forms.files import FILES
from baocao.official_forms.filling.documents import made
from baocao.official_forms.forms_of import FORMS
from baocao.official_forms.standing import gathered_of, library_meant
from kehoach.management.arguments import add_commune_and_year, plan_of, write_file
from kehoach.management.command import PortalCommand
from kehoach.people.rules import Refused

ENDINGS = ", ".join(f".{ending}" for ending in FILES)
CODES = ", ".join(f"{form.code} ({form.title})" for form in FORMS.values())


class Command(PortalCommand):
    """Writes an official form as PDF, Word or Excel."""

    help = "Ghi một biểu mẫu báo cáo khác của xã hoặc của một thư viện ra tệp PDF, Word hoặc Excel."

    def add_arguments(self, parser: CommandParser) -> None:
        """The form's code, --year, --commune, --unit and --output."""
        parser.add_argument("code", help=f"mã biểu: {CODES}")
        add_commune_and_year(parser)
        parser.add_argument("--unit", help="mã đơn vị hoặc mã thư viện, với biểu của từng đơn vị")
        parser.add_argument("--output", type=Path, required=True, help=f"tệp để ghi ({ENDINGS})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says where the file is; what is still missing goes to standard error."""
        form, output, year = FORMS.get(options["code"]), options["output"], options["year"]
        if form is None:
            raise CommandError(f"Không có biểu «{options['code']}». Hiện có: {CODES}.")
        render = FILES.get(output.suffix.lower().removeprefix("."))
        if render is None:
            raise CommandError(f"Không ghi được tệp «{output.name}»: tên tệp phải có đuôi {ENDINGS}.")
        try:
            gathered = gathered_of(plan_of(options["commune"], year), form, year)
            filled = made(form, gathered, library_meant(form, gathered, options["unit"]))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            write_file(output, render.make(filled.document))
        except CannotRender as problem:
            raise CommandError(str(problem)) from problem
        if filled.missing:
            self.stderr.write(f"Biểu còn thiếu {len(filled.missing)} mục; ai trả lời ghi ở cuối biểu.")
        self.stdout.write(f"Đã ghi {form.title} năm {year}: {output}")
