"""“What has changed” judges by the facilities, the decisions and the milestones that there were on that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kehoach.demo.files import moment
from kehoach.figures.actions.facilities import decide_membership
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Condition, Measure, Milestone, Plan, Scope, Target
from tests.baocao.dashboard.test_changes_page import changes
from tests.cast import NOW, Cast, ours
from tests.pages import sections
from thuvien.kind import LIBRARIES
from thuvien.models import Library

PARTS: tuple[Any, ...] = (Plan, Target, Condition, Milestone)
BEFORE, AFTER = "20/11/2026", "23/11/2026"


@pytest.fixture
def entered(cast: Cast) -> Cast:
    """The commune after its plan was entered in 2023."""
    for part in PARTS:
        part.history.update(history_date=moment(2023, 2, 1))
    return cast


def targets(cast: Cast, since: str) -> str:
    """The targets of 2025 then and now."""
    return sections(changes(cast, since, 2025))["Chỉ tiêu, theo số liệu năm 2025"]


def others(cast: Cast, since: str) -> str:
    """What else was done."""
    return sections(changes(cast, since, 2025)).get("Việc khác", "")


def of_others(measure: Measure) -> Milestone:
    """What the plan asks of the libraries that are not the commune's by 2025."""
    return ours(Milestone).get(condition__scope=Scope.OTHER_LIBRARIES, condition__measure=measure, year=2025)


def test_a_library_that_was_closed_since_counted_then(entered: Cast) -> None:
    library = Library.objects.get(code="TV-MN")
    library.closed_on = date(2025, 12, 1)
    save_recorded(library, by=entered.officer, at=NOW, reason="Đóng")

    assert "3/4 (75%)" in targets(entered, BEFORE)
    assert "3/3 (100%)" in targets(entered, BEFORE)
    assert f"{library.name} : thôi hoạt động từ ngày 01/12/2025" in others(entered, BEFORE).replace(":", " :")
    assert "không đổi" in targets(entered, AFTER)
    assert library.name not in others(entered, AFTER)


def test_a_library_that_was_forgotten_then_did_not_count_then(entered: Cast) -> None:
    first = Library.objects.get(code="TV-MN")
    library = Library(commune=entered.commune, unit=first.unit, code="TV-MN2", name="Thư viện điểm lẻ", kind=first.kind)
    save_recorded(library, by=entered.officer, at=NOW, reason="Thêm")

    told = targets(entered, BEFORE)

    assert "Đạt mốc 2025 3/4 (75%)" in told
    assert "từ 3/5 đến 4/5" in told
    assert "Thư viện điểm lẻ: thêm cơ sở" in others(entered, BEFORE)


def test_a_library_that_was_taken_out_since_counted_then(entered: Cast) -> None:
    library = Library.objects.get(code="TV-MN")
    given = {"counted": False, "since": date(2025, 12, 1), "reason": "Sáp nhập", "by": entered.officer, "at": NOW}
    decide_membership(facility=library, scope=Scope.OTHER_LIBRARIES, **given)

    told, done = targets(entered, BEFORE), others(entered, BEFORE)

    assert "3/4 (75%)" in told
    assert "3/3 (100%)" in told
    assert f"{library.name}: không được tính vào" in done
    assert "từ ngày 01/12/2025. Sáp nhập" in done
    assert "không đổi" in targets(entered, AFTER)


def test_a_threshold_that_was_raised_since_judges_only_now(entered: Cast) -> None:
    milestone = of_others(Measure.SERVICES)
    milestone.at_least = 80
    save_recorded(milestone, by=entered.administrator, at=NOW, reason="Sửa")

    told = targets(entered, BEFORE)

    assert "Đạt mốc 2025 3/4 (75%)" in told
    assert "Chưa đạt mốc 2025 3/4 (75%)" in told
    assert "ít nhất 80%, trước là 70%" in others(entered, BEFORE)


def test_what_counts_as_often_is_what_it_was_then(entered: Cast) -> None:
    plan = Plan.objects.get(commune=entered.commune)
    plan.regular_activities = 1_000
    save_recorded(plan, by=entered.administrator, at=NOW, reason="Sửa")

    told = targets(entered, BEFORE)

    assert "3/4 (75%)" in told
    assert "0/4 (0%)" in told
    assert "Mức hoạt động thường xuyên: từ 12 thành 1.000 hoạt động một năm" in others(entered, BEFORE)


def test_a_target_that_came_since_was_not_there_and_one_that_went_was(entered: Cast) -> None:
    gone = ours(Target).get(code="I.2.b")
    gone.pk, gone.code, gone.position, gone.short_name = None, "I.2.c", 99, "Chỉ tiêu mới"
    save_recorded(gone, by=entered.administrator, at=NOW, reason="Thêm")
    condition = Condition(target=gone, scope=Scope.ALL_LIBRARIES, measure=Measure.IT)
    save_recorded(condition, by=entered.administrator, at=NOW, reason="Thêm")
    milestone = Milestone(condition=condition, year=2025, base_year=2022, at_least=50)
    save_recorded(milestone, by=entered.administrator, at=NOW, reason="Thêm")
    for row in ours(Target).filter(code="I.2.b"):
        delete_recorded(row, by=entered.administrator, at=NOW + timedelta(hours=1), reason="Gỡ")

    told = targets(entered, BEFORE)

    assert "Chỉ tiêu mới chưa có chỉ tiêu này" in told
    assert "đã bỏ khỏi kế hoạch" in told


def test_a_plan_that_came_into_the_portal_later_is_taken_as_it_was_entered(cast: Cast) -> None:
    for part in PARTS:
        part.history.update(history_date=NOW)

    assert "không đổi" in targets(cast, BEFORE)
    assert "Mốc" not in others(cast, BEFORE)


def test_facilities_without_a_history_are_taken_as_they_are(entered: Cast) -> None:
    for model in (LIBRARIES.facility_model, LIBRARIES.membership_model):
        model.history.all().delete()  # type: ignore[attr-defined]

    assert "không đổi" in targets(entered, BEFORE)
