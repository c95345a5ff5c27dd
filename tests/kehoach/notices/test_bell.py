"""The bell: what happened that concerns somebody, new until they say that they have seen it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from baocao.models import Report, ReportState
from kehoach.figures.actions.figures import return_figures
from kehoach.figures.actions.steps_back import withdraw
from kehoach.models import State
from kehoach.models.people import SEEN
from kehoach.notices.counting import COUNTED
from tests.cast import Cast, figures_of, put_into, signed_in
from tests.pages import words

PAGE = "/thong-bao/"
SCHOOL = "Thư viện Trường Tiểu học Quảng Nghiệp"


def lately() -> datetime:
    """Yesterday: the bell tells what is not older than a year."""
    return timezone.now() - timedelta(days=1)


@pytest.mark.case("SC-162")
def test_a_unit_hears_what_became_of_its_form_until_it_has_seen_it(cast: Cast) -> None:
    return_figures(put_into("TV-TH", State.SUBMITTED), by=cast.officer, at=lately(), reason="Đếm lại số sách.")
    librarian = signed_in(cast.reporter)

    told = words(librarian.get(PAGE))
    assert f"Phiếu năm 2026 của {SCHOOL} bị trả lại" in told
    assert f"{cast.officer}: “Đếm lại số sách.”" in told
    assert "Mới, 1 tin" in told

    librarian.post(PAGE)
    told = words(librarian.get(PAGE))
    assert "Mới, " not in told
    assert "bị trả lại" in told
    assert SCHOOL not in words(signed_in(cast.colleague).get(PAGE)), "a neighbour hears nothing of it"
    assert SCHOOL not in words(signed_in(cast.stranger).get(PAGE))


@pytest.mark.case("SC-163")
def test_the_officer_hears_of_what_comes_in_and_is_taken_back(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    put_into("TV-TH", State.SUBMITTED, at=lately())
    assert f"Nhận phiếu năm 2026 của {SCHOOL}" in words(officer.get(PAGE))

    withdraw(figures_of("TV-TH"), by=cast.reporter, at=lately(), reason="Nhập nhầm số")

    told = words(officer.get(PAGE))
    assert f"Đơn vị rút lại phiếu năm 2026 của {SCHOOL}" in told
    assert "Nhập nhầm số" in told


@pytest.mark.case("SC-164")
def test_the_leader_hears_of_a_proposed_report(cast: Cast) -> None:
    Report.objects.filter(year=2025, state=ReportState.PROPOSED).update(proposed_at=lately())

    assert "Báo cáo năm 2025 đã trình" in words(signed_in(cast.leader).get(PAGE))


@pytest.mark.case("SC-272")
def test_how_much_is_new_stands_beside_the_bell(cast: Cast) -> None:
    password = "trời nắng đi cấy lúa sớm"
    cast.reporter.set_password(password)
    cast.reporter.save()
    return_figures(put_into("TV-TH", State.SUBMITTED), by=cast.officer, at=lately(), reason="Đếm lại số sách.")
    librarian = Client()
    librarian.post("/dang-nhap/", {"username": cast.reporter.username, "password": password})
    assert "Thông báo 1 tin mới" in words(librarian.get("/tai-khoan/"))

    librarian.post(PAGE)
    assert "tin mới" not in words(librarian.get("/tai-khoan/"))

    return_figures(put_into("TV-TH", State.SUBMITTED), by=cast.officer, at=timezone.now(), reason="Đếm lần nữa.")
    session = librarian.session
    session[COUNTED] = session[SEEN] = session[SEEN] - 120
    session.save()
    assert "Thông báo 1 tin mới" in words(librarian.get("/tai-khoan/")), "counted as the session is prolonged"
