"""A commune issues a second plan: it takes over from its first year on, and every year before keeps the old one."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kehoach.demo import files
from kehoach.models import Plan, ReportingYear
from kehoach.models.plans import plan_holding_in
from kehoach.reminders.tasks_needing_attention import tasks_needing_attention
from tests.cast import OPEN_YEAR, Cast, signed_in
from tests.pages import words
from tests.test_other_numbering import CODE, renumbered

OLD, NEW = "04/KH-UBND", "15/KH-UBND"


@pytest.fixture
def second(cast: Cast, tmp_path: Path) -> Plan:
    """A second plan of the commune, for the open year to 2030, whose clauses all have other codes."""
    plan_04 = (files.FOLDER / "plan-04.json").read_text(encoding="utf-8").replace(OLD, NEW)
    rows = json.loads(re.sub(f'"({CODE.pattern})"', lambda found: f'"{renumbered(found[1])}"', plan_04))
    rows = [row for row in rows if row["model"] not in ("kehoach.commune", "kehoach.unit")]
    for row in rows:
        if row["model"] == "kehoach.plan":
            row["fields"] |= {"first_year": OPEN_YEAR, "last_year": 2030, "issued_on": f"{OPEN_YEAR}-02-01"}
    fixture = tmp_path / "second.json"
    fixture.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)
    return Plan.objects.get(number=NEW)


@pytest.mark.once
@pytest.mark.case("SC-071")
@pytest.mark.parametrize(("year", "own", "other"), [(2023, OLD, NEW), (2025, OLD, NEW), (OPEN_YEAR, NEW, OLD)])
def test_each_year_is_read_by_the_plan_that_held_in_it(
    second: Plan, officer: Client, year: int, own: str, other: str
) -> None:
    assert f"Kế hoạch số {own}" in words(officer.get(f"/ke-hoach/?nam={year}")).split("Xã còn có")[0]
    assert other not in words(officer.get(f"/bao-cao/{year}/hang-nam/"))
    assert own in words(officer.get(f"/bao-cao/{year}/hang-nam/"))
    task = renumbered("II.1.a") if own == NEW else "II.1.a"
    assert f"/nhiem-vu/{task}/" in officer.get(f"/nhiem-vu/?nam={year}").content.decode()
    assert officer.get(f"/nhiem-vu/{task}/?nam={year}").status_code == 200
    assert officer.get(f"/nhiem-vu/{task}/{year}/VHTT/").status_code == 200


@pytest.mark.once
def test_the_living_plan_offers_the_other_plans(second: Plan, officer: Client) -> None:
    page = officer.get("/ke-hoach/?nam=2025").content.decode()

    assert f'href="/ke-hoach/?nam={OPEN_YEAR}">Kế hoạch số {NEW}, từ năm {OPEN_YEAR}' in page


def test_everybody_has_the_duties_of_the_plan_that_holds(cast: Cast, second: Plan, officer: Client) -> None:
    own = f"/nhiem-vu/?nam={OPEN_YEAR}&don-vi=VHTT"
    assert own in html.unescape(officer.get("/").content.decode())
    page = officer.get(own).content.decode()

    assert f"/nhiem-vu/{renumbered('II.1.a')}/" in page
    assert "/nhiem-vu/II.1.a/" not in page
    assert "/nhiem-vu/IV.2.a/" not in signed_in(cast.reporter).get("/").content.decode()


def test_nobody_is_reminded_of_tasks_of_a_plan_that_no_longer_holds(cast: Cast, second: Plan) -> None:
    years = ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR)
    years.update(unit_deadline=date(OPEN_YEAR, 1, 5))

    late = tasks_needing_attention(years, date(OPEN_YEAR, 12, 31))

    assert late
    assert {part.task.plan_id for part in late} == {second.pk}


@pytest.mark.once
@pytest.mark.parametrize(("year", "code"), [(2025, "I.2.a-1"), (OPEN_YEAR, renumbered("I.2.a-1"))])
def test_commands_speak_of_the_plan_of_the_year(
    second: Plan, capsys: pytest.CaptureFixture[str], year: int, code: str
) -> None:
    call_command("attainment", "--commune", "11122", "--year", str(year), "--format", "json")

    assert json.loads(capsys.readouterr().out)["targets"][0]["code"] == code


def test_books_offer_the_tasks_and_days_of_the_plan_of_the_year(second: Plan, officer: Client) -> None:
    assert f">{renumbered('II.1.b')} " in officer.get(f"/hoat-dong/them/?nam={OPEN_YEAR}").content.decode()
    assert ">II.1.b " in officer.get("/hoat-dong/them/?nam=2025").content.decode()
    calendar = words(officer.get(f"/hoat-dong/lich/?nam={OPEN_YEAR}&thang={OPEN_YEAR}-04"))
    assert calendar.count("Ngày Sách và Văn hóa đọc Việt Nam") == words(
        officer.get("/hoat-dong/lich/?nam=2025&thang=2025-04")
    ).count("Ngày Sách và Văn hóa đọc Việt Nam")


@given(st.lists(st.tuples(st.integers(2015, 2035), st.dates(date(2014, 1, 1), date(2035, 1, 1))), max_size=5))
def test_a_year_belongs_to_the_plan_that_began_last_before_it(begun: list[tuple[int, date]]) -> None:
    plans = [Plan(pk=pk, first_year=year, issued_on=day) for pk, (year, day) in enumerate(begun)]

    for year in range(2010, 2040):
        found = plan_holding_in(plans, year)
        earlier = [plan for plan in plans if plan.first_year <= year]
        if not plans:
            assert found is None
        elif earlier:
            assert found in earlier
            assert all((plan.first_year, plan.issued_on) <= (found.first_year, found.issued_on) for plan in earlier)
        else:
            assert found.first_year == min(plan.first_year for plan in plans)
