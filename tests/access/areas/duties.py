"""The calendar of duties: a unit's own duties, the commune's, and the address that telephones read."""

from __future__ import annotations

from typing import Any

from baocao.duties.actions import new_address
from baocao.duties.kept import PURPOSE
from baocao.models import CalendarFeed, PlannedActivity
from kehoach.common.tokens import token_of
from tests.access.table import Area, Row, always
from tests.cast import NOW, OPEN_YEAR, Cast

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
duties_now        -         GET       in       200     200      200      200     200       403       403
duties_now        -         POST      in       405
duties            year      GET       in       200     200      200      200     200       403       403
duties            year      POST      in       405
duty              unit's    GET       in       200     200      200      200     200       403       403
duty              commune's GET       in       404     404      200      200     200       403       403
duty              commune's POST      in       405
duty_sent         unit's    POST      in       403     403      302      403     302       403       403
duty_sent         commune's GET       in       405
duty_sent         commune's POST      in       404     404      302      403     302       403       403
duty_not_sent     commune's GET       in       405
duty_not_sent     commune's POST      in       404     404      302      403     302       403       403
duty_setting      commune's GET       in       405
duty_setting      commune's POST      in       404     404      302      403     302       403       403
plan_activity     -         GET       in       200     200      200      403     200       403       403
plan_activity     -         POST      in       200     200      200      403     200       403       403
planned_activity  planned   GET       in       200     404      200      200     404       403       403
planned_activity  planned   POST      in       302     404      302      403     404       403       403
calendar_address  -         GET       in       200     200      200      200     200       403       403
calendar_address  -         POST      in       302     302      302      302     302       403       403
calendar_feed     feed      GET       200      200
calendar_feed     feed      POST      405      405
"""


def set_up(cast: Cast) -> None:
    """The leader's telephone reads the calendar, and a unit has planned an activity."""
    new_address(user=cast.leader, at=NOW)
    PlannedActivity.objects.create(
        commune=cast.commune,
        unit=cast.reporter.unit,
        title="Hội sách",
        planned_on=NOW.date(),
        planned_at=NOW,
        planned_by=cast.reporter,
    )


def address(row: Row) -> dict[str, Any]:
    """Where it does so."""
    return {"token": token_of(CalendarFeed.objects.get().nonce, PURPOSE)}


AREA = Area(
    TABLE,
    parameters={
        "year": always(year=OPEN_YEAR),
        "unit's": always(year=OPEN_YEAR, code="tu-danh-gia-thu-vien-truong"),
        "commune's": always(year=OPEN_YEAR, code="the-thao"),
        "feed": address,
        "planned": lambda row: {"pk": PlannedActivity.objects.get(title="Hội sách").pk},
    },
    set_up=set_up,
    sent={
        "duty_sent": always(sent_on="20/11/2026", version=0),
        "duty_setting": always(due="15/11", version=0),
        "planned_activity": always(drop="1"),
    },
    reasons=(
        "Lịch việc phải làm dành cho người của xã và các đơn vị.",
        "Hạn và việc đã gửi do công chức",
        "Hoạt động dự kiến do công chức",
    ),
)
