"""A year's figures as Excel: taking the form along, sending it, looking, confirming; and the files that were kept."""

from __future__ import annotations

from typing import Any

from kehoach.evidence.actions import keep_file
from kehoach.excel.actions import import_workbook, keep_workbook
from kehoach.excel.gathering import template_of
from kehoach.models import ReportingYear, SentWorkbook, User
from tests.access.table import Area, Row, always
from tests.cast import NOW, OPEN_YEAR, Cast

# A workbook is `sent` while its sender looks at it and `kept` once it was imported, both the primary school's;
# `whole` is the commune's. A POST that confirms nothing that was seen shows it again.
#                                  anonym. unit's  another officer leader  stranger overseer administrator
TABLE = """
figures_excel   year      GET      in      200     200     200     403     200     403     403
figures_excel   year      POST     in      200     200     200     403     200     403     403
figures_excel   nothing   GET      in      404     404     404     403     404     403     403
template        year      GET      in      200     200     200     403     200     403     403
template        year      POST     in      405
unit_template   own       GET      in      200     404     200     403     404     403     403
unit_template   own       POST     in      405
workbook        sent      GET      in      200     404     404     403     404     403     403
workbook        sent      POST     in      200     404     404     403     404     403     403
marked_workbook sent      GET      in      200     404     404     403     404     403     403
marked_workbook sent      POST     in      405
workbook_file   sent      GET      in      404     404     404     403     404     403     403
workbook_file   sent      POST     in      405
workbook_file   kept      GET      in      200     404     200     403     404     403     403
workbook_file   whole     GET      in      404     404     200     403     404     403     403
"""


CONTENTS: dict[str, bytes] = {}


def set_up(cast: Cast) -> None:
    """Two files of the school, one of the commune."""
    _sent(cast.reporter, "kept.xlsx", imported=True)
    _sent(cast.reporter, "sent.xlsx", imported=False)
    _sent(cast.officer, "whole.xlsx", imported=True)


def _sent(user: User, name: str, *, imported: bool) -> None:
    year = ReportingYear.objects.select_related("commune").get(commune=user.commune, year=OPEN_YEAR)
    unit = user.unit if user.role == "reporter" else None
    content = template_of(year, unit)
    sent = keep_workbook(year=year, unit=unit, name=name, content=content, by=user, at=NOW)
    CONTENTS[name] = content
    if imported:
        import_workbook(workbook=sent, by=user, at=NOW)


def the_file(row: Row) -> dict[str, Any]:
    """The one that the row is about."""
    return {"year": OPEN_YEAR, "pk": put_back(f"{row.object}.xlsx").pk}


def put_back(name: str) -> SentWorkbook:
    """The workbook of this name; each test has a folder of its own for what lies on the disk."""
    sent = SentWorkbook.objects.get(name=name)
    keep_file(str(sent.file.name), CONTENTS[name])
    return sent


AREA = Area(
    TABLE,
    parameters={
        "year": always(year=OPEN_YEAR),
        "nothing": always(year=2099),
        "own": always(year=OPEN_YEAR, code="TH"),
        **dict.fromkeys(("sent", "kept", "whole"), the_file),
    },
    set_up=set_up,
    reasons=("Lãnh đạo xã xem số liệu; việc nhập, duyệt do đơn vị và công chức Văn hóa - Xã hội làm.",),
)
