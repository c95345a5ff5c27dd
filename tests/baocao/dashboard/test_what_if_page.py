"""“Nếu … thì sao?”: told from the address alone, by the calculation that judges what was accepted."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.scenario import Visits
from baocao.attainment.words import headline
from baocao.dashboard.what_if import Prospects, Supposed
from kehoach.models import Measure, Plan
from tests.cast import Cast, signed_in
from tests.pages import beside, filled_in, markup, words
from tests.test_query_growth import grow

pytestmark = pytest.mark.once


def supposed(cast: Cast, query: str = "", year: int = 2025) -> HttpResponse:
    """The page as the leader sees it."""
    return signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/neu/{query}")


def verdicts(response: HttpResponse) -> dict[str, list[str]]:
    """What is said of each target, year by year."""
    blocks = re.findall(r'<div class="prospect">.*?<h3>(.*?)</h3>(.*?)</div>', markup(response))
    return {name: re.findall(r"</svg>([^<]+)</span>", table) for name, table in blocks}


def test_without_a_scenario_everything_stays_as_it_is(cast: Cast) -> None:
    response = supposed(cast)

    assert "Nếu vậy, đến năm 2030 có 0/4 chỉ tiêu đạt." in words(response)
    assert verdicts(response)["Thư viện có dịch vụ học tập suốt đời"] == [
        "Đúng lộ trình",
        *["Chậm so với lộ trình"] * 3,
        "Chưa đạt mốc 2030",
    ]


@pytest.mark.case("SC-023")
@pytest.mark.parametrize(
    ("query", "target", "last"),
    [
        ("?dich-vu=TV-MN", "Thư viện có dịch vụ học tập suốt đời", "Đạt mốc 2030"),
        ("?dich-vu=TV-MN&thoi-dich-vu=TV-TH", "Thư viện có dịch vụ học tập suốt đời", "Chưa đạt mốc 2030"),
        ("?cong-nghe=TV-MN&cong-nghe=TV-TTHTCD", "Thư viện ứng dụng công nghệ thông tin", "Đạt mốc 2030"),
        ("?thoi-cong-nghe=TV-XA", "Thư viện ứng dụng công nghệ thông tin", "Chưa đạt mốc 2030"),
        ("?hoat-dong=VH-MAC", "Nhà văn hóa hoạt động thường xuyên", "Đạt mốc 2030"),
        ("?luot=9.771&tang=10", "Lượt người sử dụng thư viện", "Đạt mốc 2030"),
        ("?luot=9.770&tang=9,9", "Lượt người sử dụng thư viện", "Chưa đạt mốc 2030"),
        ("?luot=11.000&tang=20", "Lượt người sử dụng thư viện", "Vượt mốc 2030"),
    ],
)
def test_what_is_supposed_decides_the_last_milestone(cast: Cast, query: str, target: str, last: str) -> None:
    assert verdicts(supposed(cast, query))[target][-1] == last


def test_supposing_what_was_accepted_gives_the_verdicts_of_that_year(cast: Cast) -> None:
    years = PlanAttainment(Plan.objects.get(commune=cast.commune))
    passing = {
        Measure.SERVICES: frozenset({"TV-XA", "TV-TH", "TV-THCS", "TV-TTHTCD"}),
        Measure.IT: frozenset({"TV-XA", "TV-TH", "TV-THCS"}),
        Measure.ACTIVE: frozenset({"VH-XA", "VH-GOM", "VH-NGAI"}),
    }

    rows = Prospects(years, 2024).judged(Supposed(passing, Visits(8882, Decimal(0))))

    assert [(row.target.code, row.cells[0].verdict) for row in rows] == [
        (one.target.code, one.verdict) for one in years.judge(2025)
    ]


def test_the_address_is_the_scenario_and_nothing_is_saved(cast: Cast) -> None:
    query = "?dich-vu=TV-MN&thoi-dich-vu=TV-TH&luot=9.500&tang=9,5"
    client = signed_in(cast.leader)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/bang-dieu-hanh/2025/neu/{query}")
    form = filled_in(response, "luot")

    assert {name: form[name] for name in ("dich-vu", "thoi-dich-vu", "luot", "tang")} == {
        "dich-vu": ["TV-MN"],
        "thoi-dich-vu": ["TV-TH"],
        "luot": ["9.500"],
        "tang": ["9,5"],
    }
    assert [query["sql"] for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])] == []


def test_the_quick_scenarios_do_what_they_say(cast: Cast) -> None:
    page = supposed(cast).content.decode()
    links = dict(re.findall(r'<a href="(/bang-dieu-hanh/2025/neu/[^"]*)">([^<]+)</a>', page.split("shortcuts")[1])[:3])
    told = {label: words(signed_in(cast.leader).get(url.replace("&amp;", "&"))) for url, label in links.items()}

    assert "có 4/4 chỉ tiêu đạt" in told["Vừa đủ đạt mốc cuối"]
    assert "có 3/4 chỉ tiêu đạt" in told["Mọi cơ sở đều đạt"]
    assert "có 0/4 chỉ tiêu đạt" in told["Giữ nguyên như hiện nay"]


@pytest.mark.parametrize(
    ("query", "field", "told"),
    [
        ("?luot=abc", "luot", "không phải là một số nguyên"),
        ("?luot=-5", "luot", "không thể âm"),
        ("?luot=9.500&tang=mười", "tang", "số"),
        ("?luot=9.500&tang=1000", "tang", "100"),
        ("?luot=9.500&tang=NaN", "tang", "số"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_counts_as_unchanged(
    cast: Cast, query: str, field: str, told: str
) -> None:
    response = supposed(cast, query)

    assert response.status_code == 200
    assert told in beside(response, field)
    assert "chỉ tiêu đạt" in words(response)


def test_what_an_old_address_names_and_is_gone_is_left_aside(cast: Cast) -> None:
    assert verdicts(supposed(cast, "?dich-vu=TV-CU&luot=8.882")) == verdicts(supposed(cast))


def test_in_a_large_commune_nobody_is_forgotten_and_the_page_stays_short(cast: Cast) -> None:
    grow(cast, 150)
    years = PlanAttainment(Plan.objects.get(commune=cast.commune))
    prospects = Prospects(years, 2025)

    rows = prospects.judged(prospects.unchanged)
    response = supposed(cast)

    now = {one.target.code: one.conditions[-1].result for one in years.judge(2025)}
    assert rows[-1].target.code == "I.2.b"
    assert rows[-1].cells[0].value == headline(now["I.2.b"])
    assert now["I.2.b"].met > 100
    assert len(re.findall(r'type="checkbox"', response.content.decode())) < 6 * 61
    assert "Mọi cơ sở đều đạt" not in words(response), "its address would be too long"


def test_after_the_last_milestone_there_is_nothing_to_suppose(cast: Cast) -> None:
    assert "Kế hoạch không còn năm nào phía trước" in words(supposed(cast, year=2030))
