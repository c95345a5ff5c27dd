"""Passkeys (WebAuthn): a device proves by finger, face or PIN that it holds a key; no password and no code is typed.

What a browser is asked, and the answer that it posts, are the standard's JSON; Fido2Server judges the answer. Each asks
for the person's finger, face or PIN, so that a key is two factors by itself (ASVS 5.0, 6.3.3).
"""

from __future__ import annotations

import json
from datetime import datetime
from ipaddress import ip_address
from struct import error as StructError  # noqa: N812
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kehoach.history.recording import save_recorded
from kehoach.models import Passkey, User
from kehoach.people.rules import Refused

# The session's key for what the browser was asked to sign; each question is good for one answer.
CHALLENGE = "passkey_challenge"
MOST_PASSKEYS = 10
# What the library raises at an answer that no browser gives: it trusts that its parts are there.
_ODD = (ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, StructError)
_VERIFIED = UserVerificationRequirement.REQUIRED


def origin_of(request: HttpRequest) -> SplitResult:
    """Where people open the portal: PUBLIC_URL, or without it where this request came to."""
    return urlsplit(settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}")


def are_possible(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys here: a host with a name, over https or on the machine itself."""
    origin = origin_of(request)
    host = origin.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return origin.scheme == "https" or host == "localhost"
    return False


def to_create(request: HttpRequest, user: User) -> str:
    """What the browser is asked in order to make a key for the person, as JSON."""
    # Says of the person nothing that a lost device could tell, and is the same for each of their keys.
    handle = salted_hmac("kehoach.passkey", str(user.pk), algorithm="sha256").digest()
    options, request.session[CHALLENGE] = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=user.username, display_name=str(user)),
        credentials=_credentials(user),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=_VERIFIED,
    )
    return json.dumps(dict(options.public_key))


def to_prove(request: HttpRequest, user: User | None = None) -> str:
    """What the browser is asked in order to prove a key, as JSON: one of the person's, or any that it has for here."""
    options, request.session[CHALLENGE] = _server(request).authenticate_begin(
        _credentials(user) if user else None, user_verification=_VERIFIED
    )
    return json.dumps(dict(options.public_key))


def registered(request: HttpRequest, answer: str) -> AuthenticatorData:
    """The key that the browser has made, as the device describes it. Raises Refused."""
    challenge = request.session.pop(CHALLENGE, None)
    try:
        return _server(request).register_complete(challenge, _read(answer))
    except _ODD as wrong:
        raise Refused("Máy chưa tạo được khóa. Hãy bấm tạo lại.") from wrong


def add(user: User, *, name: str, made: AuthenticatorData, at: datetime) -> Passkey:
    """Keeps a key that was made. Raises Refused where it is kept already, or the person has too many."""
    credential = made.credential_data
    if credential is None:
        raise Refused("Máy chưa tạo được khóa. Hãy bấm tạo lại.")
    if user.passkeys.count() >= MOST_PASSKEYS:
        raise Refused(f"Mỗi người có nhiều nhất {MOST_PASSKEYS} khóa. Hãy xóa khóa không dùng nữa.")
    credential_id = websafe_encode(credential.credential_id)
    if Passkey.objects.filter(credential_id=credential_id).exists():
        raise Refused("Khóa này đã có trong cổng.")
    passkey = Passkey(
        account=user,
        name=name,
        credential_id=credential_id,
        credential=websafe_encode(credential),
        sign_count=made.counter,
        added_at=at,
    )
    save_recorded(passkey, by=user, at=at, reason="Thêm khóa truy cập")
    return passkey


@transaction.atomic
def prove(request: HttpRequest, answer: str, *, at: datetime, user: User | None = None) -> Passkey:
    """The key with which the person's device has signed what it was asked; of `user` alone where one is given.

    Raises Refused, also where the device has counted fewer uses than the portal: then somebody has a copy of the key.
    """
    challenge = request.session.pop(CHALLENGE, None)
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        passkey = (
            Passkey.objects.select_for_update(of=("self",))
            .select_related("account")
            .get(credential_id=response.id, **({"account": user} if user else {}))
        )
        credential = AttestedCredentialData(websafe_decode(passkey.credential))
        _server(request).authenticate_complete(challenge, [credential], response)
    except (*_ODD, Passkey.DoesNotExist) as wrong:
        raise Refused("Khóa này không vào được cổng. Hãy thử lại, hoặc dùng cách khác.") from wrong
    count = response.response.authenticator_data.counter
    if count <= passkey.sign_count and (count or passkey.sign_count):
        raise Refused("Khóa này có thể đã bị sao chép. Hãy xóa khóa ở “Tài khoản của tôi” và tạo khóa mới.")
    Passkey.objects.filter(pk=passkey.pk).update(sign_count=count, used_at=at)
    return passkey


def _server(request: HttpRequest) -> Fido2Server:
    """Who asks: the host alone, not what stands below it."""
    origin = origin_of(request)
    here = PublicKeyCredentialRpEntity(id=origin.hostname or "", name="Cổng học tập suốt đời")
    return Fido2Server(here, verify_origin=lambda said: said == f"{origin.scheme}://{origin.netloc}")


def _credentials(user: User) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(websafe_decode(passkey.credential)) for passkey in user.passkeys.all()]


def _read(answer: str) -> dict[str, Any]:
    """The browser's answer. Raises ValueError."""
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise ValueError("no object")
    return read
