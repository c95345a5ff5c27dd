"""Importing the figures of 10,000 libraries, beside django-import-export and openpyxl's reading alone."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from import_export.fields import Field as Column
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from kehoach.common.periods import default_window
from kehoach.excel.actions import import_workbook, keep_workbook
from kehoach.excel.workbooks.entries import ROWS as ROWS_WAY
from kehoach.excel.workbooks.entries import corner
from kehoach.excel.workbooks.identity import Identity, write_identity
from kehoach.models import Commune, ReportingYear, Role, State, Unit, UnitKind, User
from kehoach.years.actions import open_year
from tests.bench.running import Line, Section, Seen, alone
from thuvien.layout import LAYOUT, PRIMARY
from thuvien.models import Library, LibraryFigures

ROWS, FEW_ROWS = 10_000, 1_000
YEAR, COMMUNE = 2026, "99001"
# The figures of one library in which no check finds an error; those that vary do so within what the checks allow.
BASE: dict[str, Any] = {
    "pupils": 428,
    "staff": 23,
    "books_total": 2671,
    "books_added_budget": 94,
    "books_added_donated": 47,
    "books_withdrawn": 28,
    "titles": 1228,
    "periodicals": 5,
    "digital_documents": 85,
    "active_users": 371,
    "visits_pupils": 3290,
    "visits_staff": 395,
    "visits_public": 82,
    "online_visits": 120,
    "loans": 1582,
    "reading_lessons": 158,
    "events": 5,
    "event_participants": 225,
    "rotation_rounds": 2,
    "rotation_books": 160,
    "floor_area_m2": 60,
    "seats": 36,
    "computers": 2,
    "librarians_full_time": 1,
    "librarians_part_time": 0,
    "funding_state_vnd": 4_888_000,
    "funding_donated_vnd": 1_410_000,
    "outside_users": 20,
    "books_textbooks": 671,
    "books_reference": 800,
    "books_professional": 200,
    "books_other": 1000,
    "services": ["lending", "reading_room"],
    "it_applications": ["management_software"],
    "standard_level": "level_1",
    "standard_decision": "215/QĐ-SGDĐT",
    "standard_date": date(2025, 8, 15),
    "librarian_qualification": LAYOUT.field("librarian_qualification").choices[0][0],
}
VARYING = ("visits_pupils", "visits_staff", "loans", "online_visits", "funding_state_vnd", "digital_documents")


def measure(folder: Path) -> Iterator[Line]:
    """Our import, theirs, and the floor, all of the same figures in the same run."""
    few, seen = _imported(folder, FEW_ROWS), _imported(folder, ROWS)
    alone(prepare, folder / "theirs", str(ROWS))
    other = alone(import_by_default, folder / "theirs", str(folder / "theirs.xlsx"))
    floor = alone(read_only, folder, str(folder / "ours.xlsx"))
    assert seen.told == other.told == ROWS, "not all rows were imported"
    took = f"{seen.seconds:.1f} s CPU, {ROWS / seen.seconds:,.0f} dòng/s"
    yield Line("nhập 10.000 dòng, kiểm tra và lịch sử", f"{took}, thêm {seen.megabytes:.0f} MB")
    yield Line(
        "so với django-import-export mặc định",
        f"{other.seconds:.1f} s CPU, thêm {other.megabytes:.0f} MB",
        other.seconds / seen.seconds,
        5,
    )
    yield Line("so với chỉ đọc bằng openpyxl", f"{floor.seconds:.1f} s CPU", floor.seconds / seen.seconds, 0.5)
    yield Line("số câu lệnh SQL, 1.000 và 10.000 dòng", f"{few.queries} và {seen.queries}")
    assert few.queries == seen.queries, "the number of queries grows"


def _imported(folder: Path, rows: int) -> Seen:
    alone(prepare, folder / f"data-{rows}", str(rows))
    write_workbooks(folder, rows)
    return alone(import_ours, folder / f"data-{rows}", str(folder / "ours.xlsx"))


def prepare(rows: str) -> None:
    """A commune with so many libraries, ten to a unit, and a form for each in the open year."""
    settings.DATA_DIR.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    commune = Commune.objects.create(code=COMMUNE, name="Đo", province="Hải Phòng")
    officer = User.objects.create(username="cong-chuc", role=Role.OFFICER, commune=commune)
    units = Unit.objects.bulk_create(
        Unit(commune=commune, code=f"U{n}", name=f"Trường {n}", kind=UnitKind.SCHOOL) for n in range(int(rows) // 10)
    )
    Library.objects.bulk_create(
        Library(commune=commune, unit=units[n // 10], code=f"TV-{n:05}", name=f"Thư viện {n}", kind=PRIMARY)
        for n in range(int(rows))
    )
    open_year(commune=commune, year=YEAR, window=default_window(YEAR), by=officer, at=timezone.now())


def write_workbooks(folder: Path, rows: int) -> None:
    """The same figures twice: as our form, and as the table that django-import-export expects."""
    names = [field.name for field in LAYOUT.for_kind(PRIMARY)]
    ours, theirs = Workbook(write_only=True), Workbook(write_only=True)
    our_sheet, their_sheet = ours.create_sheet("Thư viện"), theirs.create_sheet("Thư viện")
    our_sheet.append([corner("thu-vien", ROWS_WAY), *names])
    their_sheet.append(["facility", *names])
    chance = random.Random(1520)
    for number in range(rows):
        values = {**BASE, **{name: BASE[name] + chance.randrange(40) for name in VARYING}}
        code = f"TV-{number:05}"
        our_sheet.append([code, *(_cell(values[name], "; ".join) for name in names)])
        their_sheet.append([code, *(_cell(values[name], json.dumps) for name in names)])
    write_identity(ours, Identity(COMMUNE, "", YEAR))
    ours.save(folder / "ours.xlsx")
    theirs.save(folder / "theirs.xlsx")


def _cell(value: Any, joined: Callable[[list[str]], str]) -> Any:
    return joined(value) if isinstance(value, list) else value


def import_ours(path: str) -> int:
    """What a person's confirmation does: guard, reading, checks, writing, history. Returns the changed forms."""
    content = Path(path).read_bytes()
    officer, now = User.objects.get(username="cong-chuc"), timezone.now()
    year = ReportingYear.objects.select_related("commune").get(year=YEAR)
    sent = keep_workbook(year=year, unit=None, name="do.xlsx", content=content, by=officer, at=now)
    plan = import_workbook(workbook=sent, by=officer, at=now)
    assert plan.faults == [], plan.faults[:3]
    changed = LibraryFigures.objects.filter(state=State.DRAFT, loans__gt=0)
    versions: Any = LibraryFigures.history  # type: ignore[attr-defined]
    assert versions.filter(loans__gt=0).count() == changed.count()
    return changed.count()


class Figures(ModelResource):
    """The same columns as a resource with nothing but its defaults."""

    facility = Column(column_name="facility", attribute="facility", widget=ForeignKeyWidget(Library, "code"))

    class Meta:
        model = LibraryFigures
        import_id_fields = ("facility",)
        fields = ("facility", *(field.name for field in LAYOUT.for_kind(PRIMARY)))


def import_by_default(path: str) -> int:
    """What django-import-export does with the same figures; the history is django-simple-history's own."""
    dataset = Dataset().load(Path(path).read_bytes(), format="xlsx")
    result = Figures().import_data(dataset, raise_errors=True)
    return int(result.totals["update"])


def read_only(path: str) -> int:
    """How long openpyxl takes to do no more than read the cells."""
    workbook = load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for sheet in workbook for row in sheet.iter_rows(values_only=True))


SECTION = Section("Nhập số liệu từ Excel", measure)
