"""The books that schools do not keep: broadcasts, funding, commendations.

A row is `own` to the reporter's unit all the same: whoever does not keep the book does not open it.
"""

from tests.access.table import Area
from tests.access.work import parameters, sent

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
rows              -         GET       in       403     403      200      200     200       403       403
rows              -         POST      in       405
add               -         GET       in       403     403      200      403     200       403       403
add               -         POST      in       403     403      302      403     200       403       403
row               own       GET       in       403     403      200      200     404       403       403
row               own       POST      in       405
row               foreign   GET       in       403     403      404      404     200       403       403
row_history       own       GET       in       403     403      200      200     404       403       403
row_history       own       POST      in       405
row_history       foreign   GET       in       403     403      404      404     200       403       403
edit              own       GET       in       403     403      200      403     404       403       403
edit              own       POST      in       403     403      302      403     404       403       403
edit              foreign   POST      in       403     403      404      404     302       403       403
remove            own       GET       in       403     403      200      403     404       403       403
remove            own       POST      in       403     403      302      403     404       403       403
remove            foreign   POST      in       403     403      404      404     302       403       403
attach            own       GET       in       405
attach            own       POST      in       403     403      302      403     404       403       403
file              own       GET       in       403     403      200      200     404       403       403
file              own       POST      in       405
file_small        own       GET       in       403     403      200      200     404       403       403
file_small        own       POST      in       405
detach            own       GET       in       405
detach            own       POST      in       403     403      302      403     404       403       403
"""

AREA = Area(
    TABLE,
    apps=("broadcasts", "funding", "commendations"),
    parameters={"own": parameters, "foreign": parameters},
    sent={"add": sent, "edit": sent, "attach": sent},
    reasons=("công chức Văn hóa - Xã hội ghi.",),
)
