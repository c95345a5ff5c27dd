"""What the pages that are opened most ask the database, statement by statement, as tests/sql/ keeps it.

A diff there shows what a change costs. SQL_SNAPSHOTS=write writes the files anew.
"""

from __future__ import annotations

import os
import re
import textwrap
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehoach.models import State
from tests.cast import NOW, Cast, put_into, signed_in

# SQLite's text; PostgreSQL is asked the same in its own words.
pytestmark = pytest.mark.once

FOLDER = Path(__file__).parent / "sql"
PAGES = {
    "home_reporter": ("reporter", "/"),
    "home_officer": ("officer", "/"),
    "home_overseer": ("overseer", "/"),
    "entry": ("reporter", "/thu-vien/TV-TH/2026/nhap/"),
    "figures": ("officer", "/thu-vien/TV-TH/2026/"),
    "grid": ("officer", "/so-lieu/2026/"),
    "dashboard": ("leader", "/bang-dieu-hanh/2025/"),
    "living_plan": ("officer", "/ke-hoach/"),
    "tasks": ("officer", "/nhiem-vu/"),
    "reports": ("officer", "/bao-cao/"),
    "books": ("officer", "/hoat-dong/"),
}
CLAUSES = re.compile(r" (?=(?:FROM|WHERE|LEFT OUTER JOIN|INNER JOIN|GROUP BY|HAVING|ORDER BY|LIMIT|UNION ALL)\b)")
COLUMNS = re.compile(r"""("?\w+"?\.)"\w+"(?:, \1"\w+")+""")


def readable(statement: str) -> str:
    """A statement without its values, a line a clause; the columns of a table stand together in brackets."""
    bare = re.sub(r"(?<![\w\"])\d+|'[^']*'", "?", statement)
    bare = re.sub(r"(\(\?\)|\?)(, \1)+", r"\1", bare)
    grouped = COLUMNS.sub(lambda run: f"{run[1]}({run[0].replace(run[1], '')})", bare).replace('"', "")
    return "\n".join(textwrap.fill(clause, 120, subsequent_indent="    ") for clause in CLAUSES.split(grouped))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_asks_what_it_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    role, url = PAGES[name]
    put_into("TV-TH", State.DRAFT)
    client = signed_in(getattr(cast, role))
    client.get(url)  # what a process looks up only once is no part of it
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    text = "\n\n".join(readable(query["sql"]) for query in queries) + "\n"

    kept = FOLDER / f"{name}.sql"
    if os.environ.get("SQL_SNAPSHOTS") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text)
    assert text == kept.read_text(), "SQL_SNAPSHOTS=write keeps it as it is now"


def test_no_file_is_left_of_a_page_that_is_not_watched() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PAGES)
