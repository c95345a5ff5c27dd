"""The books that every unit keeps for itself: activities, documents, courses, people mobilised.

A row is `own` to the reporter's unit, or `foreign`: the neighbour's.
"""

from tests.access.table import Area
from tests.access.work import parameters, sent

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
rows              -         GET       in       200     200      200      200     200       403       403
rows              -         POST      in       405
add               -         GET       in       200     200      200      403     200       403       403
add               -         POST      in       302     302      302      403     200       403       403
row               own       GET       in       200     404      200      200     404       403       403
row               own       POST      in       405
row               foreign   GET       in       404     404      404      404     200       403       403
row_history       own       GET       in       200     404      200      200     404       403       403
row_history       own       POST      in       405
row_history       foreign   GET       in       404     404      404      404     200       403       403
edit              own       GET       in       200     404      200      403     404       403       403
edit              own       POST      in       302     404      302      403     404       403       403
edit              foreign   GET       in       404     404      404      404     200       403       403
edit              foreign   POST      in       404     404      404      404     302       403       403
remove            own       GET       in       200     404      200      403     404       403       403
remove            own       POST      in       302     404      302      403     404       403       403
remove            foreign   POST      in       404     404      404      404     302       403       403
attach            own       GET       in       405
attach            own       POST      in       302     404      302      403     404       403       403
attach            foreign   POST      in       404     404      404      404     302       403       403
file              own       GET       in       200     404      200      200     404       403       403
file              own       POST      in       405
file              foreign   GET       in       404     404      404      404     200       403       403
file_small        own       GET       in       200     404      200      200     404       403       403
file_small        own       POST      in       405
file_small        foreign   GET       in       404     404      404      404     200       403       403
detach            own       GET       in       405
detach            own       POST      in       302     404      302      403     404       403       403
detach            foreign   POST      in       404     404      404      404     302       403       403
"""

AREA = Area(
    TABLE,
    apps=("activities", "documents", "courses", "mobilisations"),
    parameters={"own": parameters, "foreign": parameters},
    sent={"add": sent, "edit": sent, "attach": sent},
    reasons=(
        "Lãnh đạo xã xem sổ; việc ghi do đơn vị và công chức Văn hóa - Xã hội làm.",
        "không xem sổ theo dõi.",
    ),
)
