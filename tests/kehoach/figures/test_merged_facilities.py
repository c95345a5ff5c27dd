"""Last year's values of a facility that continues others: added up, joined or asked anew, and marked as such."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from baocao.printing.printed_form import slip
from kehoach.excel.gathering import template_of
from kehoach.figures.actions.figures import open_form
from kehoach.figures.assessment import assess
from kehoach.figures.last_year import LastYears, last_year_of
from kehoach.models import ReportingYear, State
from kehoach.questionnaire.joining import joined
from kehoach.questionnaire.values import Absent, Values
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, ours, put_into, signed_in
from tests.kehoach.figures.figure_steps import save
from tests.mergers import MERGED_ON, follow, lay_out, library, merge_schools
from tests.pages import words
from thuvien.kind import LIBRARIES
from thuvien.layout import LAYOUT
from thuvien.models import Library

BOTH = "Thư viện Trường Tiểu học Quảng Nghiệp và Thư viện Trường THCS Quảng Nghiệp"


def last(code: str) -> Values:
    """What the form of a library in the open year calls last year's values."""
    values = last_year_of(figures_of(code)).values
    assert values is not None
    return values


def set_last(code: str, **values: Any) -> None:
    """Changes what a library said of the year before."""
    figures = figures_of(code, OPEN_YEAR - 1)
    for name, value in values.items():
        figures.set_value(name, value)
    figures.save()


@pytest.mark.case("SC-091")
def test_last_years_values_of_a_merged_school_are_sums_and_lists(cast: Cast) -> None:
    merge_schools(cast)
    set_last("TV-TH", standard_level="level_1", titles=1228, visits_public=Absent.UNKNOWN)

    values = last("TV-LC")

    assert values["pupils"] == 428 + 360
    assert values["visits_pupils"] == 3290 + 2440
    assert values["floor_area_m2"] == 60 + 58
    assert values["services"] == frozenset({"reading_room", "lending", "skills_class", "reading_event"})
    assert values["visits_public"] is Absent.UNKNOWN  # one of both is not known
    assert {"titles", "standard_level"}.isdisjoint(values)  # neither of them can be added
    page = words(signed_in(cast.officer).get(f"/thu-vien/TV-LC/{OPEN_YEAR}/"))
    assert f"Số năm 2025: cộng từ {BOTH}." in page


def test_the_form_says_since_when_and_for_whom_it_answers(cast: Cast) -> None:
    united = merge_schools(cast)
    form = open_form(figures_of("TV-LC"), by=cast.reporter, at=NOW)
    sentence = (
        f"tiếp nối {BOTH} từ ngày 01/08/2026. Phiếu này trả lời cho cả năm, từ 15/12/2025 đến 14/12/2026, "
        "gồm cả những tháng trước ngày ấy."
    )

    page = words(signed_in(cast.reporter).get(f"/thu-vien/TV-LC/{OPEN_YEAR}/nhap/"))
    assert sentence in page
    assert "2025 (cộng): 788" in page
    assert sentence in str(slip(form).blocks)
    year = form.reporting_year
    sheets = load_workbook(BytesIO(template_of(year, united.unit)))
    assert sentence in "".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    assert last_year_of(figures_of("TV-XA")).remark == ""


def test_the_checks_compare_with_the_sum(cast: Cast) -> None:
    merge_schools(cast)
    form = save(open_form(figures_of("TV-LC"), by=cast.reporter, at=NOW), cast.reporter, pupils=428)

    found = {finding.code: finding.message for finding in assess(form, last_year_of(form)).findings}

    assert any("năm trước 788" in message for message in found.values())


def test_a_part_of_which_nothing_is_accepted_makes_every_sum_unknown(cast: Cast) -> None:
    merge_schools(cast)
    put_into("TV-THCS", State.RETURNED, OPEN_YEAR - 1)

    assert set(last("TV-LC").values()) == {Absent.UNKNOWN}

    put_into("TV-TH", State.RETURNED, OPEN_YEAR - 1)
    assert last_year_of(figures_of("TV-LC")).values is None


def test_a_facility_under_a_new_name_keeps_every_value(cast: Cast) -> None:
    set_last("TV-TH", standard_level="level_1")
    follow(library(cast, "TV-MOI", name="Thư viện Trường Tiểu học Tân Kỳ"), "TV-TH")
    lay_out(cast)

    assert last("TV-MOI") == figures_of("TV-TH", OPEN_YEAR - 1).values()
    assert "số của Thư viện Trường Tiểu học Quảng Nghiệp" in last_year_of(figures_of("TV-MOI")).remark


def test_a_facility_that_takes_another_in_adds_it_to_its_own(cast: Cast) -> None:
    follow(Library.objects.get(code="TV-TH"), "TV-THCS")

    assert last("TV-TH")["pupils"] == 428 + 360
    assert [part.code for part in last_year_of(figures_of("TV-TH")).merged] == ["TV-THCS"]


def test_what_was_divided_is_nobodys_past(cast: Cast) -> None:
    for code in ("TV-1", "TV-2"):
        follow(library(cast, code, name=f"Thư viện {code}"), "TV-TH")
    lay_out(cast)

    year = last_year_of(figures_of("TV-1"))

    assert year.values is None
    assert "Thư viện TV-1 tách ra từ Thư viện Trường Tiểu học Quảng Nghiệp" in year.remark


def test_a_merger_of_mergers_in_one_year_goes_back_to_the_first(cast: Cast) -> None:
    first = library(cast, "TV-A", opened_on=date(2026, 2, 1))
    follow(first, "TV-TH", "TV-THCS", day=date(2026, 2, 1))
    follow(library(cast, "TV-B"), "TV-A", "TV-MN")
    lay_out(cast)

    assert [part.code for part in last_year_of(figures_of("TV-B")).parts] == ["TV-TH", "TV-THCS", "TV-MN"]


def test_predecessors_in_a_circle_are_counted_once(cast: Cast) -> None:
    united = merge_schools(cast)
    Library.objects.get(code="TV-TH").predecessors.add(united)

    assert last("TV-LC")["pupils"] == 428 + 360


def test_the_year_after_the_merger_is_the_facilitys_own(cast: Cast) -> None:
    merge_schools(cast)
    ours(ReportingYear).filter(year=OPEN_YEAR).update(closed_at=NOW, closed_by=cast.officer)
    following = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    following.pk, following.year = None, OPEN_YEAR + 1
    following.window_start, following.window_end = date(2026, 12, 15), date(2027, 12, 14)
    following.closed_at = following.closed_by = None
    following.save()

    year = LastYears(LIBRARIES, following).of(Library.objects.get(code="TV-LC"))

    assert (year.remark, year.values) == ("", None)
    assert following.window_start > MERGED_ON


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((2, 3), 5),
        ((0, 3), 3),
        ((2, Absent.NOT_APPLICABLE), 2),
        ((Absent.NOT_APPLICABLE, Absent.NOT_APPLICABLE), Absent.NOT_APPLICABLE),
        ((2, Absent.UNKNOWN), Absent.UNKNOWN),
        ((2, Absent.UNANSWERED), Absent.UNKNOWN),
        ((Absent.UNANSWERED, Absent.UNANSWERED), Absent.UNANSWERED),
    ],
)
def test_an_absent_part_is_never_taken_for_zero(parts: tuple[Any, ...], whole: Any) -> None:
    assert joined([LAYOUT.field("seats")], [{"seats": part} for part in parts]) == {"seats": whole}
