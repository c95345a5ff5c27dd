"""Who may do what with a year's figures, and in which state. Every rule explains its refusal in Vietnamese.

Each rule raises Refused with the reason; the guard of the action, the button and the sentence beside a disabled
button all come from the same function (see `permit`).
"""

from __future__ import annotations

from kehoach.models import Commune, Role, User
from kehoach.people.rules import _ONLY_READS, Refused, is_officer_of


def check_may_exchange(user: User, commune: Commune) -> None:
    """Figures go out and in as Excel for the people of the commune's units and for its officer."""
    if is_officer_of(user, commune) or (user.role == Role.REPORTER and user.commune_id == commune.pk):
        return
    raise Refused(_ONLY_READS.get(Role(user.role), "Chỉ người của xã mới nhập số liệu của xã."))
