"""The chairman's two minutes: four targets, and where the open year stands."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from kehoach.models import ReportingYear, State
from tests.cast import Cast, ours, put_into, signed_in
from tests.pages import sections, words


def dashboard(cast: Cast, year: int = 2025) -> HttpResponse:
    """The page as the leader sees it."""
    return signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/")


def order(response: HttpResponse) -> list[str]:
    """The codes of the targets, from the top of the page."""
    return re.findall(r'id="(I\.2\.[^"]+)"', response.content.decode())


@pytest.mark.case("SC-021")
def test_the_targets_stand_worst_first(cast: Cast) -> None:
    assert order(dashboard(cast)) == ["I.2.a-2", "I.2.a-3", "I.2.a-1", "I.2.b"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("year", "told"),
    [
        (2022, ["Năm gốc", "1/4 (25%)", "6.775 lượt"]),
        (2023, ["Đúng lộ trình", "2/4 (50%)", "1/4 (25%)", "Chậm so với lộ trình", "9,5%/năm"]),
        (2024, ["Đạt sớm", "3/4 (75%)", "Chậm so với lộ trình", "9,1%/năm"]),
        (2025, ["Đạt mốc 2025", "3/4 (75%)", "Chưa đạt mốc 2025", "2/4 (50%)", "9,4%/năm", "6.775 → 8.882 lượt"]),
        (2026, ["Chưa đủ số liệu", "từ 1/4 đến"]),
    ],
)
def test_a_year_shows_its_verdicts_and_the_numbers_behind_them(cast: Cast, year: int, told: list[str]) -> None:
    page = words(dashboard(cast, year))

    assert [words for words in told if words not in page] == []


def test_who_fails_is_named_with_what_is_lacking_and_the_way_to_its_figures(cast: Cast) -> None:
    response = dashboard(cast)

    assert "Nhà văn hóa - khu thể thao thôn Mạc" in words(response)
    assert "8/12 hoạt động" in words(response)
    assert 'href="/van-hoa/VH-MAC/2025/"' in response.content.decode()
    assert "Thư viện Trường Mầm non Quảng Nghiệp" in words(response)
    assert 'href="/thu-vien/TV-MN/2025/"' in response.content.decode()


@pytest.mark.once
def test_every_figure_that_is_linked_can_be_opened(cast: Cast) -> None:
    client = signed_in(cast.leader)
    page = client.get("/bang-dieu-hanh/2025/").content.decode()
    links = set(re.findall(r'href="(/(?:thu-vien|van-hoa)/[^"]+)"', page))

    assert len(links) > 5
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


def test_the_state_of_submissions_is_that_of_the_open_year_whatever_year_is_shown(cast: Cast) -> None:
    for year in (2022, 2025, 2026):
        page = words(dashboard(cast, year))
        assert "Số liệu 2026: 2/9 đã duyệt" in page
        assert State.RETURNED.label in page


def test_without_an_open_year_nothing_waits(cast: Cast) -> None:
    ours(ReportingYear).filter(year=2026).update(closed_at=cast.officer.date_joined, closed_by=cast.officer)

    assert "Số liệu 2026" not in " ".join(sections(dashboard(cast)))


@pytest.mark.once
@pytest.mark.parametrize("year", [2021, 2027, 2031, 2099])
def test_a_year_without_figures_is_not_judged(cast: Cast, year: int) -> None:
    response = dashboard(cast, year)

    assert response.status_code == 200
    assert f"Năm {year} chưa có số liệu được duyệt" in words(response)
    assert "Chưa đạt" not in words(response)


def test_reopened_figures_stop_counting(cast: Cast) -> None:
    put_into("TV-TH", State.RETURNED, 2025)

    page = words(dashboard(cast))

    assert "từ 2/4 đến 3/4" in page
    assert "1 cơ sở chưa có số liệu được duyệt" in page


def test_the_switch_leads_to_every_year_of_the_commune(cast: Cast) -> None:
    page = dashboard(cast).content.decode()

    assert re.findall(r'href="/bang-dieu-hanh/(\d{4})/"', page) == ["2022", "2023", "2024", "2025", "2026"]
    assert '/bang-dieu-hanh/2025/" aria-current="true"' in page


@pytest.mark.parametrize(("asked", "shown"), [("", 2025), ("?nam=2023", 2023), ("?nam=abc", 2025), ("?nam=0000", 2025)])
def test_the_way_in_leads_to_the_newest_closed_year_or_the_one_asked_for(cast: Cast, asked: str, shown: int) -> None:
    response = signed_in(cast.leader).get(f"/bang-dieu-hanh/{asked}")

    assert response["Location"] == f"/bang-dieu-hanh/{shown}/"


def test_the_overseer_reads_the_verdicts_of_the_commune_they_chose(cast: Cast) -> None:
    response = signed_in(cast.overseer, cast.commune).get("/bang-dieu-hanh/2025/")

    assert "Chưa đạt mốc 2025" in words(response)


def test_three_numbers_on_top_lead_to_the_parts_of_the_page(cast: Cast) -> None:
    page = dashboard(cast).content.decode()
    top = page[page.index('class="jumps"') : page.index('class="board-tools"')]
    told = re.findall(r'href="#([^"]+)"><b>([^<]+)</b>', top)

    assert [place for place, _ in told] == ["so-lieu-2026", "nhiem-vu", "kinh-phi"]
    assert [place for place, _ in told if f'id="{place}"' not in page] == []
    parts = page[page.index('class="board-tools"') :]
    assert [number for _, number in told if number not in parts] == []


def test_before_the_plan_began_nobody_had_anything_to_do(cast: Cast) -> None:
    assert "Nhiệm vụ năm 2022" not in words(dashboard(cast, 2022))
    assert "Nhiệm vụ năm 2023" in words(dashboard(cast, 2023))


@pytest.mark.case("SC-072")
def test_what_must_be_seen_first_stands_first(cast: Cast) -> None:
    page = dashboard(cast).content.decode()

    order = [
        page.index(mark)
        for mark in ('href="#quyet-dinh"', 'class="card verdicts"', 'id="quyet-dinh"', 'class="measure"')
    ]
    assert order == sorted(order)
    verdicts = page[order[1] : page.index("</ul>", order[1])]
    assert verdicts.count("<li") == 4
    assert "2/4 (50%)" in verdicts
    assert "Chưa đạt mốc 2025" in verdicts
