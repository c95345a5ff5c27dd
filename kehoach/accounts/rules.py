"""Who may invite whom, and whose account may be changed by somebody else."""

from __future__ import annotations

from kehoach.models import Commune, Role, User
from kehoach.people.rules import Refused, is_officer_of, officer_for


def check_manages_people(user: User, commune: Commune) -> None:
    """The officer keeps the accounts of the commune's units, the administrator those of everybody."""
    if not is_officer_of(user, commune) and not user.is_administrator:
        raise Refused(f"Tài khoản của xã do {officer_for(user)} và người quản trị lo.")


def runs_everything(user: User) -> bool:
    """Whether somebody keeps the accounts that belong to no commune: an administrator without an area."""
    return user.is_administrator and not user.has_area


def check_may_invite(user: User, commune: Commune, role: Role) -> None:
    """An officer invites the people of units; officers and leaders are invited by the administrator."""
    check_manages_people(user, commune)
    if role != Role.REPORTER and not user.is_administrator:
        raise Refused("Công chức, lãnh đạo do người quản trị mời.")
    if role in (Role.OVERSEER, Role.ADMINISTRATOR) and not runs_everything(user):
        raise Refused("Cấp trên và người quản trị do người quản trị cả nước mời.")


def check_may_change(user: User, account: User) -> None:
    """Whose account somebody may reset, hand over or switch off: never their own, and an officer only units' people."""
    if account.is_link:
        raise Refused("Đường dẫn nhập liệu không phải là tài khoản của một người.")
    if account.pk == user.pk:
        raise Refused("Tài khoản của mình thì sửa ở trang “Tài khoản của tôi”.")
    if user.is_administrator:
        return
    if account.commune is None or account.role != Role.REPORTER or not is_officer_of(user, account.commune):
        raise Refused("Chỉ người quản trị mới sửa tài khoản này.")


def check_can_switch_off(user: User, account: User) -> None:
    """Only what is on is switched off."""
    check_may_change(user, account)
    if not account.is_active:
        raise Refused("Tài khoản này đã tắt.")


def check_can_reset(user: User, account: User) -> None:
    """A new password is for an account that is on."""
    check_may_change(user, account)
    if not account.is_active:
        raise Refused("Tài khoản này đã tắt. Hãy bật lại trước khi cấp giấy mời.")
