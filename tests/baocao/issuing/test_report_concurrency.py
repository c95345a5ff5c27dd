"""Several people at one register and at one report: a number is given once, a report is issued and begun once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from baocao.issuing.actions.approval import propose
from baocao.issuing.actions.issuing import issue
from baocao.issuing.actions.writing import start_report
from baocao.models import RegisterEntry, Report, ReportFile, ReportKind
from baocao.report.composing import composed
from kehoach.common.periods import default_window
from kehoach.models import Commune, Plan, Role, User
from kehoach.people.rules import Refused
from kehoach.years.actions import open_year
from tests.cast import NOW, person
from tests.crowd import Crowd, crowd_of

pytestmark = pytest.mark.django_db(transaction=True)

YEARS = (2025, 2026)


@pytest.fixture
def crowd(transactional_db: None, tmp_path: Path) -> Iterator[Crowd]:
    """Four people."""
    with crowd_of(4, tmp_path) as people:
        yield people


@pytest.fixture(autouse=True)
def no_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The register matters here, not the file."""
    monkeypatch.setattr(
        "baocao.issuing.actions.issuing.frozen_pdf", lambda content: b"%PDF-1.7 " + str(content).encode()
    )


def office(code: str = "91000", years: Sequence[int] = YEARS) -> tuple[Plan, User, User]:
    """A commune with a plan and two open years; its officer and its leader."""
    commune = Commune.objects.create(code=code, name="Thử nghiệm", province="Hải Dương")
    plan = Plan.objects.create(
        commune=commune,
        number="7/KH-UBND",
        issued_on=date(2024, 3, 1),
        issued_at="Thử nghiệm",
        issuing_body="Ủy ban nhân dân xã Thử nghiệm",
        title="Học tập suốt đời",
        first_year=2024,
        last_year=2030,
    )
    officer, leader = person(Role.OFFICER, commune), person(Role.LEADER, commune)
    for year in years:
        open_year(commune=commune, year=year, window=default_window(year), by=officer, at=NOW)
    return plan, officer, leader


def start(plan: Plan, year: int, officer: User) -> Report:
    """The annual report of a year."""
    return start_report(plan=plan, year=year, kind=ReportKind.ANNUAL, by=officer, at=NOW)


def issued(report: Report, number: int, leader: User) -> str:
    """What the leader is told who issues a report under this number."""
    seen = composed(Report.objects.get(pk=report.pk)).digest
    try:
        issue(report=report, number=number, signed_on=date(2026, 11, 20), seen=seen, unwaived=(), by=leader, at=NOW)
    except Refused as refusal:
        return str(refusal)
    return "issued"


def test_two_reports_issued_at_once_never_share_a_number(crowd: Crowd) -> None:
    plan, officer, leader = office()
    reports = [propose(report=start(plan, year, officer), unsettled=(), by=officer, at=NOW) for year in YEARS]

    told = crowd.at_once([partial(issued, report, 5, leader) for report in reports])

    assert sorted(answer == "issued" for answer in told) == [False, True]
    assert any("Số 05 của năm 2026 đã cấp" in answer for answer in told)
    assert RegisterEntry.objects.count() == ReportFile.objects.count() == 1


def test_four_clicks_issue_one_report_once(crowd: Crowd) -> None:
    plan, officer, leader = office()
    report = propose(report=start(plan, 2025, officer), unsettled=(), by=officer, at=NOW)

    told = crowd.at_once([partial(issued, report, 5, leader)] * 4)

    assert told == ["issued"] * 4
    assert RegisterEntry.objects.count() == ReportFile.objects.count() == 1


def test_four_clicks_begin_one_report(crowd: Crowd) -> None:
    plan, officer, _ = office()

    begun = crowd.at_once([partial(start, plan, 2025, officer)] * 4)

    assert len({report.pk for report in begun}) == Report.objects.count() == 1
