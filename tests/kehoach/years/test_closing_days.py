"""A year closes in three steps: the deadline that is told, no new forms, no more corrections."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kehoach.figures.rules import check_can_import, check_can_open, check_can_save, check_can_withdraw
from kehoach.models import ReportingYear, State
from kehoach.people.rules import Refused, permit
from kehoach.reminders.reminders import letters, situation
from kehoach.years.actions import set_deadlines
from tests.cast import NOW, OPEN_YEAR, Cast, ours, put_into, signed_in
from tests.pages import words
from thuvien.models import LibraryFigures
from vanhoa.models import CentreFigures

PAGE = f"/so-lieu/{OPEN_YEAR}/han/"
TODAY = timezone.localdate(NOW)
DAYS = {"unit_deadline": "15/11/2026", "report_deadline": "20/12/2026"}
OVER = "Năm 2026 chỉ nhận phiếu mới đến hết ngày 20/11/2026. Nếu vẫn cần, hãy gọi công chức Văn hóa - Xã hội."


def closing(cast: Cast, entry: date | None, correction: date | None) -> ReportingYear:
    """The open year with these closing days, its deadline a week ago."""
    return set_deadlines(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR),
        unit_deadline=TODAY - timedelta(days=7),
        report_deadline=date(2026, 12, 20),
        entry_until=entry,
        correction_until=correction,
        by=cast.officer,
        at=NOW,
    )


@pytest.mark.case("SC-124")
def test_after_their_days_first_new_forms_then_corrections_are_refused(cast: Cast) -> None:
    closing(cast, TODAY - timedelta(days=2), TODAY)
    rows = [*LibraryFigures.objects.filter(reporting_year__in=ours(ReportingYear).filter(year=OPEN_YEAR))]
    rows += CentreFigures.objects.filter(reporting_year__in=ours(ReportingYear).filter(year=OPEN_YEAR))
    new = next(row for row in rows if row.state == State.NOT_OPENED)
    returned, school = put_into("TV-THCS", State.RETURNED), cast.reporter_of(new.facility.unit.code)

    assert permit(check_can_open, new, school, NOW).reason == OVER
    assert permit(check_can_import, new, school, NOW).reason == OVER
    assert permit(check_can_save, returned, cast.colleague, NOW).allowed
    tomorrow = NOW + timedelta(days=1)
    told = permit(check_can_save, returned, cast.colleague, tomorrow).reason
    assert told.startswith("Năm 2026 chỉ nhận bản sửa đến hết ngày 22/11/2026.")
    with pytest.raises(Refused, match="chỉ nhận bản sửa"):
        check_can_withdraw(put_into("TV-THCS", State.SUBMITTED), cast.colleague, tomorrow)
    # The officer goes on, on a unit's behalf too, and so does who runs the installation.
    assert permit(check_can_open, new, cast.officer, tomorrow).allowed
    assert permit(check_can_import, new, None, tomorrow).allowed


def test_without_closing_days_a_year_takes_everything_until_it_is_closed(cast: Cast) -> None:
    closing(cast, None, None)

    assert permit(check_can_save, put_into("TV-TH", State.RETURNED), cast.reporter, NOW + timedelta(days=90)).allowed


def test_nobody_is_reminded_of_what_is_not_taken_any_more(cast: Cast) -> None:
    year = closing(cast, TODAY, TODAY)
    open_forms = {one.person.pk for one in letters(TODAY, situation(TODAY, year)) if one.person.unit_id}
    later = TODAY + timedelta(days=1)

    assert open_forms
    told = letters(later, situation(later, year))
    assert not [matter for one in told for matter in one.matters if matter.occasion in ("overdue", "returned")]


@pytest.mark.parametrize(
    ("entry", "correction", "sentence"),
    [
        ("14/11/2026", "", "Ngày này không được trước hạn nộp của đơn vị (15/11/2026)."),
        ("", "30/11/2026", "Có ngày cuối sửa phiếu thì cần cả ngày cuối nhận phiếu mới."),
        ("30/11/2026", "29/11/2026", "Ngày này không được trước ngày cuối nhận phiếu mới (30/11/2026)."),
    ],
)
def test_closing_days_stand_in_their_order(cast: Cast, entry: str, correction: str, sentence: str) -> None:
    page = signed_in(cast.officer).post(PAGE, {**DAYS, "entry_until": entry, "correction_until": correction})

    assert sentence in words(page)


def test_every_page_of_the_unit_names_the_days(cast: Cast) -> None:
    sent = {**DAYS, "entry_until": "30/12/2099", "correction_until": "31/12/2099"}
    assert signed_in(cast.officer).post(PAGE, sent).status_code == 302
    put_into("TV-TH", State.DRAFT)
    unit = signed_in(cast.reporter)

    for page in ("/", f"/thu-vien/TV-TH/{OPEN_YEAR}/", f"/thu-vien/TV-TH/{OPEN_YEAR}/nhap/"):
        told = words(unit.get(page))
        assert "Nhận phiếu mới đến hết ngày 30/12/2099, sửa phiếu đến hết ngày 31/12/2099." in told
