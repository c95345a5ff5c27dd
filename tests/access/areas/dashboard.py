"""Where the dashboard leads to."""

from tests.access.table import Area, always

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
explain           target    GET       in       403     403      200      200     404       200       403
explain           target    POST      in       405
explain           nothing   GET       in       403     403      404      404     404       404       403
what_if           year      GET       in       403     403      200      200     404       200       403
what_if           year      POST      in       405
trends            year      GET       in       403     403      200      200     404       200       403
trends            year      POST      in       405
changes           year      GET       in       403     403      200      200     404       403       403
changes           year      POST      in       405
dashboard_pdf     year      GET       in       403     403      200      200     404       200       403
dashboard_pdf     year      POST      in       405
"""

AREA = Area(
    TABLE,
    parameters={
        "year": always(year=2025),
        "target": always(year=2025, code="I.2.a-1"),
        "nothing": always(year=2025, code="I.9"),
    },
)
