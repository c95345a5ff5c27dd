"""How many files may stand behind a row. The rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from kehoach.people.rules import Refused

MOST_EVIDENCE = 10


def check_room_for_evidence(attached: int) -> None:
    """A form holds so much that an officer can still look at it all; `attached` is how many files there are."""
    if attached >= MOST_EVIDENCE:
        raise Refused(f"Chỉ nhận nhiều nhất {MOST_EVIDENCE} tệp ở mỗi nơi. Hãy gỡ bớt tệp không cần rồi gửi tệp này.")
