"""Who may read the forms, and answer what they ask. Every rule explains its refusal in Vietnamese."""

from __future__ import annotations

from kehoach.models import Commune, Facility, Role, User
from kehoach.people.rules import Refused, check_may_enter, check_reads_figures, is_officer_of, refuse


def check_reads_forms(user: User) -> None:
    """Whoever reads figures; but the level above gets a form when the commune sends it."""
    check_reads_figures(user)
    if user.role == Role.OVERSEER:
        raise Refused("Biểu đang làm là việc của xã; cấp trên nhận biểu khi xã gửi.")


def check_answers(user: User, commune: Commune, library: Facility | None) -> None:
    """The commune's questions are the officer's, a library's those of its own people or of the officer for them."""
    if library is not None:
        check_may_enter(user, library.unit)
    elif not is_officer_of(user, commune):
        refuse(user, "Câu hỏi cho xã do {officer} trả lời.")
