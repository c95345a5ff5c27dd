"""Everything over the years: a chart and the same numbers beside it."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from baocao.attainment.queries import PlanAttainment
from kehoach.models import Plan
from tests.cast import Cast, signed_in
from tests.pages import plain_text, sections, words


def trends(cast: Cast, year: int = 2025, query: str = "") -> HttpResponse:
    """The page as the leader sees it."""
    return signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/xu-huong/{query}")


def cards(response: HttpResponse) -> list[tuple[str, str]]:
    """The words of each chart's title, and those of the table in the same card."""
    body = response.content.decode()
    found = re.findall(r"<title>([^<]*)</title>(?:(?!<title>).)*?<table(.*?)</table>", body, re.DOTALL)
    return [(plain_text(title), plain_text(f"<table{table}")) for title, table in found if ": " in title]


@pytest.mark.once
def test_every_number_of_a_chart_stands_in_the_table_beside_it(cast: Cast) -> None:
    for year in (2023, 2025, 2026):
        found = cards(trends(cast, year))
        assert len(found) == 6 + 5 + 4
        for title, table in found:
            for number in re.findall(r"(?:năm \d{4} (?:từ )?)([\d.,]+%?)", title):
                assert number.rstrip(".") in table, (title, table)


def test_each_library_has_its_visits_and_each_centre_its_activities(cast: Cast) -> None:
    page = sections(trends(cast))

    assert "Thư viện Trường THCS Quảng Nghiệp" in page["Lượt người đến từng thư viện"]
    assert "2.175 2.356 2.540 2.803" in page["Lượt người đến từng thư viện"]
    assert "2.175 2.393 2.632 2.895" in page["Lượt người đến từng thư viện"]
    assert "2 3 5 8" in page["Hoạt động văn nghệ, thể thao của từng nhà văn hóa"]


def test_the_targets_values_are_those_of_the_attainment(cast: Cast) -> None:
    years, page = PlanAttainment(Plan.objects.get(commune=cast.commune)), words(trends(cast))

    for year in range(2022, 2026):
        growth = next(one for one in years.judge(year) if one.target.code == "I.2.a-3").conditions[0].result
        assert f"năm {year} {growth.value:,}".replace(",", ".") in page


def test_a_later_page_has_the_other_facilities_alone(cast: Cast) -> None:
    assert "Các chỉ tiêu" not in sections(trends(cast, query="?trang=2"))
