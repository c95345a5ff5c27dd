"""Open data: everybody, without an account, where the commune publishes; its officer decides that."""

from baocao.models import OpenData
from tests.access.table import Area, always
from tests.cast import Cast

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
open_data             -         GET   200      200     200      200      200     200       200       200
open_data             -         POST  405      405     405      405      405     405       405       405
open_data_of_commune  ours      GET   200      200     200      200      200     200       200       200
open_data_of_commune  ours      POST  405      405     405      405      405     405       405       405
open_data_of_commune  hidden    GET   404      404     404      404      404     404       404       404
open_data_file        closed    GET   200      200     200      200      200     200       200       200
open_data_file        closed    POST  405      405     405      405      405     405       405       405
open_data_file        open      GET   404      404     404      404      404     404       404       404
open_data_file        hidden    GET   404      404     404      404      404     404       404       404
publish_open_data     -         GET   in       403     403      200      403     200       403       403
publish_open_data     -         POST  in       403     403      302      403     302       403       403
"""


def _publish(cast: Cast) -> None:
    OpenData.objects.create(commune=cast.commune, is_public=True)


def _file(row: object, year: int, code: str = "11122") -> dict[str, object]:
    return {"code": code, "year": year, "ending": "csv"}


AREA = Area(
    TABLE,
    parameters={
        "ours": always(code="11122"),
        "hidden": lambda row: _file(row, 2025, "11125") if row.route == "open_data_file" else {"code": "11125"},
        "closed": lambda row: _file(row, 2025),
        "open": lambda row: _file(row, 2026),
    },
    sent={"publish_open_data": always(is_public="on")},
    set_up=_publish,
    reasons=("Việc công bố dữ liệu mở do",),
)
