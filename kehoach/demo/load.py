"""The demonstration data: fixtures/demo/*.csv, brought in through the actions that people use."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Model

from kehoach.common.periods import default_window
from kehoach.demo.books import load_books
from kehoach.demo.commune import DemoCommune
from kehoach.demo.files import moment, rows_of
from kehoach.demo.further import loads
from kehoach.demo.results import load_results
from kehoach.figures.actions.figures import accept, open_form, return_figures, save_values, submit
from kehoach.figures.assessment import assess
from kehoach.figures.last_year import last_year_of
from kehoach.history.recording import save_recorded
from kehoach.models import Commune, CommuneName, ReportingYear, Role, State, Unit, UnitKind, User, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent, Value
from kehoach.tasks.actions.assignment import assign_named_units
from kehoach.years.actions import close_year, open_year

YEARS = range(2022, 2027)
OPEN_YEAR = YEARS[-1]
# Hải Dương became part of Hải Phòng on 01/07/2025 (Nghị quyết số 202/2025/QH15).
MERGED, NEW_PROVINCE = date(2025, 6, 30), "thành phố Hải Phòng"

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


@transaction.atomic
def load_demo(commune: Commune, password: str) -> bool:
    """Brings the whole demonstration into a commune without reporting years; returns whether it did anything."""
    if ReportingYear.objects.filter(commune=commune).exists():
        return False
    commune.is_demo = True
    commune.contact_name, commune.contact_phone = "Người phụ trách minh họa", "0900 000 123"
    commune.contact_position = "Công chức Văn hóa - Xã hội"
    _save(
        CommuneName(
            commune=commune, kind=commune.kind, name=commune.name, province=commune.province, valid_until=MERGED
        )
    )
    commune.province = NEW_PROVINCE
    _save(commune)
    present = set(Unit.objects.filter(commune=commune).values_list("code", flat=True))
    for row in rows_of("demo/units.csv"):
        if row["code"] not in present:
            _save(Unit(commune=commune, code=row["code"], name=row["name"], kind=row["kind"]))
    _load_accounts(commune, password)
    for kind in kinds():
        _load_facilities(commune, kind)
    demo = DemoCommune(commune)
    assign_named_units(commune=commune, at=moment(2023, 1, 31), by=demo.officer)
    for year in YEARS:
        _load_year(demo, year)
    for load in loads():
        load(commune)
    return True


def _save(instance: Model) -> None:
    """Saves what was there before the plan."""
    save_recorded(instance, by=None, at=moment(2022, 1, 1), reason="Dữ liệu minh họa")


def _load_accounts(commune: Commune, password: str) -> None:
    """All with the same password, hashed once: it is printed anyway."""
    hashed = make_password(password)
    units = {unit.code: unit for unit in Unit.objects.filter(commune=commune)}
    for username, role, unit_code, position in ACCOUNTS:
        administers = role == Role.ADMINISTRATOR
        user = User(
            username=username,
            role=role,
            position=position,
            unit=units[unit_code] if unit_code else None,
            commune=commune if unit_code else None,
            is_staff=administers,
            is_superuser=administers,
            is_demo=True,
            password=hashed,
        )
        _save(user)


def _load_facilities(commune: Commune, kind: FigureKind) -> None:
    units = {unit.code: unit for unit in Unit.objects.filter(commune=commune)}
    for row in rows_of(kind.demo_files[0]):
        values = {name: row[name] for name in ("code", "name", "kind")}
        _save(kind.facility_model(commune=commune, unit=units[row["unit_code"]], **values))


def _load_year(demo: DemoCommune, year: int) -> None:
    officer = demo.officer
    opened = open_year(commune=demo.commune, year=year, window=default_window(year), by=officer, at=moment(year, 11, 2))
    load_books(demo, year)
    load_results(demo, opened)
    for kind in kinds():
        forms = kind.figures.filter(reporting_year=opened).select_related("facility__unit", "reporting_year")
        by_code = {figures.facility.code: figures for figures in forms}
        for row in rows_of(kind.demo_files[1]):
            if int(row["year"]) == year:
                _fill(demo, by_code[next(iter(row.values()))], row)
    if year != OPEN_YEAR:
        close_year(reporting_year=opened, by=officer, at=moment(year, 12, 20))


def _fill(demo: DemoCommune, figures: YearFigures, row: dict[str, str]) -> None:
    """Takes one form from “chưa mở” to the state of its row, as the unit's own account or the officer on its behalf."""
    unit, year, state = figures.facility.unit, figures.reporting_year.year, State(row["state"])
    reporter, officer = demo.writer_of(unit), demo.officer

    def at(day: int) -> datetime:
        return moment(year, 11, day)

    figures = open_form(figures, by=reporter, at=at(4))
    fields = figures.layout.for_kind(figures.facility.kind)
    values = {field.name: value_of(field, row.get(field.name)) for field in fields}
    figures = save_values(figures, by=reporter, at=at(10), version=figures.version, values=values, notes={})
    if state is State.DRAFT:
        return
    queries = assess(figures, last_year_of(figures)).open_queries
    if queries:
        notes = {query.fields[0]: "Đơn vị đã kiểm tra, số liệu đúng (dữ liệu minh họa)." for query in queries}
        figures = save_values(figures, by=reporter, at=at(10), version=figures.version, values={}, notes=notes)
    position = SIGNERS.get(UnitKind(unit.kind), officer.position)
    signed = {"name": "Người ký minh họa", "position": position}
    figures = submit(figures, by=reporter, at=at(12), version=figures.version, **signed)
    if state is State.RETURNED:
        return_figures(figures, by=officer, at=at(16), reason=RETURN_REASON)
    if state is State.ACCEPTED:
        accept(figures, by=officer, at=at(18), version=figures.version)


def value_of(field: Field, cell: str | None) -> Value:
    """A cell of the demo files: an empty set means none; anything else that is empty, or is not there, does not apply.

    Only amounts, sets of choices, yes and no are in the files.
    """
    if cell is not None and field.kind is Kind.CHOICES:
        return frozenset(cell.split(";")) - {""}
    if not cell:
        return Absent.NOT_APPLICABLE
    return cell == "1" if field.kind is Kind.SWITCH else int(cell)
