"""Whoever is invited and has an address gets a letter by itself; the slip stays good without it."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from kehoach.models import Invitation
from tests.cast import Cast, signed_in
from tests.pages import words

INVITE = "/nguoi-dung/moi-mot-nguoi/"
MAI = {"unit": "TH", "name": "Người Được Mời", "email": "moi@example.vn"}


@pytest.mark.case("SC-273")
def test_whoever_has_an_address_gets_the_invitation_as_a_letter(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    officer = signed_in(cast.officer)

    page = officer.post(INVITE, MAI, follow=True)

    assert "Đã gửi thư mời tới: moi@example.vn" in words(page)
    (letter,) = mailoutbox
    assert letter.to == ["moi@example.vn"]
    assert letter.subject == f"Giấy mời vào cổng học tập suốt đời của {cast.commune}"
    (path,) = re.findall(r"https?://[^/]+(/moi/\S+)", str(letter.body))
    assert "Người Được Mời" in Client().get(path).content.decode()

    officer.post(INVITE, {"unit": "TH", "name": "Không Có Thư"})
    assert len(mailoutbox) == 1


def test_a_mail_server_that_fails_leaves_the_slip(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1

    page = signed_in(cast.officer).post(INVITE, MAI, follow=True)

    assert "Chưa gửi được thư cho Người Được Mời (moi@example.vn). Giấy mời vẫn dùng được" in words(page)
    assert page.content.decode().count("/moi/") >= 1
    assert Invitation.objects.count() == 1
