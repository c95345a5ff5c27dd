"""A number of the dashboard followed to its source: the sentence, the calculation, the facilities and their people."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse

from kehoach.figures.actions.figures import accept, return_figures, save_values, submit
from kehoach.models import State, User
from tests.cast import NOW, Cast, figures_of, signed_in
from tests.pages import sections, words

pytestmark = pytest.mark.once

LATER = NOW + timedelta(hours=1)


def explained(cast: Cast, code: str, year: int = 2025, query: str = "") -> HttpResponse:
    """The page of a target as the leader sees it."""
    return signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/chi-tieu/{code}/{query}")


def rows(response: HttpResponse) -> dict[str, str]:
    """The text of each facility's row by the address that its name leads to."""
    body = response.content.decode()
    found = re.findall(r'<th scope="row"><a href="(/[^"]+)">(.*?)</tr>', body, re.DOTALL)
    return {url: " ".join(re.sub(r"<[^>]+>", " ", row).split()) for url, row in found}


@pytest.mark.parametrize(
    ("code", "aloud"),
    [
        (
            "I.2.a-1",
            "3 trên 4 thư viện cơ sở giáo dục phổ thông và cơ sở khác có dịch vụ phục vụ học tập suốt đời, bằng 75%, "
            "cao hơn mốc 2025 là 70%: đạt. Còn thiếu: Thư viện Trường Mầm non Quảng Nghiệp (chưa có dịch vụ nào).",
        ),
        (
            "I.2.a-3",
            "Năm 2025 có 8.882 lượt người sử dụng thư viện, năm 2022 có 6.775 lượt: tăng bình quân 9,4%/năm, "
            "mốc 2025 là tăng 10% mỗi năm: chưa đạt.",
        ),
    ],
)
def test_the_sentence_can_be_read_aloud(cast: Cast, code: str, aloud: str) -> None:
    assert aloud in words(explained(cast, code))


def test_every_facility_of_the_population_is_there_with_its_figures_and_its_people(cast: Cast) -> None:
    found = rows(explained(cast, "I.2.b"))

    assert list(found) == [f"/van-hoa/{code}/2025/" for code in ("VH-MAC", "VH-GOM", "VH-NGAI", "VH-XA")]
    assert "Chưa đạt 8/12 hoạt động" in found["/van-hoa/VH-MAC/2025/"]
    assert "Người ký minh họa, Trưởng thôn" in found["/van-hoa/VH-GOM/2025/"]
    assert "Duyệt: Công chức Văn hóa - Xã hội 18/11/2025" in found["/van-hoa/VH-GOM/2025/"]


def test_who_would_close_the_gap_of_growth_stands_first(cast: Cast) -> None:
    found = rows(explained(cast, "I.2.a-3"))

    assert next(iter(found)) == "/thu-vien/TV-THCS/2025/"
    assert "2.175 2.803 2.895 92 Dưới mức cần" in found["/thu-vien/TV-THCS/2025/"]
    assert "2.825 3.767 3.761 0 Đủ mức cần" in found["/thu-vien/TV-TH/2025/"]


def test_the_table_beside_the_chart_has_each_year_with_path_and_milestone(cast: Cast) -> None:
    page = words(explained(cast, "I.2.a-2"))

    assert "2022 0% 0% 2023 25% 23,3% 2024 50% 46,7% 2025 50% 70% 70%" in page
    assert "2030 – 80% 80%" in page


def test_what_was_corrected_after_submission_is_told(cast: Cast) -> None:
    officer = User.objects.get(username="cong-chuc")
    return_figures(figures_of("TV-TH"), by=officer, at=NOW, reason="Đếm lại lượt học sinh.", seen=State.ACCEPTED)
    figures, values = figures_of("TV-TH"), {"visits_pupils": 3700, "seats": 40}
    figures = save_values(figures, by=cast.reporter, at=LATER, version=figures.version, values=values, notes={})
    figures = submit(figures, by=cast.reporter, at=LATER, version=figures.version, name="Lan", position="Hiệu trưởng")
    accept(figures, by=officer, at=LATER, version=figures.version)

    told = rows(explained(cast, "I.2.a-3", 2026))["/thu-vien/TV-TH/2026/"]

    assert "Đếm lại lượt học sinh." in told
    assert "3.640 → 3.700" in told
    assert "chỗ ngồi" not in told, "the seats have nothing to do with this target"


def test_what_is_not_accepted_is_named_but_not_counted(cast: Cast) -> None:
    response = explained(cast, "I.2.a-2", 2026)

    assert "Chưa tính: " in rows(response)["/thu-vien/TV-THCS/2026/"]
    assert "management" not in words(response)
    assert "Quản lý" not in rows(response)["/thu-vien/TV-THCS/2026/"]


def test_the_chosen_reading_stands_below(cast: Cast) -> None:
    assert "tốc độ tăng kép" in sections(explained(cast, "I.2.a-3"))["Cách hiểu đã chọn"]


@pytest.mark.once
@pytest.mark.parametrize("query", ["?trang=2", "?trang=abc", "?trang=-1", "?trang=99999999999", "?trang=٣"])
def test_a_page_that_is_not_there_is_no_error(cast: Cast, query: str) -> None:
    assert explained(cast, "I.2.b", query=query).status_code == 200


@pytest.mark.parametrize("year", [2021, 2030, 2099])
def test_a_year_without_figures_says_so(cast: Cast, year: int) -> None:
    response = explained(cast, "I.2.a-1", year)

    assert response.status_code == 200
    assert "chưa có số liệu được duyệt" in words(response)
