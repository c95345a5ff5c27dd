"""A commune that begins: from another's pattern or from nothing, its base year, and its first day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from kehoach.common.periods import TIME_TO_CATCH_UP, attainable_window, year_of
from kehoach.models import (
    Activity,
    Commune,
    Plan,
    ReportingYear,
    State,
    Unit,
    UnitKind,
    User,
)
from kehoach.reminders.tasks_needing_attention import tasks_needing_attention
from kehoach.setup.template import pattern_of
from kehoach.setup.writing import HEAD_ROW
from kehoach.tasks.progress import PlanProgress
from kehoach.years.actions import open_year
from tests.cast import NOW, OPEN_YEAR, Cast, signed_in
from tests.pages import filled_in, words
from tests.setup_workbooks import NEIGHBOUR, changed, put, read
from thuvien.models import LibraryFigures


@pytest.mark.once
def test_the_page_offers_a_plan_as_a_pattern_where_there_is_one(cast: Cast) -> None:
    client = signed_in(cast.administrator)

    page = client.get("/thiet-lap/").content.decode()
    own, other = cast.commune.code, cast.neighbour.code
    shown = Counter(re.findall(rf"[?](mau|xa)=({own}|{other})", page))
    assert shown == {("mau", own): 3, ("xa", own): 1, ("xa", other): 1}
    names = {client.get("/thiet-lap/mau.xlsx", asked)["Content-Disposition"] for asked in ({}, {"mau": "11122"})}
    assert names == {'attachment; filename="thiet-lap-xa-moi.xlsx"'}


# What the pattern leaves to a commune that begins in 2026: its own names and days, and the years of its plan.
OWN_CELLS = (
    *(put("Xã", name, 1, value) for name, value in (("code", "11999"), ("kind", "Xã"), ("name", "Thử Nghiệm"))),
    put("Xã", "province", 1, "Hải Phòng"),
    *(put("Kế hoạch", "number", 1, "07/KH-UBND"), put("Kế hoạch", "issued_on", 1, "15/02/2026")),
    *(put("Kế hoạch", "signatory", 1, "Người ký"), put("Kế hoạch", "first_year", 1, 2026)),
    *(put("Cách hiểu", "decided_on", row, "15/02/2026") for row in range(1, 5)),
    *(put("Điều kiện và mốc", "base_year", row, 2025) for row in range(1, 13)),
    *(put("Điều kiện và mốc", "year", row, 2028) for row in range(1, 13, 2)),
)


def years_filled_in(workbook: Any) -> None:
    """Somebody replaces “[năm]” everywhere."""
    for sheet in workbook:
        for row in sheet.iter_rows(min_row=HEAD_ROW):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("[năm]", "2028")


@pytest.mark.once
@pytest.mark.case("SC-120")
def test_a_new_commune_fills_in_what_is_its_own_into_the_pattern_of_another(cast: Cast) -> None:
    pattern = pattern_of(cast.commune, NOW)
    first_round = read(pattern, cast)
    outcome = read(changed(pattern, *OWN_CELLS, years_filled_in), cast)

    # Everything at once: the commune's row, the plan's, days of interpretations, years of milestones and of texts.
    lacking = Counter(fault.sheet for fault in first_round.faults)
    assert lacking == {"Xã": 1, "Kế hoạch": 4, "Chỉ tiêu": 4, "Điều kiện và mốc": 18, "Cách hiểu": 6, "Nhiệm vụ": 1}
    assert outcome.faults == []
    plan = Plan.objects.get(commune__code="11999")
    assert (plan.tasks.count(), plan.issuing_body) == (32, "Ủy ban nhân dân xã Thử Nghiệm")
    units = {unit.code: unit.name for unit in Unit.objects.filter(commune__code="11999")}
    assert (units["TH"], units["VHTT"]) == ("Trường Tiểu học Thử Nghiệm", "Phòng Văn hóa - Xã hội")
    assert not Activity.objects.filter(commune__code="11999").exists()
    forms = LibraryFigures.objects.filter(facility__commune__code="11999")
    assert set(forms.values_list("reporting_year__year", "state")) == {(2025, State.NOT_OPENED)}


@pytest.mark.once
def test_villages_and_legal_bases_of_another_commune_come_only_when_they_are_asked_for(cast: Cast) -> None:
    def rows(workbook: Any, sheet: str) -> int:
        return sum(bool(row[1].value) for row in workbook[sheet].iter_rows(min_row=HEAD_ROW + 1))

    patterns = (pattern_of(cast.commune, NOW), pattern_of(cast.commune, NOW, with_places=True))
    bare, whole = (openpyxl.load_workbook(BytesIO(pattern)) for pattern in patterns)
    villages = cast.commune.units.filter(kind=UnitKind.VILLAGE).count()

    assert (rows(bare, "Căn cứ"), rows(whole, "Căn cứ")) == (0, 3)
    assert rows(whole, "Đơn vị") - rows(bare, "Đơn vị") == villages == 3
    assert not [cell for sheet in bare for row in sheet.values for cell in row if "huyện" in str(cell)]


def test_base_year_figures_come_in_as_drafts_of_an_open_year(cast: Cast, demo: bytes) -> None:
    outcome = read(changed(demo, *NEIGHBOUR), cast)
    figures = LibraryFigures.objects.get(facility__commune__code="11999", facility__code="TV-TH")
    original = LibraryFigures.objects.get(
        facility__commune=cast.commune, facility__code="TV-TH", reporting_year__year=2022
    )

    assert outcome.figures is not None
    assert outcome.figures.groups
    assert (figures.reporting_year.year, figures.state) == (2022, State.DRAFT)
    assert (figures.visits_pupils, figures.services) == (original.visits_pupils, original.services)
    assert figures.notes == original.notes != {}


@pytest.mark.once
def test_who_brings_a_base_year_in_has_time_for_it(cast: Cast, demo: bytes) -> None:
    read(changed(demo, *NEIGHBOUR), cast)
    year = ReportingYear.objects.get(commune__code="11999")

    assert (year.window_end, year.unit_deadline) == (date(2022, 12, 14), timezone.localdate(NOW) + TIME_TO_CATCH_UP)


@pytest.mark.once
@pytest.mark.case("SC-121")
def test_nothing_is_late_on_the_first_day_of_a_commune(cast: Cast) -> None:
    read(changed(pattern_of(cast.commune, NOW), *OWN_CELLS, years_filled_in), cast)
    commune = Commune.objects.get(code="11999")
    User.objects.filter(pk=cast.stranger.pk).update(commune=commune)
    officer = User.objects.get(pk=cast.stranger.pk)
    # After 15/10 and 20/10, by which two tasks are due each year, and after 05/12, the usual deadline.
    now = NOW + timedelta(days=30)
    today = timezone.localdate(now)
    window = attainable_window(OPEN_YEAR, today)
    year = open_year(commune=commune, year=OPEN_YEAR, window=window, by=officer, at=now)

    clauses = PlanProgress(Plan.objects.get(commune=commune), today).clauses(OPEN_YEAR)
    assert (window.unit_deadline, window.report_deadline) == (today + TIME_TO_CATCH_UP,) * 2
    assert {clause.due for clause in clauses} == {year.unit_deadline}
    assert not [clause for clause in clauses if clause.overdue_days]
    assert tasks_needing_attention([year], today) == []


@pytest.mark.once
def test_the_officer_of_a_new_commune_is_led_through_its_base_year(cast: Cast, demo: bytes) -> None:
    read(changed(demo, *NEIGHBOUR), cast)
    User.objects.filter(pk=cast.stranger.pk).update(commune=Commune.objects.get(code="11999"))
    client = signed_in(cast.stranger)

    for page in ("/", "/so-lieu/2022/"):
        told = words(client.get(page))
        assert "Năm 2022 là năm gốc của kế hoạch" in told
        assert "1. Nộp 9 phiếu." in told
    assert "năm gốc của kế hoạch" not in words(signed_in(cast.officer).get("/"))
    assert filled_in(client.get("/so-lieu/mo-nam/"), "year")["year"] == [str(year_of(timezone.localdate()))]


@pytest.mark.case("SC-122")
def test_the_forms_of_a_base_year_are_submitted_together(cast: Cast, demo: bytes) -> None:
    read(changed(demo, *NEIGHBOUR), cast)
    User.objects.filter(pk=cast.stranger.pk).update(commune=Commune.objects.get(code="11999"))
    client = signed_in(cast.stranger)
    forms = LibraryFigures.objects.filter(facility__commune__code="11999")
    forms.filter(facility__code="TV-TH").update(visits_pupils=None)
    offered = client.get("/so-lieu/2022/nop-chung/")
    assert "Còn thiếu: 1 phiếu Điền" in words(offered)
    unsigned = client.post("/so-lieu/2022/nop-chung/", {**filled_in(offered, "chosen"), "name": "", "position": ""})
    assert "Nộp 8 phiếu năm gốc?" in words(unsigned)

    signer = {"name": "Lê Thị Hoa", "position": "Chuyên viên"}
    page = client.post("/so-lieu/2022/nop-chung/", {**filled_in(offered, "chosen"), **signer}, follow=True)

    assert "Đã nộp 8 phiếu năm 2022." in words(page)
    states = dict(forms.values_list("facility__code", "state"))
    assert states.pop("TV-TH") == State.DRAFT
    assert set(states.values()) == {State.SUBMITTED}
    # Any other year is submitted form by form.
    assert "Chỉ nộp chung được" in words(signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/nop-chung/", follow=True))
