"""Who gets what at every address: one row for each route, kind of object and method, one column for each role.

`in` is a redirect to the sign-in page. A row that names one status after `in` means it of everybody who is signed in.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from kehoach.actions.exceptions import grant_exception
from kehoach.actions.links import link_for
from kehoach.actions.years import open_year
from kehoach.demo import moment
from kehoach.enums import State
from kehoach.models import Assignment, EntryLink, Evidence, ReportingYear, Unit, User, YearException
from kehoach.periods import default_window
from kehoach.tokens import token_of
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from thuvien.models import Library
from vanhoa.models import CulturalCentre

ROLES = ("anonymous", "reporter", "colleague", "officer", "leader", "stranger", "overseer", "administrator")
# The stranger is another commune's officer; overseer and administrator have chosen the commune of the demonstration.
#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
sign_in           -         GET       200      302     302      302      302     302       302       302
sign_in           -         POST      200      302     302      302      302     302       302       302
sign_out          -         GET       in       405
sign_out          -         POST      in       302
home              -         GET       in       200     200      200      302     200       200       200
home              -         POST      in       405
choose_commune    commune   GET       in       405
choose_commune    commune   POST      in       403     403      403      403     403       302       302
living_plan       -         GET       in       200     200      200      200     404       200       200
living_plan       -         POST      in       405
newest_dashboard  -         GET       in       403     403      302      302     404       302       403
newest_dashboard  -         POST      in       405
dashboard         year      GET       in       403     403      200      200     404       200       403
dashboard         year      POST      in       405
reports           -         GET       in       403     403      200      200     404       200       403
reports           -         POST      in       405
report            report    GET       in       403     403      200      200     404       200       403
report            report    POST      in       405
report_pdf        report    GET       in       403     403      200      200     404       200       403
report_pdf        report    POST      in       405
slip              form      GET       in       200     404      200      200     404       200       403
slip              form      POST      in       405
slip              foreign   GET       in       404     404      404      404     200       404       403
newest_collection -         GET       in       403     403      302      302     302       403       403
newest_collection -         POST      in       405
collection        year      GET       in       403     403      200      200     404       403       403
collection        year      POST      in       405
reminders         year      GET       in       403     403      200      403     404       403       403
reminders         year      POST      in       405
accept_chosen     year      GET       in       405
accept_chosen     year      POST      in       403     403      302      403     404       403       403
open_year         -         GET       in       403     403      200      403     200       403       403
open_year         -         POST      in       403     403      302      403     302       403       403
deadlines         year      GET       in       403     403      302      403     404       403       403
deadlines         year      POST      in       403     403      302      403     404       403       403
deadlines         open      GET       in       403     403      200      403     200       403       403
deadlines         open      POST      in       403     403      302      403     302       403       403
close_year        open      GET       in       403     403      200      403     200       403       403
close_year        open      POST      in       403     403      302      403     302       403       403
grant_exception   year      GET       in       405
grant_exception   year      POST      in       403     403      302      403     404       403       403
end_exception     exception GET       in       405
end_exception     exception POST      in       403     403      302      403     404       403       403
task              own       GET       in       200     404      200      200     404       200       200
task              own       POST      in       403     404      302      403     404       403       403
task              others    GET       in       404     404      200      200     404       200       200
task              others    POST      in       404     404      302      403     404       403       403
entry_link        link      GET       200     200
entry_link        link      POST      302     302
entry_links       links     GET       in       403     403      200      403     200       403       403
entry_links       links     POST      in       405
hand_out          links     GET       in       405
hand_out          links     POST      in       403     403      302      403     302       403       403
revoke_link       linked    GET       in       403     403      200      403     404       403       403
revoke_link       linked    POST      in       403     403      302      403     404       403       403
qr_sheet          links     GET       in       403     403      200      403     302       403       403
qr_sheet          links     POST      in       405
"""
# The same for libraries and for centres. A form is `own` in the state that its step starts from, or `accepted`.
#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
FIGURES_TABLE = """
register          -         GET       in       200     200      200      200     200       200       403
register          -         POST      in       405
facility          own       GET       in       200     404      200      200     404       200       403
facility          own       POST      in       405
facility          foreign   GET       in       404     404      404      404     200       404       403
membership        own       GET       in       405
membership        own       POST      in       403     404      302      403     404       403       403
membership        foreign   POST      in       404     404      404      404     302       404       403
figures           own       GET       in       200     404      200      200     404       404       403
figures           own       POST      in       405
figures           accepted  GET       in       200     404      200      200     404       200       403
figures           foreign   GET       in       404     404      404      404     200       404       403
open              own       GET       in       405
open              own       POST      in       302     404      302      403     404       404       403
open              accepted  POST      in       302     404      302      403     404       403       403
open              foreign   POST      in       404     404      404      404     302       404       403
entry             own       GET       in       200     404      200      403     404       404       403
entry             own       POST      in       302     404      302      403     404       404       403
entry             accepted  GET       in       302     404      302      403     404       403       403
entry             accepted  POST      in       302     404      302      403     404       403       403
entry             foreign   GET       in       404     404      404      404     200       404       403
entry             foreign   POST      in       404     404      404      404     302       404       403
submit            own       GET       in       200     404      200      403     404       404       403
submit            own       POST      in       302     404      302      403     404       404       403
submit            accepted  GET       in       302     404      302      403     404       403       403
submit            accepted  POST      in       302     404      302      403     404       403       403
submit            foreign   GET       in       404     404      404      404     200       404       403
submit            foreign   POST      in       404     404      404      404     200       404       403
receipt           own       GET       in       200     404      200      403     404       404       403
receipt           own       POST      in       405
receipt           foreign   GET       in       404     404      404      404     200       404       403
accept            own       GET       in       405
accept            own       POST      in       403     404      302      403     404       404       403
accept            accepted  POST      in       403     404      302      403     404       403       403
accept            foreign   POST      in       404     404      404      404     302       404       403
return            own       GET       in       403     404      200      403     404       404       403
return            own       POST      in       403     404      302      403     404       404       403
return            accepted  GET       in       403     404      200      403     404       403       403
return            accepted  POST      in       403     404      302      403     404       403       403
return            foreign   GET       in       404     404      404      404     200       404       403
return            foreign   POST      in       404     404      404      404     302       404       403
evidence          own       GET       in       200     404      200      200     404       404       403
evidence          own       POST      in       302     404      302      403     404       404       403
evidence          accepted  GET       in       200     404      200      200     404       200       403
evidence          accepted  POST      in       302     404      302      403     404       403       403
evidence          foreign   GET       in       404     404      404      404     200       404       403
evidence          foreign   POST      in       404     404      404      404     302       404       403
evidence_file     own       GET       in       200     404      200      200     404       404       403
evidence_file     own       POST      in       405
evidence_file     accepted  GET       in       200     404      200      200     404       200       403
evidence_file     foreign   GET       in       404     404      404      404     200       404       403
evidence_small    own       GET       in       200     404      200      200     404       404       403
evidence_small    own       POST      in       405
evidence_small    accepted  GET       in       200     404      200      200     404       200       403
evidence_small    foreign   GET       in       404     404      404      404     200       404       403
remove_evidence   own       GET       in       405
remove_evidence   own       POST      in       302     404      302      403     404       404       403
remove_evidence   accepted  POST      in       302     404      302      403     404       403       403
remove_evidence   foreign   POST      in       404     404      404      404     302       404       403
"""
CHOOSERS = ("overseer", "administrator")
WRITES = re.compile(r"INSERT|UPDATE|DELETE")
# Only where DEBUG is on while the paths are read.
OPTIONAL = {"gallery"}
FACILITIES = {"thuvien": ("TV-TH", "TV-QK"), "vanhoa": ("VH-GOM", "VH-QK")}
STARTS_FROM = {
    "figures": State.SUBMITTED,
    "open": State.NOT_OPENED,
    "entry": State.DRAFT,
    "submit": State.DRAFT,
    "receipt": State.SUBMITTED,
    "accept": State.SUBMITTED,
    "return": State.SUBMITTED,
    "evidence": State.DRAFT,
    "evidence_file": State.DRAFT,
    "evidence_small": State.DRAFT,
    "remove_evidence": State.DRAFT,
}
# A white dot.
PHOTO = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==")
OF_A_FILE = {"evidence_file", "evidence_small", "remove_evidence"}
PARAMETERS = {
    ("token", "StringConverter"),
    ("code", "CodeConverter"),
    ("year", "YearConverter"),
    ("kind", "StringConverter"),
    ("slug", "StringConverter"),
    ("pk", "IntConverter"),
}
REASONS = (
    "Trang này dành cho công chức và lãnh đạo xã.",
    "Việc duyệt và trả lại do công chức Văn hóa - Xã hội làm.",
    "Tài khoản của xã chỉ xem xã mình.",
    "Lãnh đạo xã xem số liệu; việc nhập, duyệt do đơn vị và công chức Văn hóa - Xã hội làm.",
    "Tài khoản cấp trên chỉ xem số liệu đã duyệt, không nhập và không duyệt.",
    "Tài khoản cấp trên chỉ xem số liệu đã duyệt, không xem việc thu thập của xã.",
    "Tài khoản quản trị lo tài khoản và đơn vị, không",
    "Trang quản trị dành cho tài khoản quản trị.",
    "Đường dẫn nhập liệu do công chức Văn hóa - Xã hội tạo và gửi.",
)


@dataclass(frozen=True)
class Row:
    """One line of the table: what is asked for, and what each role gets."""

    route: str
    object: str
    method: str
    statuses: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.method, self.route, self.object))


def rows() -> Iterator[Row]:
    """The whole table."""
    tables = [("", TABLE), *((f"{app}:", FIGURES_TABLE) for app in FACILITIES)]
    for namespace, table in tables:
        for line in table.strip().splitlines():
            route, what, method, anonymous, *others = line.split()
            everybody = others if len(others) > 1 else others * (len(ROLES) - 1)
            yield Row(namespace + route, what, method, (anonymous, *everybody))


def patterns(
    inside: URLResolver, namespace: str = "", above: tuple[Any, ...] = ()
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every route below a resolver: its full name, and the converters of its parameters."""
    for pattern in inside.url_patterns:
        here = (*above, *pattern.pattern.converters.items())
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or '?'}", here
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner, here)


def routes() -> dict[str, tuple[Any, ...]]:
    """The portal's own routes with their parameters; those of the admin are one group, in test_admin.py."""
    return {name: here for name, here in patterns(get_resolver()) if not name.startswith("admin:")}


@pytest.fixture(scope="module")
def world(demonstration: Cast, django_db_blocker: DjangoDbBlocker) -> Cast:
    """A task and a centre that are the reporter's alone, and a neighbour with a facility of each kind."""
    with django_db_blocker.unblock():
        school = demonstration.reporter.unit
        Assignment.objects.filter(task__code="IV.2.a").exclude(unit=school).delete()
        CulturalCentre.objects.filter(code="VH-GOM").update(unit=school)
        neighbour, by = demonstration.neighbour, demonstration.stranger
        unit = Unit.objects.create(commune=neighbour, code="VHTT", name="Công chức xã", kind="culture_office")
        Library.objects.create(commune=neighbour, unit=unit, code="TV-QK", name="Thư viện xã", kind="commune")
        CulturalCentre.objects.create(commune=neighbour, unit=unit, code="VH-QK", name="Nhà văn hóa", kind="village")
        open_year(
            commune=neighbour, year=OPEN_YEAR, window=default_window(OPEN_YEAR), by=by, at=moment(OPEN_YEAR, 11, 2)
        )
        grant_exception(
            reporting_year=ReportingYear.objects.get(commune=demonstration.commune, year=2025),
            unit=demonstration.colleague.unit,
            reason="Trường đếm thiếu",
            expires_at=moment(OPEN_YEAR, 11, 10),
            by=demonstration.officer,
            at=moment(OPEN_YEAR, 11, 2),
        )
    return demonstration


@pytest.fixture(scope="module")
def sessions(world: Cast, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """The cookie of each role that can sign in."""
    with django_db_blocker.unblock():
        return {
            role: signed_in(getattr(world, role), world.commune if role in CHOOSERS else None)
            .cookies["sessionid"]
            .value
            for role in ROLES[1:]
        }


ALWAYS_THERE: dict[str, dict[str, Any]] = {
    "-": {},
    "commune": {"code": "11122"},
    "year": {"year": 2025},
    "open": {"year": OPEN_YEAR},
    "report": {"year": 2025, "kind": "hang-nam"},
}


@pytest.fixture(autouse=True)
def no_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may have a report matters here, not its seconds of typesetting."""
    monkeypatch.setattr("baocao.views.reports.report_pdf", lambda *given, **issued: b"%PDF-1.7")
    monkeypatch.setattr("baocao.views.slips.render_pdf", lambda *given: b"%PDF-1.7")


def place(row: Row) -> dict[str, Any]:
    """The parameters of the row's address; the form there is put into the state that the row is about."""
    namespace, _, step = row.route.rpartition(":")
    if row.object in ALWAYS_THERE:
        return ALWAYS_THERE[row.object]
    match row.object:
        case "exception":
            return {"year": 2025, "pk": YearException.objects.get().pk}
        case "link":
            return {"token": token_of(with_a_link().nonce)}
        case "links":
            return {"year": with_a_link().reporting_year.year}
        case "linked":
            return {"year": OPEN_YEAR, "code": with_a_link().unit.code}
    if row.route == "slip":
        code = FACILITIES["thuvien"][row.object == "foreign"]
        return {"slug": "thu-vien", "code": code, "year": OPEN_YEAR}
    if row.route == "task":
        return {"code": "IV.2.a" if row.object == "own" else "II.1.a"}
    code = FACILITIES[namespace][row.object == "foreign"]
    if step not in STARTS_FROM:
        return {"code": code}
    if step in OF_A_FILE:
        return {"code": code, "year": OPEN_YEAR, "pk": with_a_photo(code).pk}
    return {"code": code, "year": OPEN_YEAR}


def with_a_link() -> EntryLink:
    """The primary school's entry link of the open year; living whenever the tests are run."""
    unit = Unit.objects.get(commune__is_demo=True, code="TH")
    year = ReportingYear.objects.get(commune=unit.commune, year=OPEN_YEAR)
    return link_for(unit=unit, year=year, by=User.objects.get(username="cong-chuc"), at=NOW, until=date(2099, 12, 31))


def with_a_photo(code: str) -> Evidence:
    """A photo behind the form of this facility."""
    figures = figures_of(code)
    return figures.evidence.first() or Evidence.objects.create(
        subject=figures,
        name="anh.png",
        file=ContentFile(PHOTO, "anh.png"),
        media_type="image/png",
        size=len(PHOTO),
        sha256=sha256(PHOTO).hexdigest(),
        uploaded_at=NOW,
        uploaded_by=User.objects.get(username="cong-chuc"),
    )


def prepare(row: Row) -> int:
    """Puts the form of the row into its state; returns its version."""
    namespace, _, step = row.route.rpartition(":")
    if namespace not in FACILITIES or step not in STARTS_FROM:
        return 0
    state = State.ACCEPTED if row.object == "accepted" else STARTS_FROM[step]
    return put_into(FACILITIES[namespace][row.object == "foreign"], state).version


def sent(row: Row, version: int) -> dict[str, Any]:
    """What a browser would send with the row's POST, so that nothing but the right is in its way."""
    match row.route.rpartition(":")[2]:
        case "task":
            return {f"unit-{Unit.objects.get(code='TH').pk}": "lead"}
        case "membership":
            scope = "all_libraries" if row.route.startswith("thuvien") else "all_centres"
            return {"scope": scope, "counted": "0", "since": "01/01/2026", "reason": "Sửa chữa cả năm"}
        case "return":
            return {"reason": "Thiếu lượt người dân."}
        case "open_year":
            days = ("15/12/2026", "14/12/2027", "05/12/2027", "20/12/2027")
            names = ("window_start", "window_end", "unit_deadline", "report_deadline")
            return {"year": "2027", **dict(zip(names, days, strict=True))}
        case "deadlines":
            return {"unit_deadline": "10/12/2026", "report_deadline": "22/12/2026"}
        case "close_year":
            return {"despite_missing": "on", "reason": "Trường đang sáp nhập"}
        case "grant_exception":
            unit = Unit.objects.get(code="THCS")
            return {"unit": unit.pk, "expires_at": "31/12/2099", "reason": "Trường đếm thiếu"}
        case "submit":
            return {"version": version, "name": "Nguyễn Thị Lan", "position": "Hiệu trưởng"}
        case "evidence":
            return {"question": "", "file": ContentFile(PHOTO, "anh.png")}
    return {"version": version}


def answer(row: Row, version: int, session: str | None) -> HttpResponse:
    """What somebody with this cookie gets for the row; a refusal writes nothing, and what else does is taken back."""
    client, url = Client(raise_request_exception=False), reverse(row.route, kwargs=place(row))
    if session:
        client.cookies["sessionid"] = session
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url) if row.method == "GET" else client.post(url, sent(row, version))
        transaction.set_rollback(True)
    if response.streaming:
        response.getvalue()  # read to its end, which closes the file
    if response.status_code != 302:
        assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []
    return response


def told(response: HttpResponse) -> str:
    """The status as the table writes it. Who is refused is told why."""
    if response.status_code == 302 and response["Location"].startswith("/dang-nhap/?next="):
        return "in"
    if response.status_code == 403:
        page = response.content.decode()
        assert any(reason in page for reason in REASONS), "refused without a reason"
    return str(response.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("row", list(rows()), ids=str)
def test_everybody_gets_what_the_table_says(sessions: dict[str, str], row: Row) -> None:
    version = prepare(row)

    got = {role: told(answer(row, version, sessions.get(role))) for role in ROLES}

    assert got == dict(zip(ROLES, row.statuses, strict=True))


def test_every_route_is_in_the_table() -> None:
    in_table = {row.route for row in rows()}

    assert routes().keys() - OPTIONAL == in_table


def test_every_route_has_both_methods_in_the_table() -> None:
    methods: dict[str, set[str]] = {}
    for row in rows():
        methods.setdefault(row.route, set()).add(row.method)

    assert {route for route, known in methods.items() if known != {"GET", "POST"}} == set()


def test_every_parameter_of_an_address_is_known_here() -> None:
    used = {(name, type(converter).__name__) for here in routes().values() for name, converter in here}

    assert used <= PARAMETERS


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_no_other_method_breaks_a_page_or_writes(world: Cast, db: None, method: str) -> None:
    client = signed_in(world.officer)
    urls = [reverse(row.route, kwargs=place(row)) for row in rows() if row.method == "GET"]

    with CaptureQueriesContext(connection) as queries:
        answers = {url: getattr(client, method)(url).status_code for url in urls}

    assert {url: status for url, status in answers.items() if status >= 500} == {}
    assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []


@pytest.mark.parametrize(
    "path",
    [
        *("/bang-dieu-hanh/0/", "/bang-dieu-hanh/1999/", "/bang-dieu-hanh/99999/", "/bang-dieu-hanh/-1/"),
        *("/thu-vien/TV-TH/99999999999999999999/", "/thu-vien/TV-TH/2019/", "/bao-cao/0/annual/"),
        *("/thu-vien/%00/", "/thu-vien/TV%00/2026/nhap/", "/van-hoa/%0A/", "/nhiem-vu/%00/", "/nhiem-vu/VI.9/"),
        *("/thu-vien/" + "x" * 300 + "/", "/thu-vien/' OR 1=1/", "/khong-co/"),
    ],
)
def test_an_address_that_means_nothing_is_no_page(world: Cast, db: None, path: str) -> None:
    response = signed_in(world.officer).get(path)

    assert response.status_code == 404
    assert "Mã 404" in response.content.decode()


@pytest.mark.parametrize("role", CHOOSERS)
@pytest.mark.parametrize("path", ["/ke-hoach/", "/nhiem-vu/IV.2.a/"])
def test_who_has_no_commune_of_their_own_is_told_to_choose_one(world: Cast, db: None, role: str, path: str) -> None:
    response = signed_in(getattr(world, role)).get(path)

    assert response.status_code == 403
    assert "Chưa chọn xã. Hãy về trang đầu và chọn một xã." in response.content.decode()


def test_a_commune_that_does_not_exist_cannot_be_chosen(world: Cast, db: None) -> None:
    assert signed_in(world.overseer).post("/xa/99999/").status_code == 404


def test_an_account_that_was_switched_off_is_nobody_at_once(world: Cast, db: None) -> None:
    client = signed_in(world.officer)
    User.objects.filter(pk=world.officer.pk).update(is_active=False)

    assert told(client.get("/ke-hoach/")) == "in"
