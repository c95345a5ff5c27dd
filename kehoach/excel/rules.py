"""Who exchanges figures as Excel. The rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from kehoach.models import Commune, Role, User
from kehoach.people.rules import is_officer_of, refuse


def check_may_use_excel(user: User, commune: Commune) -> None:
    """Figures go out and in as Excel for the people of the commune's units and for its officer."""
    if is_officer_of(user, commune) or (user.role == Role.REPORTER and user.commune_id == commune.pk):
        return
    refuse(user, "Chỉ người của xã mới nhập số liệu của xã.")
