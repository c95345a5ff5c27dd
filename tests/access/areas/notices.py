"""The bell, and the ledger of what did not arrive."""

from tests.access.table import Area, always

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
bell              -         GET       in       200
bell              -         POST      in       302
stop_notice_mail  forged    GET       404      404
stop_notice_mail  forged    POST      404      404
ledger            -         GET       in       403     403      200      403     200       403       403
ledger            -         POST      in       405
"""

AREA = Area(TABLE, parameters={"forged": always(token="1:x")})
