"""Sơ kết and tổng kết: several years in series, ratings, lessons, and what is said before the milestone."""

from __future__ import annotations

from datetime import date

import pytest

from baocao.document.blocks import Document, Heading, Paragraph, Table
from baocao.models import ReportKind
from kehoach.common import formats
from kehoach.models import Funding, State
from kehoach.models.kinds import kinds
from tests.baocao.report.report_reading import below, full_report, sentences, tables, text_of, years_of
from tests.cast import NOW, Cast, figures_of, put_into

pytestmark = pytest.mark.once


def review(cast: Cast, year: int, kind: ReportKind = ReportKind.MIDTERM) -> Document:
    """The review of the commune of the demonstration."""
    return full_report(years_of(cast.commune), year, kind=kind)


def captioned(document: Document, start: str) -> Table:
    """The body's table whose caption begins so."""
    return next(table for table in tables(document.blocks) if (table.caption or "").startswith(start))


def test_the_title_names_what_is_reviewed(cast: Cast) -> None:
    midterm, final = review(cast, 2025), review(cast, 2025, ReportKind.FINAL)

    assert midterm.abstract == "Sơ kết thực hiện Kế hoạch số 04/KH-UBND giai đoạn 2023 - 2025"
    assert midterm.title == "Báo cáo sơ kết thực hiện Kế hoạch số 04/KH-UBND giai đoạn 2023 - 2025"
    assert final.title.startswith("Báo cáo tổng kết")
    assert review(cast, 2023).title.endswith("UBND năm 2023")


def test_the_outline_is_the_annual_one_with_lessons(cast: Cast) -> None:
    headings = [block.text for block in review(cast, 2025).blocks if isinstance(block, Heading) and block.level < 3]

    assert headings == [
        "I. Công tác chỉ đạo, triển khai",
        "II. Kết quả thực hiện giai đoạn 2023 - 2025",
        "1. Kết quả các chỉ tiêu",
        "2. Kết quả các nhóm nhiệm vụ",
        "3. Kết quả của từng đơn vị",
        "4. Kinh phí",
        "III. Đánh giá chung",
        "1. Ưu điểm",
        "2. Tồn tại, hạn chế",
        "3. Nguyên nhân",
        "4. Bài học kinh nghiệm",
        "IV. Phương hướng, nhiệm vụ đến năm 2030",
        "V. Đề xuất, kiến nghị",
    ]


@pytest.mark.parametrize(
    ("kind", "year", "milestone"),
    [
        (ReportKind.MIDTERM, 2024, 2025),
        (ReportKind.MIDTERM, 2025, None),
        (ReportKind.MIDTERM, 2026, None),
        (ReportKind.FINAL, 2025, 2030),
        (ReportKind.FINAL, 2030, None),
    ],
)
def test_before_its_milestone_a_review_says_that_it_is_provisional(
    cast: Cast, kind: ReportKind, year: int, milestone: int | None
) -> None:
    told = text_of(review(cast, year, kind))

    assert ("sơ bộ" in told) is (milestone is not None)
    if milestone:
        assert f"số liệu mới đến năm {year}" in told
        assert f"sẽ được đánh giá lại khi hết năm {milestone}" in told


def test_each_target_has_its_years_with_value_path_and_verdict(cast: Cast) -> None:
    report = review(cast, 2025)

    assert captioned(report, "Chỉ tiêu “Thư viện ứng dụng công nghệ thông tin”").rows == (
        ("2022", "0/1 (0%)", "0/4 (0%)", "Năm gốc"),
        ("2023", "1/1 (100%)\nlộ trình 33,3%", "1/4 (25%)\nlộ trình 23,3%", "Đúng lộ trình"),
        ("2024", "1/1 (100%)\nlộ trình 66,7%", "2/4 (50%)\nlộ trình 46,7%", "Đúng lộ trình"),
        ("2025", "1/1 (100%)\nmốc 100%", "2/4 (50%)\nmốc 70%", "Chưa đạt"),
    )
    assert captioned(report, "Chỉ tiêu “Lượt người sử dụng thư viện”").rows == (
        ("2022", "6.775", "–", "–", "–", "Năm gốc"),
        ("2023", "7.420", "tăng 9,5%", "9,5%", "7.453", "Chậm so với lộ trình"),
        ("2024", "8.066", "tăng 8,7%", "9,1%", "8.198", "Chậm so với lộ trình"),
        ("2025", "8.882", "tăng 10,1%", "9,4%", "9.018", "Chưa đạt"),
    )


def test_activities_and_money_have_their_years(cast: Cast) -> None:
    Funding.objects.all().delete()

    report = review(cast, 2025)

    assert captioned(report, "Hoạt động của thư viện").rows[-1] == ("2025", "5/5", "8.882", "3.603", "8.941", "15")
    assert [row[0] for row in captioned(report, "Hoạt động của thiết chế").rows] == ["2022", "2023", "2024", "2025"]
    money = captioned(report, "Kinh phí qua các năm")
    assert [row[0] for row in money.rows] == ["2023", "2024", "2025"], "the base year cost the plan nothing"
    assert money.total == ("Cộng", "131.580.000", "65.100.000", "196.680.000")
    assert "giai đoạn 2023 - 2025 là 196.680.000 đồng" in below(report, "4. Kinh phí")


def test_tasks_and_the_money_for_the_plan_have_their_years(cast: Cast) -> None:
    report = review(cast, 2025)

    tasks = captioned(report, "Thực hiện nhiệm vụ, trách nhiệm")
    assert [row[0] for row in tasks.rows] == ["2023", "2024", "2025"]
    assert all(int(row[1]) == sum(map(int, row[2:])) == 32 for row in tasks.rows)
    spent = captioned(report, "Kinh phí thực hiện Kế hoạch")
    rows = Funding.objects.filter(commune=cast.commune, year=2025)
    assert spent.rows[-1] == (
        "2025",
        *(formats.count(sum(getattr(row, name) or 0 for row in rows)) for name in ("planned", "spent")),
    )
    Funding.objects.all().delete()
    assert not [one for one in tables(review(cast, 2025).blocks) if "thực hiện Kế hoạch" in (one.caption or "")]


def test_of_years_to_come_nothing_is_said_of_their_tasks(cast: Cast) -> None:
    rows = captioned(review(cast, 2030, ReportKind.FINAL), "Thực hiện nhiệm vụ").rows

    assert rows[-1] == ("2030", "32", *[formats.DASH] * 4)
    assert [row[0] for row in rows if formats.DASH in row] == ["2027", "2028", "2029", "2030"]


def test_targets_are_rated_in_words_of_their_own(cast: Cast) -> None:
    told = review(cast, 2025)

    ratings = {table.rows for table in tables(told.blocks) if table.columns[-1].title == "Xếp loại"}
    assert ratings == {
        (
            ("1", "Thư viện có dịch vụ học tập suốt đời", "2/2", "Hoàn thành"),
            ("2", "Thư viện ứng dụng công nghệ thông tin", "1/2", "Hoàn thành một phần"),
            ("3", "Lượt người sử dụng thư viện", "0/1", "Chưa hoàn thành"),
            ("4", "Nhà văn hóa hoạt động thường xuyên", "1/1", "Hoàn thành"),
        )
    }
    assert (
        "Xếp loại giai đoạn 2023 - 2025: 2 chỉ tiêu hoàn thành, 1 chỉ tiêu hoàn thành một phần và 1 chỉ tiêu chưa hoàn "
        "thành." in text_of(told)
    )


def test_before_the_milestone_nothing_is_completed_and_nothing_failed(cast: Cast) -> None:
    told = text_of(review(cast, 2024))

    assert (
        "Xếp loại giai đoạn 2023 - 2024: 2 chỉ tiêu hoàn thành trước thời hạn, 1 chỉ tiêu có khả năng hoàn thành và 1 "
        "chỉ tiêu có nguy cơ không hoàn thành." in told
    )


def test_lessons_are_drawn_from_the_figures(cast: Cast) -> None:
    told = below(review(cast, 2025), "4. Bài học kinh nghiệm")

    assert "từ năm 2022 đến năm 2025 có thêm 2 thư viện mở được dịch vụ phục vụ học tập suốt đời (" in told
    assert "thấp nhất 8,7% (năm 2024), cao nhất 10,1% (năm 2025)." in told
    assert "tổng chi thực hiện Kế hoạch." in told
    assert "cả 3 năm không có cơ sở nào nộp số liệu sau hạn." in told


def test_late_units_are_a_lesson_too(cast: Cast) -> None:
    assert "nộp số liệu sau hạn" not in below(review(cast, 2026, ReportKind.FINAL), "4. Bài học kinh nghiệm")
    assert "năm 2026 có 7 cơ sở chưa có số liệu" in text_of(review(cast, 2026, ReportKind.FINAL))
    put_into("TV-TH", State.ACCEPTED, year=2024)  # submitted at the cast's present, long after the deadline

    assert "năm 2024 có 1 cơ sở nộp sau hạn." in below(review(cast, 2025), "4. Bài học kinh nghiệm")


def test_strengths_and_limits_look_back_to_the_year_before_the_plan(cast: Cast) -> None:
    told = text_of(review(cast, 2025))

    assert "So với năm 2022, lượt người đến thư viện tăng 31,1%;" in told
    assert "So với năm 2022, 4/5 thư viện chưa đạt mức tăng bình quân 10% mỗi năm, thiếu nhiều nhất là" in told
    assert "2024" not in below(review(cast, 2025), "1. Ưu điểm")


def test_the_final_review_looks_beyond_the_plan(cast: Cast) -> None:
    report = review(cast, 2030, ReportKind.FINAL)

    assert Heading(1, "IV. Phương hướng, nhiệm vụ giai đoạn tiếp theo") in report.blocks
    assert "Đề xuất kế hoạch của giai đoạn tiếp theo" in text_of(report)
    assert captioned(report, "Số liệu qua các năm").rows[-1] == ("2030", "–", "9", "0", "0", "Chưa mở")


def test_the_appendices_have_every_facility_by_year(cast: Cast) -> None:
    libraries, centres, *_ = review(cast, 2025).appendices

    assert (libraries.title, libraries.landscape) == ("Số liệu thư viện các năm 2022 - 2025", True)
    it = next(table for table in tables(libraries.blocks) if table.caption == "Có ứng dụng công nghệ thông tin")
    assert ("1", "Thư viện xã Quảng Nghiệp", "Chưa đạt", "Đạt", "Đạt", "Đạt") in it.rows
    visits = next(table for table in tables(libraries.blocks) if table.caption == "Lượt người đến thư viện")
    assert visits.total == ("", "Cộng", "6.775", "7.420", "8.066", "8.882")
    assert centres.number == "II"
    assert not [block for block in libraries.blocks if isinstance(block, Paragraph)], "no letters, no legend"


def test_what_is_missing_in_a_year_is_said_there_and_not_guessed(cast: Cast) -> None:
    put_into("TV-XA", State.RETURNED, year=2024)
    mac = figures_of("VH-MAC", 2025).facility  # type: ignore[attr-defined]
    mac.opened_on = date(2025, 1, 1)
    mac.save()

    report = review(cast, 2025)

    assert captioned(report, "Số liệu qua các năm").rows[2][2:4] == ("8", "7")
    assert captioned(report, "Chỉ tiêu “Lượt").rows[2][1] == "6.669\n(thiếu 1 cơ sở)"
    assert captioned(report, "Chỉ tiêu “Lượt").rows[3][2] == "–", "nothing is compared with half a year"
    libraries, centres, *_ = report.appendices
    assert sentences(libraries.blocks) == ["TL: trả lại, chưa nộp lại. Dòng cộng chỉ cộng những số đã có."]
    assert sentences(centres.blocks) == ["–: cuối năm đó không có cơ sở này."]
    assert "thấp nhất" not in text_of(report), "no lesson from a year that is not whole"


def test_a_commune_without_figures_is_not_judged(cast: Cast) -> None:
    for kind in kinds():
        kind.figures.update(state=State.RETURNED, returned_at=NOW, accepted_at=None, return_reason="Kiểm tra lại")
    Funding.objects.all().delete()

    told = text_of(review(cast, 2025))

    assert "chưa có căn cứ để đánh giá" in told
    assert "Xếp loại" not in told
    assert "Chưa có số liệu về kinh phí của giai đoạn." in told
