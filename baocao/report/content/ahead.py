"""What the next milestone, and next year's point on the way to it, still ask for."""

from __future__ import annotations

import math

from baocao.attainment.results import GrowthResult, ShareResult


def facilities_needed(result: ShareResult, ahead: ShareResult) -> int:
    """How many more of the reported facilities have to pass for the milestone of the year `ahead`."""
    return max(0, min(math.ceil(ahead.milestone.floor * result.total) - result.met, len(result.lacking)))


def visits_asked(result: GrowthResult, ahead: GrowthResult) -> int | None:
    """The visits that the path asks for in the year `ahead`; None while this year's or their base are not known."""
    if result.unreported or not result.total or not ahead.path or ahead.path[1] is None:
        return None
    return math.ceil(ahead.path[0])
