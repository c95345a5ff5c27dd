"""Who reads, uploads and marks forms of superiors. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from baocao.models import SuperiorForm
from kehoach.models import Commune, Role, User
from kehoach.people.rules import Refused, is_officer_of, officer_for

MOST_FORMS, MOST_MARKS = 60, 400


def check_reads_forms(user: User) -> None:
    """Those who report upwards: officer, leader and the level above."""
    if user.role not in (Role.OFFICER, Role.LEADER, Role.OVERSEER):
        raise Refused("Mẫu của cấp trên dành cho công chức, lãnh đạo xã và cấp trên.")


def check_adds_forms(user: User, commune: Commune | None) -> None:
    """The officer for the commune; the level above for all communes (`commune` is None)."""
    if commune is None and user.role == Role.OVERSEER:
        return
    if commune is None or not is_officer_of(user, commune):
        raise Refused(f"Mẫu của xã do {officer_for(user)} đưa lên; mẫu chung cho mọi xã do cấp trên đưa lên.")


def check_looks_after_form(user: User, form: SuperiorForm) -> None:
    """Its commune's officer; a common form is that of whoever looks after the same area."""
    check_adds_forms(user, form.commune)
    if form.is_common and (form.area_province, form.area_communes) != (user.area_province, user.area_communes):
        raise Refused("Mẫu chung này do cấp trên phụ trách phạm vi khác đưa lên.")


def check_keeps_form(user: User, form: SuperiorForm) -> None:
    """Whoever looks after it marks it; a form that is not used any more is nobody's to change."""
    check_looks_after_form(user, form)
    if form.is_retired:
        raise Refused("Mẫu này đã thôi dùng nên không đánh dấu được nữa.")


def check_has_room(number: int) -> None:
    """So many forms a commune, or the level above, may have in use."""
    if number >= MOST_FORMS:
        raise Refused(f"Đã có {MOST_FORMS} mẫu đang dùng. Hãy cho thôi dùng mẫu cũ trước khi thêm.")
