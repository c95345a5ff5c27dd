"""What whoever watches the portal gets to see, and what people see while the database is not there."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from pytest_django import Settings

from kehoach.operations import schema, state
from kehoach.operations.doctor import examine
from kehoach.operations.middleware import FairShareMiddleware, TrustedProxyMiddleware
from kehoach.operations.replication import fault_of_standby, unread_slots
from kehoach.operations.request_log import JsonFormatter
from kehoach.operations.schema import EARLY_STEPS, fault_of_schema, is_too_early
from kehoach.operations.views import server_error
from tests.cast import Cast, signed_in
from tests.pages import filled_in, words


def broken(*args: Any) -> Any:
    """A database that does not answer."""
    raise OperationalError("database is locked")


@pytest.fixture
def fitting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that are those of this version: the tests' come from the models, without migrations."""
    monkeypatch.setattr("kehoach.operations.readiness.fault_of_schema", lambda: None)


@pytest.mark.case("SC-132")
def test_a_portal_that_can_serve_says_so(db: None, fitting: None) -> None:
    alive, ready = Client().get("/suc-khoe/song"), Client().get("/suc-khoe/san-sang")

    assert [(response.status_code, response.content.decode()) for response in (alive, ready)] == [
        (200, "sống\n"),
        (200, "sẵn sàng\n"),
    ]


@pytest.mark.once
def test_without_its_database_the_process_lives_and_is_not_ready(db: None) -> None:
    with connection.execute_wrapper(broken):
        alive, ready = Client().get("/suc-khoe/song"), Client().get("/suc-khoe/san-sang")

    assert (alive.status_code, ready.status_code) == (200, 503)
    assert "Không kết nối được cơ sở dữ liệu" in ready.content.decode()


@pytest.mark.once
def test_without_a_folder_for_its_data_it_is_not_ready(db: None, fitting: None, settings: Settings) -> None:
    settings.DATA_DIR = Path("/nowhere")

    assert Client().get("/suc-khoe/san-sang").content.decode().startswith("Không ghi được vào thư mục dữ liệu /nowhere")


@pytest.mark.case("SC-286")
def test_a_log_that_nobody_comes_for_is_told_before_it_fills_the_disk(db: None, settings: Settings) -> None:
    if connection.vendor != "postgresql":
        assert (unread_slots(), fault_of_standby()) == ([], None)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_create_physical_replication_slot('luu_tru')")
        try:
            told = {point.name: point.message for point in examine(timezone.now())}
        finally:
            cursor.execute("SELECT pg_drop_replication_slot('luu_tru')")

    assert "«luu_tru»" in told["log_archive"]
    assert "standby" not in told


@pytest.mark.once
@pytest.mark.parametrize("address", ["/", "/dang-nhap/"])
def test_a_busy_database_gives_a_page_that_says_what_to_do(cast: Cast, address: str) -> None:
    client = signed_in(cast.officer)
    client.raise_request_exception = False

    with connection.execute_wrapper(broken):
        response = client.get(address)

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "Hãy chờ khoảng mười giây rồi tải lại trang" in words(response)


@pytest.mark.once
@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (InterfaceError("connection already closed"), "", 503),
        (InternalError("cannot execute UPDATE in a read-only transaction"), "25006", 503),
        (InternalError("current transaction is aborted"), "25P02", 500),
    ],
)
def test_only_what_passes_by_itself_is_told_as_busy(error: Exception, code: str, status: int) -> None:
    error.__cause__ = Exception()
    error.__cause__.pgcode = code  # type: ignore[attr-defined]
    try:
        raise error
    except (DatabaseError, InterfaceError):
        response = server_error(RequestFactory().get("/"))

    assert response.status_code == status


@pytest.mark.once
@pytest.mark.case("SC-221")
def test_what_was_sent_to_a_busy_database_stands_on_the_page_to_be_sent_again(cast: Cast) -> None:
    client = signed_in(cast.officer)
    client.raise_request_exception = False
    form = filled_in(client.get("/hoat-dong/them/"), "title") | {"title": ["Ngày hội đọc sách"]}

    with connection.execute_wrapper(broken):
        response = client.post("/hoat-dong/them/", form)

    assert response.status_code == 503
    assert "Lần gửi này chưa được lưu. Những gì vừa gõ vẫn còn." in words(response)
    held = filled_in(response, "title")
    assert (held["title"], held["csrfmiddlewaretoken"]) == (form["title"], form["csrfmiddlewaretoken"])


def served(get_response: Callable[[HttpRequest], HttpResponse], writers: int = 1) -> FairShareMiddleware:
    """The middleware before a view, with little patience."""
    with override_settings(WRITERS_AT_ONCE=writers):
        middleware = FairShareMiddleware(get_response)
    middleware.PATIENCE_OF_ONE = middleware.PATIENCE_TO_WRITE = 0.05  # type: ignore[misc]
    return middleware


@pytest.mark.once
def test_while_writers_wait_others_read_and_the_next_writer_is_told_at_once() -> None:
    requests, answers = RequestFactory(), []

    def view(request: HttpRequest) -> HttpResponse:
        if request.path == "/waits":
            answers.extend(portal(requests.generic(method, "/")).status_code for method in ("GET", "POST"))
        return HttpResponse()

    portal = served(view)

    assert portal(requests.post("/waits")).status_code == 200
    assert answers == [200, 503]
    assert portal(requests.post("/")).status_code == 200


@pytest.mark.once
def test_one_person_has_two_requests_worked_on_and_others_are_not_in_their_way() -> None:
    requests, answers = RequestFactory(), []

    def of(person: str, path: str) -> HttpRequest:
        request = requests.get(path)
        request.COOKIES["sessionid"] = person
        return request

    def view(request: HttpRequest) -> HttpResponse:
        if request.path == "/first":
            portal(of("one", "/second"))
        if request.path == "/second":
            answers.extend(portal(of(person, "/")).status_code for person in ("one", "another", ""))
        return HttpResponse()

    portal = served(view)

    assert portal(of("one", "/first")).status_code == 200
    assert answers == [503, 200, 200]
    assert portal(of("one", "/")).status_code == 200


def examined(expect_errors: bool = False) -> dict[str, dict[str, str]]:
    """What doctor says in JSON, by the name of the point."""
    out = StringIO()
    try:
        call_command("doctor", format="json", stdout=out)
    except CommandError:
        assert expect_errors
    told = json.loads(out.getvalue())
    assert told["ok"] is not expect_errors
    return {point["name"]: point for point in told["checks"]}


@pytest.mark.once
def test_doctor_finds_nothing_wrong_where_all_is_well(db: None, settings: Settings) -> None:
    settings.DEBUG = True
    state.note(state.BACKED_UP, timezone.now())

    points = examined()

    assert {name for name, point in points.items() if point["status"] == "ok"} >= {
        *("database", "schema", "pango", "fonts", "disk", "mail", "backup", "files", "system_checks"),
    }
    assert points["restore_test"]["status"] == "warning"


@pytest.mark.once
def test_doctor_says_what_to_do_in_production(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_PORT = 1

    points = examined(expect_errors=True)

    assert (points["backup"]["status"], points["demo"]["status"]) == ("error", "warning")
    assert all(point["action"] for point in points.values() if point["status"] == "error")


@pytest.mark.once
def test_a_database_that_does_not_answer_is_one_of_its_points(db: None, settings: Settings) -> None:
    settings.DEBUG = True
    with connection.execute_wrapper(broken):
        points = examined(expect_errors=True)

    assert points["database"]["message"] == "Không đọc được cơ sở dữ liệu: database is locked"


@pytest.mark.once
def test_a_schema_of_another_version_is_told(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MIGRATION_MODULES = {}
    assert "chưa nâng cấp" in str(fault_of_schema())

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {("kehoach", "0999_tomorrow"): None})
    assert "kehoach.0999_tomorrow" in str(fault_of_schema())


@pytest.mark.once
def test_the_two_early_builds_are_refused_before_anything_is_changed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first, last = sorted(EARLY_STEPS)[0], {("kehoach", "0006_folded_names")}
    noted_together = {step for step in EARLY_STEPS if step[0] == "baocao"} | {("kehoach", "0001_initial")}
    states = ([first], EARLY_STEPS, last, noted_together)
    assert [is_too_early(steps) for steps in states] == [True, False, False, False]

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {first: None})
    with pytest.raises(CommandError, match="không nâng cấp được"):
        schema.refuse_too_early()


@pytest.mark.once
@pytest.mark.parametrize(
    ("sender", "address", "scheme"),
    [("127.0.0.1", "203.0.113.7", "https"), ("", "203.0.113.7", "https"), ("198.51.100.4", "198.51.100.4", "http")],
)
def test_only_the_named_proxy_is_believed(settings: Settings, sender: str, address: str, scheme: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    sent = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "10.0.0.1, 203.0.113.7"}
    request = RequestFactory().get("/", REMOTE_ADDR=sender, **sent)

    TrustedProxyMiddleware(lambda request: None)(request)  # type: ignore[arg-type, return-value]

    assert (request.META["REMOTE_ADDR"], request.scheme) == (address, scheme)


@pytest.mark.once
def test_development_answers_to_this_machine_alone(db: None, settings: Settings) -> None:
    settings.DEBUG = True

    assert Client(REMOTE_ADDR="198.51.100.4").get("/dang-nhap/").status_code == 403
    assert Client(REMOTE_ADDR="127.0.0.2").get("/dang-nhap/").status_code == 200


@pytest.mark.once
def test_a_request_is_one_line_without_a_name_or_a_secret(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="kehoach.requests")

    response = signed_in(cast.officer).get("/nhiem-vu/II.1.a/?q=bí-mật")
    Client().get("/l/bi-mat-cua-duong-dan/")

    lines = [
        json.loads(JsonFormatter().format(record)) for record in caplog.records if record.name.endswith("requests")
    ]
    assert lines[0]["request"] == response["X-Request-Id"]
    assert (lines[0]["person"], lines[0]["status"]) == (str(cast.officer.pk), response.status_code)
    assert lines[0]["queries"] > 0
    assert lines[1]["route"] == "l/<str:token>/"
    assert not re.search("bí-mật|bi-mat|II.1.a", json.dumps(lines, ensure_ascii=False))


@pytest.mark.once
def test_an_error_carries_the_id_of_its_request_and_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/")
    request.META["KEHOACH_REQUEST"] = "0123456789abcdef"
    try:
        broken()
    except OperationalError:
        logging.getLogger("django.request").exception("Internal Server Error", extra={"request": request})

    line = json.loads(JsonFormatter().format(caplog.records[-1]))
    assert line["request"] == "0123456789abcdef"
    assert line["traceback"].endswith("OperationalError: database is locked")
