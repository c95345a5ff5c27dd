"""How often the pages of reports ask the database: as often, however much there is, and not too often."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baocao.issuing.actions.approval import propose, return_report, waive
from baocao.issuing.actions.writing import replace_report, save_text
from baocao.issuing.pre_issue_checks import findings
from baocao.models import FilePart, PreIssueCheck, Report, ReportState
from baocao.report.composing import composed
from tests.access.areas.report_steps import PDF, issued_report, keep
from tests.baocao.report.report_reading import grow_libraries
from tests.baocao.report.report_samples import report_in
from tests.cast import NOW, Cast, signed_in
from tests.pages import MOST_QUERIES_OF_A_REPORT, words
from tests.test_query_growth import shape

pytestmark = pytest.mark.once

OWN, REMARKED = ("I", "II.1", "III.1", "III.2"), ("I", "V")


@pytest.fixture
def draft(cast: Cast) -> Report:
    """A draft with own texts in several versions, returned with remarks; reasons were given for what was found."""
    report = report_in(cast, ReportState.DRAFT, 2025)
    for section in OWN:
        write(cast, report, section, versions=2)
    propose(report=report, unsettled=(), by=cast.officer, at=NOW)
    return_report(report=report, remarks=dict.fromkeys(REMARKED, "Sửa."), reason="", by=cast.leader, at=NOW)
    report = Report.objects.get(pk=report.pk)
    for one in findings(report, composed(report)):
        waive(report=report, failed_check=one.failed_check, finding=one.text, reason="x", by=cast.officer, at=NOW)
    return report


@pytest.fixture
def issued(cast: Cast) -> Report:
    """An issued report with two signed copies and a reason, which another one is to replace."""
    report = issued_report()
    for copy in (b"1", b"2"):
        keep(report, FilePart.SIGNED, PDF + copy)
    given = {"finding": "x", "reason": "x", "waived_at": NOW, "waived_by": cast.leader}
    report.waivers.create(failed_check=PreIssueCheck.TASKS, **given)
    replace_report(report=report, reason="Số của Trường THCS tính lại.", by=cast.officer, at=NOW)
    return report


def write(cast: Cast, report: Report, section: str, versions: int) -> None:
    """So many versions more of an own text."""
    text = report.texts.filter(section=section).first()
    first = text.version if text else 0
    for version in range(first, first + versions):
        given: dict[str, Any] = {"section": section, "title": "x", "version": version, "by": cast.officer, "at": NOW}
        save_text(report=report, text=f"Bản {version}.", **given)


def asked(client: Client, page: str) -> Counter[str]:
    """The statements behind a page and how often each is sent."""
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return Counter(shape(query["sql"]) for query in captured)


def test_every_page_asks_as_often_for_many_rows_as_for_few(cast: Cast, draft: Report, issued: Report) -> None:
    officer = signed_in(cast.officer)
    pages = (
        f"/bao-cao/{draft.pk}/",
        f"/bao-cao/{draft.pk}/muc/II.1/",
        f"/bao-cao/{draft.pk}/xem/",
        f"/bao-cao/{issued.pk}/",
        f"/bao-cao/{issued.pk}/xem/",
        "/bao-cao/",
        "/bao-cao/kiem-tra/",
    )
    few = {page: asked(officer, page) for page in pages}
    assert {page: counted.total() for page, counted in few.items() if counted.total() > MOST_QUERIES_OF_A_REPORT} == {}

    grow_libraries(cast, 30, 2025)
    for section in ("II.1", "II.4", "IV", "V"):
        write(cast, draft, section, versions=4)

    assert {page: asked(officer, page) for page in pages} == few


@pytest.mark.parametrize("step", ["tra-lai", "ban-hanh"])
def test_the_steps_of_the_leader_do_so_too(cast: Cast, draft: Report, step: str) -> None:
    propose(report=draft, unsettled=(), by=cast.officer, at=NOW, why_unchanged="Đã nêu ở mục II.1.")
    leader, page = signed_in(cast.leader), f"/bao-cao/{draft.pk}/{step}/"
    few = asked(leader, page)
    assert few.total() <= MOST_QUERIES_OF_A_REPORT

    grow_libraries(cast, 30, 2025)

    assert asked(leader, page) == few


def test_a_file_is_recognised_with_few_questions(cast: Cast, issued: Report) -> None:
    leader = signed_in(cast.leader)

    with CaptureQueriesContext(connection) as captured:
        response = leader.post("/bao-cao/kiem-tra/", {"file": ContentFile(PDF + b"2", "a.pdf")})

    assert "Đúng bản ký số" in words(response)
    assert len(captured) == 5
