"""What a condition asks of one facility's accepted values (kế hoạch 04, mục I.2). Imports no Django.

“Không áp dụng” counts as none and as 0. A value that is not known matters only where the answer depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from baocao.attainment.results import Outcome
from kehoach.common import formats
from kehoach.questionnaire.values import Absent, Value, Values

VISITS = ("visits_pupils", "visits_staff", "visits_public")
GATHERINGS = ("talent_classes", "clubs", "interest_groups")
ACTIVITIES = ("activities_arts", "activities_sports")


def offers(values: Values, name: str, lacks: str) -> Outcome:
    """Whether at least one choice of a set is there (services, IT applications)."""
    value = values[name]
    if value in (Absent.UNKNOWN, Absent.UNANSWERED):
        return Outcome(None)
    passes = isinstance(value, frozenset) and bool(value)
    return Outcome(passes, "" if passes else lacks)


def is_active(values: Values, regular: int) -> Outcome:
    """A class, club or interest group, and arts and sports activities at least `regular` times a year."""
    gathers, held = _any(values, GATHERINGS), activities(values)
    often = _reaches(values, regular) if held is None else held >= regular
    if gathers is False or often is False:
        lacks = ["chưa có lớp năng khiếu, câu lạc bộ, nhóm sở thích"] * (gathers is False)
        if often is False and held is not None:
            lacks.append(f"{formats.count(held)}/{regular} hoạt động")
        return Outcome(False, "; ".join(lacks))
    return Outcome(True if gathers and often else None)


def visits(values: Values) -> int | None:
    """Visits of pupils, staff and the public together; None where one of them is not known."""
    return _sum(values, VISITS)


def activities(values: Values) -> int | None:
    """Arts and sports activities together; None where one of them is not known."""
    return _sum(values, ACTIVITIES)


def _number(value: Value) -> int | None:
    """The number, 0 where the question does not apply, None where it is not known."""
    if isinstance(value, int):
        return value
    return 0 if value is Absent.NOT_APPLICABLE else None


def _sum(values: Values, names: Sequence[str]) -> int | None:
    total = 0
    for name in names:
        number = _number(values[name])
        if number is None:
            return None
        total += number
    return total


def _any(values: Values, names: Sequence[str]) -> bool | None:
    """True where one is above zero, False where all are known to be zero, None where it depends on the unknown."""
    is_known = True
    for name in names:
        number = _number(values[name])
        if number:
            return True
        is_known = is_known and number is not None
    return False if is_known else None


def _reaches(values: Values, regular: int) -> bool | None:
    """True where what is known is often enough by itself, else None: something is not known."""
    return True if sum(_number(values[name]) or 0 for name in ACTIVITIES) >= regular else None
