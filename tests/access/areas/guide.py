"""The guide."""

from tests.access.table import Area

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
guide             -         GET       in       200
guide             -         POST      in       405
guide_sheet       -         GET       in       200
guide_sheet       -         POST      in       405
"""

AREA = Area(TABLE)
