"""The living plan: the document as issued, and what has become of each clause."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from kehoach.models import Interpretation, Plan, ReportingYear, State, Target, Task
from tests.cast import Cast, ours, put_into, signed_in
from tests.pages import plain_text, words

TARGETS = ["I.2.a-1", "I.2.a-2", "I.2.a-3", "I.2.b"]
TASKS = [
    *("II.1.a", "II.1.b", "II.1.c", "II.1.d", "II.2.a", "II.2.b", "II.2.c", "II.2.d", "II.3.a", "II.3.b", "II.3.c"),
    *("II.3.d", "II.4.a", "II.4.b", "II.4.c", "II.5.a", "II.5.b", "IV.1.a", "IV.1.b", "IV.1.c", "IV.1.d", "IV.1.đ-1"),
    *("IV.1.đ-2", "IV.1.đ-3", "IV.1.đ-4", "IV.1.e", "IV.2.a", "IV.2.b", "IV.2.c", "IV.3", "IV.4", "IV.5"),
]


def living_plan(cast: Cast, role: str = "officer", asked: str = "") -> HttpResponse:
    """The page as this role sees it."""
    chosen = cast.commune if role in ("overseer", "administrator") else None
    return signed_in(getattr(cast, role), chosen).get(f"/ke-hoach/{asked}")


def clause(response: HttpResponse, code: str) -> str:
    """The text of one clause."""
    found = re.search(
        rf'<section class="clause" id="{re.escape(code)}">(.*?)</section>', response.content.decode(), re.S
    )
    assert found, f"{code} is not on the page"
    return plain_text(found[1])


def test_all_targets_and_tasks_stand_in_the_order_of_the_document(cast: Cast) -> None:
    page = living_plan(cast).content.decode()

    assert re.findall(r'<section class="clause" id="([^"]+)"', page) == TARGETS + TASKS
    assert len(TASKS) == 32


@pytest.mark.once
def test_every_clause_stands_in_the_words_of_the_plan(cast: Cast) -> None:
    response = living_plan(cast)

    for part in (*ours(Target).all(), *ours(Task).all()):
        assert plain_text(part.wording) in clause(response, part.code), part.code


@pytest.mark.once
def test_the_document_is_whole(cast: Cast) -> None:
    page, plan = words(living_plan(cast)), ours(Plan).get()

    assert page.count("Quảng Nghiệp, ngày 31 tháng 01 năm 2023") == 1
    for text in (plan.title, plan.general_objective, plan.closing, plan.signatory):
        assert plain_text(text) in page
    for part in (*plan.legal_bases.all(), *plan.recipients.all(), *plan.sections.exclude(title="")):
        assert plain_text(str(getattr(part, "text", "") or part.title)) in page


@pytest.mark.once
def test_the_readings_that_were_chosen_are_footnotes(cast: Cast) -> None:
    page = words(living_plan(cast))

    assert ours(Interpretation).count() == 4
    for reading in ours(Interpretation).all():
        assert plain_text(reading.text) in page


@pytest.mark.once
def test_every_target_says_how_far_it_is(cast: Cast) -> None:
    response = living_plan(cast)

    assert "Đạt mốc 2025 3/4 (75%)" in clause(response, "I.2.a-1")
    assert "Chưa đạt mốc 2025 2/4 (50%)" in clause(response, "I.2.a-2")
    assert "Chưa đạt mốc 2025 9,4%/năm" in clause(response, "I.2.a-3")
    assert "Thiếu 136 lượt" in clause(response, "I.2.a-3")
    assert "Đạt mốc 2025 3/4 (75%)" in clause(response, "I.2.b")


@pytest.mark.once
def test_every_task_says_whose_it_is(cast: Cast) -> None:
    response = living_plan(cast)

    assert "Trường Mầm non Quảng Nghiệp, Trường Tiểu học Quảng Nghiệp, Trường THCS Quảng Nghiệp" in clause(
        response, "IV.2.a"
    )
    assert "Đài Truyền thanh xã chủ trì" in clause(response, "IV.5")
    for code in TASKS:
        assert "chủ trì" in clause(response, code), code


@pytest.mark.once
def test_a_task_that_is_nobodys_says_so(cast: Cast) -> None:
    ours(Task).get(code="IV.5").assignments.all().delete()

    assert "Chưa phân công đơn vị nào." in clause(living_plan(cast), "IV.5")


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        *(
            ("", 2025),
            ("?nam=2022", 2022),
            ("?nam=2026", 2026),
            ("?nam=abc", 2025),
            ("?nam=", 2025),
            ("?nam=0000", 2025),
        ),
        *(
            ("?nam=9999", 2025),
            ("?nam=20230", 2025),
            ("?nam=-2023", 2025),
            ("?nam=٢٠٢٣", 2025),
            ("?nam=2023&nam=2024", 2024),
        ),
    ],
)
def test_the_year_is_the_one_asked_for_or_the_newest_closed_one(cast: Cast, asked: str, year: int) -> None:
    page = living_plan(cast, asked=asked).content.decode()

    assert f'/ke-hoach/?nam={year}" aria-current="true"' in page


def test_the_switch_leads_to_every_year_of_the_commune(cast: Cast) -> None:
    page = living_plan(cast).content.decode()

    assert re.findall(r'href="/ke-hoach/\?nam=(\d{4})"', page) == ["2022", "2023", "2024", "2025", "2026"]


@pytest.mark.once
@pytest.mark.parametrize("year", [2021, 2027, 2099])
def test_a_year_without_figures_says_so_and_judges_nothing(cast: Cast, year: int) -> None:
    response = living_plan(cast, asked=f"?nam={year}")

    assert response.status_code == 200
    assert "chưa có số liệu nào được duyệt" in words(response)
    assert "Chưa đủ số liệu" in clause(response, "I.2.b")


def test_before_any_year_is_closed_the_plans_first_year_is_shown(cast: Cast) -> None:
    ours(ReportingYear).update(closed_at=None, closed_by=None)

    assert living_plan(cast).context["year"] == ours(Plan).get().first_year


@pytest.mark.once
def test_an_unfinished_year_shows_a_range(cast: Cast) -> None:
    response = living_plan(cast, asked="?nam=2026")

    assert "Chưa đủ số liệu từ 1/4 đến" in clause(response, "I.2.a-1")
    assert "cơ sở chưa có số liệu được duyệt" in clause(response, "I.2.a-1")


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "linked"), [("officer", True), ("leader", True), ("overseer", True), ("reporter", False)]
)
def test_a_reporter_sees_the_names_of_others_but_not_the_way_to_their_figures(
    cast: Cast, role: str, linked: bool
) -> None:
    response = living_plan(cast, role)

    assert "Thư viện Trường Mầm non Quảng Nghiệp" in words(response)
    assert ('href="/thu-vien/TV-MN/2025/"' in response.content.decode()) is linked


def test_nothing_that_is_not_accepted_is_told(cast: Cast) -> None:
    before = clause(living_plan(cast), "I.2.a-3")
    put_into("TV-TH", State.SUBMITTED, 2025)

    after = clause(living_plan(cast), "I.2.a-3")

    assert "8.882" in before
    assert "8.882" not in after


def test_a_commune_without_a_plan_is_told_so(cast: Cast) -> None:
    assert living_plan(cast, "stranger").status_code == 404
