"""A commune whose plan numbers its clauses otherwise, or lacks what the portal shows: every page and report works."""

from __future__ import annotations

import csv
import pickle
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import resolve
from pytest_django import DjangoDbBlocker

from baocao.document.pdf import MAX_TABLE_ROWS
from baocao.models import ReportKind
from kehoach.books import BOOKS, Book
from kehoach.books.definitions import ACTIVITIES
from kehoach.demo import files
from kehoach.models import Commune, Section, SectionRole, Task, TaskRole
from tests.cast import Cast, assemble, every_row, ours, put_back, signed_in, taken_back
from tests.kept import made_once
from tests.pages import filled_in, plain_text

pytestmark = [pytest.mark.once, pytest.mark.django_db]

ROLES = ("reporter", "officer", "overseer")
CODE = re.compile(r"(?:I|II|III|IV)(?:\.[0-9a-zđ])*(?:-\d)?")
# What could not stand in a report whose own chapters are I, II.1, III.2 …: heads of I and IV, tasks and targets.
CODE_OF_PLAN_04 = re.compile(r"(?<![\w.])(?:(?:I|IV)\.\d|(?:II|III)\.\d\.[a-zđ])(?!\w)")
NUMBERS = {"I": "A", "II": "B", "III": "C", "IV": "D", **dict(zip("abcdđe", "klmnpq", strict=True))}
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)(?:#([^"]*))?"')
# Pages that lead out of the portal, and files.
LEFT_OUT = re.compile(r"^/(quan-tri|static|thanh-phan)/|\.(pdf|docx|xlsx|json|png|zip)$|/tep/|/nho/")


def renumbered(code: str) -> str:
    """The clause's code in the other plan: II.1.b is B.7.l there, I.2.a-3 is A.8.k-9."""
    parts = re.split(r"([.-])", code)
    return "".join(NUMBERS.get(part) or (str(int(part) + 6) if part.isdigit() else part) for part in parts)


def renumber(fixtures: Path) -> None:
    """The fixtures of plan and demonstration, written anew with the other codes."""
    plan = (files.FOLDER / "plan-04.json").read_text(encoding="utf-8")
    plan = re.sub(f'"({CODE.pattern})"', lambda found: f'"{renumbered(found[1])}"', plan)
    (fixtures / "plan-04.json").write_text(plan, encoding="utf-8")
    for folder in ("demo", "demo-results"):
        (fixtures / folder).mkdir()
        for file in (files.FOLDER / folder).glob("*.csv"):
            with file.open(encoding="utf-8", newline="") as source:
                rows = list(csv.DictReader(source))
            with (fixtures / folder / file.name).open("w", encoding="utf-8", newline="") as target:
                writer = csv.DictWriter(target, list(rows[0]))
                writer.writeheader()
                writer.writerows(
                    {**row, **({"task": renumbered(row["task"])} if row.get("task") else {})} for row in rows
                )


@pytest.fixture(scope="module")
def other(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """The demonstration under a plan with other codes. Its pages are what is read here, not the files they lead to."""
    fixtures = tmp_path_factory.mktemp("fixtures")
    renumber(fixtures)

    def load() -> bytes:
        with taken_back(), override_settings(DEBUG=True, DATA_DIR=fixtures, FIXTURE_DIRS=[fixtures]):
            call_command("prepare", demo=True, stdout=StringIO())
            return pickle.dumps((assemble(Commune.objects.get(is_demo=True)), every_row()))

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "FOLDER", fixtures)
        patch.setattr("baocao.document.pdf.typeset", lambda *given, **options: b"%PDF-1.7")
        patch.setattr("baocao.document.pdf.ROWS_AT_HAND", MAX_TABLE_ROWS)
        cast, rows = pickle.loads(made_once(f"other-numbering-{connection.vendor}", load))
        with taken_back():
            put_back(rows)
            yield cast


def links_of(page: str) -> list[tuple[str, str]]:
    """The addresses that a page leads to inside the portal, each with the place on that page."""
    return [(url, place) for url, place in LINK.findall(page.replace("&amp;", "&")) if not LEFT_OUT.search(url)]


def crawled(client: Client, start: str = "/") -> dict[str, str]:
    """Every sort of page that somebody comes to by links, by its address: one of each route."""
    pages: dict[str, str] = {}
    waiting, seen = [start], set[str]()
    while waiting:
        url = waiting.pop(0)
        route = resolve(urlsplit(url).path).view_name
        if route in seen:
            continue
        response = client.get(url)
        if response.status_code == 302:
            waiting.append(response["Location"])
            continue
        assert response.status_code == 200, url
        seen.add(route)
        if response.streaming:
            response.getvalue()  # read to its end, which closes the file
        if not response["Content-Type"].startswith("text/html"):
            continue
        pages[url] = response.content.decode()
        waiting += [other for other, _ in links_of(pages[url])]
    return pages


def browser_of(cast: Cast, role: str) -> Client:
    """Somebody of this role, who has chosen the commune where they have none of their own."""
    who = getattr(cast, role)
    return signed_in(who, None if who.commune else cast.commune)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_knows_a_code_of_plan_04_and_no_link_misses_its_clause(other: Cast, role: str) -> None:
    client = browser_of(other, role)
    places = set(re.findall(r' id="([^"]+)"', client.get("/ke-hoach/").content.decode()))

    pages = crawled(client)

    told = {url: CODE_OF_PLAN_04.findall(plain_text(page.partition("<main")[2])) for url, page in pages.items()}
    named = {place for page in pages.values() for url, place in links_of(page) if url == "/ke-hoach/" and place}
    assert {url: codes for url, codes in told.items() if codes} == {}
    assert named - places == set()
    assert any("B.7.l" in page for page in pages.values())


@pytest.mark.parametrize("kind", ReportKind)
def test_no_report_knows_a_code_of_plan_04(other: Cast, kind: ReportKind) -> None:
    year = {ReportKind.ANNUAL: 2025, ReportKind.MIDTERM: 2025, ReportKind.FINAL: 2026}[kind]
    page = signed_in(other.leader).get(f"/bao-cao/{year}/{kind.slug}/")

    assert page.status_code == 200
    assert CODE_OF_PLAN_04.findall(plain_text(page.content.decode().partition("<main")[2])) == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.slug)
def test_a_new_row_is_for_the_task_of_its_book(other: Cast, book: Book) -> None:
    tasks = {str(task.pk): task.code for task in ours(Task).all()}
    expected = {"activities": "", "documents": "D.7.k", "courses": "B.9.k", "mobilisations": "B.9.n", "funding": "D.9"}

    asked = filled_in(signed_in(other.officer).get(f"/{book.path}/them/"), "note" if not book.quick else "form-0-title")

    chosen = [tasks.get(key, "") for key in asked.get("task", [])]
    assert chosen == ([] if book.quick else [expected.get(book.slug, "B.7.n")])


def test_a_row_for_an_occasion_is_for_the_task_of_occasions(other: Cast) -> None:
    task = ours(Task).get(role=TaskRole.OCCASIONS)

    asked = filled_in(signed_in(other.officer).get("/hoat-dong/them/?dip=NK-1"), "note")

    assert (task.code, asked["task"]) == ("B.7.l", [str(task.pk)])


def test_the_school_and_the_station_write_for_their_own_tasks(other: Cast) -> None:
    school, station = other.reporter, other.reporter_of("DTT")
    codes = {}
    for who in (school, station):
        asked = filled_in(signed_in(who).get("/van-ban/them/"), "note")
        codes[who.unit.code] = [Task.objects.get(pk=key).code for key in asked["task"]]

    assert codes == {"TH": ["D.8.k"], "DTT": ["D.11"]}


def test_the_plan_tells_of_its_money_and_its_objective_at_its_own_heads(other: Cast) -> None:
    page = plain_text(signed_in(other.officer).get("/ke-hoach/?nam=2025").content.decode())
    heads = dict(ours(Section).exclude(role="").values_list("role", "code"))

    assert heads == {
        SectionRole.GENERAL_OBJECTIVE: "A.7",
        SectionRole.STATE_FUNDING: "C.7",
        SectionRole.DONATED_FUNDING: "C.8",
    }
    assert "Tiếp tục đổi mới hoạt động phục vụ học tập suốt đời" in page
    assert page.count("dự toán") >= 2


def test_a_plan_without_roles_goes_without_what_they_show(other: Cast) -> None:
    ours(Section).update(role="")
    ours(Task).update(role="")

    pages = crawled(browser_of(other, "officer"))
    asked = filled_in(signed_in(other.officer).get(f"/{ACTIVITIES.path}/them/?dip=NK-1"), "note")

    assert "Tiếp tục đổi mới hoạt động phục vụ học tập suốt đời" not in plain_text(pages["/ke-hoach/"])
    assert asked["task"] == [""]
