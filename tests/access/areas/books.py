"""The page that leads to the books, and what single books have of their own."""

from __future__ import annotations

from typing import Any

from kehoach.models import Occasion
from tests.access.table import Area, Row, always
from tests.access.work import parameters
from tests.cast import ours

#                                        anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
books                   -       GET      in       200     200      200      200     200       403       403
books                   -       POST     in       405
activities:calendar     -       GET      in       200     200      200      200     200       403       403
activities:calendar     -       POST     in       405
activities:occasions    -       GET      in       403     403      200      403     200       403       403
activities:occasions    -       POST     in       403     403      302      403     404       403       403
activities:occasion     day     GET      in       403     403      200      403     404       403       403
activities:occasion     day     POST     in       403     403      302      403     404       403       403
commendations:decision  own     GET      in       403     403      200      403     404       403       403
commendations:decision  own     POST     in       403     403      302      403     404       403       403
commendations:decision  foreign POST     in       403     403      404      404     302       403       403
"""


def day(row: Row) -> dict[str, Any]:
    """The first of the plan's days."""
    return {"pk": ours(Occasion).get(code="NK-1").pk}


NEW_DAY = {"name": "Ngày Nhà giáo Việt Nam", "start": "20/11", "end": ""}
AREA = Area(
    TABLE,
    parameters={"day": day, "own": parameters, "foreign": parameters},
    sent={
        "activities:occasions": always(**NEW_DAY),
        "activities:occasion": always(**NEW_DAY),
        "commendations:decision": always(decision="declined"),
    },
    reasons=("Các dịp trong năm do công chức Văn hóa - Xã hội đặt.",),
)
