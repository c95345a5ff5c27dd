"""Whom to call stands on every page that sends people to the officer."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.test import Client
from pytest_django import Settings

from kehoach.history.recording import save_recorded
from kehoach.models import Commune, State
from kehoach.people.actions import set_contact
from tests.cast import NOW, OPEN_YEAR, Cast, put_into, signed_in
from tests.pages import words

CALLED = ("Người phụ trách của xã", "Chuyên viên", "0900 000 123")
FORM = f"/thu-vien/TV-TH/{OPEN_YEAR}/"


@pytest.fixture
def named(cast: Cast) -> Cast:
    """A commune that says whom to call."""
    Commune.objects.filter(pk=cast.commune.pk).update(
        contact_name=CALLED[0], contact_position=CALLED[1], contact_phone=CALLED[2]
    )
    return cast


def missing(client: Client, path: str, status: int) -> list[str]:
    """What of the contact a page does not say."""
    page = client.get(path)
    assert page.status_code == status
    return [one for one in CALLED if one not in words(page)]


@pytest.mark.once
@pytest.mark.case("SC-065")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/", 200), (FORM, 200), (f"{FORM}bien-nhan/", 200), ("/thu-vien/TV-THCS/2026/", 404)),
        *(("/so-lieu/2026/duong-dan/", 403), ("/nhiem-vu/", 200), ("/hoat-dong/", 200)),
    ],
)
def test_the_pages_of_a_unit_say_whom_to_call(named: Cast, path: str, status: int) -> None:
    put_into("TV-TH", State.SUBMITTED)

    assert missing(signed_in(named.reporter), path, status) == []


def test_a_leader_who_is_refused_reads_whom_to_ask(named: Cast) -> None:
    assert missing(signed_in(named.leader), "/so-lieu/2026/duong-dan/", 403) == []


def test_the_officer_does_not_read_to_call_themselves(named: Cast) -> None:
    assert missing(signed_in(named.officer), "/", 200) == list(CALLED)


def test_who_is_locked_out_reads_whom_to_call(named: Cast, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    client = Client()
    with patch("kehoach.navigation.commune_or_only", return_value=Commune.objects.get(pk=named.commune.pk)):
        assert missing(client, "/dang-nhap/", 200) == []
        for _ in range(6):
            page = client.post("/dang-nhap/", {"username": "cong-chuc", "password": "sai"})

    assert page.status_code == 429
    assert [one for one in CALLED if one not in words(page)] == []


@pytest.mark.case("SC-123")
def test_the_officer_is_called_what_the_commune_calls_them(cast: Cast) -> None:
    title = "chuyên viên phòng Văn hóa - Xã hội"
    given = {"name": "Người minh họa", "position": "Chuyên viên", "phone": "0900 000 123", "officer_title": title}
    signed_in(cast.officer).post("/nguoi-phu-trach/", given)
    unit, leader = signed_in(cast.reporter), signed_in(cast.leader)
    put_into("TV-TH", State.SUBMITTED)

    pages = [unit.get("/so-lieu/2026/duong-dan/"), leader.get("/nhiem-vu/"), unit.get(f"{FORM}bien-nhan/")]
    closed = unit.post("/thu-vien/TV-TH/2025/rut-lai/", {"reason": "Nhầm"}, follow=True)
    told = " ".join(words(page) for page in (*pages, closed))

    assert f"do {title} tạo và gửi" in told
    assert f"cần {title} cho đơn vị một ngoại lệ" in told
    # With a capital it is the name of the demonstration's account, which the timeline tells.
    assert "công chức Văn hóa - Xã hội" not in told
    assert "công chức Văn hóa - Xã hội" in words(signed_in(cast.stranger).get("/nguoi-phu-trach/"))


def test_two_people_who_change_different_columns_lose_nothing(named: Cast) -> None:
    seen_before = Commune.objects.get(pk=named.commune.pk)
    renamed = Commune.objects.get(pk=named.commune.pk)
    renamed.province = "thành phố Hải Phòng"
    save_recorded(renamed, by=named.administrator, at=NOW, reason="Đổi tên tỉnh")

    said = {"name": "Chuyên viên", "position": "", "phone": "", "officer_title": ""}
    set_contact(commune=seen_before, **said, by=named.officer, at=NOW)

    commune = Commune.objects.get(pk=named.commune.pk)
    assert (commune.province, commune.contact_name) == ("thành phố Hải Phòng", "Chuyên viên")
    version = commune.history.order_by("history_id").last()
    assert (version.province, version.contact_name) == ("thành phố Hải Phòng", "Chuyên viên")
