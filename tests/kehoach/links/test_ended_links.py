"""What a link says beyond the deadline, in a closed year, after it was revoked: where it stands and whom to call."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from kehoach.models import Commune, EntryLink, ReportingYear, State, Unit
from kehoach.years.actions import grant_exception
from tests.cast import NOW, Cast, put_into
from tests.entry_links import address, close, inside, link_of, take_back
from tests.pages import words

pytestmark = pytest.mark.once

FORM = "/thu-vien/TV-TH/2026/nhap/"
COPY = "thu-vien/TV-TH/"


@pytest.fixture
def link(cast: Cast) -> EntryLink:
    """The primary school's link; its form is submitted, and the commune says whom to call."""
    Commune.objects.filter(pk=cast.commune.pk).update(
        contact_name="Người phụ trách", contact_position="Công chức", contact_phone="0900 000 123"
    )
    put_into("TV-TH", State.SUBMITTED)
    return link_of("TH")


@pytest.mark.case("SC-061")
def test_beyond_the_deadline_the_form_is_entered_through_the_link(link: EntryLink) -> None:
    put_into("TV-TH", State.DRAFT)
    year = ReportingYear.objects.filter(pk=link.reporting_year_id)
    today = timezone.localdate()
    year.update(unit_deadline=today, report_deadline=today)
    assert "Hạn nộp đã qua" not in words(Client().get(address(link)))
    year.update(unit_deadline=today - timedelta(days=1))

    assert "Hạn nộp đã qua, nhưng phiếu vẫn mở" in words(Client().get(address(link)))
    assert inside(link).get(FORM).status_code == 200


@pytest.mark.case("SC-060")
def test_in_a_closed_year_it_says_where_the_form_stands_and_whom_to_call(link: EntryLink) -> None:
    close(link)

    page = Client().get(address(link))

    assert page.status_code == 200
    for told in ("Số liệu năm 2026 đã khóa", "Trường Tiểu học Quảng Nghiệp", "Đã nộp", "Bản đã nộp"):
        assert told in words(page)
    assert f'href="{COPY}"' in page.content.decode()
    copy = Client().get(f"{address(link)}{COPY}")
    assert (copy.status_code, copy["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in copy["Cache-Control"]


def test_pressing_the_button_of_an_old_page_says_the_same(link: EntryLink) -> None:
    close(link)

    page = Client().post(address(link))

    assert page.status_code == 403
    assert "Số liệu năm 2026 đã khóa" in words(page)


def test_a_session_that_outlives_the_year_reads_why(link: EntryLink) -> None:
    client = inside(link)
    close(link)

    page = client.get(FORM)

    assert "Số liệu năm 2026 đã khóa" in words(page)
    assert COPY not in page.content.decode()


def test_a_page_that_is_open_meanwhile_is_told_why_and_whom_to_call(link: EntryLink) -> None:
    client, form = inside(link), {"autosave": "1"}
    close(link)

    told = [client.post(FORM, form).json()["message"] for _ in range(2)]

    assert told[0] == told[1], "it asks again until the year is open"
    assert "Năm 2026 đã khóa ngày 22/11/2026." in told[0]
    assert "Cần hỏi, gọi Người phụ trách, 0900 000 123. Những gì đã gõ còn giữ trên máy này." in told[0]


def test_of_a_unit_that_is_no_more_too(link: EntryLink) -> None:
    client = inside(link)
    Unit.objects.filter(pk=link.unit_id).update(closed_on=NOW.date())

    told = client.post(FORM, {"autosave": "1"}).json()["message"]

    assert "Trường Tiểu học Quảng Nghiệp không còn phải nộp số liệu năm 2026." in told


def test_an_exception_opens_the_same_link_again(cast: Cast, link: EntryLink) -> None:
    put_into("TV-TH", State.DRAFT)
    close(link)
    later = NOW + timedelta(days=36_500)
    grant_exception(
        reporting_year=ReportingYear.objects.get(pk=link.reporting_year_id),
        unit=link.unit,
        reason="Sót sổ",
        expires_at=later,
        by=cast.officer,
        at=NOW,
    )

    assert inside(link).get(FORM).status_code == 200


@pytest.mark.parametrize("code", ["TV-MN", "TV-THCS", "KHONG-CO"])
def test_no_other_form_is_copied(link: EntryLink, code: str) -> None:
    assert Client().get(f"{address(link)}thu-vien/{code}/").status_code == 404
    assert Client().get(f"{address(link)}khac/TV-TH/").status_code == 404


def test_what_is_not_submitted_is_not_copied(link: EntryLink) -> None:
    put_into("TV-TH", State.DRAFT)

    assert Client().get(f"{address(link)}{COPY}").status_code == 404


def test_a_revoked_link_copies_nothing(link: EntryLink) -> None:
    take_back(link)

    assert Client().get(f"{address(link)}{COPY}").status_code == 404


def test_every_page_behind_a_link_says_whom_to_call(link: EntryLink) -> None:
    called = ("Người phụ trách", "Công chức", "0900 000 123")
    pages = [Client().get(address(link)), inside(link).get("/"), inside(link).get("/ke-hoach/")]
    close(link)
    pages.append(Client().get(address(link)))

    for page in pages:
        assert [one for one in called if one not in words(page)] == []
        assert 'href="tel:0900000123"' in page.content.decode()


@pytest.mark.parametrize("path", ["", "/l/doan-mo/"])
def test_a_revoked_link_and_a_guess_tell_whom_to_call_where_there_is_one_commune(
    link: EntryLink, cast: Cast, path: str
) -> None:
    take_back(link)
    assert "0900 000 123" not in words(Client().get(path or address(link)))

    with patch("kehoach.links.views.commune_or_only", return_value=Commune.objects.get(pk=cast.commune.pk)):
        assert "0900 000 123" in words(Client().get(path or address(link)))
