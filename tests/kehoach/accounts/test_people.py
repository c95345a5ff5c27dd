"""The officer keeps the commune's accounts: invites, hands over, gives a new password, switches off."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kehoach.accounts.actions import Invited, hand_over, invite, reset, switch_off
from kehoach.accounts.directory import Standing, chosen, directory
from kehoach.models import Invitation, Role, User
from kehoach.models.people.disuse import UNUSED_DAYS
from kehoach.people.rules import Refused
from tests.cast import NOW, Cast, put_into, signed_in
from tests.pages import filled_in, words

PAGE = "/nguoi-dung/"
TODAY = date(2026, 11, 22)
PASSWORD = "trời nắng đi cấy lúa sớm"


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def codes_on(page: str) -> list[str]:
    """The codes that stand on the page of slips."""
    return re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b(?=</span>)", page)


@pytest.mark.case("SC-150")
def test_all_units_without_anybody_are_invited_at_once(cast: Cast, officer: Client, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://ke-hoach.xa.gov.vn"
    form = filled_in(officer.get(PAGE), "units")
    assert len(form["units"]) > 3, "units without anybody are ticked beforehand"
    assert "TH" not in form["units"]

    page = officer.post(f"{PAGE}moi/", {"units": form["units"]}, follow=True)

    assert page.redirect_chain == [("/nguoi-dung/giay-moi/", 302)]
    codes = codes_on(page.content.decode())
    assert len(codes) == len(form["units"]) == Invitation.objects.count()
    assert f"https://ke-hoach.xa.gov.vn/moi/{codes[0]}/" in page.content.decode()
    assert "Đã mời, chưa vào" in words(officer.get(PAGE))


@pytest.mark.case("SC-151")
def test_who_has_the_slip_joins_without_a_name_to_think_of(cast: Cast, officer: Client) -> None:
    (code,) = codes_on(officer.post(f"{PAGE}moi/", {"units": ["THON-NGAI"]}, follow=True).content.decode()) or [""]
    somebody = Client()
    assert somebody.post("/moi/", {"code": code.replace("-", "").lower()})["Location"] == f"/moi/{code}/"

    page = somebody.post(
        f"/moi/{code}/", {"name": "Người Phụ Trách Mới", "phone": "0900 111 222", "password": PASSWORD}, follow=True
    )

    account = User.objects.get(last_name="Người Phụ Trách Mới")
    assert account.username == "nguoi-phu-trach-moi"
    assert (account.unit and account.unit.code, account.role) == ("THON-NGAI", Role.REPORTER)
    assert "Lần sau đăng nhập bằng tên nguoi-phu-trach-moi" in words(page)
    assert "Việc của đơn vị" in words(somebody.get("/"))
    assert Client().get(f"/moi/{code}/").status_code == 404, "used once"
    for name in ("nguoi-phu-trach-moi", "0900111222", "0900 111 222"):
        assert Client().post("/dang-nhap/", {"username": name, "password": PASSWORD}).status_code == 302


def test_a_preview_of_the_address_uses_nothing_up(cast: Cast, officer: Client) -> None:
    (code,) = codes_on(officer.post(f"{PAGE}moi/", {"units": ["THON-NGAI"]}, follow=True).content.decode())

    for _ in range(2):
        page = Client().get(f"/moi/{code}/")
        assert "Thôn Ngái" in words(page)
        assert page["Cache-Control"] == "no-store, private"


@pytest.mark.once
@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("ngắn quá", "14 ký tự"),
        ("11111111111111", "dễ đoán"),
        ("hoctapsuotdoi1", "dễ đoán"),
        ("hoc-tap-suot-doi-2030", "dễ đoán"),
        ("Quảng Nghiệp 2026", "dễ đoán"),
        ("ThônNgái@@123456", "dễ đoán"),
    ],
)
def test_a_password_that_can_be_guessed_is_refused_beside_its_field(
    cast: Cast, officer: Client, password: str, why: str
) -> None:
    (code,) = codes_on(officer.post(f"{PAGE}moi/", {"units": ["THON-NGAI"]}, follow=True).content.decode())

    page = Client().post(f"/moi/{code}/", {"name": "Lê Văn Mới", "password": password})

    assert why in words(page)
    assert 'value="Lê Văn Mới"' in page.content.decode(), "what was typed is kept"
    assert not User.objects.filter(last_name="Lê Văn Mới").exists()


@pytest.mark.case("SC-152")
def test_the_work_is_handed_over_and_the_past_keeps_its_name(cast: Cast, officer: Client) -> None:
    User.objects.filter(pk=cast.reporter.pk).update(last_name="Người Cũ", position="nhân viên thư viện")
    librarian = signed_in(User.objects.get(pk=cast.reporter.pk))
    put_into("TV-TH", "draft")
    librarian.post("/thu-vien/TV-TH/2026/nhap/", {"version": 1, "seats": "77"})
    form = {"since": timezone.localdate().strftime("%d/%m/%Y"), "name": "Người Kế Tiếp", "position": "hiệu phó"}

    page = officer.post(f"{PAGE}{cast.reporter.pk}/ban-giao/", form, follow=True)

    assert librarian.get("/").status_code == 302, "out of every device"
    (code,) = codes_on(page.content.decode())
    successor = Client()
    successor.post(f"/moi/{code}/", {"name": "Người Kế Tiếp", "position": "hiệu phó", "password": PASSWORD})
    assert "Việc của đơn vị" in words(successor.get("/"))
    assert "Người Cũ, nhân viên thư viện" in words(successor.get("/thu-vien/TV-TH/2026/"))


def test_who_leaves_later_works_until_then(cast: Cast) -> None:
    hand_over(
        account=cast.reporter,
        since=TODAY + timedelta(days=9),
        name="",
        position="",
        by=cast.officer,
        at=NOW,
        today=TODAY,
    )
    leaver = User.objects.get(pk=cast.reporter.pk)
    assert (leaver.is_active, leaver.active_until) == (True, TODAY + timedelta(days=8))
    User.objects.filter(pk=leaver.pk).update(active_until=timezone.localdate() - timedelta(days=1))
    assert signed_in(leaver).get("/").status_code == 302


@pytest.mark.case("SC-153")
def test_a_new_slip_unlocks_and_ends_what_was(cast: Cast, officer: Client, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    cast.reporter.set_password(PASSWORD)
    cast.reporter.save()
    locked, name = Client(), cast.reporter.username
    for _ in range(5):
        locked.post("/dang-nhap/", {"username": name, "password": "sai"})
    assert locked.post("/dang-nhap/", {"username": name, "password": PASSWORD}).status_code == 429

    page = officer.post(f"{PAGE}{cast.reporter.pk}/giay-moi/", follow=True)
    (code,) = codes_on(page.content.decode())

    assert locked.post("/dang-nhap/", {"username": name, "password": PASSWORD}).status_code == 429, "the old is over"
    joined = locked.post(f"/moi/{code}/", {"name": "Như Cũ", "password": f"{PASSWORD} nay"}, follow=True)
    assert joined.status_code == 200
    assert Client().post("/dang-nhap/", {"username": name, "password": f"{PASSWORD} nay"}).status_code == 302
    assert User.objects.filter(unit=cast.reporter.unit, is_link=False, is_demo=False).count() == 1


@pytest.mark.case("SC-154")
def test_who_is_switched_off_is_out_and_can_come_back(cast: Cast, officer: Client) -> None:
    reporter = signed_in(cast.reporter)

    officer.post(f"{PAGE}{cast.reporter.pk}/tat/")
    assert reporter.get("/").status_code == 302
    assert "Đã tắt" in words(officer.get(PAGE))

    officer.post(f"{PAGE}{cast.reporter.pk}/tat/")
    assert signed_in(User.objects.get(pk=cast.reporter.pk)).get("/").status_code == 200


def test_an_officer_keeps_the_people_of_units_alone(cast: Cast) -> None:
    for account in (cast.leader, cast.officer, cast.stranger):
        with pytest.raises(Refused):
            switch_off(account=account, by=cast.officer, at=NOW)
        with pytest.raises(Refused):
            reset(account=account, by=cast.officer, at=NOW)
    assert reset(account=cast.leader, by=cast.administrator, at=NOW).account == cast.leader


def test_nobody_is_invited_into_another_commune(cast: Cast) -> None:
    with pytest.raises(Refused, match="không thuộc"):
        invite(people=[Invited(unit=cast.reporter.unit)], commune=cast.neighbour, by=cast.stranger, at=NOW)
    with pytest.raises(Refused):
        invite(people=[Invited(role=Role.LEADER)], commune=cast.commune, by=cast.officer, at=NOW)


def test_people_are_found_by_words_and_by_what_is_unusual(cast: Cast) -> None:
    User.objects.filter(pk=cast.reporter.pk).update(last_login=NOW - timedelta(days=UNUSED_DAYS - 5))
    rows = directory(cast.commune, TODAY, NOW)

    assert [row.title for row in chosen(rows, "tieu hoc", "")] == ["Trường Tiểu học Quảng Nghiệp"]
    away = chosen(rows, "", Standing.AWAY.slug)
    assert "Trường Tiểu học Quảng Nghiệp" in [row.title for row in away]
    assert not chosen(rows, "không có ai", "")
