"""Another time than the machine's, for the portal and for whoever tries it.

Loaded as a plugin of pytest it makes the suite run as of a day: `AS_OF=2027-02-06T09:00 pytest -p tests.moved_time`.
Everything reads the time by one of these two functions; it goes on from that moment at its usual pace.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def move(difference: Callable[[], float]) -> None:
    """From now on it is so many seconds later than the machine says, for whatever is imported after this."""
    true_now, true_time = timezone.now, time.time
    timezone.now = lambda: true_now() + timedelta(seconds=difference())
    time.time = lambda: true_time() + difference()


def seconds_until(moment: str) -> float:
    """How far a moment in Vietnam, such as 2027-02-06T09:00, is from the machine's."""
    return (datetime.fromisoformat(moment).replace(tzinfo=VIETNAM) - datetime.now(VIETNAM)).total_seconds()


if moment := os.environ.get("AS_OF"):
    seconds = seconds_until(moment)
    move(lambda: seconds)
