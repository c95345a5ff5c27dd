"""Setting communes up from a workbook: the administrator's alone."""

from __future__ import annotations

from tests.access.table import Area

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
founding          -         GET       in       403     403      403      403     403       403       200
founding          -         POST      in       403     403      403      403     403       403       200
found             -         GET       in       405
found             -         POST      in       403     403      403      403     403       403       302
founding_template -         GET       in       403     403      403      403     403       403       200
founding_template -         POST      in       405
"""

AREA = Area(TABLE, reasons=("Thiết lập xã, đơn vị và kế hoạch là việc của tài khoản quản trị.",))
