"""Who may read the sums over all communes. Every rule explains its refusal in Vietnamese."""

from __future__ import annotations

from kehoach.models import Role, User
from kehoach.people.rules import Refused


def check_reads_rollup(user: User) -> None:
    """The level above alone: a commune's people read their own commune."""
    if user.role != Role.OVERSEER:
        raise Refused("Trang tổng hợp các xã dành cho tài khoản cấp trên.")
