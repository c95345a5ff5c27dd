"""Entry links: opening one, handing them out, calling them back."""

from typing import Any

from kehoach.common.tokens import token_of
from kehoach.links.actions import link_for
from kehoach.models import EntryLink, ReportingYear, Unit, User
from tests.access.table import Area, Row, always
from tests.cast import NOW, OPEN_YEAR

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
entry_link        link      GET       200     200
entry_link        link      POST      302     302
submitted_copy    copy      GET       200     200
submitted_copy    copy      POST      405     405
entry_links       links     GET       in       403     403      200      403     200       403       403
entry_links       links     POST      in       405
hand_out          links     GET       in       405
hand_out          links     POST      in       403     403      302      403     302       403       403
revoke_link       linked    GET       in       403     403      200      403     404       403       403
revoke_link       linked    POST      in       403     403      302      403     404       403       403
reopen_link       a         GET       in       405
reopen_link       a         POST      in       404
qr_sheet          links     GET       in       403     403      200      403     302       403       403
qr_sheet          links     POST      in       405
"""


def with_a_link() -> EntryLink:
    """The primary school's entry link of the open year; living whenever the tests are run."""
    unit = Unit.objects.get(commune__code="11122", code="TH")
    year = ReportingYear.objects.get(commune=unit.commune, year=OPEN_YEAR)
    return link_for(unit=unit, year=year, by=User.objects.get(username="cong-chuc"), at=NOW)


def its_entrance(row: Row) -> dict[str, Any]:
    """Where the link leads."""
    return {"token": token_of(with_a_link().nonce)}


def its_copy(row: Row) -> dict[str, Any]:
    """The form behind the link, which is submitted."""
    return {**its_entrance(row), "slug": "thu-vien", "code": "TV-TH"}


def its_year(row: Row) -> dict[str, Any]:
    """The year that has a link."""
    return {"year": with_a_link().reporting_year.year}


def its_unit(row: Row) -> dict[str, Any]:
    """The unit that has a link."""
    return {"year": OPEN_YEAR, "code": with_a_link().unit.code}


AREA = Area(
    TABLE,
    parameters={"a": always(pk=1), "link": its_entrance, "copy": its_copy, "links": its_year, "linked": its_unit},
    reasons=("Đường dẫn nhập liệu do công chức Văn hóa - Xã hội tạo và gửi.",),
)
