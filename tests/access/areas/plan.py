"""The living plan, the search and the dashboard."""

from tests.access.table import Area, always

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
living_plan       -         GET       in       200     200      200      200     404       200       200
living_plan       -         POST      in       405
plan_history      -         GET       in       200     200      200      200     404       403       200
plan_history      -         POST      in       405
search            -         GET       in       200     200      200      200     200       200       200
search            -         POST      in       405
newest_dashboard  -         GET       in       403     403      302      302     404       302       403
newest_dashboard  -         POST      in       405
dashboard         year      GET       in       403     403      200      200     404       200       403
dashboard         year      POST      in       405
"""


AREA = Area(
    TABLE,
    parameters={"year": always(year=2025)},
    reasons=(
        "Trang này dành cho công chức và lãnh đạo xã.",
        "Cấp trên đọc kế hoạch; lịch sử có tên người nên chỉ người của xã xem.",
    ),
)
