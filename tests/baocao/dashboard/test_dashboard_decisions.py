"""What needs a decision, the tasks and the money below the targets."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.utils import timezone

from kehoach.history.recording import save_recorded
from kehoach.models import Funding, FundingSource, ProgressState, ReportingYear, State, Task, TaskProgress
from tests.cast import NOW, Cast, ours, put_into, signed_in
from tests.pages import plain_text, sections


def told(cast: Cast, heading: str, year: int = 2026) -> str:
    """The text below a heading of the dashboard, as the leader sees it."""
    return sections(signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/")).get(heading, "")


def test_who_would_close_the_gap_of_a_missed_target_is_named(cast: Cast) -> None:
    page = told(cast, "Cần quyết định", 2025)

    assert "Thư viện ứng dụng công nghệ thông tin: chưa đạt mốc 2025" in page
    assert "Gần đạt nhất: Thư viện Trường Mầm non Quảng Nghiệp (chưa có ứng dụng nào)" in page
    assert "Thiếu 136 lượt so với 9.018 lượt cần có đến năm 2025." in page
    assert "Thư viện Trường THCS Quảng Nghiệp (2.803 lượt, thiếu 92 so với mức cần có)" in page


def test_whoever_is_past_the_deadline_is_counted_with_the_days(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    here = timezone.localdate
    monkeypatch.setattr(
        "baocao.dashboard.views.dashboard.timezone.localdate",
        lambda at=None: date(2026, 12, 9) if at is None else here(at),
    )

    assert "5 cơ sở quá hạn nộp số liệu năm 2026 Hạn là 05/12/2026, đã quá 4 ngày." in told(cast, "Cần đôn đốc")


def test_a_year_that_is_whole_can_be_closed(cast: Cast) -> None:
    for code in ("TV-XA", "TV-THCS", "TV-MN", "TV-TTHTCD", "VH-GOM", "VH-NGAI", "VH-MAC"):
        put_into(code, State.ACCEPTED)

    assert "Đủ 9 phiếu năm 2026, có thể khóa năm" in told(cast, "Cần đôn đốc")


def test_a_proposed_report_waits_for_the_leader_and_nobody_above(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, 1, 1, tzinfo=UTC))

    page = told(cast, "Cần quyết định")
    assert "Báo cáo năm 2025 chờ ban hành Trình ngày 18/12/2025, đã chờ 348 ngày." in page
    overseer = sections(signed_in(cast.overseer, cast.commune).get("/bang-dieu-hanh/2026/"))
    assert "chờ ban hành" not in overseer.get("Cần quyết định", "")


@pytest.mark.parametrize(("day", "how_far"), [(1, "còn 19 ngày"), (20, "hôm nay"), (23, "đã quá 3 ngày")])
def test_the_leader_sees_that_a_years_report_is_due(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, day: int, how_far: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, day, 1, tzinfo=UTC))

    page = told(cast, "Cần đôn đốc")

    assert f"Báo cáo năm 2026 của xã chưa trình Hạn là 20/12/2026, {how_far}." in page


def test_budget_money_overspent_is_told_and_a_gift_is_not(cast: Cast) -> None:
    for source in FundingSource:
        row = Funding(commune=cast.commune, year=2024, source=source, purpose="Sách", planned=10**7, spent=10**9)
        row.recorded_at, row.recorded_by = NOW, cast.officer
        save_recorded(row, by=cast.officer, at=NOW, reason="Ghi kinh phí")

    page = told(cast, "Cần quyết định", 2024)

    assert "Ngân sách nhà nước: chi vượt dự toán" in page
    assert "Xã hội hóa" not in page


def test_tasks_are_counted_in_all_by_group_and_by_unit(cast: Cast) -> None:
    ours(TaskProgress).all().delete()
    year, task = ReportingYear.objects.get(commune=cast.commune, year=2026), ours(Task).get(code="IV.5")
    result = TaskProgress(
        reporting_year=year, task=task, unit=task.assignments.get().unit, state=ProgressState.DONE, result="24 tin"
    )
    result.updated_at, result.updated_by = NOW, cast.officer
    save_recorded(result, by=cast.officer, at=NOW, reason="Ghi kết quả")

    page = told(cast, "Nhiệm vụ năm 2026")

    assert "1/32 xong hoặc không phát sinh" in heading(signed_in(cast.leader).get("/bang-dieu-hanh/2026/"))
    assert "IV.5. Đài Truyền thanh xã 1/1" in page
    assert "Đài Truyền thanh xã 1/1" in page.split("Theo đơn vị chủ trì")[1]
    assert "Công chức Văn hóa và Thông tin xã 0/26" in page.split("Theo đơn vị chủ trì")[1]


def heading(response: HttpResponse) -> str:
    """The heading of the tasks."""
    return plain_text(response.content.decode().split('id="nhiem-vu"')[1].split("</h2>")[0])


def test_planned_and_spent_are_those_of_the_book(cast: Cast) -> None:
    page = told(cast, "Kinh phí năm 2025", 2025)
    book = plain_text(signed_in(cast.leader).get("/kinh-phi/?nam=2025").content.decode())

    rows = Funding.objects.filter(commune=cast.commune, year=2025)
    for amount in (sum(row.planned or 0 for row in rows), sum(row.spent or 0 for row in rows)):
        shown = f"{amount:,}".replace(",", ".")
        assert shown in page
        assert shown in book


def test_the_overseer_sees_targets_and_tasks_but_neither_money_nor_the_collecting(cast: Cast) -> None:
    page = sections(signed_in(cast.overseer, cast.commune).get("/bang-dieu-hanh/2025/"))

    assert "Nhiệm vụ năm 2025" in page
    assert [title for title in page if title.startswith(("Kinh phí", "Số liệu"))] == []
