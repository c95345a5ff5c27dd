"""Opening a year: what older years still owe and what is not ready is said first; a mistake can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from baocao.models import ReportHead
from kehoach.common.periods import default_window
from kehoach.figures.actions.figures import open_form
from kehoach.links.actions import link_for
from kehoach.models import Commune, EntryLink, Notice, ReportingYear, State, User
from kehoach.models.kinds import kinds
from kehoach.people.rules import Refused
from kehoach.years.actions import open_year, take_back_year
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into
from tests.pages import words

NEXT = OPEN_YEAR + 1
OPEN, BACK = "/so-lieu/mo-nam/", f"/so-lieu/{NEXT}/bo-mo/"


@pytest.fixture
def following(cast: Cast) -> ReportingYear:
    """The next year, opened while the present one waits for forms."""
    return open_year(commune=cast.commune, year=NEXT, window=default_window(NEXT), by=cast.officer, at=NOW)


def test_what_the_older_year_owes_is_said_before_another_is_opened(officer: Client) -> None:
    page = words(officer.get(OPEN))

    assert "Năm 2026 chưa xong: 5 phiếu chưa nộp, 2 phiếu chờ duyệt." in page
    assert "phiếu năm 2026 vẫn đứng đầu các trang" in page


def test_a_year_with_all_forms_only_wants_to_be_closed(cast: Cast, officer: Client) -> None:
    for kind in kinds():
        for code in kind.figures.filter(reporting_year__year=OPEN_YEAR).values_list("facility__code", flat=True):
            put_into(code, State.ACCEPTED)

    assert "Năm 2026 đã đủ phiếu nhưng chưa khóa." in words(officer.get(OPEN))


def test_who_cannot_sign_in_is_named(cast: Cast, officer: Client) -> None:
    User.objects.filter(unit__code="TH").update(is_active=False)

    named = words(officer.get(OPEN)).partition("chưa có tài khoản:")[2].split("Sau khi mở năm")[0]
    assert "Trường Tiểu học Quảng Nghiệp" in named
    assert cast.officer.unit.name not in named, "the officer's own signs in with the officer"


@pytest.mark.usefixtures("no_head")
def test_the_officers_telephone_and_the_signer_are_asked_for(cast: Cast, officer: Client) -> None:
    Commune.objects.filter(pk=cast.commune.pk).update(contact_phone="")
    without = words(officer.get(OPEN))
    Commune.objects.filter(pk=cast.commune.pk).update(contact_phone="0220 3000 000")
    lines = dict.fromkeys(("issuer", "place", "addressees", "recipients", "signer"), "Minh họa")
    ReportHead.objects.create(commune=cast.commune, valid_from=date(2023, 1, 1), **lines)
    with_both = words(officer.get(OPEN))

    assert ("số điện thoại của người phụ trách" in without, "Chưa chọn ai báo cáo, gửi ai" in without) == (True, True)
    assert ("số điện thoại của người phụ trách" in with_both, "Chưa chọn ai báo cáo, gửi ai" in with_both) == (
        False,
        False,
    )


@pytest.mark.case("SC-070")
def test_a_year_in_which_nobody_has_typed_can_be_taken_back(
    cast: Cast, officer: Client, following: ReportingYear
) -> None:
    link_for(unit=cast.commune.units.get(code="TH"), year=following, by=cast.officer, at=NOW)
    assert "Bỏ năm vừa mở" in words(officer.get(f"/so-lieu/{NEXT}/"))

    response = officer.post(BACK, follow=True)

    assert f"Đã bỏ năm {NEXT} vừa mở." in words(response)
    assert not ReportingYear.objects.filter(commune=cast.commune, year=NEXT).exists()
    assert not EntryLink.objects.filter(reporting_year_id=following.pk).exists()
    assert not Notice.objects.filter(reporting_year_id=following.pk).exists()
    gone = ReportingYear.history.filter(id=following.pk).first()
    assert (gone.history_type, gone.history_user) == ("-", cast.officer)


def test_it_can_be_opened_again(cast: Cast, following: ReportingYear) -> None:
    take_back_year(reporting_year=following, by=cast.officer, at=NOW + timedelta(hours=1))
    again = open_year(commune=cast.commune, year=NEXT, window=default_window(NEXT), by=cast.officer, at=NOW)

    assert sum(kind.figures.filter(reporting_year=again).count() for kind in kinds()) == 9


def test_looking_into_a_form_is_not_typing(cast: Cast, officer: Client, following: ReportingYear) -> None:
    open_form(figures_of("TV-TH", NEXT), by=cast.reporter, at=NOW)

    assert f"Đã bỏ năm {NEXT}" in words(officer.post(BACK, follow=True))


def test_what_somebody_has_typed_is_not_taken_back(cast: Cast, officer: Client) -> None:
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)

    page = words(officer.post(f"/so-lieu/{OPEN_YEAR}/bo-mo/", follow=True))

    assert "được nhập nên không bỏ năm này được." in page
    assert "Bỏ năm vừa mở" not in page
    with pytest.raises(Refused):
        take_back_year(reporting_year=year, by=cast.officer, at=NOW)
    assert "được nhập nên không bỏ năm này được." in words(officer.get(f"/so-lieu/{OPEN_YEAR}/bo-mo/"))


def test_the_collection_leads_to_the_oldest_open_year(officer: Client, following: ReportingYear) -> None:
    assert officer.get("/so-lieu/").headers["Location"] == f"/so-lieu/{OPEN_YEAR}/"
    assert f"Nhiệm vụ năm {OPEN_YEAR}" in words(officer.get("/nhiem-vu/"))
