"""The demonstration data: fixtures/demo/*.csv, brought in through the actions that people use (design section 11)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from kehoach.common.periods import default_window
from kehoach.demo.books import load_books
from kehoach.demo.further import loads
from kehoach.demo.results import load_results
from kehoach.figures.actions.figures import accept, open_form, return_figures, save_values, submit
from kehoach.figures.assessment import assess, last_accepted
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, ReportingYear, Role, State, Unit, UnitKind, User, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.checks import Finding
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent, Value
from kehoach.tasks.actions.assignment import assign_named_units
from kehoach.years.actions import close_year, open_year

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
YEARS = range(2022, 2027)
OPEN_YEAR = YEARS[-1]

ACCOUNTS: tuple[tuple[str, Role, str, str], ...] = (
    ("cong-chuc", Role.OFFICER, "VHTT", "Công chức Văn hóa - Xã hội"),
    ("chu-tich", Role.LEADER, "UBND", "Chủ tịch UBND xã"),
    ("th", Role.REPORTER, "TH", "Trường Tiểu học"),
    ("thcs", Role.REPORTER, "THCS", "Trường THCS"),
    ("mn", Role.REPORTER, "MN", "Trường Mầm non"),
    ("thon-gom", Role.REPORTER, "THON-GOM", "Trưởng thôn Gồm"),
    ("dai-truyen-thanh", Role.REPORTER, "DTT", "Đài Truyền thanh"),
    ("tai-chinh", Role.REPORTER, "TCKT", "Công chức Tài chính - Kế toán"),
    ("cap-tren", Role.OVERSEER, "", "Cơ quan cấp trên"),
    ("quan-tri", Role.ADMINISTRATOR, "", "Quản trị"),
)
SIGNERS = {UnitKind.SCHOOL: "Hiệu trưởng", UnitKind.VILLAGE: "Trưởng thôn", UnitKind.LEARNING_CENTRE: "Giám đốc"}
RETURN_REASON = "Đề nghị kiểm tra lại số lượt người dân đến thư viện và nêu căn cứ thống kê."


def moment(year: int, month: int, day: int) -> datetime:
    """A fixed morning in Viet Nam, so that the demonstration is the same every time."""
    return datetime(year, month, day, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@transaction.atomic
def load_demo(commune: Commune, password: str) -> bool:
    """Brings the whole demonstration into a commune without reporting years; returns whether it did anything."""
    if ReportingYear.objects.filter(commune=commune).exists():
        return False
    commune.is_demo = True
    save_recorded(commune, by=None, at=moment(2022, 1, 1), reason="Dữ liệu minh họa")
    _load_units(commune)
    _load_accounts(commune, password)
    officer = User.objects.get(username="cong-chuc")
    assign_named_units(commune=commune, at=moment(2023, 1, 31), by=officer)
    for kind in kinds():
        _load_facilities(commune, kind)
    for year in YEARS:
        _load_year(commune, year, officer)
    for load in loads():
        load(commune)
    return True


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of one demo file."""
    with Path(FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_units(commune: Commune) -> None:
    for row in rows_of("units.csv"):
        if not Unit.objects.filter(commune=commune, code=row["code"]).exists():
            unit = Unit(commune=commune, code=row["code"], name=row["name"], kind=row["kind"])
            save_recorded(unit, by=None, at=moment(2022, 1, 1), reason="Dữ liệu minh họa")


def _load_accounts(commune: Commune, password: str) -> None:
    """All with the same password, hashed once: it is printed anyway."""
    hashed = make_password(password)
    for username, role, unit_code, position in ACCOUNTS:
        administers = role == Role.ADMINISTRATOR
        user = User(
            username=username,
            role=role,
            position=position,
            unit=Unit.objects.get(commune=commune, code=unit_code) if unit_code else None,
            commune=commune if unit_code else None,
            is_staff=administers,
            is_superuser=administers,
            is_demo=True,
            password=hashed,
        )
        save_recorded(user, by=None, at=moment(2022, 1, 1), reason="Dữ liệu minh họa")


def _load_facilities(commune: Commune, kind: FigureKind) -> None:
    for row in rows_of(kind.demo_files[0]):
        unit = Unit.objects.get(commune=commune, code=row["unit_code"])
        values = {name: row[name] for name in ("code", "name", "kind")}
        facility = kind.facility_model(commune=commune, unit=unit, **values)
        save_recorded(facility, by=None, at=moment(2022, 1, 1), reason="Dữ liệu minh họa")


def _load_year(commune: Commune, year: int, officer: User) -> None:
    opened = open_year(commune=commune, year=year, window=default_window(year), by=officer, at=moment(year, 11, 2))
    load_books(commune, year, officer)
    load_results(opened, officer)
    for kind in kinds():
        for row in rows_of(kind.demo_files[1]):
            code = next(iter(row.values()))
            if int(row["year"]) == year:
                forms = kind.figures.select_related("facility__unit", "reporting_year")
                _fill(forms.get(reporting_year=opened, facility__code=code), row, officer)
    if year != OPEN_YEAR:
        close_year(reporting_year=opened, by=officer, at=moment(year, 12, 20))


def _fill(figures: YearFigures, row: dict[str, str], officer: User) -> None:
    """Takes one form from “chưa mở” to the state of its row, as the unit's own account or the officer on its behalf."""
    year, state = figures.reporting_year.year, State(row["state"])
    unit: Unit = figures.facility.unit
    reporter = User.objects.filter(unit=unit, role=Role.REPORTER).first() or officer
    figures = open_form(figures, by=reporter, at=moment(year, 11, 4))
    asked = figures.layout.for_kind(figures.facility.kind)
    values = {field.name: value_of(field, row.get(field.name)) for field in asked}
    figures = _save(figures, reporter, values, {})
    if state is State.DRAFT:
        return
    queries = assess(figures, last_accepted(figures)).open_queries
    notes = dict.fromkeys(_first_fields(queries), "Đơn vị đã kiểm tra, số liệu đúng (dữ liệu minh họa).")
    figures = _save(figures, reporter, {}, notes)
    position = SIGNERS.get(UnitKind(unit.kind), officer.position)
    figures = submit(
        figures,
        by=reporter,
        at=moment(year, 11, 12),
        version=figures.version,
        name="Người ký minh họa",
        position=position,
    )
    if state is State.RETURNED:
        return_figures(figures, by=officer, at=moment(year, 11, 16), reason=RETURN_REASON)
    if state is State.ACCEPTED:
        accept(figures, by=officer, at=moment(year, 11, 18), version=figures.version)


def _save(figures: YearFigures, by: User, values: dict[str, Value], notes: dict[str, str]) -> YearFigures:
    at = moment(figures.reporting_year.year, 11, 10)
    return save_values(figures, by=by, at=at, version=figures.version, values=values, notes=notes)


def _first_fields(queries: Iterable[Finding]) -> list[str]:
    return [query.fields[0] for query in queries]


def value_of(field: Field, cell: str | None) -> Value:
    """A cell of the demo files: an empty set means none; anything else that is empty, or is not there, does not apply.

    Only amounts, sets of choices, yes and no are in the files.
    """
    if cell is not None and field.kind is Kind.CHOICES:
        return frozenset(cell.split(";")) - {""}
    if not cell:
        return Absent.NOT_APPLICABLE
    return cell == "1" if field.kind is Kind.SWITCH else int(cell)
