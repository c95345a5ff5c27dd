"""The clock jumps, over the deadline, midnight and the year's end, and back: nothing acknowledged is lost by it.

The portal's processes and this one read from one file how far their time is from the machine's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import cycle

from tests.faults.installation import Installation
from tests.faults.lines import Line, found_wrong, told
from tests.faults.lives import Trial
from tests.life import HALL, LIFE, YEAR
from tests.moved_time import move, seconds_until

# Where people are when no clock jumps.
HOME = f"{YEAR}-11-30 08:00:00"
AWAY = (
    f"{YEAR}-12-05 23:59:59",
    f"{YEAR}-12-06 00:00:00",
    f"{YEAR}-12-31 23:59:59",
    f"{YEAR + 1}-01-01 00:00:00",
    f"{YEAR - 2}-02-29 12:00:00",
    f"{YEAR}-11-29 08:00:00",
    # About Tết.
    f"{YEAR + 1}-01-22 09:00:00",
)
PAGES = (
    "/",
    "/thong-bao/",
    f"/so-lieu/{YEAR}/",
    f"{HALL}/",
    f"{HALL}/nhap/",
    f"{HALL}/lich-su/",
    f"/bang-dieu-hanh/{YEAR}/",
)


def measure(installation: Installation) -> Iterator[Line]:
    """A year in which the clock jumps away before each step and back after it."""
    clock = installation.folder / "clock"

    def jump(moment: str, minutes: int = 0) -> None:
        new = clock.with_suffix(".new")
        new.write_text(f"{seconds_until(moment) + 60 * minutes}")
        new.rename(clock)

    jump(HOME)
    move(lambda: float(clock.read_text()))
    portal = installation.portal
    portal.application = "tests.faults.moved"
    portal.start()
    trial = Trial(portal.port)
    for number, (step, moment) in enumerate(zip(trial.steps(), cycle(AWAY), strict=False)):
        request = step.request(trial.place)
        for at, minutes in ((moment, 0), (HOME, number)):
            jump(at, minutes)
            # Whoever was away for so long signs in again.
            if trial.is_acknowledged(request, trial.place.client(step.who)):
                break
    faults = trial.faults()
    yield Line(
        f"{installation.database}, the clock jumps before each of {len(LIFE)} steps, to other days and years, and back",
        f"{told(trial.statuses)}; {found_wrong(faults)}",
        holds=not faults and max(trial.statuses) < 500,
    )
    statuses = Counter[int]()
    for moment in (*AWAY, HOME):
        jump(moment)
        for browser in (trial.place.client("officer"), trial.place.client("head")):
            statuses.update(browser.look(path).status_code for path in PAGES)
    yield Line(f"pages at {len(AWAY) + 1} moments", told(statuses), holds=max(statuses) < 500)
