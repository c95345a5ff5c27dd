"""One phone and several links: the same one twice, another unit's, and one that is opened again."""

from __future__ import annotations

import pytest
from django.test import Client

from kehoach.models import EntryLink, State, User
from tests.cast import Cast, figures_of, put_into
from tests.entry_links import address, inside, link_of, take_back
from tests.pages import filled_in, words

pytestmark = pytest.mark.once

HERE = {"Origin": "http://testserver"}
FORM = "/thu-vien/TV-TH/2026/nhap/"


@pytest.fixture
def primary(cast: Cast) -> EntryLink:
    """The primary school's link; nobody has opened its form yet."""
    put_into("TV-TH", State.NOT_OPENED)
    return link_of("TH")


@pytest.fixture
def preschool(cast: Cast) -> EntryLink:
    """The preschool's."""
    put_into("TV-MN", State.DRAFT)
    return link_of("MN")


def phone() -> Client:
    """A browser that is held to the tokens and says where a form stood."""
    return Client(enforce_csrf_checks=True, headers=HERE)


def enter(client: Client, link: EntryLink) -> None:
    """Taps the link and its button."""
    page = client.get(address(link))
    assert client.post(address(link), filled_in(page, "csrfmiddlewaretoken")).status_code == 302


def test_the_link_tapped_twice_and_its_button_pressed_in_both_tabs(primary: EntryLink) -> None:
    client = phone()
    first, second = (filled_in(client.get(address(primary)), "csrfmiddlewaretoken") for _ in range(2))

    assert client.post(address(primary), first)["Location"] == FORM
    again = client.post(address(primary), second, follow=True)

    assert again.redirect_chain == [(address(primary), 302), (FORM, 302)]
    assert again.status_code == 200


def test_a_link_tapped_again_leads_on_to_its_forms(primary: EntryLink) -> None:
    assert inside(primary).get(address(primary))["Location"] == FORM


def test_pressing_again_does_not_make_the_open_form_old(primary: EntryLink) -> None:
    client = inside(primary)
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    session = client.session.session_key

    client.post(address(primary))

    assert client.session.session_key == session
    assert token == (client.cookies["csrftoken"].value if "csrftoken" in client.cookies else "")


@pytest.mark.case("SC-039")
def test_a_second_units_link_says_what_it_does_and_the_way_back_is_a_button(
    primary: EntryLink, preschool: EntryLink
) -> None:
    client = phone()
    enter(client, primary)
    assert "Mở lại phiếu của" not in words(client.get(FORM))

    assert "Máy này đang mở phiếu của Trường Tiểu học Quảng Nghiệp" in words(client.get(address(preschool)))
    enter(client, preschool)
    page = client.get("/thu-vien/TV-MN/2026/nhap/")
    assert "Mở lại phiếu của Trường Tiểu học Quảng Nghiệp, năm 2026" in words(page)
    left = client.get(FORM)
    assert left.status_code == 404
    assert "Máy này đang mở phiếu của Trường Mầm non Quảng Nghiệp" in words(left)
    assert "bấm “Mở lại phiếu” ở đầu trang" in words(left)
    assert "Mở lại phiếu của Trường Tiểu học Quảng Nghiệp, năm 2026" in words(left)
    back = client.post(f"/duong-dan/{primary.pk}/mo-lai/", filled_in(page, "_person"))

    assert back["Location"] == FORM
    assert "Mở lại phiếu của Trường Mầm non" in words(client.get(FORM))


def test_only_a_living_link_that_was_entered_here_is_opened_again(primary: EntryLink, preschool: EntryLink) -> None:
    client = inside(preschool)
    assert client.post(f"/duong-dan/{primary.pk}/mo-lai/").status_code == 404

    client.post(address(primary))
    take_back(preschool)

    assert client.post(f"/duong-dan/{preschool.pk}/mo-lai/").status_code == 404
    assert "Mở lại phiếu" not in words(client.get("/"))


def test_the_receipt_says_once_that_the_form_came_through_a_link(primary: EntryLink) -> None:
    client = inside(primary)
    figures = put_into("TV-TH", State.SUBMITTED)
    figures.submitted_by = User.objects.get(is_link=True, unit=primary.unit)
    figures.save()

    receipt = words(client.get("/thu-vien/TV-TH/2026/bien-nhan/"))

    assert "Người nộp Trường Tiểu học Quảng Nghiệp (qua đường dẫn) Mã phiếu" in receipt


def test_signing_out_forgets_the_links(primary: EntryLink, preschool: EntryLink) -> None:
    client = inside(primary)
    client.post(address(preschool))
    client.post("/dang-xuat/")
    client.post(address(preschool))

    assert "Mở lại phiếu" not in words(client.get("/"))


def test_a_link_opened_again_takes_what_the_open_tab_sends(primary: EntryLink) -> None:
    client = phone()
    enter(client, primary)
    token = filled_in(client.get("/"), "_person")
    sent = {**token, "version": figures_of("TV-TH").version, "visits_pupils": "3.641"}
    del client.cookies["sessionid"]

    ended = client.post(FORM, sent)
    assert ended.status_code == 403
    assert "Mở lại đường dẫn xã đã gửi" in words(ended)
    script = client.post(FORM, sent, headers={"HX-Request": "true"}).json()
    assert (script["reason"], "mở lại đường dẫn" in script["message"]) == ("signed_out", True)

    enter(client, primary)
    page = client.post(FORM, sent)
    assert "Chưa lưu: bấm Lưu lần nữa" in words(page)
    script = client.post(FORM, sent, headers={"HX-Request": "true"}).json()
    client.post(FORM, {**sent, "csrfmiddlewaretoken": script["token"]})

    assert figures_of("TV-TH").value("visits_pupils") == 3641


def test_a_form_of_another_link_is_not_taken(primary: EntryLink, preschool: EntryLink) -> None:
    client = phone()
    enter(client, primary)
    sent = {**filled_in(client.get("/"), "_person"), "visits_pupils": "3.641"}
    enter(client, preschool)

    page = client.post(FORM, sent)

    assert page.status_code == 403
    assert "trang này của người khác" in words(page)
    assert "3.641" not in page.content.decode()
