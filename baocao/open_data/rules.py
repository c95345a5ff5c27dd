"""Who opens a commune's figures to everybody. The rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from kehoach.models import Commune, User
from kehoach.people.rules import Refused, is_officer_of, officer_for


def check_publishes(user: User, commune: Commune) -> None:
    """The officer, who has accepted the figures, alone."""
    if not is_officer_of(user, commune):
        raise Refused(f"Việc công bố dữ liệu mở do {officer_for(user)} của xã quyết định.")
