"""Who reads how a plan became what it is."""

from __future__ import annotations

from kehoach.models import Role, User
from kehoach.people.rules import Refused


def check_reads_history(user: User) -> None:
    """A history names people, whom the level above does not need to know."""
    if user.role == Role.OVERSEER:
        raise Refused("Cấp trên đọc kế hoạch; lịch sử có tên người nên chỉ người của xã xem.")
