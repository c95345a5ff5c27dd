"""The version that was accepted counts until its correction is accepted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from baocao.attainment.queries import PlanAttainment
from baocao.report.years import report_years
from kehoach.figures.actions.figures import accept, return_figures, save_values, submit
from kehoach.figures.last_year import LastYears, last_year_of
from kehoach.models import Plan, ReportingYear, State, User
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, ours, signed_in
from tests.pages import filled_in, words
from thuvien.kind import LIBRARIES

SCHOOL, PAGE = "TV-TH", f"/thu-vien/TV-TH/{OPEN_YEAR}/"


@pytest.fixture
def officer(cast: Cast) -> User:
    """The officer of the demonstration, who accepted its figures."""
    return User.objects.get(username="cong-chuc")


def totals(cast: Cast, year: int = OPEN_YEAR) -> Any:
    """Every verdict of a year, and of how many facilities anything is accepted."""
    attainment = PlanAttainment(Plan.objects.get(commune=cast.commune))
    accepted = {row.opened.year: row.accepted for row in report_years(cast.commune)}[year]
    forms = sum(when == year for of_kind in attainment.by_kind.values() for when, _ in of_kind.accepted)
    assert accepted == forms == attainment.accepted_count(year)
    return attainment.as_json(year), accepted


def corrected(cast: Cast, officer: User, year: int = OPEN_YEAR, **values: Any) -> Any:
    """The school's form, reopened and changed but not submitted."""
    ours(ReportingYear).filter(year=year).update(closed_at=None, closed_by=None)
    figures = return_figures(figures_of(SCHOOL, year), by=officer, at=NOW, reason="Đếm lại.")
    return save_values(figures, by=cast.reporter, at=NOW, version=figures.version, values=values, notes={})


@pytest.mark.case("SC-051")
def test_a_form_in_correction_goes_on_counting_until_its_correction_is_accepted(cast: Cast, officer: User) -> None:
    before, browser = totals(cast), signed_in(cast.officer)
    visits = figures_of(SCHOOL).visits_pupils  # type: ignore[attr-defined]
    form = filled_in(browser.get(f"{PAGE}tra-lai/"), "reason")
    browser.post(f"{PAGE}tra-lai/", {**form, "reason": "Đếm lại lượt học sinh."})
    figures = figures_of(SCHOOL)
    figures = save_values(
        figures, by=cast.reporter, at=NOW, version=figures.version, values={"visits_pupils": visits + 1}, notes={}
    )

    assert totals(cast) == before
    for page in (PAGE, "/thu-vien/TV-TH/"):
        assert "bản sửa chưa duyệt" in words(browser.get(page))
    assert "bản duyệt 18/11/2026 đang tính" in words(browser.get(f"/so-lieu/{OPEN_YEAR}/"))
    source = words(browser.get(f"/bang-dieu-hanh/{OPEN_YEAR}/chi-tieu/I.2.a-3/"))
    assert "18/11/2026; bản sửa chưa duyệt, nên bản này đang tính" in source

    figures = submit(figures, by=cast.reporter, at=NOW, version=figures.version, name="Lan", position="Hiệu trưởng")
    assert totals(cast) == before
    accept(figures, by=cast.officer, at=NOW, version=figures.version)
    (verdicts, accepted), (verdicts_before, accepted_before) = totals(cast), before
    assert accepted == accepted_before
    assert verdicts != verdicts_before
    assert "bản sửa chưa duyệt" not in words(browser.get(PAGE))


def test_the_next_year_is_checked_against_the_version_that_counts(cast: Cast, officer: User) -> None:
    seats = figures_of(SCHOOL, 2025).value("seats")
    corrected(cast, officer, 2025, seats=1)

    last = last_year_of(figures_of(SCHOOL))
    assert last.values is not None
    assert last.values["seats"] == seats
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    assert LastYears(LIBRARIES, year).of(last.facility) == last


@pytest.mark.parametrize("state", [State.RETURNED, State.SUBMITTED])
def test_the_overseer_reads_the_version_that_counts_and_nothing_of_its_correction(
    cast: Cast, officer: User, state: State
) -> None:
    figures = corrected(cast, officer, seats=777)
    if state == State.SUBMITTED:
        submit(figures, by=cast.reporter, at=NOW, version=figures.version, name="Vũ Thị Mới", position="Hiệu trưởng")
    browser: Client = signed_in(cast.overseer, cast.commune)

    page, facility = words(browser.get(PAGE)), words(browser.get("/thu-vien/TV-TH/"))

    assert "Đã duyệt" in page
    assert not [told for told in ("777", "Đếm lại.", "Vũ Thị Mới") if told in page]
    assert f"Năm {OPEN_YEAR} Đã duyệt" in facility


def test_what_was_reopened_twice_keeps_the_version_accepted_last(cast: Cast, officer: User) -> None:
    figures = corrected(cast, officer, visits_pupils=3651)
    figures = submit(figures, by=cast.reporter, at=NOW, version=figures.version, name="Lan", position="Hiệu trưởng")
    figures = accept(figures, by=officer, at=NOW, version=figures.version)
    figures = corrected(cast, officer, visits_pupils=3652)

    assert figures.accepted_figures.visits_pupils == 3651
    assert figures.visits_pupils == 3652
    assert not figures_of("TV-THCS").accepted_figures, "it was never accepted"


def test_a_correction_costs_no_further_query(cast: Cast, officer: User, django_assert_max_num_queries: Any) -> None:
    plan = Plan.objects.get(commune=cast.commune)
    corrected(cast, officer, seats=777)

    with django_assert_max_num_queries(10):
        PlanAttainment(plan).as_json(OPEN_YEAR)
