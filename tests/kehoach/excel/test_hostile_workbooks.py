"""Hundreds of hostile and odd workbooks, of three programs: each gets a clear answer, soon, and changes nothing."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from kehoach.excel.gathering import template_of
from kehoach.excel.import_changes import ImportPlan
from kehoach.excel.import_plan import opened, plan_import
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.models import ReportingYear
from tests.cast import NOW, OPEN_YEAR, Cast
from tests.hostile_foreign import foreign_corpus
from tests.hostile_workbooks import Case, corpus

pytestmark = pytest.mark.once

MOST_SECONDS, MOST_MEGABYTES, SECONDS_FOR_A_BOMB = 2.0, 64, 0.5


def year_of(cast: Cast) -> ReportingYear:
    """The open year of the demonstration."""
    return ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)


@pytest.fixture(scope="module", params=[corpus, foreign_corpus], ids=["xlsx", "ods and xls"])
def cases(request: pytest.FixtureRequest, demonstration: Cast, django_db_blocker: DjangoDbBlocker) -> dict[str, Case]:
    """A corpus, made from the commune's form."""
    with django_db_blocker.unblock():
        return dict(request.param(template_of(year_of(demonstration))))


def told(plan: ImportPlan) -> str:
    """Everything that speaks against a plan."""
    return "\n".join(f"{fault.place}: {fault.message}" for fault in plan.faults)


def wrong(cast: Cast, cases: dict[str, Case]) -> Iterator[str]:
    """The cases whose outcome is not the one that was promised."""
    for name, case in cases.items():
        try:
            plan = plan_import(opened(case.content), year_of(cast), by=cast.officer, at=NOW)
        except NotAWorkbook as refusal:
            said, changed = str(refusal), -1
        else:
            said, changed = told(plan), plan.changed
        right = case.outcome in said if isinstance(case.outcome, str) else (changed, said) == (case.outcome, "")
        if not right:
            yield f"{name}: {case.outcome} expected; {changed} cells, “{said[:300]}”"


def test_each_gets_its_answer(cast: Cast, cases: dict[str, Case]) -> None:
    assert len(cases) >= 60
    assert "\n".join(wrong(cast, cases)) == ""


def test_none_takes_long_or_much_memory(cases: dict[str, Case], tmp_path: Path) -> None:
    """In a process of its own: what it takes to read the whole corpus, one workbook after the other."""
    (tmp_path / "corpus").write_bytes(pickle.dumps([(name, case.content) for name, case in cases.items()]))

    child = subprocess.run(
        [sys.executable, "-m", "tests.read_workbooks", str(tmp_path / "corpus")],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert child.returncode == 0, child.stderr
    seen = json.loads(child.stdout)
    assert {name: one for name, one in seen.items() if one["seconds"] > MOST_SECONDS} == {}
    assert {name: one for name, one in seen.items() if one["megabytes"] > MOST_MEGABYTES} == {}
    foreign = {name: one for name, one in seen.items() if name.startswith(".xls")}
    assert {name: one for name, one in foreign.items() if one["of its own"] > MOST_MEGABYTES} == {}
    bombs = ("70 MB unpacked", "12 MB at 1:1000", "600 entries", "entity bomb")
    assert {name: seen[name] for name in bombs if name in seen and seen[name]["seconds"] > SECONDS_FOR_A_BOMB} == {}
