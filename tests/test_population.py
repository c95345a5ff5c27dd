"""One population in a year: who is asked, reminded, linked, counted and printed is the same set of facilities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from baocao.attainment.queries import PlanAttainment
from baocao.report.figure_kinds import kind_year
from baocao.report.years import report_years
from kehoach.excel.gathering import template_of
from kehoach.excel.import_plan import opened, plan_import
from kehoach.figures.actions.figures import open_form
from kehoach.figures.bulk_acceptance import Choice, candidates
from kehoach.figures.submissions import submissions
from kehoach.links.actions import link_for
from kehoach.links.handouts import forms_behind, handouts
from kehoach.models import Facility, Plan, ReportingYear, State
from kehoach.models.kinds import kinds
from kehoach.notices.sources import of_forms
from kehoach.people.rules import Refused
from kehoach.reminders.follow_up import follow_ups
from kehoach.reminders.reminders import situation
from kehoach.years.actions import add_missing_forms, close_year
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import words
from thuvien.kind import LIBRARIES
from thuvien.models import Library
from vanhoa.kind import CENTRES
from vanhoa.models import CulturalCentre

TODAY = date(2026, 12, 1)
# The year's window is over on 14/12/2026: whoever exists then is its population.
POPULATION = {"TV-XA", "TV-TTHTCD", "TV-TH-THCS", "VH-XA", "VH-GOM", "VH-NGAI", "VH-MOI"}


@pytest.fixture
def year(cast: Cast) -> ReportingYear:
    """The open year after a closing, a merger, two openings and a move; every old form waits for its unit."""
    year, commune = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR), cast.commune
    for form in [form for kind in kinds() for form in kind.figures.filter(reporting_year=year)]:
        put_into(form.facility.code, State.NOT_OPENED)
    put_into("VH-MAC", State.ACCEPTED)
    CulturalCentre.objects.filter(code="VH-MAC").update(closed_on=date(2026, 12, 14))
    Library.objects.filter(code="TV-MN").update(closed_on=date(2026, 8, 1))
    merged = Library.objects.filter(code__in=("TV-TH", "TV-THCS"))
    merged.update(closed_on=date(2026, 8, 1))
    united = Library.objects.create(
        commune=commune,
        unit=commune.units.get(code="TH"),
        code="TV-TH-THCS",
        name="Thư viện Trường Tiểu học và THCS",
        kind="primary",
        opened_on=date(2026, 8, 1),
    )
    united.predecessors.set(merged)
    village = commune.units.get(code="THON-MAC")
    for code, opened_on in (("VH-MOI", date(2026, 12, 14)), ("VH-SAU", date(2026, 12, 15))):
        CulturalCentre.objects.create(
            commune=commune, unit=village, code=code, name=f"Nhà văn hóa {code}", kind="village", opened_on=opened_on
        )
    CulturalCentre.objects.filter(code="VH-GOM").update(unit=commune.units.get(code="THON-NGAI"))
    add_missing_forms(reporting_year=year, by=cast.officer, at=NOW)
    return year


def codes(facilities: Iterable[Facility]) -> set[str]:
    """The codes of facilities."""
    return {facility.code for facility in facilities}


@pytest.mark.case("SC-090")
def test_whoever_speaks_of_a_year_speaks_of_the_same_facilities(cast: Cast, year: ReportingYear) -> None:
    units = {"VHTT", "TTHTCD", "TH", "THON-NGAI", "THON-MAC"}
    attainment = PlanAttainment(Plan.objects.get(commune=cast.commune))
    forms = [(kind, form) for kind in kinds() for form in kind.figures.filter(reporting_year=year)]
    choices = [Choice(kind.slug, form.pk, form.version) for kind, form in forms]
    read = plan_import(opened(template_of(year)), year, by=None, at=NOW)

    asked = {
        "population": {row.code for kind in kinds() for row in kind.population(cast.commune, year.window_end)},
        "grid and year closing": {form.code for form in submissions([year], TODAY).all},
        "chased": {form.code for follow_up in follow_ups(year, TODAY, NOW) for form in follow_up.owed},
        "reminded": codes(form.facility for form in situation(TODAY, year).forms),
        "accepted together": codes(chosen.figures.facility for chosen in candidates(year, choices, cast.officer, NOW)),
        "attainment": {code for one in attainment.by_kind.values() for code in one.existing(year.window_end)},
        "report": codes(
            row for slug in attainment.by_kind for row in kind_year(attainment, slug, OPEN_YEAR).facilities
        ),
    }
    assert {who: sorted(facilities ^ POPULATION) for who, facilities in asked.items()} == {who: [] for who in asked}
    assert {handout.unit.code for handout in handouts(year, NOW)} == units
    assert attainment.facility_count(OPEN_YEAR) == report_years(cast.commune)[0].facilities == read.rows == 7
    assert attainment.accepted_count(OPEN_YEAR) == report_years(cast.commune)[0].accepted == 0
    assert f"/{len(POPULATION)} cơ sở" in words(signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/"))


def test_a_closed_facility_is_spoken_of_once_in_words(cast: Cast, year: ReportingYear) -> None:
    page = words(signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/"))

    assert page.count("Thư viện Trường Mầm non Quảng Nghiệp") == 1
    assert "Thư viện Trường Mầm non Quảng Nghiệp (thôi hoạt động từ 01/08/2026)" in page
    school = "Thư viện Trường Tiểu học Quảng Nghiệp"
    assert f"{school} (thôi hoạt động từ 01/08/2026, nay là Thư viện Trường Tiểu học và THCS)" in page


def test_nobody_works_on_the_form_of_a_facility_that_closed(cast: Cast, year: ReportingYear) -> None:
    form = figures_of("TV-TH")

    with pytest.raises(Refused, match="nay là Thư viện Trường Tiểu học và THCS nên không phải báo cáo năm 2026"):
        open_form(form, by=cast.reporter, at=NOW)
    page = signed_in(cast.reporter).get(f"/thu-vien/TV-TH/{OPEN_YEAR}/")
    assert "không phải báo cáo năm 2026" in words(page)
    assert words(signed_in(cast.reporter).get("/")).count("Thư viện Trường Tiểu học Quảng Nghiệp") == 0


def test_the_bell_rings_for_nothing_that_nobody_is_asked(cast: Cast, year: ReportingYear) -> None:
    put_into("TV-MN", State.RETURNED)

    assert list(of_forms(cast.reporter_of("MN"), NOW - timedelta(days=1))) == []


def test_a_link_opens_the_forms_of_the_population_alone(cast: Cast, year: ReportingYear) -> None:
    link = link_for(unit=cast.commune.units.get(code="TH"), year=year, by=cast.officer, at=NOW)

    assert [form.facility.code for _, form in forms_behind(link)] == ["TV-TH-THCS"]


def test_a_year_is_closed_though_a_form_of_a_closed_facility_waits(cast: Cast, year: ReportingYear) -> None:
    put_into("TV-MN", State.SUBMITTED)
    for code in POPULATION:
        put_into(code, State.ACCEPTED)

    assert close_year(reporting_year=year, by=cast.officer, at=NOW).closing_reason == ""


def test_closing_in_the_year_after_leaves_the_year_before_as_it_was(cast: Cast, year: ReportingYear) -> None:
    last = PlanAttainment(Plan.objects.get(commune=cast.commune))

    assert codes(kind_year(last, LIBRARIES.slug, 2025).facilities) == {
        *("TV-XA", "TV-TH", "TV-THCS", "TV-MN", "TV-TTHTCD")
    }
    assert kind_year(last, CENTRES.slug, 2025).closed == ()
    assert codes(kind_year(last, LIBRARIES.slug, 2026).closed) == {"TV-TH", "TV-THCS", "TV-MN"}
