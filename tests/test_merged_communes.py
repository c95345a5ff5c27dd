"""Quảng Nghiệp 2022 to Tân Kỳ 2026: three plans over their own areas, then one; every number worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.attainment.results import GrowthResult
from baocao.attainment.side_by_side import AreaAttainment, SideBySide
from kehoach.models import Plan, Role
from kehoach.plan.areas import areas_of, family_of
from tests.cast import empty_the_database, person, signed_in
from tests.merged_communes import become_tan_ky, begin, figures_of_2025
from tests.pages import words

pytestmark = pytest.mark.django_db

SUMS_OF_2025 = [
    # Tân Kỳ has three commune libraries now, each from a commune of its own; all three have services and computers.
    ("thư viện xã có dịch vụ phục vụ học tập suốt đời", ("1/1", "1/1", "1/1"), "3/3"),
    # Quảng Nghiệp: the united school has services, the secondary school none. The united school is in 04 and in 07.
    (
        "thư viện cơ sở giáo dục phổ thông và cơ sở khác có dịch vụ phục vụ học tập suốt đời",
        ("1/2", "1/1", "1/1"),
        "2/3",
    ),
    ("thư viện xã có ứng dụng công nghệ thông tin", ("1/1", "1/1", "1/1"), "3/3"),
    ("thư viện cơ sở giáo dục phổ thông và cơ sở khác có ứng dụng công nghệ thông tin", ("0/2", "0/1", "0/1"), "0/3"),
    # 140 + 95 + 50, 100 + 95, 80 + 60; the 95 once in the whole: 140 + 95 + 50 + 100 + 80 + 60.
    ("lượt người sử dụng thư viện", ("285 lượt", "195 lượt", "140 lượt"), "525 lượt"),
    # Quảng Nghiệp: 12 activities count, 5 in the village do not. Dân Chủ: 8, where six are enough.
    (
        "trung tâm văn hóa, thể thao xã và nhà văn hóa thôn có lớp, câu lạc bộ hoặc nhóm và hoạt động thường xuyên",
        ("1/2", "1/1", "1/1"),
        "3/4",
    ),
]


def growth_of(area: AreaAttainment) -> tuple[int | None, int, str | None, int | None, str]:
    """Base, visits, rate a year, what is missing and the verdict of the target on visits."""
    result = area.targets[2].conditions[0].result
    assert isinstance(result, GrowthResult)
    return result.base, result.value, result.compound_percent, result.gap, result.verdict.value


@pytest.mark.case("SC-166")
def test_three_plans_are_judged_over_their_own_areas_until_one_takes_over(tmp_path: Path) -> None:
    empty_the_database()
    story = begin(tmp_path)
    tan_ky = become_tan_ky(story)
    figures_of_2025(tan_ky)
    leader, key = signed_in(person(Role.LEADER, tan_ky)), Plan.objects.get(number="07/KH-UBND").pk

    family = family_of(tan_ky)
    beside = SideBySide(family, areas_of(family, 2025), 2025)

    assert [(row.label, row.cells, row.whole) for row in beside.sums] == SUMS_OF_2025
    assert [growth_of(area) for area in beside.areas] == [
        # 2022: 100 + 60 + 40 of Quảng Nghiệp and 20 of the school that became one with its own.
        # 220 · 1,1³ = 292,82, so 293 are needed; (285 / 220)^(1/3) = 1,090119.
        (220, 285, "9.0119", 8, "not_met"),
        # 80 + 20 and 60 of Quảng Nghiệp's school; 160 · 1,1³ = 212,96; (195 / 160)^(1/3) = 1,068165.
        (160, 195, "6.8165", 18, "not_met"),
        # 50 + 50; 100 · 1,1³ = 133,1; (140 / 100)^(1/3) = 1,118689.
        (100, 140, "11.8689", 0, "met"),
    ]
    assert [(area.accepted, area.facilities) for area in beside.areas] == [(5, 5), (3, 3), (3, 3)]

    board = words(leader.get("/bang-dieu-hanh/2025/"))
    assert "7 trong 12 chỉ tiêu chưa đạt hoặc chậm" in board
    assert "Kế hoạch số 07/KH-UBND của xã Dân Chủ 3/3 cơ sở từ xã cũ" in board
    assert "Lượt người sử dụng thư viện 285 lượt 195 lượt 140 lượt 525 lượt" in board
    assert "Thư viện Trường Tiểu học Tân Kỳ gồm cơ sở của nhiều xã cũ" in board
    assert leader.get("/bang-dieu-hanh/2025/?dang=xlsx").status_code == 200
    explained = words(leader.get(f"/bang-dieu-hanh/2025/chi-tieu/I.2.a-3/?ke-hoach={key}"))
    assert "Kế hoạch số 07/KH-UBND của xã Dân Chủ" in explained
    assert "6,8%/năm" in explained
    living = leader.get(f"/ke-hoach/?nam=2025&ke-hoach={key}")
    assert "ỦY BAN NHÂN DÂN XÃ DÂN CHỦ" in words(living).upper()
    assert "Kế hoạch số 04/KH-UBND của xã Quảng Nghiệp" in words(living)
    assert f"/bang-dieu-hanh/2025/chi-tieu/I.2.a-3/?ke-hoach={key}" in living.content.decode()
    for path in ("/ke-hoach/?nam=2025&ke-hoach=999", "/bang-dieu-hanh/2025/chi-tieu/I.9/", "/nhiem-vu/?nam=2025"):
        assert leader.get(path).status_code == 404
