"""The sums over communes are those of each commune's own attainment, in all states, exact after every step."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baocao.attainment.queries import PlanAttainment
from baocao.rollup.summing import roll_up
from kehoach.figures.actions.figures import accept
from kehoach.generation.country import generate
from kehoach.models import Commune, Plan, ReportingYear, Role, State, User
from kehoach.models.kinds import kinds
from kehoach.questionnaire.values import Absent
from tests.cast import NOW
from thuvien.kind import LIBRARIES

pytestmark = pytest.mark.django_db


def make(communes: int) -> None:
    """Invented communes: forms in all states, facilities that opened or closed, decisions, corrections."""
    generate(communes=communes, facilities=16, years=5, seed="7", password="x")


def added_up(year: int) -> dict[str, Any]:
    """What the command prints, told by asking each commune: the slow way."""
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    verdicts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    plans = [plan for commune in Commune.objects.all() if (plan := Plan.objects.holding_in(commune, year))]
    for plan in plans:
        told: Any = PlanAttainment(plan).as_json(year)
        for condition in (condition for target in told["targets"] for condition in target["conditions"]):
            key = condition["scope"], condition["measure"]
            verdicts[key][condition["verdict"]] += 1
            for name in ("met", "total", "base", "value", "unreported"):
                if name in condition:
                    sums[key][name] += condition[name] or 0
            if "base" in condition:
                sums[key]["value_beside_base"] += 0 if condition["base"] is None else condition["value"]
    conditions = [
        {"scope": scope, "measure": measure, **numbers, "communes": dict(verdicts[scope, measure])}
        for (scope, measure), numbers in sums.items()
    ]
    return {"year": year, "communes": len(plans), "conditions": conditions}


def rolled_up(year: int, **options: Any) -> dict[str, Any]:
    """What the command prints."""
    out = StringIO()
    call_command("rollup", year=year, format="json", stdout=out, stderr=StringIO(), **options)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def without_order(told: dict[str, Any]) -> dict[str, Any]:
    """The conditions by scope and measure."""
    return {**told, "conditions": {(row["scope"], row["measure"]): row for row in told["conditions"]}}


def assert_the_same(*years: int) -> None:
    """That the statements over all communes say what the communes say."""
    for year in years:
        assert without_order(rolled_up(year)) == without_order(added_up(year))


@pytest.mark.case("SC-100")
def test_the_sums_are_those_of_the_communes_in_every_year() -> None:
    make(6)

    assert_the_same(2021, 2022, 2023, 2025, 2026, 2031)


def test_every_absence_every_day_and_every_plan_counts_as_in_the_commune() -> None:
    make(3)
    first, second, third = Commune.objects.order_by("pk")
    for kind in kinds():
        forms = kind.figures.filter(facility__commune=first, reporting_year__year=2025).order_by("pk")
        absences = [Absent.UNKNOWN, Absent.NOT_APPLICABLE, Absent.UNANSWERED]
        for place, form in enumerate(forms):
            for offset, field in enumerate(form.layout.fields):
                if (place + offset) % 3 == 0:
                    form.set_value(field.name, absences[(place + offset // 3) % 3])
            form.save()
    # The year ends before a library of the second commune opens, and the third has a second plan.
    ReportingYear.objects.filter(commune=second, year=2025).update(window_end=date(2025, 11, 30))
    LIBRARIES.facilities.filter(commune=second).update(opened_on=date(2025, 12, 5))
    plan = Plan.objects.get(commune=third)
    plan.pk, plan.number, plan.first_year, plan.issued_on = None, "15/KH-UBND", 2026, date(2026, 2, 1)
    plan.save()

    assert_the_same(2025, 2026)


def test_the_sums_are_exact_after_an_acceptance() -> None:
    make(2)
    waiting = LIBRARIES.figures.filter(state=State.SUBMITTED, reporting_year__year=2026).first()
    assert waiting is not None
    before = rolled_up(2026)
    officer = User.objects.get(commune=waiting.facility.commune, role=Role.OFFICER)
    accept(waiting, by=officer, at=NOW, version=waiting.version)

    assert rolled_up(2026) != before
    assert_the_same(2026)


def test_communes_that_are_not_there_at_the_end_of_the_year_or_have_no_plan_are_not_summed() -> None:
    make(2)
    before = rolled_up(2025)
    Commune.objects.create(code="99001", name="Chưa có kế hoạch", province="tỉnh Lào Cai")
    ended = Commune.objects.order_by("pk")[0]
    ended.valid_until = date(2025, 6, 30)
    ended.save()

    rollup = roll_up(2025)
    assert before["communes"] == 2
    assert [row.commune.pk for row in rollup.communes] == [Commune.objects.order_by("pk")[1].pk]
    assert [commune.code for commune in rollup.without_plan] == ["99001"]
    assert len(roll_up(2024).communes) == 2


def test_a_province_is_named_with_or_without_its_title() -> None:
    make(3)
    Commune.objects.update(province="tỉnh Lào Cai")
    moved = Commune.objects.order_by("pk")[0]
    Commune.objects.filter(pk=moved.pk).update(province="thành phố Hải Phòng")

    assert rolled_up(2025, province="Hải Phòng") == rolled_up(2025, province="thành phố  hải phòng")
    assert rolled_up(2025, province="Hải Phòng")["communes"] == 1
    with pytest.raises(CommandError, match="Cổng không có xã nào của «Đà Nẵng»"):
        rolled_up(2025, province="Đà Nẵng")


@pytest.mark.once
def test_the_statements_are_as_many_for_many_communes() -> None:
    make(1)
    with CaptureQueriesContext(connection) as one:
        roll_up(2025)
    make(4)
    with CaptureQueriesContext(connection) as four:
        roll_up(2025)

    assert len(four) == len(one) <= 10


@pytest.mark.once
def test_people_read_sentences_of_sums() -> None:
    make(2)
    out = StringIO()
    call_command("rollup", year=2025, stdout=out, stderr=StringIO())

    assert out.getvalue().startswith("Năm 2025: 2 xã\nThư viện xã: có dịch vụ phục vụ học tập suốt đời: ")
