"""Passkeys: made, proven after the password or instead of it, and what is refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from pytest_django import Settings

from kehoach.accounts.actions import reset
from kehoach.accounts.passkeys import CHALLENGE
from kehoach.models import AuditEvent, AuditKind, Passkey, User
from tests.cast import NOW, Cast, signed_in
from tests.pages import words

KEYS, PROOF, CODE = "/tai-khoan/khoa/", "/dang-nhap/khoa/", "/dang-nhap/ma/"
PASSWORD = "trời nắng đi cấy lúa sớm"
HOST = "localhost"


@dataclass
class Device:
    """A telephone that keeps one key, and signs what a page of `origin` asks it to sign."""

    origin: str = f"http://{HOST}"
    uses: int = 0
    is_unlocked: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: token_bytes(16))

    def makes(self, challenge: str) -> str:
        """What the browser posts for a new key."""
        kept = AttestedCredentialData.create(
            Aaguid.NONE, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        made = AttestationObject.create("none", self._says(kept), {})
        said = CollectedClientData.create(CollectedClientData.TYPE.CREATE, challenge, self.origin)
        return self._answer(clientDataJSON=said, attestationObject=made)

    def proves(self, challenge: str) -> str:
        """What the browser posts to come in."""
        self.uses += 1
        says = self._says()
        said = CollectedClientData.create(CollectedClientData.TYPE.GET, challenge, self.origin)
        signature = self.key.sign(says + said.hash, ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=says, signature=signature)

    def _says(self, kept: AttestedCredentialData | None = None) -> AuthenticatorData:
        flags = AuthenticatorData.FLAG
        unlocked = flags.UV if self.is_unlocked else flags(0)
        has_key = flags.AT if kept else flags(0)
        return AuthenticatorData.create(sha256(HOST.encode()), flags.UP | unlocked | has_key, self.uses, kept or b"")

    def _answer(self, **response: bytes) -> str:
        named = websafe_encode(self.credential_id)
        parts = {name: websafe_encode(part) for name, part in response.items()}
        return json.dumps(
            {"id": named, "rawId": named, "type": "public-key", "response": parts, "clientExtensionResults": {}}
        )


@pytest.fixture
def officer(cast: Cast) -> User:
    """The officer, with a password of their own."""
    cast.officer.set_password(PASSWORD)
    cast.officer.save()
    return cast.officer


def at_home() -> Client:
    """A browser that opens the portal by a name."""
    return Client(SERVER_NAME=HOST)


def after_the_password(user: User) -> Client:
    """Somebody who has typed name and password."""
    client = at_home()
    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    return client


def asked_by(client: Client, address: str) -> str:
    """What a page asks the device to sign."""
    page = client.get(address).content.decode()
    assert client.session[CHALLENGE]["challenge"] in page
    return str(client.session[CHALLENGE]["challenge"])


def adds(client: Client, device: Device, **typed: str) -> Any:
    """Makes a key on the page of keys."""
    answer = device.makes(asked_by(client, KEYS))
    return client.post(KEYS, {"name": "Điện thoại của tôi", "present": PASSWORD, "answer": answer, **typed})


@pytest.fixture
def device(officer: User) -> Device:
    """The officer's telephone, which keeps a key of theirs."""
    made = Device()
    page = adds(after_the_password(officer), made)
    assert len(re.findall(r"<code>(\w+)</code>", page.content.decode())) == 10
    return made


@pytest.mark.case("SC-270")
def test_a_key_of_the_device_comes_after_the_password_instead_of_a_code(officer: User, device: Device) -> None:
    client = after_the_password(officer)
    assert client.get("/bao-cao/")["Location"].startswith(CODE)

    answer = client.post(PROOF, {"answer": device.proves(asked_by(client, CODE)), "next": "/bao-cao/"})

    assert answer["Location"] == "/bao-cao/"
    assert client.get("/bao-cao/").status_code == 200
    assert Passkey.objects.get().used_at is not None


@pytest.mark.case("SC-271")
def test_a_key_of_the_device_lets_in_without_a_password(officer: User, device: Device) -> None:
    client = at_home()

    answer = client.post(PROOF, {"answer": device.proves(asked_by(client, PROOF)), "next": "/tai-khoan/"})

    assert answer["Location"] == "/tai-khoan/"
    assert "Điện thoại của tôi" in words(client.get("/tai-khoan/"))
    assert AuditEvent.objects.filter(kind=AuditKind.SIGNED_IN, account=officer).count() == 2


@pytest.mark.once
@pytest.mark.parametrize(
    "wrong",
    [
        lambda device: Device(credential_id=device.credential_id),
        lambda device: Device(key=device.key),
        lambda device: Device("https://localhost.example.com", key=device.key, credential_id=device.credential_id),
        lambda device: Device(is_unlocked=False, key=device.key, credential_id=device.credential_id),
    ],
    ids=["another key", "a key nobody has", "a page of somebody else", "a device that was not unlocked"],
)
def test_what_does_not_prove_the_key_lets_nobody_in(device: Device, wrong: Any) -> None:
    client = at_home()

    page = client.post(PROOF, {"answer": wrong(device).proves(asked_by(client, PROOF))})

    assert "không vào được cổng" in words(page)
    assert client.get("/tai-khoan/").status_code == 302


def test_an_answer_is_good_once_and_a_copied_key_is_noticed(device: Device) -> None:
    client = at_home()
    answer = device.proves(asked_by(client, PROOF))
    client.post(PROOF, {"answer": answer})
    thief = at_home()
    asked_by(thief, PROOF)
    thief.post(PROOF, {"answer": answer})
    assert thief.get("/tai-khoan/").status_code == 302

    device.uses = 0
    page = thief.post(PROOF, {"answer": device.proves(asked_by(thief, PROOF))})

    assert "sao chép" in words(page)


@pytest.mark.once
@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "x", '{"id": 1, "rawId": "AA", "response": {}}', '{"rawId": "é", "response": 7}']
)
def test_an_odd_answer_is_refused_with_a_sentence(officer: User, answer: str) -> None:
    client = after_the_password(officer)
    asked_by(client, KEYS)
    typed = {"name": "Máy", "present": PASSWORD, "answer": answer}

    assert "Máy chưa tạo được khóa" in words(client.post(KEYS, typed))

    stranger = at_home()
    asked_by(stranger, PROOF)
    assert "không vào được cổng" in words(stranger.post(PROOF, {"answer": answer}, follow=True))
    assert not Passkey.objects.exists()


def test_whoever_finds_the_screen_open_adds_and_removes_no_key(officer: User) -> None:
    client = after_the_password(officer)
    adds(client, Device())

    assert "không đúng" in words(adds(client, Device(), present="sai"))
    remove = f"{KEYS}{Passkey.objects.get().pk}/xoa/"
    assert "không đúng" in words(client.post(remove, {"present": "sai"}))
    assert Passkey.objects.count() == 1

    client.post(remove, {"present": PASSWORD})

    assert not Passkey.objects.exists()
    assert not StaticToken.objects.exists()
    said = AuditEvent.objects.filter(kind=AuditKind.ACCOUNT, account=officer).values_list("about", flat=True)
    assert [about for about in said if "khóa truy cập" in about] == [
        f"Xóa khóa truy cập: Điện thoại của tôi ({officer})",
        f"Thêm khóa truy cập: Điện thoại của tôi ({officer})",
    ]


def test_somebody_elses_key_is_nobodys_business(cast: Cast, officer: User, device: Device) -> None:
    key = Passkey.objects.get()
    assert signed_in(cast.administrator).post(f"{KEYS}{key.pk}/xoa/", {"present": PASSWORD}).status_code == 404
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    leader = after_the_password(cast.leader)
    adds(leader, Device())
    leader = after_the_password(cast.leader)

    leader.post(PROOF, {"answer": device.proves(asked_by(leader, CODE))})

    assert leader.get("/")["Location"].startswith(CODE)


def test_production_takes_a_key_for_the_second_factor_and_keeps_the_last(officer: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = after_the_password(officer)
    assert client.get("/")["Location"] == "/tai-khoan/lop-thu-hai/"
    assert "Dùng khóa truy cập" in words(client.get("/tai-khoan/lop-thu-hai/"))

    answer = Device().makes(asked_by(client, KEYS))
    client.post(KEYS, {"name": "Máy cơ quan", "answer": answer})

    assert client.get("/").status_code == 200
    remove = f"{KEYS}{Passkey.objects.get().pk}/xoa/"
    assert "cần lớp thứ hai" in words(client.post(remove, {"present": PASSWORD}))
    assert Passkey.objects.exists()


def test_who_has_left_comes_in_by_no_key_and_a_reset_takes_it_away(cast: Cast, officer: User, device: Device) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    client = at_home()
    page = client.post(PROOF, {"answer": device.proves(asked_by(client, PROOF))})
    assert "Tài khoản này đã tắt" in words(page)
    User.objects.filter(pk=officer.pk).update(is_active=True)

    reset(account=officer, by=cast.administrator, at=NOW)

    assert not Passkey.objects.exists()
    assert Passkey.history.get(history_type="-").history_user == cast.administrator


def test_an_address_of_numbers_says_why_there_is_no_key(officer: User) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    assert "địa chỉ có tên và https" in words(client.get(PROOF))
    client.force_login(officer)

    assert "địa chỉ có tên và https" in words(client.get(KEYS))
