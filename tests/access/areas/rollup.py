"""The sums over all communes: the level above alone."""

from tests.access.table import Area, always

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
newest_rollup     -         GET       in       403     403      403      403     403       302       403
newest_rollup     -         POST      in       405
rollup            year      GET       in       403     403      403      403     403       200       403
rollup            year      POST      in       405
"""

AREA = Area(
    TABLE,
    parameters={"year": always(year=2025)},
    reasons=("Trang tổng hợp các xã dành cho tài khoản cấp trên.",),
)
