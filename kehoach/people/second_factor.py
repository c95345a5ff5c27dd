"""The second factor: a passkey, a code from an application on a telephone, or one of ten on paper (TCVN 14423, mục 4).

Whether somebody has passed it stands in their session, so that no page has to ask the database.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from kehoach.common import formats
from kehoach.history.recording import delete_recorded
from kehoach.models import Role, User
from kehoach.people.rules import Refused

NEEDED_FOR = frozenset({Role.OFFICER, Role.LEADER, Role.OVERSEER, Role.ADMINISTRATOR})
# The session's keys: what is asked of the person before any page, and the key of an application that is being set up.
ASKED, CANDIDATE = "second_factor", "second_factor_key"
CODE, SET_UP = "code", "set_up"
RECOVERY_CODES = 10
_KEY_BYTES, _STEP, _DIGITS = 20, 30, 6
# The salt of a code is secret already and in no back-up; the rounds are for whoever has the installation's key as well.
_ROUNDS, _KEPT_LETTERS = 20_000, 16


def ask(request: HttpRequest, user: User) -> None:
    """Notes at signing in what has to come before any page: a code, setting one up, or nothing."""
    if user.is_link:
        return
    if has_second_factor(user):
        request.session[ASKED] = CODE
    elif is_needed_for(user):
        request.session[ASKED] = SET_UP


def is_needed_for(user: User) -> bool:
    """Whether the person must have one: who sees more than one unit, in production; all where the operator says so."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and (user.role in NEEDED_FOR or settings.SECOND_FACTOR_OF_UNITS)


def has_second_factor(user: User) -> bool:
    """Whether the person has an application or a passkey."""
    return application_of(user) is not None or user.passkeys.exists()


def asked(request: HttpRequest) -> str:
    """What has to come before any page; empty where nothing has."""
    return str(request.session.get(ASKED, ""))


def application_of(user: User) -> TOTPDevice | None:
    """The application whose codes the person types; None where there is none."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return device


def recovery_codes_left(user: User) -> int:
    """How many codes on paper are not used yet."""
    number: int = StaticToken.objects.filter(device__user=user).count()
    return number


def check_code(user: User, typed: str) -> None:
    """Raises Refused unless this is the code of now, or one on paper that was not used yet. Guessing gets slower."""
    code = "".join(filter(str.isalnum, typed)).lower()
    is_of_paper = not code.isdecimal()
    paper = StaticDevice.objects.filter(user=user, confirmed=True).first()
    device = paper if is_of_paper else application_of(user)
    if device is not None:
        allowed, why = device.verify_is_allowed()
        if not allowed:
            seconds = max(1, round((why["locked_until"] - timezone.now()).total_seconds()))
            raise Refused(f"Mã sai nhiều lần. Hãy chờ {formats.count(seconds)} giây rồi gõ lại.")
    if device is None or not device.verify_token(kept(code, device.pk) if is_of_paper else code):
        raise Refused("Mã không đúng. Gõ 6 số đang hiện trong ứng dụng, hoặc một mã dự phòng chưa dùng.")


def candidate(request: HttpRequest) -> TOTPDevice:
    """The application that is being set up, not saved: its key stays in the session until a first code is right."""
    key = request.session.setdefault(CANDIDATE, random_hex(_KEY_BYTES))
    return TOTPDevice(user=request.user, key=key, name="Ứng dụng trên điện thoại")


@transaction.atomic
def set_up(user: User, device: TOTPDevice, typed: str, at: datetime) -> list[str]:
    """Keeps the application once its first code is right, in place of one of before; returns new codes for paper.

    Raises Refused where the code is wrong.
    """
    code = "".join(filter(str.isdigit, typed))
    totp = TOTP(device.bin_key, step=_STEP, digits=_DIGITS)
    totp.time = at.timestamp()
    if len(code) != _DIGITS or not totp.verify(int(code), tolerance=1):
        raise Refused("Mã không đúng. Hãy gõ 6 số đang hiện trong ứng dụng.")
    TOTPDevice.objects.filter(user=user).delete()
    device.confirmed, device.last_t = True, totp.t()
    device.save()
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten codes for paper, each good once; those of before are good no longer."""
    StaticDevice.objects.filter(user=user).delete()
    paper = StaticDevice.objects.create(user=user, name="Mã dự phòng")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=paper, token=kept(code, paper.pk)) for code in codes)
    return codes


def kept(code: str, device: int) -> str:
    """What the database keeps of a code on paper: nobody reads the code out of it, or out of a back-up."""
    salt = hmac.new(settings.SECRET_KEY.encode(), f"recovery-code:{device}".encode(), hashlib.sha256).digest()
    derived = hashlib.pbkdf2_hmac("sha256", code.encode(), salt, _ROUNDS)
    return base64.b32encode(derived).decode().lower()[:_KEPT_LETTERS]


def forget(user: User, *, by: User, at: datetime) -> None:
    """The person has no second factor any more: a lost telephone is the officer's or administrator's to answer for."""
    for passkey in user.passkeys.all():
        delete_recorded(passkey, by=by, at=at, reason="Bỏ khóa truy cập")
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
