"""Reorganising: units and facilities by the officer, communes by the administrator."""

from __future__ import annotations

from datetime import date
from typing import Any

from kehoach.models import Reorganisation, ReorganisationKind, UnitKind
from kehoach.succession.actions import reorganise
from kehoach.succession.order import UNIT, Order
from tests.access.table import Area, Row, always
from tests.cast import NOW, Cast

#                                                anonym. unit's  another officer leader  stranger overseer administrator
TABLE = """
reorganisations            -        GET      in      403     403     200     403     200     403     200
reorganisations            -        POST     in      405
unit_order                 -        GET      in      403     403     200     403     200     403     200
unit_order                 -        POST     in      403     403     200     403     200     403     200
reorganise                 unit     GET      in      403     403     200     403     200     403     200
reorganise                 unit     POST     in      403     403     200     403     200     403     200
reorganise                 commune  GET      in      403     403     403     403     403     403     200
reorganise                 nothing  GET      in      404
reorganisation             done     GET      in      403     403     200     403     404     403     200
reorganisation             done     POST     in      405
reorganisation             none     GET      in      403     403     404     403     404     403     404
take_back_reorganisation   done     GET      in      405
take_back_reorganisation   done     POST     in      403     403     302     403     404     403     302
"""


def set_up(cast: Cast) -> None:
    """A village that was opened."""
    document = {"document_number": "1/QĐ", "document_date": date(2026, 7, 1), "document_issuer": "UBND xã"}
    new = {"names": ("Thôn Mới",), "kind": UnitKind.VILLAGE}
    order = Order(ReorganisationKind.OPEN, UNIT, cast.commune, date(2026, 8, 1), **document, **new)
    reorganise(order=order, by=cast.officer, at=NOW)


def the_record(row: Row) -> dict[str, Any]:
    """The one that was carried out."""
    return {"pk": Reorganisation.objects.get().pk}


AREA = Area(
    TABLE,
    parameters={
        "unit": always(level="unit", action="rename"),
        "commune": always(level="commune", action="rename"),
        "nothing": always(level="commune", action="open"),
        "done": the_record,
        "none": always(pk=0),
    },
    set_up=set_up,
    reasons=(
        "Đổi tên, sáp nhập xã là việc của tài khoản quản trị.",
        "Sắp xếp đơn vị, thư viện, nhà văn hóa là việc của công chức Văn hóa - Xã hội.",
    ),
)
