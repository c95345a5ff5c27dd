"""What whoever watches the portal asks, without an account."""

from tests.access.table import Area

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
alive             -         GET       200      200     200      200      200     200       200       200
alive             -         POST      405      405     405      405      405     405       405       405
ready             -         GET       200      200     200      200      200     200       200       200
ready             -         POST      405      405     405      405      405     405       405       405
"""

AREA = Area(TABLE)
