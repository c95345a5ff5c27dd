"""Accounts as they come and go: keyword-only, `by=` named, history inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from fido2.webauthn import AuthenticatorData

from kehoach.accounts.passkeys import add
from kehoach.accounts.rules import check_can_reset, check_can_switch_off, check_may_change, check_may_invite
from kehoach.common.formats import plain
from kehoach.common.tokens import code_of, hash_of, new_nonce
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Commune, Invitation, Passkey, Role, SignedInSession, Unit, User
from kehoach.models.people import folded_name
from kehoach.people.rules import Refused
from kehoach.people.second_factor import (
    application_of,
    forget,
    is_needed_for,
    new_recovery_codes,
    recovery_codes_left,
)

# How long a slip of paper is good for, and a letter to somebody who has forgotten their password.
LIFE, LIFE_OF_A_LETTER = timedelta(days=14), timedelta(hours=1)
_NAME_LENGTH = 40


class NoSuchInvitation(Refused):
    """The code opens nothing: a guess, a used one and one that has ended look the same."""

    def __init__(self) -> None:
        super().__init__("Giấy mời này không dùng được: mã gõ sai, đã dùng rồi hoặc đã hết hạn.")


@dataclass(frozen=True)
class Invited:
    """Whom an invitation is for, as far as it is known; `unit` for the people of units alone."""

    role: Role = Role.REPORTER
    unit: Unit | None = None
    name: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""
    area_province: str = ""
    area_communes: str = ""


@transaction.atomic
def invite(*, people: Iterable[Invited], commune: Commune, by: User, at: datetime) -> list[Invitation]:
    """A new invitation for each; raises Refused where somebody may not invite one of them, and makes none then."""
    made = []
    for invited in people:
        check_may_invite(by, commune, invited.role)
        if invited.unit is not None and invited.unit.commune_id != commune.pk:
            raise Refused(f"{invited.unit.name} không thuộc {commune.full_name}.")
        of_commune = invited.role not in (Role.OVERSEER, Role.ADMINISTRATOR)
        invitation = Invitation(
            role=invited.role,
            commune=commune if of_commune else None,
            unit=invited.unit,
            name=invited.name,
            position=invited.position,
            email=invited.email,
            phone=invited.phone,
            area_province=invited.area_province,
            area_communes=invited.area_communes,
        )
        made.append(_issued(invitation, by=by, at=at, life=LIFE))
    return made


@transaction.atomic
def reset(*, account: User, by: User, at: datetime) -> Invitation:
    """A slip for a new password. The old one, a second factor, locks and sessions end with it. Raises Refused."""
    account = User.objects.select_for_update(of=("self",)).select_related("commune").get(pk=account.pk)
    check_can_reset(by, account)
    account.set_unusable_password()
    save_recorded(account, by=by, at=at, reason="Cấp lại giấy mời")
    forget(account, by=by, at=at)
    end_sessions(account)
    for earlier in Invitation.objects.living(at).filter(account=account):
        earlier.revoked_at = at
        save_recorded(earlier, by=by, at=at, reason="Thay giấy mời khác")
    return _issued(_for_password(account), by=by, at=at, life=LIFE)


@transaction.atomic
def remind_of_password(*, account: User, at: datetime) -> Invitation | None:
    """What is sent to somebody who has forgotten their password; until it is used the old password goes on.

    None while the letter of before is good: anybody can ask, and must neither flood a mailbox nor end a slip of paper.
    """
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if Invitation.objects.living(at).filter(account=account, created_by=account).exists():
        return None
    return _issued(_for_password(account), by=account, at=at, life=LIFE_OF_A_LETTER)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """The invitation opens nothing any more. Idempotent. Raises Refused."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("commune").get(pk=invitation.pk)
    if invitation.commune is not None:
        check_may_invite(by, invitation.commune, Role(invitation.role))
    if invitation.used_at is None and invitation.revoked_at is None:
        invitation.revoked_at = at
        save_recorded(invitation, by=by, at=at, reason="Thu hồi giấy mời")


def invitation_with(code: str, at: datetime) -> Invitation:
    """The living invitation with this code. Raises NoSuchInvitation."""
    living = Invitation.objects.living(at).select_related("commune", "unit__commune", "account", "created_by")
    invitation = living.filter(code_hash=hash_of(code)).first()
    if invitation is None or (invitation.account is not None and not invitation.account.is_active):
        raise NoSuchInvitation
    return invitation


@transaction.atomic
def join(
    *, code: str, name: str, position: str, phone: str, email: str, password: str, at: datetime
) -> tuple[User, Invitation]:
    """The invitation becomes an account, or its account gets a new password. Raises NoSuchInvitation.

    A user name is made of the person's name; nobody has to think of one. Wrong passwords of before are forgotten.
    """
    pk = invitation_with(code, at).pk
    invitation = Invitation.objects.living(at).select_for_update(of=("self",)).filter(pk=pk).first()
    if invitation is None:
        raise NoSuchInvitation
    account = invitation.account or User(
        username=free_username(name),
        role=invitation.role,
        commune=invitation.commune,
        unit=invitation.unit,
        area_province=invitation.area_province,
        area_communes=invitation.area_communes,
        is_staff=invitation.role == Role.ADMINISTRATOR,
        is_superuser=invitation.role == Role.ADMINISTRATOR,
    )
    account.last_name, account.first_name = name, ""
    account.position, account.phone, account.email = position, phone, email
    account.set_password(password)
    account.full_clean(exclude=["password"])
    save_recorded(account, by=account if account.pk else None, at=at, reason="Nhận giấy mời")
    invitation.used_at, invitation.used_by = at, account
    save_recorded(invitation, by=account, at=at, reason="Nhận giấy mời")
    end_sessions(account)
    return account, invitation


@transaction.atomic
def hand_over(
    *, account: User, since: date, name: str, position: str, by: User, at: datetime, today: date
) -> Invitation:
    """Somebody else is in charge from a day on: they are invited, the account of before ends the day before.

    What was done stays under the name of who did it. Raises Refused.
    """
    account = User.objects.select_for_update(of=("self",)).select_related("commune", "unit").get(pk=account.pk)
    check_can_switch_off(by, account)
    account.active_until = since - timedelta(days=1)
    if since <= today:
        account.is_active = False
        end_sessions(account)
    save_recorded(account, by=by, at=at, reason=f"Bàn giao từ ngày {since:%d/%m/%Y}")
    invitation = Invitation(
        role=account.role,
        commune=account.commune,
        unit=account.unit,
        name=name,
        position=position or account.position,
        area_province=account.area_province,
        area_communes=account.area_communes,
    )
    return _issued(invitation, by=by, at=at, life=LIFE)


@transaction.atomic
def switch_off(*, account: User, by: User, at: datetime) -> None:
    """Out of every device at once, and not in again; the name stays in histories and reports. Raises Refused."""
    account = User.objects.select_for_update(of=("self",)).select_related("commune").get(pk=account.pk)
    check_can_switch_off(by, account)
    account.is_active = False
    save_recorded(account, by=by, at=at, reason="Tắt tài khoản")
    end_sessions(account)


@transaction.atomic
def switch_on(*, account: User, by: User, at: datetime) -> None:
    """The account can sign in again with the password that it had. Idempotent. Raises Refused."""
    account = User.objects.select_for_update(of=("self",)).select_related("commune").get(pk=account.pk)
    check_may_change(by, account)
    if not account.is_active:
        account.is_active, account.active_until, account.switched_on_on = True, None, timezone.localdate(at)
        save_recorded(account, by=by, at=at, reason="Bật lại tài khoản")


@transaction.atomic
def set_oneself(
    *, account: User, name: str, position: str, phone: str, email: str, has_notice_mail: bool, at: datetime
) -> None:
    """What people say of themselves. Idempotent."""
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    known = (account.get_full_name(), account.position, account.phone, account.email, account.has_notice_mail)
    if known == (name, position, phone, email, has_notice_mail):
        return
    account.last_name, account.first_name, account.has_notice_mail = name, "", has_notice_mail
    account.position, account.phone, account.email = position, phone, email
    save_recorded(account, by=account, at=at, reason="Sửa thông tin của mình")


@transaction.atomic
def set_password(*, account: User, password: str, at: datetime, session_key: str | None) -> None:
    """A new password of one's own; other devices have to sign in with it."""
    account.set_password(password)
    save_recorded(account, by=account, at=at, reason="Đổi mật khẩu")
    end_other_sessions(account=account, but=session_key)


@transaction.atomic
def add_passkey(
    *, account: User, name: str, made: AuthenticatorData, at: datetime, session_key: str | None
) -> list[str]:
    """The device's key opens the account from now on; other devices have to come in again. Raises Refused.

    Returns the codes for paper where the person has none yet.
    """
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    add(account, name=name, made=made, at=at)
    end_other_sessions(account=account, but=session_key)
    return [] if recovery_codes_left(account) else new_recovery_codes(account)


@transaction.atomic
def remove_own_passkey(*, passkey: Passkey, by: User, at: datetime, session_key: str | None) -> None:
    """The device's key opens nothing any more, and it is out. Raises Refused for the last factor that has to be."""
    account = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    is_last = application_of(account) is None and account.passkeys.count() == 1
    if is_last and is_needed_for(account):
        raise Refused("Tài khoản này cần lớp thứ hai. Hãy thêm khóa khác hoặc bật mã trên điện thoại trước khi xóa.")
    delete_recorded(passkey, by=account, at=at, reason="Xóa khóa truy cập")
    if is_last:
        forget(account, by=account, at=at)
    end_other_sessions(account=account, but=session_key)


def end_session(*, account: User, handle: str) -> int:
    """Ends one of the person's sessions; returns how many there were to end."""
    keys = [session.pk for session in SignedInSession.objects.filter(user=account) if session.handle == handle]
    return SignedInSession.objects.filter(pk__in=keys).delete()[0]


def end_other_sessions(*, account: User, but: str | None) -> int:
    """Ends the person's sessions on all devices but this one; returns how many."""
    return SignedInSession.objects.filter(user=account).exclude(session_key=but).delete()[0]


def free_username(name: str) -> str:
    """A name to sign in with that nobody has yet: nguyen-thi-hanh, nguyen-thi-hanh-2."""
    letters = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in plain(name))
    base = "-".join(letters.split())[:_NAME_LENGTH] or "nguoi-dung"
    taken = set(User.objects.filter(folded_name__startswith=folded_name(base)).values_list("folded_name", flat=True))
    candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _for_password(account: User) -> Invitation:
    return Invitation(
        role=account.role,
        commune=account.commune,
        unit=account.unit,
        account=account,
        name=account.get_full_name(),
        position=account.position,
        email=account.email,
        phone=account.phone,
    )


def _issued(invitation: Invitation, *, by: User, at: datetime, life: timedelta) -> Invitation:
    """Saves an invitation that lives so long."""
    invitation.nonce = new_nonce()
    invitation.code_hash = hash_of(code_of(invitation.nonce))
    invitation.created_at, invitation.created_by, invitation.expires_at = at, by, at + life
    save_recorded(invitation, by=by, at=at, reason="Tạo giấy mời")
    return invitation


def end_sessions(account: User) -> None:
    """Out everywhere."""
    SignedInSession.objects.filter(user=account).delete()
