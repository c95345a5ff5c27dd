"""A reporting year's life: opened with its window, its deadlines moved, closed with a checklist."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kehoach.common.periods import attainable_window, default_window
from kehoach.models import ProgressState, ReportingYear, State, Task, TaskProgress
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused
from kehoach.years.actions import close_year, open_year, set_deadlines
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into
from tests.pages import CARRIED, beside, filled_in, words

NEXT = OPEN_YEAR + 1
OPEN, CLOSE, DEADLINES = "/so-lieu/mo-nam/", f"/so-lieu/{OPEN_YEAR}/khoa/", f"/so-lieu/{OPEN_YEAR}/han/"
REASON = "Trường THCS đang sáp nhập, số liệu sẽ bổ sung sau."


@pytest.fixture
def year(cast: Cast) -> ReportingYear:
    """The open year of the demonstration."""
    return ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)


def forms_of(year: ReportingYear) -> int:
    """How many forms a year has."""
    return sum(kind.figures.filter(reporting_year=year).count() for kind in kinds())


def settle(year: ReportingYear, state: State) -> None:
    """Puts every form that is not accepted into a state."""
    for kind in kinds():
        for figures in kind.figures.filter(reporting_year=year).exclude(state=State.ACCEPTED):
            put_into(figures.facility.code, state)


def test_the_next_year_is_proposed_with_its_window(officer: Client) -> None:
    form = filled_in(officer.get(OPEN), "year")

    # Days on which a late year could no longer be entered are moved on.
    window = attainable_window(NEXT, timezone.localdate())
    assert {name: value[0] for name, value in form.items() if name not in CARRIED} == {
        "year": "2027",
        "window_start": "15/12/2026",
        "window_end": "14/12/2027",
        "unit_deadline": f"{window.unit_deadline:%d/%m/%Y}",
        "report_deadline": f"{window.report_deadline:%d/%m/%Y}",
        **dict.fromkeys(("entry_until", "correction_until"), ""),
    }


@pytest.mark.case("SC-030")
def test_opening_lays_out_a_form_for_every_facility(cast: Cast, officer: Client) -> None:
    answer = officer.post(OPEN, filled_in(officer.get(OPEN), "year"))

    opened = ReportingYear.objects.get(commune=cast.commune, year=NEXT)
    assert answer.headers["Location"] == f"/so-lieu/{NEXT}/"
    assert forms_of(opened) == 9
    assert opened.opened_by == cast.officer


def test_opening_twice_is_opening_once(cast: Cast, officer: Client) -> None:
    form = filled_in(officer.get(OPEN), "year")
    answers = [officer.post(OPEN, form, follow=True) for _ in range(3)]

    opened = ReportingYear.objects.get(commune=cast.commune, year=NEXT)
    assert [f"Đã mở năm {NEXT}" in words(answer) for answer in answers] == [True] * 3
    assert (opened.history.count(), forms_of(opened)) == (1, 9)


def test_a_year_that_is_there_with_other_days_is_not_opened_again(cast: Cast, officer: Client) -> None:
    form = {**filled_in(officer.get(OPEN), "year"), "year": str(OPEN_YEAR)}
    days = {"window_start": "15/12/2025", "window_end": "13/12/2026", "unit_deadline": "05/12/2026"}

    page = officer.post(OPEN, {**form, **days})

    assert beside(page, "year") == f"Năm {OPEN_YEAR} đã được mở."


@pytest.mark.once
@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"year": "27"}, "year", "Hãy nhập một năm, ví dụ 2027."),
        ({"window_start": ""}, "window_start", "Không được để trống mục này."),
        (
            {"window_start": "31/02/2027"},
            "window_start",
            "Không có ngày 31/02/2027. Hãy xem lại ngày và tháng, ví dụ 31/12/2026.",
        ),
        ({"window_end": "15/12/2026"}, "window_end", "Ngày cuối của kỳ số liệu phải sau ngày đầu."),
        ({"window_end": "14/12/2028"}, "window_end", "Ngày cuối của kỳ số liệu năm 2027 phải thuộc năm 2027."),
        (
            {"window_start": "14/12/2026"},
            "window_start",
            "Kỳ số liệu trùng ngày với năm 2026 (15/12/2025 đến 14/12/2026).",
        ),
        (
            {"unit_deadline": "15/12/2026"},
            "unit_deadline",
            "Hạn nộp của đơn vị phải sau ngày đầu của kỳ số liệu (15/12/2026).",
        ),
        (
            {"unit_deadline": "05/12/2027", "report_deadline": "04/12/2027"},
            "report_deadline",
            "Hạn gửi báo cáo không được trước hạn nộp của đơn vị (05/12/2027).",
        ),
    ],
)
def test_days_out_of_order_are_told_beside_the_field(
    cast: Cast, officer: Client, changed: dict[str, str], field: str, told: str
) -> None:
    page = officer.post(OPEN, {**filled_in(officer.get(OPEN), "year"), **changed})

    assert beside(page, field) == told
    assert not ReportingYear.objects.filter(commune=cast.commune, year=NEXT).exists()


def test_the_deadlines_of_an_open_year_can_be_moved(officer: Client, year: ReportingYear) -> None:
    form = {**filled_in(officer.get(DEADLINES), "unit_deadline"), "unit_deadline": "10/12/2026"}

    page = officer.post(DEADLINES, form, follow=True)

    year.refresh_from_db()
    assert year.unit_deadline == date(2026, 12, 10)
    assert "hạn nộp của đơn vị 10/12/2026" in words(page)


def test_the_same_deadlines_again_leave_no_version(cast: Cast, year: ReportingYear) -> None:
    before = year.history.count()
    for _ in range(3):
        set_deadlines(
            reporting_year=year,
            unit_deadline=date(2026, 12, 10),
            report_deadline=date(2026, 12, 22),
            by=cast.officer,
            at=NOW,
        )

    assert year.history.count() == before + 1


def test_the_deadlines_of_a_closed_year_stay(cast: Cast, officer: Client) -> None:
    page = officer.get("/so-lieu/2025/han/", follow=True)

    assert "Năm 2025 đã khóa nên không đổi hạn được." in words(page)


def test_a_submission_that_waits_keeps_the_year_open(cast: Cast, officer: Client, year: ReportingYear) -> None:
    page = officer.get(CLOSE)

    assert "Còn 2 phiếu đã nộp chưa được duyệt. Hãy duyệt hoặc trả lại trước khi khóa năm." in words(page)
    with pytest.raises(Refused, match="Còn 2 phiếu đã nộp chưa được duyệt"):
        close_year(reporting_year=year, by=cast.officer, at=NOW, reason=REASON)


def test_the_checklist_says_what_is_still_missing(officer: Client, year: ReportingYear) -> None:
    put_into("TV-THCS", State.RETURNED)

    page = words(officer.get(CLOSE))

    assert "Còn 6/9 phiếu chưa nộp" in page
    assert "Còn 1 phiếu chờ duyệt: Nhà văn hóa - khu thể thao thôn Gồm" in page


def test_the_checklist_names_accepted_forms_with_something_unexplained(officer: Client) -> None:
    figures = put_into("TV-TH", State.ACCEPTED)
    figures.notes, figures.visits_pupils = {}, 1  # type: ignore[attr-defined]
    figures.save()

    assert "còn lỗi hoặc mục chưa giải trình: Thư viện Trường Tiểu học Quảng Nghiệp" in words(officer.get(CLOSE))


def test_the_checklist_names_tasks_without_a_result_and_results_that_nobody_confirmed(
    cast: Cast, officer: Client, year: ReportingYear
) -> None:
    TaskProgress.objects.filter(reporting_year=year).delete()
    settle(year, State.ACCEPTED)
    done = {"state": ProgressState.DONE, "result": "Đã mở hai lớp", "updated_at": NOW, "updated_by": cast.reporter}
    task = Task.objects.get(plan__commune=cast.commune, code="IV.2.a")
    TaskProgress.objects.create(task=task, unit=cast.reporter.unit, reporting_year=year, **done)

    page = officer.get(CLOSE)

    assert "1 kết quả nhiệm vụ chưa được xác nhận: Trường Tiểu học Quảng Nghiệp (mục IV.2.a )." in words(page)
    assert "Trường Tiểu học Quảng Nghiệp (mục IV.2.b , IV.2.c )" in words(page)
    assert "nhiệm vụ chưa xong ghi là trễ" in words(page)


def test_when_everything_is_accepted_closing_is_one_button(officer: Client, year: ReportingYear) -> None:
    settle(year, State.ACCEPTED)

    page = officer.post(CLOSE, follow=True)

    year.refresh_from_db()
    assert "Đã khóa năm 2026." in words(page)
    assert (year.is_closed, year.closing_reason) == (True, "")


@pytest.mark.case("SC-031")
@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"reason": REASON}, "despite_missing", "Hãy đánh dấu nếu vẫn khóa năm khi còn thiếu."),
        ({"despite_missing": "on"}, "reason", "Hãy ghi vì sao khóa khi còn thiếu."),
        ({"despite_missing": "on", "reason": "  "}, "reason", "Hãy ghi vì sao khóa khi còn thiếu."),
    ],
)
def test_closing_with_forms_missing_takes_the_word_and_a_reason(
    officer: Client, year: ReportingYear, sent: dict[str, str], field: str, told: str
) -> None:
    settle(year, State.DRAFT)

    page = officer.post(CLOSE, sent)

    year.refresh_from_db()
    assert told in words(page)
    assert not year.is_closed


def test_the_reason_for_closing_without_them_is_kept_and_shown(officer: Client, year: ReportingYear) -> None:
    settle(year, State.RETURNED)

    page = officer.post(CLOSE, {"despite_missing": "on", "reason": REASON}, follow=True)

    year.refresh_from_db()
    assert year.closing_reason == year.history.first().closing_reason == REASON
    assert f"Khóa khi còn thiếu: {REASON}" in words(page)


def test_a_year_is_not_closed_without_forms_and_without_a_reason(cast: Cast, year: ReportingYear) -> None:
    settle(year, State.NOT_OPENED)

    with pytest.raises(Refused, match="Còn 7 phiếu chưa được duyệt"):
        close_year(reporting_year=year, by=cast.officer, at=NOW)


@pytest.mark.parametrize("missing", [True, False])
def test_closing_twice_is_closing_once(officer: Client, year: ReportingYear, missing: bool) -> None:
    settle(year, State.DRAFT if missing else State.ACCEPTED)
    sent = {"despite_missing": "on", "reason": REASON} if missing else {}
    before = year.history.count()

    answers = [officer.post(CLOSE, sent, follow=True) for _ in range(3)]

    assert ["Đã khóa năm 2026." in words(answer) for answer in answers] == [True] * 3
    assert year.history.count() == before + 1


def test_what_was_entered_before_closing_is_kept(officer: Client, year: ReportingYear) -> None:
    settle(year, State.DRAFT)
    before = figures_of("TV-THCS").values()

    officer.post(CLOSE, {"despite_missing": "on", "reason": REASON})

    assert figures_of("TV-THCS").values() == before


@pytest.mark.parametrize("role", ["leader", "reporter", "stranger", "overseer", "administrator"])
def test_only_the_communes_officer_decides_about_its_years(cast: Cast, year: ReportingYear, role: str) -> None:
    settle(year, State.ACCEPTED)
    by: dict[str, Any] = {"by": getattr(cast, role), "at": NOW}
    days = {"unit_deadline": date(2026, 12, 10), "report_deadline": date(2026, 12, 22)}

    with pytest.raises(Refused):
        open_year(commune=cast.commune, year=NEXT, window=default_window(NEXT), **by)
    with pytest.raises(Refused):
        set_deadlines(reporting_year=year, **days, **by)
    with pytest.raises(Refused):
        close_year(reporting_year=year, **by)
