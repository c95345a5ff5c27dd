"""The living plan, the search, the dashboard and the tasks."""

from typing import Any

from kehoach.models import Assignment, Unit
from tests.access.table import Area, Row, always
from tests.cast import Cast

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
living_plan       -         GET       in       200     200      200      200     404       200       200
living_plan       -         POST      in       405
search            -         GET       in       200     200      200      200     200       200       200
search            -         POST      in       405
newest_dashboard  -         GET       in       403     403      302      302     404       302       403
newest_dashboard  -         POST      in       405
dashboard         year      GET       in       403     403      200      200     404       200       403
dashboard         year      POST      in       405
task              own       GET       in       200     404      200      200     404       200       200
task              own       POST      in       403     404      302      403     404       403       403
task              others    GET       in       404     404      200      200     404       200       200
task              others    POST      in       404     404      302      403     404       403       403
"""


def set_up(cast: Cast) -> None:
    """A task that is the reporter's alone."""
    Assignment.objects.filter(task__code="IV.2.a").exclude(unit=cast.reporter.unit).delete()


def assigned(row: Row) -> dict[str, Any]:
    """What assigns a task to the primary school."""
    return {f"unit-{Unit.objects.get(code='TH').pk}": "lead"}


AREA = Area(
    TABLE,
    places={"year": always(year=2025), "own": always(code="IV.2.a"), "others": always(code="II.1.a")},
    sent={"task": assigned},
    set_up=set_up,
    reasons=("Trang này dành cho công chức và lãnh đạo xã.",),
)
