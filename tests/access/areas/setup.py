"""Setting communes up from a workbook: the administrator's alone."""

from __future__ import annotations

from typing import Any

from kehoach.excel.actions import keep_workbook
from kehoach.models import Commune, SentWorkbook
from kehoach.setup.commune_setup import look_at, set_up_from
from kehoach.setup.template import template_of
from tests.access.areas.excel import CONTENTS, put_back
from tests.access.table import Area, Row, always
from tests.cast import NOW, Cast

# A workbook is `waiting` while the administrator looks at it, here at its faults, and `written` once it was confirmed.
#                                         anonym. unit's  another officer leader  stranger overseer administrator
TABLE = """
commune_setup          -         GET      in      403     403     403     403     403     403     200
commune_setup          -         POST     in      403     403     403     403     403     403     200
commune_setup_workbook waiting   GET      in      403     403     403     403     403     403     200
commune_setup_workbook waiting   POST     in      403     403     403     403     403     403     200
commune_setup_workbook written   GET      in      403     403     403     403     403     403     200
commune_setup_workbook nothing   GET      in      403     403     403     403     403     403     404
commune_setup_marked   waiting   GET      in      403     403     403     403     403     403     200
commune_setup_marked   waiting   POST     in      405
commune_setup_file     waiting   GET      in      403     403     403     403     403     403     404
commune_setup_file     written   GET      in      403     403     403     403     403     403     200
commune_setup_file     written   POST     in      405
commune_setup_template -         GET      in      403     403     403     403     403     403     200
commune_setup_template -         POST     in      405
"""


def set_up(cast: Cast) -> None:
    """The commune's own workbook, confirmed, and an empty one."""
    by = cast.administrator
    written = _sent(cast, "written.xlsx", cast.commune)
    set_up_from(workbook=written, by=by, at=NOW, digest=look_at(written, by=by, at=NOW).digest)
    _sent(cast, "waiting.xlsx", None)


def _sent(cast: Cast, name: str, commune: Commune | None) -> SentWorkbook:
    CONTENTS[name] = template_of(commune, NOW)
    return keep_workbook(year=None, unit=None, name=name, content=CONTENTS[name], by=cast.administrator, at=NOW)


def the_file(row: Row) -> dict[str, Any]:
    """The one that the row is about."""
    return {"pk": put_back(f"{row.object}.xlsx").pk}


AREA = Area(
    TABLE,
    parameters={"nothing": always(pk=0), **dict.fromkeys(("waiting", "written"), the_file)},
    set_up=set_up,
    previews=frozenset({"commune_setup_workbook", "commune_setup_marked"}),
    reasons=("Thiết lập xã, đơn vị và kế hoạch là việc của tài khoản quản trị.",),
)
