"""A report of a year in which two schools' libraries became one and another closed."""

from __future__ import annotations

import pytest

from baocao.document.blocks import Table
from baocao.models import Length, ReportKind
from baocao.report import build_report
from baocao.report.content.causes import slow_growth
from baocao.report.data import gather
from tests.baocao.report.report_reading import sentences, table_with, tables, text_of, years_of
from tests.cast import Cast
from tests.mergers import merge_schools_of_2025

BOTH = "Thư viện Trường Tiểu học Quảng Nghiệp và Thư viện Trường THCS Quảng Nghiệp"
UNITED = "Thư viện Trường Tiểu học và THCS"


@pytest.fixture
def merged(cast: Cast) -> Cast:
    """The demonstration after the merger."""
    merge_schools_of_2025(cast)
    return cast


def captioned(found: list[Table], start: str) -> Table:
    """The table whose caption begins so."""
    return next(table for table in found if (table.caption or "").startswith(start))


@pytest.mark.case("SC-094")
def test_the_report_says_what_became_of_whom_and_compares_with_the_sum(merged: Cast) -> None:
    report = build_report(years_of(merged.commune), 2025)

    assert f"Trong năm, {UNITED} tiếp nối {BOTH}; Thư viện Trường Mầm non Quảng Nghiệp đóng." in text_of(report)
    whole = build_report(years_of(merged.commune), 2025, length=Length.FULL)
    notes = sentences(whole.appendices[0].blocks)
    assert any("Thư viện Trường Mầm non Quảng Nghiệp, thôi hoạt động từ 01/09/2025" in note for note in notes)
    results = table_with(whole, "Kết quả năm 2025 (so với năm 2024)")
    school = " ".join(next(row for row in results.rows if "Trường Tiểu học" in " ".join(row)))
    assert "6.570 lượt người đến thư viện (tăng 10,4%)" in school  # 2024: 3.412 + 2.540 = 5.952


def test_a_united_library_is_held_against_the_sum_of_both(merged: Cast) -> None:
    growth = slow_growth(gather(years_of(merged.commune), 2025))

    assert growth is not None
    assert growth.origins["TV-LC"] == ("TV-TH", "TV-THCS")
    # 2022: 2.825 + 2.175 = 5.000, grown by 10 % three times 6.655; 2025: 6.570.
    assert ("TV-LC", 85) in [(facility.code, missing) for facility, missing in growth.shortfalls]


def test_the_review_runs_through_the_merger_and_marks_it(merged: Cast) -> None:
    report = build_report(years_of(merged.commune), 2025, kind=ReportKind.MIDTERM)

    assert captioned(tables(report.blocks), "Chỉ tiêu “Lượt").rows[3][0] == "2025 (*)"
    assert f"năm 2025: {UNITED} tiếp nối {BOTH}; Thư viện Trường Mầm non Quảng Nghiệp đóng." in text_of(report)
    libraries = report.appendices[0]
    visits = captioned(tables(libraries.blocks), "Lượt người đến thư viện")
    by_name = {row[1]: row[2:] for row in visits.rows}
    # 2022: 2.825 + 2.175; 2023: 3.113 + 2.356; 2024: 3.412 + 2.540; 2025: 3.767 + 2.803.
    assert by_name[f"{UNITED} (*)"] == ("5.000", "5.469", "5.952", "6.570")
    assert not any("Trường THCS Quảng Nghiệp" in name for name in by_name)
    assert visits.total is not None
    assert visits.total[2:5] == ("6.775", "7.420", "8.066")  # as they were reported then
    assert f"{UNITED}: đến năm 2024 là số của {BOTH}." in sentences(libraries.blocks)
