"""A target that an administrator has begun to enter asks nothing yet: every page goes on, the plan has its words."""

from __future__ import annotations

import pytest

from baocao.attainment.queries import PlanAttainment
from kehoach.models import Condition, Measure, Plan, Scope, Target
from tests.cast import Cast, ours, signed_in
from tests.pages import words

PAGES = ("", "neu/", "xu-huong/", "thay-doi/", "?dang=xlsx")


@pytest.fixture(params=["without a condition", "without a milestone"])
def begun(request: pytest.FixtureRequest, cast: Cast) -> Target:
    """A fifth target of plan 04."""
    target = ours(Target).get(code="I.2.b")
    target.pk, target.code, target.position, target.wording = None, "I.2.c", 99, "Chỉ tiêu đang nhập."
    target.save()
    if request.param == "without a milestone":
        Condition.objects.create(target=target, scope=Scope.ALL_CENTRES, measure=Measure.ACTIVE)
    return target


@pytest.mark.once
def test_the_pages_go_on_without_it(cast: Cast, begun: Target) -> None:
    leader = signed_in(cast.leader)

    assert [leader.get(f"/bang-dieu-hanh/2025/{page}").status_code for page in PAGES] == [200] * len(PAGES)
    assert leader.get(f"/bang-dieu-hanh/2025/chi-tieu/{begun.code}/").status_code == 404
    assert begun.wording in words(leader.get("/ke-hoach/"))


def test_a_plan_that_asks_nothing_says_so(cast: Cast) -> None:
    ours(Condition).all().delete()

    assert "chưa có chỉ tiêu nào đặt điều kiện và mốc" in words(signed_in(cast.leader).get("/bang-dieu-hanh/2025/"))
    assert PlanAttainment(Plan.objects.get(commune=cast.commune)).judge(2025) == ()
