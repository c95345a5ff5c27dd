"""Handing an issued report to văn thư: officer and leader; the officer keeps the codes."""

from baocao.models import Report, ReportState
from tests.access.table import Area, Row

#                            anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
report_handover          issued  GET   in  403  403  200  200  404  403  403
report_handover          issued  POST  in  403  403  302  403  404  403  403
report_package  issued  GET   in  403  403  200  200  404  403  403
report_package  issued  POST  in  405
"""


def _issued(row: Row) -> dict[str, object]:
    return {"pk": Report.objects.get(commune__code="11122", state=ReportState.ISSUED, entry__number=57).pk}


AREA = Area(TABLE, parameters={"issued": _issued}, sent={"report_handover": lambda row: {"code_0": "A01", "seen": ""}})
