"""The bell, and the ledger of what did not arrive."""

from tests.access.table import Area

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
bell              -         GET       in       200
bell              -         POST      in       302
ledger            -         GET       in       403     403      200      403     200       403       403
ledger            -         POST      in       405
"""

AREA = Area(TABLE)
