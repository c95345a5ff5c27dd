"""What has changed since a day, out of the histories."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kehoach.demo.files import moment
from kehoach.figures.actions.figures import accept, return_figures
from kehoach.history.recording import save_recorded
from kehoach.models import Funding, FundingSource, ProgressState, ReportingYear, State, Task, TaskProgress, User
from tests.cast import NOW, Cast, figures_of, ours, signed_in
from tests.pages import MOST_QUERIES, beside, sections, words

pytestmark = pytest.mark.once


def changes(cast: Cast, since: str, year: int = 2026) -> HttpResponse:
    """The page as the leader sees it."""
    return signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/thay-doi/?tu={since}")


def test_the_targets_are_judged_as_they_stood_then(cast: Cast) -> None:
    told = sections(changes(cast, "15/11/2026"))["Chỉ tiêu, theo số liệu năm 2026"]

    assert "từ 0/4 đến 4/4" in told
    assert "từ 1/4 đến 4/4" in told


def test_between_then_and_now_nothing_need_have_changed(cast: Cast) -> None:
    page = sections(changes(cast, "20/11/2026", 2025))

    assert "không đổi từ 20/11/2026" in page["Chỉ tiêu, theo số liệu năm 2026"]
    assert "không đổi từ 20/11/2026" in page["Chỉ tiêu, theo số liệu năm 2025"]
    assert "Không có phiếu nào thay đổi" in page["Phiếu số liệu"]


def test_a_correction_changes_verdicts_when_it_is_accepted(cast: Cast) -> None:
    officer = User.objects.get(username="cong-chuc")
    ours(ReportingYear).filter(year=2025).update(closed_at=None, closed_by=None)
    figures = return_figures(figures_of("TV-TH", 2025), by=officer, at=NOW, reason="Đếm lại.", seen=State.ACCEPTED)
    told = sections(changes(cast, "20/11/2026", 2025))["Chỉ tiêu, theo số liệu năm 2025"]
    assert "không đổi" in told

    figures.set_value("services", frozenset())
    figures.state = State.SUBMITTED
    save_recorded(figures, by=officer, at=NOW, reason="Nộp")
    accept(figures, by=officer, at=NOW, version=figures.version)
    told = sections(changes(cast, "20/11/2026", 2025))["Chỉ tiêu, theo số liệu năm 2025"]

    assert "Đạt mốc 2025 3/4 (75%)" in told
    assert "Chưa đạt mốc 2025 2/4" in told


def test_each_form_tells_its_steps_and_only_the_later_ones(cast: Cast) -> None:
    accept(
        figures_of("TV-THCS"),
        by=User.objects.get(username="cong-chuc"),
        at=moment(2026, 11, 25),
        version=figures_of("TV-THCS").version,
    )

    told = sections(changes(cast, "17/11/2026"))["Phiếu số liệu"]

    assert "Thư viện Trường THCS Quảng Nghiệp , năm 2026 Chờ duyệt → Đã duyệt 1 việc, gần nhất 25/11/2026" in told
    assert "Trường Mầm non" not in told


def test_a_year_that_was_opened_and_what_was_done_for_tasks_and_money_is_told(cast: Cast) -> None:
    ours(TaskProgress).all().delete()
    TaskProgress.history.all().delete()  # type: ignore[attr-defined]
    year = ReportingYear.objects.get(commune=cast.commune, year=2026)
    task = ours(Task).get(code="IV.2.a")
    result = TaskProgress(
        reporting_year=year, task=task, unit=cast.reporter.unit, state=ProgressState.DONE, result="Đã ban hành"
    )
    result.updated_at, result.updated_by = NOW, cast.reporter
    save_recorded(result, by=cast.reporter, at=NOW, reason="Ghi kết quả")
    money = Funding(commune=cast.commune, year=2026, source=FundingSource.STATE, purpose="Mua sách", spent=12_000_000)
    money.recorded_at, money.recorded_by = NOW, cast.officer
    save_recorded(money, by=cast.officer, at=NOW, reason="Ghi kinh phí")

    told = sections(changes(cast, "01/11/2026"))["Việc khác"]

    assert "02/11/2026 Mở năm báo cáo 2026" in told
    assert re.search(r"22/11/2026 IV\.2\.a .*Trường Tiểu học Quảng Nghiệp: hoàn thành", told)
    assert "Kinh phí 2026: Mua sách, đã chi 12.000.000 đồng" in told


def test_many_forms_are_told_with_as_many_queries_as_one(cast: Cast) -> None:
    client, asked = signed_in(cast.leader), []
    for since in ("17/11/2026", "01/11/2026"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/bang-dieu-hanh/2026/thay-doi/?tu={since}")
        asked.append(len(queries))

    assert asked[0] == asked[1] <= MOST_QUERIES


@pytest.mark.once
@pytest.mark.parametrize(
    ("since", "wrong"),
    [("abc", "Nhập một ngày hợp lệ"), ("31/02/2026", "Không có ngày 31/02/2026"), ("01/01/2099", "chưa đến")],
)
def test_a_day_that_cannot_be_is_told_beside_the_field_and_the_last_month_is_shown(
    cast: Cast, since: str, wrong: str
) -> None:
    response = changes(cast, since)

    assert wrong in beside(response, "tu")
    assert f"{timezone.localdate() - timedelta(days=30):%d/%m/%Y}" in words(response)
