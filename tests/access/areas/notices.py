"""The bell."""

from tests.access.table import Area

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
bell              -         GET       in       200
bell              -         POST      in       302
"""

AREA = Area(TABLE)
