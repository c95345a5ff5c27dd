"""No English reaches anybody: neither what stands in code, templates and scripts, nor what Django adds to it.

What every role gets at every address, `test_access.py` looks through; what stands in letters, `conftest.py`.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.access.table import ROLES, Row, areas, rows
from tests.cast import Cast, signed_in
from tests.entry_links import inside, link_of
from tests.house import PACKAGES, ROOT
from tests.pages import CARRIED, all_filled_in, english_in, english_of, english_on

# What is said is the same on every database.
pytestmark = pytest.mark.once

CHOOSERS = ("overseer", "administrator")
# What nobody means, and no field but one for text takes.
ODD = "¿x-9¡"
# Without them only “somebody has changed it meanwhile” would be said.
SEEN = CARRIED | {"version", "seen"}
SENTENCE = re.compile(r"[a-z]{2} [a-z]")  # SQL is written in capitals
VIETNAMESE = re.compile(r"[à-ỹÀ-Ỹ]")
# docs/forms.md is written by it, for whoever adds a form.
FOR_PROGRAMMERS = {"baocao/official_forms/documentation.py"}
CALLED = re.compile(r"^(?:_|Counter|Histogram|_?logger\..*|ValueError|LookupError|.*DoesNotExist)$")
TAG = re.compile(r"\{% block (?:body_class|page_style).*?endblock %\}|\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
QUOTED = re.compile(r'"([^"]*)"')
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)
SCRIPT_TEXT = re.compile(r'"([^"\n]*)"|`([^`]*)`')
SELECTOR = re.compile(r"[\[\]=>{}]")


def sentences_of(path: Path) -> list[str]:
    """The texts of several words in a module without its docstrings; markup, and what is translated or says something
    to programmers alone, is none."""
    tree = ast.parse(path.read_text())
    not_read = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and CALLED.search(ast.unparse(node.func)):
            not_read |= {id(part) for given in node.args for part in ast.walk(given)}
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in not_read]
    sentences = [text for text in texts if isinstance(text, str) and SENTENCE.search(text)]
    return [text for text in sentences if not VIETNAMESE.search(text) and "<" not in text]


def test_no_text_in_the_code_is_english() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts and path.relative_to(ROOT).as_posix() not in FOR_PROGRAMMERS
        for text in sentences_of(path)
        if english_in(text)
    }

    assert found == set()


def test_no_template_speaks_english() -> None:
    found = {}
    for path in (ROOT / "templates").rglob("*.html"):
        page = path.read_text()
        given = [text for tag in TAG.findall(page) for text in QUOTED.findall(tag) if " " in text]
        found[path] = [*english_on(TAG.sub(" ", page)), *english_in(" | ".join(given))]

    assert len(found) > 100
    assert {path: words for path, words in found.items() if words} == {}


def test_no_script_speaks_english() -> None:
    said = []
    for path in (ROOT / "kehoach" / "static" / "kehoach").glob("*.js"):
        texts = map("".join, SCRIPT_TEXT.findall(SCRIPT_COMMENT.sub("", path.read_text())))
        said += [text for text in texts if SENTENCE.search(text) and not SELECTOR.search(text)]

    assert len(said) > 20
    assert [text for text in said if english_in(text)] == []


@pytest.fixture
def world(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The demonstration with what every area of the table needs; nothing is typeset."""
    for area in areas():
        area.set_up(cast)
    monkeypatch.setattr("baocao.issuing.actions.issuing.frozen_pdf", lambda content: b"%PDF-1.7")
    return cast


def fields_of(client: Client, url: str, row: Row) -> dict[str, Any]:
    """Every field that the page of an address has, and those that the table sends to it, as they stand."""
    page = client.get(url)
    has_forms = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    fields: dict[str, Any] = {}
    for form in all_filled_in(page) if has_forms else ():
        fields |= form
    return fields | row.sent()


def test_no_answer_to_what_is_not_meant_speaks_english(world: Cast) -> None:
    """Every form empty, and with nonsense in every field, by the first role that may send it."""
    chosen = {role: world.commune if role in CHOOSERS else None for role in ROLES[1:]}
    clients = {role: signed_in(getattr(world, role), commune) for role, commune in chosen.items()}
    clients["anonymous"] = Client()
    found, posts = {}, 0
    for row in (row for row in rows() if row.method == "POST"):
        may = [role for role, status in zip(ROLES, row.statuses, strict=True) if status in ("200", "302")]
        if not may:
            continue
        client, url = clients[may[0]], reverse(row.name, kwargs=row.parameters())
        fields = fields_of(client, url, row)
        kept = {name: value for name, value in fields.items() if name in SEEN}
        for sent in (kept, {**dict.fromkeys(fields, ODD), **kept}):
            with transaction.atomic():
                answer = client.post(url, sent, follow=True)
                transaction.set_rollback(True)
            assert answer.status_code < 500, row
            posts += 1
            if english := english_of(answer):
                found[str(row)] = english

    assert posts > 200
    assert found == {}


def test_no_page_behind_a_link_speaks_english(world: Cast) -> None:
    client = inside(link_of("TH"))
    urls = {
        reverse(row.name, kwargs=row.parameters()) for row in rows() if row.statuses[1] == "200" and row.method == "GET"
    }
    found, pages = {}, 0
    for url in urls:
        answer = client.get(url)
        pages += answer.status_code == 200
        found[url] = english_of(answer)
        answer.close()

    assert pages > 10
    assert {url: words for url, words in found.items() if words} == {}


def test_no_page_of_what_went_wrong_speaks_english(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.officer)
    client.raise_request_exception = False
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    too_large = client.post("/tai-khoan/", {"name": "x" * 20})
    no_host = client.get("/", headers={"host": "a b"})
    no_token = Client(enforce_csrf_checks=True).post("/quen-mat-khau/")
    monkeypatch.setattr("kehoach.guide.views.render", lambda *given: 1 / 0)
    broken = client.get("/huong-dan/")
    answers = (too_large, no_host, no_token, broken, client.get("/khong-co/"), client.post("/huong-dan/"))

    assert [answer.status_code for answer in answers] == [400, 400, 403, 500, 404, 405]
    assert [english_of(answer) for answer in answers] == [[]] * len(answers)
