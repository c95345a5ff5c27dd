"""Signing in, and the page that everybody starts from."""

from tests.access.table import Area, always

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
sign_in           -         GET       200      302     302      302      302     302       302       302
sign_in           -         POST      200      302     302      302      302     302       302       302
sign_out          -         GET       in       405
sign_out          -         POST      in       302
home              -         GET       in       200     200      200      302     200       200       200
home              -         POST      in       405
session_state     -         GET       200      200
session_state     -         POST      405      405
contact           -         GET       in       403     403      200      403     200       403       403
contact           -         POST      in       403     403      302      403     302       403       403
choose_commune    commune   GET       in       405
choose_commune    commune   POST      in       403     403      403      403     403       302       302
read_past         nobody    GET       in       405
read_past         nobody    POST      in       404
"""

AREA = Area(
    TABLE,
    parameters={"commune": always(code="11122"), "nobody": always(pk=0)},
    sent={"contact": always(name="Người minh họa", position="công chức", phone="0900 000 123")},
    reasons=("Tài khoản của xã chỉ xem xã mình.", "Người phụ trách do công chức Văn hóa - Xã hội của xã ghi."),
)
