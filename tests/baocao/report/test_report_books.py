"""What the books say in the report: documents, happenings, the plan's own money, honours; and where it comes from."""

from __future__ import annotations

import re
from datetime import date

import pytest

from baocao.models import ReportKind
from baocao.report.catalogue import catalogue
from baocao.report.data import gather
from kehoach.models import Commendation, Decision, Funding, IssuedDocument
from tests.baocao.report.report_reading import full_report, report_of, table_with, text_of, years_of
from tests.books import row_of
from tests.cast import OPEN_YEAR, Cast

pytestmark = pytest.mark.once


def test_the_documents_of_the_year_stand_in_section_one(cast: Cast) -> None:
    report = report_of(cast, 2025)

    table = table_with(report, "Trích yếu")
    assert "Để triển khai Kế hoạch, trong năm 2025 đã ban hành 9 văn bản, trong đó" in text_of(report)
    assert len(table.rows) == 9
    assert ("Kế hoạch số\n33/KH-TH", "12/09/2025") in [row[1:3] for row in table.rows]


def test_many_documents_are_counted_by_unit(cast: Cast) -> None:
    for number in range(20):
        row_of("documents", cast.reporter.unit, happened_on=date(2025, 5, 1), title=f"Văn bản {number}")

    table = table_with(report_of(cast, 2025), "Loại văn bản")

    assert ("Trường Tiểu học Quảng Nghiệp", "Kế hoạch", "21") in [row[1:] for row in table.rows]


def test_a_year_without_documents_says_so_and_one_before_the_plan_nothing(cast: Cast) -> None:
    IssuedDocument.objects.all().delete()

    assert "Sổ văn bản trong năm 2025 chưa ghi văn bản nào" in text_of(report_of(cast, 2025))
    assert "văn bản" not in text_of(report_of(cast, 2022))


def test_what_happened_is_told_with_the_days_that_the_plan_names(cast: Cast) -> None:
    told = text_of(report_of(cast, 2025))

    assert "Theo sổ theo dõi, trong năm 2025 trên địa bàn có 27 hoạt động với" in told
    assert "12 tin, bài phát thanh (26 lần phát, 206 phút)" in told
    assert "Tuần lễ hưởng ứng học tập suốt đời có 6 hoạt động với" in told


def test_the_plans_money_is_told_apart_from_the_facilities_own(cast: Cast) -> None:
    Funding.objects.filter(year=2025).delete()
    for source, planned, spent in (("state", 40_000_000, 30_000_000), ("donated", None, 5_000_000)):
        row_of("funding", cast.reporter.unit, year=2025, source=source, planned=planned, spent=spent)

    report = report_of(cast, 2025)

    told = text_of(report)
    assert (
        "dự toán 40.000.000 đồng, đã chi 35.000.000 đồng, bằng 87,5% dự toán; theo nguồn: ngân sách nhà nước "
        "30.000.000 đồng (chiếm 85,7% tổng chi)" in told
    )
    assert re.search(r"Không tính 5\.000\.000 đồng chi ngoài dự toán \(.+\) thì bằng 75% dự toán\.", told)
    assert "Kinh phí dành cho thư viện" not in told, "one book a report; the rest stays in the forms"
    table = table_with(report, "Nguồn kinh phí (đồng)")
    assert table.rows == (
        ("1", "Ngân sách nhà nước", "40.000.000", "30.000.000", "75%", "0", "30.000.000"),
        ("2", "Xã hội hóa, tài trợ", "–", "0", "–", "5.000.000", "5.000.000"),
    )
    assert table.total == ("", "Cộng", "40.000.000", "30.000.000", "75%", "5.000.000", "35.000.000")


def test_without_a_line_in_its_book_the_plans_money_is_not_told(cast: Cast) -> None:
    Funding.objects.all().delete()

    assert "theo sổ kinh phí" not in text_of(report_of(cast, 2025))


@pytest.mark.usefixtures("no_head")
def test_honours_are_told_by_their_decision_and_asked_for_where_there_is_none(cast: Cast) -> None:
    closed, present = text_of(report_of(cast, 2025)), text_of(report_of(cast, OPEN_YEAR))

    assert "Trong năm 2025, 1 tập thể, 1 cá nhân đã được khen thưởng theo Quyết định số 121/QĐ-UBND" in closed
    assert "Xem xét khen thưởng" not in closed
    assert "Xem xét khen thưởng 2 tập thể, 1 cá nhân có thành tích trong năm 2026: Tổ góc thư viện" in present


def test_what_was_declined_is_neither(cast: Cast) -> None:
    Commendation.objects.filter(year=2025).update(
        decision=Decision.DECLINED, decision_number="", decided_on=None, decided_by=None
    )

    assert "khen thưởng theo" not in text_of(report_of(cast, 2025))


def test_a_review_tells_all_its_years(cast: Cast) -> None:
    told = text_of(full_report(years_of(cast.commune), 2025, kind=ReportKind.MIDTERM))

    assert "trong giai đoạn 2023 - 2025 đã ban hành 25 văn bản" in told
    assert "Quyết định số 112/QĐ-UBND ngày 20/11/2023" in told


def test_every_number_of_the_books_has_a_code_that_says_which_book(cast: Cast) -> None:
    figures = catalogue(gather(years_of(cast.commune), 2025))

    assert figures["SO.hoạt động"].text == "27"
    assert figures["SO.hoạt động"].origin == "Sổ theo dõi: Hoạt động"
    assert figures["KPKH.dự toán cộng"].origin == "Sổ theo dõi: Kinh phí"
