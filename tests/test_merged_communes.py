"""Quảng Nghiệp 2022 to Tân Kỳ 2026: three plans over their own areas, then one; every number worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.results import GrowthResult
from baocao.attainment.side_by_side import AreaAttainment, SideBySide
from kehoach.demo.files import moment
from kehoach.models import Measure, Plan, ReportingYear, Role, Scope
from kehoach.plan.areas import areas_of, family_of
from tests.cast import empty_the_database, person, signed_in
from tests.merged_communes import (
    Story,
    become_tan_ky,
    begin,
    figures_of_2025,
    issue_report,
    person_of,
    plan_of_tan_ky,
)
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


@pytest.fixture(scope="module")
def story(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """All that happens until 2026."""
    with django_db_blocker.unblock(), transaction.atomic():
        empty_the_database()
        story = begin(tmp_path_factory.mktemp("story"))
        tan_ky = become_tan_ky(story)
        figures_of_2025(tan_ky)
        issue_report(story, tan_ky, 2025)
        plan_of_tan_ky(story)
        yield story
        transaction.set_rollback(True)


@pytest.fixture
def leader(story: Story) -> Client:
    """The browser of the new commune's leader."""
    return signed_in(person_of(story.tan_ky, Role.LEADER))


@pytest.mark.case("SC-166")
def test_three_plans_are_judged_over_their_own_areas(story: Story, leader: Client) -> None:
    family, key = family_of(story.tan_ky), Plan.objects.get(number="07/KH-UBND").pk
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
    # Nobody goes on with tasks of an old plan, and those of the new one have not begun.
    assert "Nhiệm vụ năm 2025" not in board
    assert "Cần quyết định: 3 việc" in board
    assert leader.get("/bang-dieu-hanh/2025/?dang=xlsx").status_code == 200
    explained = words(leader.get(f"/bang-dieu-hanh/2025/chi-tieu/I.2.a-3/?ke-hoach={key}"))
    assert "Kế hoạch số 07/KH-UBND của xã Dân Chủ" in explained
    assert "6,8%/năm" in explained
    living = leader.get(f"/ke-hoach/?nam=2025&ke-hoach={key}")
    assert "ỦY BAN NHÂN DÂN XÃ DÂN CHỦ" in words(living)
    assert "Kế hoạch số 04/KH-UBND của xã Quảng Nghiệp" in words(living)
    assert "Kế hoạch số 15/KH-UBND, từ năm 2026" in words(living)
    assert f"/bang-dieu-hanh/2025/chi-tieu/I.2.a-3/?ke-hoach={key}" in living.content.decode()
    for path in ("/ke-hoach/?nam=2025&ke-hoach=999", "/bang-dieu-hanh/2025/chi-tieu/I.9/"):
        assert leader.get(path).status_code == 404


@pytest.mark.case("SC-256")
def test_trends_what_if_and_changes_are_of_one_plan_over_its_own_area(story: Story, leader: Client) -> None:
    key, own = Plan.objects.get(number="07/KH-UBND").pk, "Kế hoạch số 07/KH-UBND của xã Dân Chủ"
    board = leader.get("/bang-dieu-hanh/2025/").content.decode()

    for name, needed in (
        # 80 + 20 and 60 of the school that became one with Dân Chủ's, then 195.
        ("xu-huong", ("160", "195", "Thư viện Trường Tiểu học Tân Kỳ")),
        # 195 visits are the first guess for 2026.
        ("neu", ("195", f"?ke-hoach={key}&amp;")),
        ("thay-doi", ("Chỉ tiêu, theo số liệu năm 2025",)),
    ):
        path = f"/bang-dieu-hanh/2025/{name}/"
        assert f'href="{path}"' in board
        page = leader.get(f"{path}?ke-hoach={key}").content.decode()
        assert f'aria-current="true">{own}</a>' in page
        for text in needed:
            assert text in page, (name, text)
        # The first of the plans stands there where none is chosen.
        assert 'aria-current="true">Kế hoạch số 04/KH-UBND của xã Quảng Nghiệp</a>' in leader.get(path).content.decode()
        assert leader.get(f"{path}?ke-hoach=999").status_code == 404
        alone = leader.get(f"/bang-dieu-hanh/2026/{name}/").content.decode()
        assert "Chọn kế hoạch" not in alone
    trends = words(leader.get(f"/bang-dieu-hanh/2025/xu-huong/?ke-hoach={key}"))
    assert "Thư viện xã Đại Hợp" not in trends
    supposed = words(leader.get(f"/bang-dieu-hanh/2025/neu/?ke-hoach={key}&luot=300&tang=0"))
    assert "Nhà văn hóa xã Đại Hợp" not in supposed
    assert "300 lượt" in supposed


@pytest.mark.case("SC-167")
def test_the_report_of_2025_has_three_plans_side_by_side(story: Story, leader: Client) -> None:
    report, _ = story.issued[2025]
    page = words(leader.get(f"/bao-cao/{report.pk}/xem/"))

    assert "Thực hiện Kế hoạch số 04/KH-UBND ngày 31/01/2023 của Ủy ban nhân dân xã Quảng Nghiệp" in page
    for number, (name, targets) in enumerate(
        [
            ("Kế hoạch số 04/KH-UBND của xã Quảng Nghiệp", "cả 4 chỉ tiêu đều chưa đạt mốc"),
            ("Kế hoạch số 07/KH-UBND của xã Dân Chủ", "2 chỉ tiêu đạt mốc và 2 chỉ tiêu chưa đạt mốc"),
            ("Kế hoạch số 09/KH-UBND của xã Đại Hợp", "3 chỉ tiêu đạt mốc và 1 chỉ tiêu chưa đạt mốc"),
        ],
        start=1,
    ):
        assert f"Bảng {number}. {name}" in page
        assert targets in page
    assert "Lượt người sử dụng thư viện 285 lượt 195 lượt 140 lượt 525 lượt" in page
    # 0 + 2 + 3 targets met. 2024: 121 + 73 + 48 + 88 + 22 + 60 + 60 = 472; 525 / 472 = 1,1123.
    assert "Trong 12 chỉ tiêu của 3 kế hoạch, 5 chỉ tiêu đạt mốc và 7 chỉ tiêu chưa đạt mốc" in page
    assert "525 lượt người đến thư viện (tăng 11,2% so với năm 2024)" in page
    assert [plan["of"] for plan in report.snapshot.content["plans"]] == ["11122", "11131", "11140"]


@pytest.mark.case("SC-257")
def test_each_of_several_plans_has_a_review_of_its_own(story: Story, tmp_path: Path) -> None:
    officer = signed_in(person_of(story.tan_ky, Role.OFFICER))
    ReportingYear.objects.filter(commune=story.tan_ky, year=2025).update(
        closed_at=moment(2025, 12, 20), closed_by=person_of(story.tan_ky, Role.OFFICER)
    )
    page, drafts = "/bao-cao/2025/so-ket/", {}
    for number, name, told in (
        ("04/KH-UBND", "Quảng Nghiệp", ("cả 4 chỉ tiêu đều chưa đạt mốc", "tăng bình quân 9% mỗi năm so với năm gốc")),
        ("07/KH-UBND", "Dân Chủ", ("2 chỉ tiêu đạt mốc và 2 chỉ tiêu chưa đạt mốc", "phục vụ 195 lượt người")),
        ("09/KH-UBND", "Đại Hợp", ("3 chỉ tiêu đạt mốc và 1 chỉ tiêu chưa đạt mốc", "phục vụ 140 lượt người")),
    ):
        whose, query = f"Kế hoạch số {number} của xã {name}", f"?ke-hoach={Plan.objects.get(number=number).pk}"
        assert f"Báo cáo sơ kết {whose} 2023 - 2025" in words(officer.get("/bao-cao/"))
        assert f'href="{page}{query}"' in officer.get("/bao-cao/").content.decode()
        shown = officer.get(f"{page}{query}")
        assert f'aria-current="true">{whose}</a>' in shown.content.decode()
        assert f'action="{page}soan/{query}"' in shown.content.decode()
        for text in (f"trên các thư viện, thiết chế văn hóa từ xã {name}, gồm cả", *told):
            assert text in words(shown), (number, text)
        assert "nhiệm vụ, giải pháp" not in words(shown).split("III. Đánh giá chung")[0]
        begun = [officer.post(f"{page}soan/{query}")["Location"] for _ in range(2)]
        assert begun[0] == begun[1]
        assert f"Báo cáo sơ kết 2025, {whose}" in words(officer.get(begun[0]))
        drafts[number] = begun[0]
    assert len(set(drafts.values())) == 3
    # Where none is chosen the first stands there.
    assert 'aria-current="true">Kế hoạch số 04/KH-UBND' in officer.get(page).content.decode()
    assert officer.get(f"{page}tai/xlsx/?ke-hoach={Plan.objects.get(number='07/KH-UBND').pk}").status_code == 200
    output = tmp_path / "so-ket.docx"
    of_plan = ("--commune", "11113", "--year", "2025", "--kind", "midterm", "--output", str(output), "--plan")
    call_command("report", *of_plan, "09/KH-UBND")
    assert "phục vụ 140 lượt người" in "".join(paragraph.text for paragraph in docx.Document(str(output)).paragraphs)
    with pytest.raises(CommandError, match="«15/KH-UBND»"):
        call_command("report", *of_plan, "15/KH-UBND")
    for path in (f"{page}?ke-hoach=999", f"/bao-cao/2022/so-ket/{query}"):
        assert officer.get(path).status_code == 404
    assert "Chọn kế hoạch" not in words(officer.get("/bao-cao/2026/so-ket/"))


def test_from_2026_the_new_plan_counts_from_all_that_came_before(
    story: Story, leader: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    family, own = family_of(story.tan_ky), PlanAttainment(Plan.objects.get(number="15/KH-UBND"))
    visits = own.judge(2026)[2].conditions[0]

    assert areas_of(family, 2026) == ()
    assert isinstance(visits.result, GrowthResult)
    # The base is the 525 of 2025, not 620; 525 · 1,1 = 577,5; 578 / 525 = 1,100952.
    told = (visits.result.base, visits.result.value, visits.result.compound_percent, visits.result.verdict.value)
    assert told == (525, 578, "10.0952", "on_path")
    # 2022: 100 + 60 + 40 + 80 + 20 + 50 + 50. 2023: 110 + 66 + 44 + 84 + 21 + 55 + 55. 2024 as above.
    series = {year: sum(own.measured(Scope.ALL_LIBRARIES, Measure.VISITS, year).values()) for year in range(2022, 2027)}
    assert series == {2022: 400, 2023: 435, 2024: 472, 2025: 525, 2026: 578}
    # Merging communes alone changes no facility; the two schools of 2025 do.
    assert [bool(own.break_in(Scope.ALL_LIBRARIES, year)) for year in range(2023, 2027)] == [False, False, True, False]
    living = words(leader.get("/ke-hoach/?nam=2026"))
    assert "Kế hoạch số 15/KH-UBND" in living
    assert "Kế hoạch số 09/KH-UBND của xã Đại Hợp" in living.split("Xã còn có")[1]
    call_command("attainment", "--commune", "11113", "--year", "2025", "--format", "json")
    assert [plan["plan"] for plan in json.loads(capsys.readouterr().out)["plans"]] == [
        *("04/KH-UBND", "07/KH-UBND", "09/KH-UBND")
    ]


@pytest.mark.case("SC-168")
def test_the_past_of_a_former_commune_is_read_and_never_written(story: Story, leader: Client) -> None:
    former = story.communes["11122"]
    page = leader.get("/bao-cao/")
    assert f"/xa-cu/{former.pk}/" in page.content.decode()
    assert "Xã Quảng Nghiệp (đến 19/12/2024)" in words(page)

    assert leader.post(f"/xa-cu/{former.pk}/").status_code == 302
    assert "Đang xem xã Quảng Nghiệp, đến hết 19/12/2024. Chỉ để đọc." in words(leader.get("/bao-cao/"))
    for year, value in ((2023, "10%/năm"), (2024, "10%/năm")):
        # 220 / 200 = 1,1; 242 / 200 = 1,21 = 1,1².
        assert value in words(leader.get(f"/bang-dieu-hanh/{year}/"))
        report, issued = story.issued[year]
        told = leader.get(f"/bao-cao/{report.pk}/tep/")
        assert (told.getvalue() if told.streaming else told.content) == issued
    assert leader.get("/thu-vien/TV-TH/2024/").status_code == 200
    refused = leader.post("/so-lieu/2024/khoa/")
    assert refused.status_code == 403
    assert "chỉ để đọc. Hãy về xã Tân Kỳ" in words(refused)

    assert leader.post(f"/xa-cu/{story.tan_ky.pk}/").status_code == 302
    assert "Đang xem" not in words(leader.get("/bao-cao/"))
    assert "/bao-cao/2025/hang-nam/" in leader.get("/bao-cao/").content.decode()


def test_nobody_reads_the_past_of_a_commune_that_has_not_merged_into_theirs(story: Story, leader: Client) -> None:
    of_old_commune = signed_in(person(Role.LEADER, story.communes["11131"]))

    for key in (story.tan_ky.pk, story.communes["11122"].pk):
        assert of_old_commune.post(f"/xa-cu/{key}/").status_code == 404
    assert leader.post("/xa-cu/999999/").status_code == 404
    report, _ = story.issued[2023]
    assert leader.get(f"/bao-cao/{report.pk}/tep/").status_code == 404


@pytest.mark.case("SC-255")
def test_the_sums_over_communes_count_what_merged_once(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    def rolled_up(year: int) -> dict[str, Any]:
        call_command("rollup", "--year", str(year), "--format", "json")
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        told["rows"] = {f"{row['scope']} {row['measure']}": row for row in told.pop("conditions")}
        return told

    def numbers(row: dict[str, Any], *names: str) -> tuple[object, ...]:
        return *(row[name] for name in names), row["communes"]

    visits = ("base", "value", "value_beside_base", "unreported")
    in_2024, in_2025, in_2026 = map(rolled_up, (2024, 2025, 2026))
    # At the end of 2024's window nobody has merged yet. 200 + 100 + 100, then 242 + 110 + 120; the path of 2024 is
    # 1,1² = 1,21: 242 / 200 keeps it, 110 / 100 and 120 / 100 do not.
    assert in_2024["communes"] == 3
    assert numbers(in_2024["rows"]["all_libraries visits"], *visits) == (400, 472, 472, 0, {"behind": 2, "on_path": 1})
    # Tân Kỳ alone: the 20 + 22 … of the school that became one count once, so the base is 400 and not 480. Two of its
    # three plans miss their 10 % a year over their own area, so the commune does.
    assert in_2025["communes"] == 1
    assert numbers(in_2025["rows"]["all_libraries visits"], *visits) == (400, 525, 525, 0, {"not_met": 1})
    shares = {name: numbers(row, "met", "total") for name, row in in_2025["rows"].items() if "met" in row}
    # Each library and centre once; Quảng Nghiệp's secondary school has no services, its village too few activities.
    assert shares == {
        "commune_library services": (3, 3, {"met": 1}),
        "commune_library it": (3, 3, {"met": 1}),
        "other_libraries services": (2, 3, {"not_met": 1}),
        "other_libraries it": (0, 3, {"not_met": 1}),
        "all_centres active": (3, 4, {"not_met": 1}),
    }
    # The base of its own plan is 2025.
    assert numbers(in_2026["rows"]["all_libraries visits"], *visits) == (525, 578, 578, 0, {"on_path": 1})
    overseer = signed_in(person(Role.OVERSEER))
    page = words(overseer.get("/tong-hop/2025/"))
    assert "Năm 2025: 1 xã" in page
    assert "các xã đủ số liệu năm gốc: 400 → 525 lượt" in page
    workbook = load_workbook(BytesIO(overseer.get("/tong-hop/2025/?dang=xlsx").content))
    rows = [[cell for cell in row if cell is not None] for row in workbook["Chỉ tiêu"].iter_rows(values_only=True)]
    assert ["Tất cả thư viện: lượt người sử dụng thư viện", 6, 0, 400, 525, 525, "1 xã chưa đạt"] in rows
