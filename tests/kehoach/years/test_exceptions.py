"""One unit works on a closed year, for a reason and until a day; then the lock falls again by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kehoach.demo.files import moment
from kehoach.figures.actions.figures import accept, return_figures, save_values, submit
from kehoach.models import ReportingYear, State, Unit, YearException, YearFigures
from kehoach.people.rules import Refused
from kehoach.years.actions import end_exception, grant_exception
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, signed_in
from tests.pages import beside, words

CLOSED = 2025
GRID, GRANT = f"/so-lieu/{CLOSED}/", f"/so-lieu/{CLOSED}/ngoai-le/"
REASON = "Trường phát hiện đếm thiếu lượt phụ huynh."
UNTIL = NOW + timedelta(days=7)


@pytest.fixture
def year(cast: Cast) -> ReportingYear:
    """The newest closed year of the demonstration."""
    return ReportingYear.objects.get(commune=cast.commune, year=CLOSED)


def allow(cast: Cast, unit: str = "TH", **changes: Any) -> YearException:
    """The officer lets a unit in for a week."""
    given: dict[str, Any] = {"reason": REASON, "expires_at": UNTIL, "by": cast.officer, "at": NOW, **changes}
    return grant_exception(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=CLOSED),
        unit=Unit.objects.get(commune=cast.commune, code=unit),
        **given,
    )


def school() -> YearFigures:
    """The primary school's accepted figures of the closed year."""
    return figures_of("TV-TH", CLOSED)


def test_the_unit_and_the_officer_correct_a_closed_year_together(cast: Cast) -> None:
    allow(cast)
    later = NOW + timedelta(days=1)

    figures = return_figures(school(), by=cast.officer, at=later, reason="Sửa lượt phụ huynh")
    changed = {"visits_public": 901}
    figures = save_values(figures, by=cast.reporter, at=later, version=figures.version, values=changed, notes={})
    notes = {"visits_pupils": "Đã kiểm tra.", "visits_public": "Đã kiểm tra."}
    figures = save_values(figures, by=cast.reporter, at=later, version=figures.version, values={}, notes=notes)
    who = {"name": "Nguyễn Thị Lan", "position": "Hiệu trưởng"}
    figures = submit(figures, by=cast.reporter, at=later, version=figures.version, **who)
    accept(figures, by=cast.officer, at=later, version=figures.version)

    assert school().state == State.ACCEPTED
    assert school().value("visits_public") == 901


def test_it_locks_itself_again_at_its_hour(cast: Cast) -> None:
    allow(cast)
    return_figures(school(), by=cast.officer, at=UNTIL - timedelta(seconds=1), reason="Sửa")

    with pytest.raises(Refused, match="Năm 2025 đã khóa"):
        save_values(school(), by=cast.reporter, at=UNTIL, version=school().version, values={"seats": 1}, notes={})


def test_other_units_stay_locked_out(cast: Cast) -> None:
    allow(cast)

    with pytest.raises(Refused, match="Năm 2025 đã khóa"):
        return_figures(figures_of("TV-THCS", CLOSED), by=cast.officer, at=NOW, reason="Sửa")


def test_other_years_of_the_unit_stay_locked(cast: Cast) -> None:
    allow(cast)

    with pytest.raises(Refused, match="Năm 2024 đã khóa"):
        return_figures(figures_of("TV-TH", 2024), by=cast.officer, at=NOW, reason="Sửa")


def test_it_can_be_ended_before_its_time(cast: Cast) -> None:
    granted = allow(cast)

    end_exception(exception=granted, by=cast.officer, at=NOW + timedelta(hours=1))

    with pytest.raises(Refused, match="đã khóa"):
        return_figures(school(), by=cast.officer, at=NOW + timedelta(hours=1), reason="Sửa")


def test_granting_and_ending_twice_is_once(cast: Cast) -> None:
    first, second = allow(cast), allow(cast)
    ends = [end_exception(exception=first, by=cast.officer, at=NOW + timedelta(hours=n)) for n in (1, 2)]

    assert first == second
    assert YearException.objects.count() == 1
    assert ends[0].expires_at == ends[1].expires_at
    assert first.history.count() == 2


def test_a_unit_has_one_exception_at_a_time(cast: Cast) -> None:
    allow(cast)

    with pytest.raises(Refused, match="đang được phép sửa năm 2025"):
        allow(cast, reason="Lý do khác")


def test_after_one_has_expired_another_can_follow(cast: Cast) -> None:
    allow(cast)

    allow(cast, at=UNTIL, expires_at=UNTIL + timedelta(days=1))

    assert YearException.objects.valid(UNTIL).count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": "  "}, "Cần ghi lý do"),
        ({"expires_at": NOW}, "Hạn của ngoại lệ đã qua"),
    ],
)
def test_an_exception_takes_a_reason_and_a_time_that_lies_ahead(cast: Cast, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        allow(cast, **changes)


def test_an_open_year_needs_no_exception(cast: Cast) -> None:
    open_year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    unit = Unit.objects.get(commune=cast.commune, code="TH")

    with pytest.raises(Refused, match="Năm 2026 đang mở"):
        grant_exception(reporting_year=open_year, unit=unit, reason=REASON, expires_at=UNTIL, by=cast.officer, at=NOW)


@pytest.mark.parametrize("role", ["leader", "reporter", "stranger", "overseer", "administrator"])
def test_only_the_communes_officer_lets_somebody_in(cast: Cast, role: str) -> None:
    granted = allow(cast)

    with pytest.raises(Refused):
        allow(cast, unit="MN", by=getattr(cast, role))
    with pytest.raises(Refused):
        end_exception(exception=granted, by=getattr(cast, role), at=NOW)


@pytest.mark.case("SC-032")
def test_the_officer_grants_it_on_the_grid_of_the_closed_year(cast: Cast, officer: Client) -> None:
    unit = Unit.objects.get(commune=cast.commune, code="TH")

    sent = {"unit": unit.pk, "expires_at": "31/12/2099", "reason": REASON}
    page = words(officer.post(GRANT, sent, follow=True))

    assert "Trường Tiểu học Quảng Nghiệp được sửa số liệu năm 2025 đến hết ngày 31/12/2099." in page
    assert YearException.objects.get().expires_at == moment(2100, 1, 1).replace(hour=0)


def test_the_same_grant_posted_again_answers_the_same(cast: Cast, officer: Client) -> None:
    sent = {"unit": Unit.objects.get(commune=cast.commune, code="TH").pk, "expires_at": "31/12/2099", "reason": REASON}

    answers = [words(officer.post(GRANT, sent, follow=True)) for _ in range(3)]

    assert ["đến hết ngày 31/12/2099." in answer for answer in answers] == [True] * 3
    assert YearException.history.count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"unit": ""}, "unit", "Không được để trống mục này."),
        ({"unit": "999999"}, "unit", "999999"),
        ({"expires_at": "01/01/2020"}, "expires_at", "Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sau."),
        ({"reason": ""}, "reason", "Không được để trống mục này."),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(
    cast: Cast, officer: Client, changes: dict[str, str], field: str, told: str
) -> None:
    sent = {"unit": Unit.objects.get(commune=cast.commune, code="TH").pk, "expires_at": "31/12/2099", "reason": REASON}

    page = officer.post(GRANT, {**sent, **changes})

    assert told in beside(page, field)
    assert not YearException.objects.exists()


def test_the_unit_is_told_on_its_form_until_when_it_may_correct(cast: Cast) -> None:
    allow(cast, expires_at=moment(2100, 1, 1).replace(hour=0))

    page = words(signed_in(cast.reporter).get("/thu-vien/TV-TH/2025/"))

    assert "Trường Tiểu học Quảng Nghiệp được sửa đến hết ngày 31/12/2099" in page


def test_the_unit_finds_its_returned_form_of_the_closed_year_at_home(cast: Cast) -> None:
    allow(cast, expires_at=moment(2100, 1, 1))
    return_figures(school(), by=cast.officer, at=NOW, reason="Đề nghị sửa lượt phụ huynh")

    page = signed_in(cast.reporter).get("/").content.decode()

    assert "Đề nghị sửa lượt phụ huynh" in page
    assert 'href="/thu-vien/TV-TH/2025/nhap/"' in page


def test_an_exception_that_is_over_is_shown_as_over(cast: Cast, officer: Client) -> None:
    allow(cast, at=moment(2026, 1, 2), expires_at=moment(2026, 1, 9))

    page = words(officer.get(GRID))

    assert "09/01/2026 (đã hết)" in page
    assert "Kết thúc của" not in page


def test_the_leader_reads_who_was_let_in_and_decides_nothing(cast: Cast) -> None:
    allow(cast)

    page = words(signed_in(cast.leader).get(GRID))

    assert REASON in page
    assert "Cho một đơn vị sửa" not in page


def test_a_register_asks_for_exceptions_once_however_many_forms_there_are(cast: Cast, officer: Client) -> None:
    allow(cast)

    with CaptureQueriesContext(connection) as queries:
        officer.get("/thu-vien/")

    assert sum("yearexception" in query["sql"] for query in queries) <= 1
