"""A page asks the database as often for two hundred rows as for two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from simple_history.utils import bulk_create_with_history

from baocao.models import PlannedActivity, ReportHead, SuperiorForm
from kehoach.books import BOOKS
from kehoach.models import (
    Assignment,
    AssignmentRole,
    Broadcast,
    Commune,
    Explanation,
    Occasion,
    Plan,
    ProgressState,
    ReportingYear,
    Role,
    State,
    Task,
    TaskProgress,
    Unit,
    UnitKind,
    User,
)
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.layout import Kind
from tests.books import ASKED
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, ours, put_into, signed_in
from tests.pages import MOST_QUERIES, MOST_QUERIES_OF_A_REPORT

pytestmark = pytest.mark.once

FEW, MANY = 2, 200
# The form of one facility, the list of years and the steps of a year are as long for few facilities as for many; the
# dashboard, the plan and a search name the first few of each list, and a plan has as many tasks for many units.
OF_ONE_FORM = re.compile(
    r"/20\d\d/(nhap|nop|tra-lai|minh-chung)/$|^/bao-cao/$|^/so-lieu/(20\d\d/(khoa|han)|mo-nam)/$"
    r"|^/thu-vien/TV-TH/20\d\d/so-thang/$|^/bieu-mau/tra-loi/"
    r"|^/bang-dieu-hanh/20\d\d/$|^/tim/|^/nhiem-vu/$|^/ke-hoach/$|^/so-theo-doi/$|^/truyen-thanh/them/$"
    r"|^/bao-cao/the-thuc/them/"
)


@dataclass(frozen=True)
class Page:
    """An address, and in which role it is opened."""

    role: str
    url: str

    def __str__(self) -> str:
        return f"{self.role} {self.url}"


PAGES = [
    *(Page("officer", url) for url in ("/", "/thu-vien/", "/van-hoa/", "/ke-hoach/", "/bao-cao/")),
    *(Page("officer", f"/bang-dieu-hanh/{year}/") for year in (2025, 2026)),
    *(Page("leader", f"/bang-dieu-hanh/2025/chi-tieu/{code}/") for code in ("I.2.a-1", "I.2.a-3", "I.2.b")),
    *(Page("leader", f"/bang-dieu-hanh/2025/{page}/") for page in ("neu", "xu-huong", "thay-doi")),
    *(Page("officer", url) for url in ("/thu-vien/TV-TH/", "/van-hoa/VH-GOM/", "/nhiem-vu/IV.2.a/")),
    *(Page("officer", f"/nhiem-vu/{step}") for step in ("", "phan-cong/", "giai-trinh/", "IV.2.a/2026/TH/")),
    *(Page("reporter", f"/nhiem-vu/{step}") for step in ("", "IV.2.a/2026/TH/")),
    *(Page("officer", f"/thu-vien/TV-TH/2026/{step}") for step in ("", "nhap/", "nop/", "minh-chung/")),
    *(Page("officer", f"/van-hoa/VH-GOM/2026/{step}") for step in ("", "nhap/", "nop/")),
    Page("officer", "/thu-vien/TV-THCS/2026/tra-lai/"),
    *(Page("officer", f"/so-lieu/{step}") for step in ("2026/", "2025/", "2026/khoa/", "2026/han/", "mo-nam/")),
    Page("leader", "/so-lieu/2026/"),
    *(Page("officer", f"/bieu-mau/{page}") for page in ("?nam=2025", "thu-vien-truong/2025/", "tra-loi/2025/")),
    Page("reporter", "/bieu-mau/?nam=2025"),
    *(Page(role, "/tim/?q=co+so+truong") for role in ("officer", "reporter", "overseer")),
    Page("officer", "/so-lieu/2026/duong-dan/"),
    Page("officer", "/so-lieu/2026/nhac/"),
    Page("officer", "/so-lieu/2026/so-thang/"),
    Page("reporter", "/thu-vien/TV-TH/2026/so-thang/"),
    Page("officer", "/so-lieu/2026/excel/"),
    *(
        Page("reporter", url)
        for url in ("/", "/thu-vien/", "/ke-hoach/", "/nhiem-vu/IV.2.a/", "/thu-vien/TV-TH/2026/nhap/")
    ),
    *(
        Page("leader", url)
        for url in (
            "/bang-dieu-hanh/2025/",
            "/ke-hoach/",
            "/thu-vien/",
            "/bao-cao/2025/hang-nam/",
            "/bao-cao/2025/so-ket/",
        )
    ),
    *(Page("overseer", url) for url in ("/", "/thu-vien/", "/ke-hoach/")),
    *(Page(role, "/lich/2026/") for role in ("officer", "reporter")),
    *(Page("administrator", url) for url in ("/", "/thiet-lap/")),
    Page("officer", "/mau-cap-tren/"),
    *(Page("officer", f"/bao-cao/the-thuc/{step}") for step in ("", "them/?mau=b")),
    Page("officer", "/so-theo-doi/"),
    *(Page("officer", f"/{book.path}/") for book in BOOKS),
    *(Page("officer", f"/hoat-dong/{step}") for step in ("them/", "lich/?thang=3", "dip/")),
    *(Page("officer", f"/{path}/them/") for path in ("truyen-thanh", "kinh-phi")),
    *(Page("reporter", f"/{path}/") for path in ("hoat-dong", "van-ban")),
]
STATES = (State.SUBMITTED, State.DRAFT, State.NOT_OPENED, State.RETURNED, State.ACCEPTED)


def grow(cast: Cast, rows: int) -> None:
    """Adds so many rows of all that pages list: units, facilities with five years, decisions, versions, communes."""
    units = Unit.objects.bulk_create(
        Unit(commune=cast.commune, code=f"U{n:03}", name=f"Trường {n}", kind=UnitKind.SCHOOL) for n in range(rows)
    )
    User.objects.bulk_create(
        User(username=f"u{n}", role=Role.REPORTER, unit=unit, commune=cast.commune) for n, unit in enumerate(units)
    )
    Commune.objects.bulk_create(Commune(code=f"X{n:03}", name=f"Xã {n}", province="Hải Dương") for n in range(rows))
    tasks = Task.objects.filter(plan__commune=cast.commune)
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=unit, part=part)
        for task in tasks.filter(code__in=("IV.2.a", "II.1.a"))
        for part, some in ((AssignmentRole.LEAD, units[::2]), (AssignmentRole.SUPPORT, units[1::2]))
        for unit in some
    )
    for kind in kinds():
        _grow_kind(cast, kind, units)
    _grow_results(cast, units)
    _grow_books(cast, units)
    ReportHead.objects.bulk_create(
        ReportHead(commune=cast.commune, valid_from=day, valid_until=day, issuer="x", place="x", addressees="x")
        for day in (date(2027, 1, 1) + timedelta(days=n) for n in range(rows))
    )
    SuperiorForm.objects.bulk_create(
        SuperiorForm(commune=cast.commune, title=f"Biểu {n}", content=b"", size=0, added_at=NOW, added_by=cast.officer)
        for n in range(rows)
    )
    day, by = date(2026, 12, 1), cast.officer
    PlannedActivity.objects.bulk_create(
        PlannedActivity(commune=cast.commune, unit=unit, title="x", planned_on=day, planned_at=NOW, planned_by=by)
        for unit in units
    )
    for code in ("TV-TH", "VH-GOM"):
        _grow_facility(cast, code, rows)


def _grow_books(cast: Cast, units: list[Unit]) -> None:
    """Rows in every book, each second one the reporter's own; some were removed; and days to celebrate."""
    plan = Plan.objects.get(commune=cast.commune)
    tasks, day = list(plan.tasks.all()[:3]), date(OPEN_YEAR, 3, 9)
    Occasion.objects.bulk_create(
        Occasion(plan=plan, code=f"D{n}", position=n, name="Dịp", start_month=3, start_day=9, end_month=3, end_day=9)
        for n in range(100, 100 + len(units))
    )
    for book in BOOKS:
        when = {"happened_on": day} if book.is_dated else {"year": OPEN_YEAR}
        same = {"commune": cast.commune, "recorded_at": NOW, "recorded_by": cast.officer, **when, **ASKED[book.slug]}
        rows = [
            book.model(unit=cast.reporter.unit if n % 2 else unit, task=tasks[n % 3], **same)
            for n, unit in enumerate(units)
        ]
        bulk_create_with_history(rows, book.model, default_user=cast.officer)
        book.model.history.filter(unit__in=units).update(history_type="-")


def _grow_kind(cast: Cast, kind: FigureKind, units: list[Unit]) -> None:
    """Half of the facilities belong to the reporter's own unit; their forms are in every state."""
    some_kind = "primary" if "primary" in kind.scopes_of else next(iter(kind.scopes_of))
    school = cast.reporter.unit
    kind.facility_model._default_manager.bulk_create(
        kind.facility_model(  # type: ignore[misc]
            commune=cast.commune, unit=school if n % 2 else unit, code=f"F{n:03}", name=f"Cơ sở {n}", kind=some_kind
        )
        for n, unit in enumerate(units)
    )
    numbers = [field.name for field in kind.layout.fields if field.kind in (Kind.COUNT, Kind.MONEY, Kind.AREA)]
    facilities = kind.facility_model._default_manager.filter(code__startswith="F")
    kind.figures_model._default_manager.bulk_create(
        kind.figures_model(
            facility=facility,  # type: ignore[misc]
            reporting_year=year,
            state=STATES[n % len(STATES)] if year.year == OPEN_YEAR else State.ACCEPTED,
            accepted_at=None if year.year == OPEN_YEAR and n % len(STATES) < len(STATES) - 1 else NOW,
            **dict.fromkeys(("submitted_at", "opened_at", "returned_at"), NOW),
            **dict.fromkeys(("submitted_by", "opened_by", "returned_by", "accepted_by"), cast.officer),
            **dict.fromkeys(("responsible_name", "responsible_position", "return_reason"), "x"),
            **dict.fromkeys(numbers, n),
        )
        for year in ReportingYear.objects.filter(commune=cast.commune)
        for n, facility in enumerate(facilities)
    )
    _grow_tallies(cast, kind, facilities)


def _grow_tallies(cast: Cast, kind: FigureKind, facilities: Iterable[Any]) -> None:
    """Every second facility has counted a month."""
    kind.tally_model._default_manager.bulk_create(
        kind.tally_model(
            facility=facility,  # type: ignore[misc]
            year=OPEN_YEAR,
            month=10,
            amounts={"participants": 1},
            saved_at=NOW,
            saved_by=cast.officer,
        )
        for facility in list(facilities)[::2]
    )


def _grow_results(cast: Cast, units: list[Unit]) -> None:
    """A quarter of the units has reported on a task, half was asked; the school's result has many versions."""
    school = cast.reporter.unit
    assert school is not None
    year, task = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR), ours(Task).get(code="IV.2.a")
    said = {"reporting_year": year, "task": task, "state": ProgressState.DONE, "result": "x", "updated_at": NOW}
    asked = {"reporting_year": year, "task": task, "question": "Vì sao?", "asked_at": NOW, "answer_by": NOW.date()}
    TaskProgress.objects.filter(task=task, unit=school, reporting_year=year).delete()
    TaskProgress.objects.bulk_create(
        TaskProgress(unit=unit, updated_by=cast.officer, **said) for unit in (school, *units[::4])
    )
    Explanation.objects.bulk_create(Explanation(unit=unit, asked_by=cast.officer, **asked) for unit in units[1::2])
    history: Any = TaskProgress.history
    row = TaskProgress.objects.get(task=task, unit=school, reporting_year=year)
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    history.model._default_manager.bulk_create(
        history.model(**values, history_date=NOW, history_type="~", history_user=cast.officer) for _ in units
    )
    Broadcast.objects.bulk_create(
        Broadcast(
            commune=cast.commune,
            unit=school,
            task=task,
            happened_on=NOW,
            title="x",
            minutes=5,
            recorded_at=NOW,
            recorded_by=cast.officer,
        )
        for _ in units
    )


def _grow_facility(cast: Cast, code: str, rows: int) -> None:
    """Many decisions about one facility, and many versions of its form."""
    figures = figures_of(code)
    kind = next(kind for kind in kinds() if isinstance(figures, kind.figures_model))
    scope = next(iter(kind.scopes_of.values()))[-1]
    kind.membership_model._default_manager.bulk_create(
        kind.membership_model(  # type: ignore[misc]
            facility=figures.facility,  # type: ignore[attr-defined]
            scope=scope,
            since=date(2026, 1, 1) + timedelta(days=n),
            counted=True,
            reason="x",
            decided_by=cast.officer,
            decided_at=NOW,
        )
        for n in range(rows)
    )
    people = User.objects.filter(unit__code__startswith="U")
    history = figures.history.model  # type: ignore[attr-defined]
    version = figures.history.first()  # type: ignore[attr-defined]
    versions = []
    for n, somebody in enumerate(people):
        copy = history(**{field.attname: getattr(version, field.attname) for field in history._meta.concrete_fields})
        copy.history_id, copy.history_user, copy.history_date = None, somebody, NOW + timedelta(minutes=n)
        versions.append(copy)
    history._default_manager.bulk_create(versions)


def shape(sql: str) -> str:
    """A statement without its values; a list of them is one, however long."""
    bare = re.sub(r"\d+|'[^']*'", "?", sql)
    return re.sub(r"(\S+ = \?)( OR \1)+", r"\1", re.sub(r"(\(\?\)|\?)(, \1)+", r"\1", bare))


def opened(client: Client, url: str) -> tuple[Counter[str], int]:
    """The statements behind one page and how often each is sent; and how long the page is."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url} gives {response.status_code}"
    return Counter(shape(query["sql"]) for query in captured), len(response.content)


def measure(cast: Cast, rows: int) -> dict[Page, tuple[Counter[str], int]]:
    """Every page with so many rows, opened as above; what a process looks up only once is no part of it."""
    with transaction.atomic():
        grow(cast, rows)
        clients = {
            "officer": signed_in(cast.officer),
            "reporter": signed_in(cast.reporter),
            "leader": signed_in(cast.leader),
            "overseer": signed_in(cast.overseer, cast.commune),
            "administrator": signed_in(cast.administrator),
        }
        if rows == FEW:
            for page in PAGES:
                clients[page.role].get(page.url)
        found = {page: opened(clients[page.role], page.url) for page in PAGES}
        transaction.set_rollback(True)
    return found


def most_queries(page: Page) -> int:
    """How many queries the page may send."""
    composes = re.search(r"^/bao-cao/20\d\d/(hang-nam|so-ket)/$|^/bieu-mau/", page.url)
    return MOST_QUERIES_OF_A_REPORT if composes else MOST_QUERIES


def test_no_page_asks_more_often_for_many_rows_than_for_few(cast: Cast, settings: Settings) -> None:
    settings.SESSION_IDLE = settings.SESSION_IDLE_ADMINISTRATOR = 86_400  # a slow run prolongs no session
    for code in ("TV-TH", "VH-GOM"):
        put_into(code, State.DRAFT)
    put_into("TV-XA", State.ACCEPTED)  # so that something of either kind counts in this year
    few, many = measure(cast, FEW), measure(cast, MANY)

    differing = [
        f"{page}: {statement} {few[page][0][statement]} → {many[page][0][statement]} times"
        for page in PAGES
        for statement in few[page][0] | many[page][0]
        if few[page][0][statement] != many[page][0][statement]
    ]
    assert differing == []
    over = {page: asked.total() for page, (asked, _) in few.items() if asked.total() > most_queries(page)}
    assert over == {}
    unmoved = [page for page in PAGES if many[page][1] < few[page][1] + 5_000 and not OF_ONE_FORM.search(page.url)]
    assert unmoved == [], "the many rows are not on these pages"
