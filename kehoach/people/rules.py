"""Who may read, enter and review. Every rule explains its refusal in Vietnamese.

Each rule raises Refused with the reason; the guard of the action, the button and the sentence beside a disabled
button all come from the same function (see `permit`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from kehoach.models import Commune, Role, Unit, User
from kehoach.models.places import OFFICER_TITLE


class Refused(Exception):
    """Something is not allowed now; the text says why, for the person who asked."""


@dataclass(frozen=True)
class Permit:
    """Whether something is allowed, and if not, the reason."""

    allowed: bool
    reason: str = ""


def permit(rule: Callable[..., None], *args: object) -> Permit:
    """The rule's answer as a value, for buttons and templates."""
    try:
        rule(*args)
    except Refused as refusal:
        return Permit(False, str(refusal))
    return Permit(True)


# Why those who only look on do not work with figures.
READ_ONLY_REASONS: Mapping[Role, str] = {
    Role.LEADER: "Lãnh đạo xã xem số liệu; việc nhập, duyệt do đơn vị và {officer} làm.",
    Role.OVERSEER: "Tài khoản cấp trên chỉ xem số liệu đã duyệt, không nhập và không duyệt.",
    Role.ADMINISTRATOR: "Tài khoản quản trị lo tài khoản và đơn vị, không làm việc với số liệu.",
}


def refuse(user: User, otherwise: str, reasons: Mapping[Role, str] = READ_ONLY_REASONS) -> NoReturn:
    """Raises Refused with the reason that holds for the person's role; `otherwise` where none does.

    Either may speak of the {officer}, who is called what the person's commune calls them.
    """
    raise Refused(reasons.get(Role(user.role), otherwise).replace("{officer}", officer_for(user)))


def officer_for(user: User) -> str:
    """What the person's commune calls its officer; the usual title for somebody without a commune."""
    return user.commune.officer if user.commune is not None else OFFICER_TITLE


def works_for(user: User, unit: Unit) -> bool:
    """Whether the person reports for this unit."""
    return user.role == Role.REPORTER and user.unit_id == unit.pk


def is_officer_of(user: User, commune: Commune) -> bool:
    """Whether the person is this commune's culture officer."""
    return user.role == Role.OFFICER and user.commune_id == commune.pk


def check_may_enter(user: User, unit: Unit) -> None:
    """The unit's own people enter its figures, or the officer on their behalf (plan 04, IV.1.e)."""
    if works_for(user, unit) or is_officer_of(user, unit.commune):
        return
    refuse(user, "Chỉ người của đơn vị mới nhập số liệu của đơn vị.")


def check_may_review(user: User, commune: Commune) -> None:
    """The culture officer alone accepts and returns figures (plan 04, IV.1.e)."""
    if is_officer_of(user, commune):
        return
    refuse(user, "Việc duyệt và trả lại do {officer} làm.")


def check_may_set_contact(user: User, commune: Commune) -> None:
    """The culture officer alone says whom the pages send people to."""
    if not is_officer_of(user, commune):
        raise Refused(f"Người phụ trách do {officer_for(user)} của xã ghi.")


def check_runs_everything(user: User) -> None:
    """What concerns all communes is for the administrator without an area."""
    if user.role != Role.ADMINISTRATOR:
        raise Refused("Trang này dành cho người quản trị.")
    if user.has_area:
        raise Refused("Trang này dành cho người quản trị cả nước; phạm vi của anh, chị chỉ gồm một số xã.")


def check_reads_figures(user: User) -> None:
    """Everybody but the administrator reads figures, each within their bounds."""
    if user.role == Role.ADMINISTRATOR:
        raise Refused("Tài khoản quản trị lo tài khoản và đơn vị, không xem số liệu của cơ sở.")


def check_reads_aggregates(user: User) -> None:
    """Dashboard and reports are for those who work with the whole commune."""
    check_reads_figures(user)
    if user.role == Role.REPORTER:
        raise Refused("Trang này dành cho công chức và lãnh đạo xã. Kết quả chung có ở trang Kế hoạch.")


def check_reads_collection(user: User) -> None:
    """How the collecting goes, unit by unit, is between the commune's officer and its leader."""
    check_reads_aggregates(user)
    if user.role == Role.OVERSEER:
        raise Refused("Tài khoản cấp trên chỉ xem số liệu đã duyệt, không xem việc thu thập của xã.")
