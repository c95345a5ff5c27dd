"""The year: its grid, deadlines, exceptions and reminders."""

from typing import Any

from kehoach.demo.files import moment
from kehoach.models import ReportingYear, Unit, YearException
from kehoach.years.actions import grant_exception
from tests.access.table import Area, Row, always
from tests.cast import OPEN_YEAR, Cast

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
newest_collection -         GET       in       403     403      302      302     302       403       403
newest_collection -         POST      in       405
collection        year      GET       in       403     403      200      200     404       403       403
collection        year      POST      in       405
tallies_of_year   year      GET       in       403     403      200      200     404       403       403
tallies_of_year   year      POST      in       405
second_look       -         GET       in       403     403      200      200     200       403       403
second_look       -         POST      in       403     403      403      302     403       403       403
reminders         year      GET       in       403     403      200      403     404       403       403
reminders         year      POST      in       405
accept_chosen     year      GET       in       405
accept_chosen     year      POST      in       403     403      302      403     404       403       403
submit_base_year  year      GET       in       403     403      302      403     404       403       403
submit_base_year  year      POST      in       403     403      302      403     404       403       403
open_year         -         GET       in       403     403      200      403     200       403       403
open_year         -         POST      in       403     403      302      403     302       403       403
deadlines         year      GET       in       403     403      302      403     404       403       403
deadlines         year      POST      in       403     403      302      403     404       403       403
deadlines         open      GET       in       403     403      200      403     200       403       403
deadlines         open      POST      in       403     403      302      403     302       403       403
close_year        open      GET       in       403     403      200      403     200       403       403
close_year        open      POST      in       403     403      302      403     302       403       403
take_back_year    year      GET       in       403     403      200      403     404       403       403
take_back_year    year      POST      in       403     403      302      403     404       403       403
grant_exception   year      GET       in       405
grant_exception   year      POST      in       403     403      302      403     404       403       403
end_exception     exception GET       in       405
end_exception     exception POST      in       403     403      302      403     404       403       403
"""


def set_up(cast: Cast) -> None:
    """An exception from a closed year."""
    grant_exception(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=2025),
        unit=cast.colleague.unit,
        reason="Trường đếm thiếu",
        expires_at=moment(OPEN_YEAR, 11, 10),
        by=cast.officer,
        at=moment(OPEN_YEAR, 11, 2),
    )


def the_exception(row: Row) -> dict[str, Any]:
    """The only one that there is."""
    return {"year": 2025, "pk": YearException.objects.get().pk}


def granted(row: Row) -> dict[str, Any]:
    """An exception for the lower secondary school."""
    return {"unit": Unit.objects.get(code="THCS").pk, "expires_at": "31/12/2099", "reason": "Trường đếm thiếu"}


AREA = Area(
    TABLE,
    parameters={"year": always(year=2025), "open": always(year=OPEN_YEAR), "exception": the_exception},
    sent={
        "open_year": always(
            year="2027",
            window_start="15/12/2026",
            window_end="14/12/2027",
            unit_deadline="05/12/2027",
            report_deadline="20/12/2027",
        ),
        "deadlines": always(unit_deadline="10/12/2026", report_deadline="22/12/2026"),
        "close_year": always(despite_missing="on", reason="Trường đang sáp nhập"),
        "grant_exception": granted,
    },
    set_up=set_up,
    reasons=(
        "Tài khoản cấp trên chỉ xem số liệu đã duyệt, không xem việc thu thập của xã.",
        "Trang quản trị dành cho tài khoản quản trị.",
        "Yêu cầu này do lãnh đạo xã quyết định.",
    ),
)
