"""Who may answer what the forms ask. Every rule explains its refusal in Vietnamese."""

from __future__ import annotations

from kehoach.models import Commune, Facility, User
from kehoach.people.rules import check_may_enter, is_officer_of, refuse


def check_answers(user: User, commune: Commune, library: Facility | None) -> None:
    """The commune's questions are the officer's, a library's those of its own people or of the officer for them."""
    if library is not None:
        check_may_enter(user, library.unit)
    elif not is_officer_of(user, commune):
        refuse(user, "Câu hỏi cho xã do {officer} trả lời.")
