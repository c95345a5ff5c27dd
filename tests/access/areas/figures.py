"""A year's figures of a library or a centre, from opening the form to accepting it; and the registers.

A form is `own` in the state that its step starts from, or `accepted`.
"""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile

from kehoach.common.periods import default_window
from kehoach.demo.files import moment
from kehoach.models import Evidence, State, Unit, User
from kehoach.years.actions import open_year
from tests.access.table import Area, Row, always
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into
from thuvien.models import Library
from vanhoa.models import CulturalCentre

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
register          -         GET       in       200     200      200      200     200       200       403
register          -         POST      in       405
facility          own       GET       in       200     404      200      200     404       200       403
facility          own       POST      in       405
facility          foreign   GET       in       404     404      404      404     200       404       403
membership        own       GET       in       405
membership        own       POST      in       403     404      302      403     404       403       403
membership        foreign   POST      in       404     404      404      404     302       404       403
figures           own       GET       in       200     404      200      200     404       404       403
figures           own       POST      in       405
figures           accepted  GET       in       200     404      200      200     404       200       403
figures_history   own       GET       in       200     404      200      200     404       404       403
figures_history   own       POST      in       405
figures_history   accepted  GET       in       200     404      200      200     404       200       403
figures           foreign   GET       in       404     404      404      404     200       404       403
open              own       GET       in       405
open              own       POST      in       302     404      302      403     404       404       403
open              accepted  POST      in       302     404      302      403     404       403       403
open              foreign   POST      in       404     404      404      404     302       404       403
entry             own       GET       in       200     404      200      403     404       404       403
entry             own       POST      in       302     404      302      403     404       404       403
entry             accepted  GET       in       302     404      302      403     404       403       403
entry             accepted  POST      in       409     404      409      403     404       403       403
entry             foreign   GET       in       404     404      404      404     200       404       403
entry             foreign   POST      in       404     404      404      404     302       404       403
preview           own       GET       in       403     404      200      403     404       404       403
preview           own       POST      in       403     404      200      403     404       404       403
preview           accepted  GET       in       403     404      200      403     404       403       403
preview           foreign   GET       in       404     404      404      404     200       404       403
preview           foreign   POST      in       404     404      404      404     200       404       403
submit            own       GET       in       200     404      200      403     404       404       403
submit            own       POST      in       302     404      302      403     404       404       403
submit            accepted  GET       in       302     404      302      403     404       403       403
submit            accepted  POST      in       302     404      302      403     404       403       403
submit            foreign   GET       in       404     404      404      404     200       404       403
submit            foreign   POST      in       404     404      404      404     200       404       403
receipt           own       GET       in       200     404      200      403     404       404       403
receipt           own       POST      in       405
receipt           foreign   GET       in       404     404      404      404     200       404       403
withdraw          own       GET       in       200     404      200      403     404       404       403
withdraw          own       POST      in       302     404      302      403     404       404       403
withdraw          accepted  GET       in       302     404      302      403     404       403       403
withdraw          accepted  POST      in       302     404      302      403     404       403       403
withdraw          foreign   GET       in       404     404      404      404     200       404       403
withdraw          foreign   POST      in       404     404      404      404     302       404       403
ask_back          own       GET       in       200     404      302      403     404       403       403
ask_back          own       POST      in       302     404      302      403     404       403       403
ask_back          foreign   GET       in       404     404      404      404     302       404       403
ask_back          foreign   POST      in       404     404      404      404     302       404       403
decline           own       GET       in       403     404      302      403     404       403       403
decline           own       POST      in       403     404      302      403     404       403       403
decline           foreign   GET       in       404     404      404      404     302       404       403
decline           foreign   POST      in       404     404      404      404     302       404       403
accept            own       GET       in       405
accept            own       POST      in       403     404      302      403     404       404       403
accept            accepted  POST      in       403     404      302      403     404       403       403
accept            foreign   POST      in       404     404      404      404     302       404       403
return            own       GET       in       403     404      200      403     404       404       403
return            own       POST      in       403     404      302      403     404       404       403
return            accepted  GET       in       403     404      200      403     404       403       403
return            accepted  POST      in       403     404      302      403     404       403       403
return            foreign   GET       in       404     404      404      404     200       404       403
return            foreign   POST      in       404     404      404      404     302       404       403
tallies           own       GET       in       200     404      200      403     404       404       403
tallies           own       POST      in       405
tallies           accepted  GET       in       200     404      200      403     404       403       403
tallies           foreign   GET       in       404     404      404      404     200       404       403
tally             own       GET       in       200     404      200      403     404       404       403
tally             own       POST      in       302     404      302      403     404       404       403
tally             accepted  POST      in       302     404      302      403     404       403       403
tally             foreign   GET       in       404     404      404      404     200       404       403
tally             foreign   POST      in       404     404      404      404     302       404       403
evidence          own       GET       in       200     404      200      200     404       404       403
evidence          own       POST      in       302     404      302      403     404       404       403
evidence          accepted  GET       in       200     404      200      200     404       200       403
evidence          accepted  POST      in       302     404      302      403     404       403       403
evidence          foreign   GET       in       404     404      404      404     200       404       403
evidence          foreign   POST      in       404     404      404      404     302       404       403
evidence_file     own       GET       in       200     404      200      200     404       404       403
evidence_file     own       POST      in       405
evidence_file     accepted  GET       in       200     404      200      200     404       200       403
evidence_file     foreign   GET       in       404     404      404      404     200       404       403
evidence_small    own       GET       in       200     404      200      200     404       404       403
evidence_small    own       POST      in       405
evidence_small    accepted  GET       in       200     404      200      200     404       200       403
evidence_small    foreign   GET       in       404     404      404      404     200       404       403
remove_evidence   own       GET       in       405
remove_evidence   own       POST      in       302     404      302      403     404       404       403
remove_evidence   accepted  POST      in       302     404      302      403     404       403       403
remove_evidence   foreign   POST      in       404     404      404      404     302       404       403
"""
# Our own facility and the neighbour's.
FACILITIES = {"thuvien": ("TV-TH", "TV-QK"), "vanhoa": ("VH-GOM", "VH-QK")}
STARTS_FROM = {
    "figures": State.SUBMITTED,
    "figures_history": State.SUBMITTED,
    "open": State.NOT_OPENED,
    "entry": State.DRAFT,
    "submit": State.DRAFT,
    "preview": State.DRAFT,
    "receipt": State.SUBMITTED,
    "withdraw": State.SUBMITTED,
    "ask_back": State.ACCEPTED,
    "decline": State.ACCEPTED,
    "accept": State.SUBMITTED,
    "return": State.SUBMITTED,
    "evidence": State.DRAFT,
    "evidence_file": State.DRAFT,
    "evidence_small": State.DRAFT,
    "remove_evidence": State.DRAFT,
    "tallies": State.DRAFT,
    "tally": State.DRAFT,
}
OF_A_FILE = {"evidence_file", "evidence_small", "remove_evidence"}
# A white dot.
PHOTO = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==")


def set_up(cast: Cast) -> None:
    """A centre that is the reporter's, and a neighbour with a facility of each kind."""
    CulturalCentre.objects.filter(code="VH-GOM").update(unit=cast.reporter.unit)
    neighbour, at = cast.neighbour, moment(OPEN_YEAR, 11, 2)
    unit = Unit.objects.create(commune=neighbour, code="VHTT", name="Công chức xã", kind="culture_office")
    Library.objects.create(commune=neighbour, unit=unit, code="TV-QK", name="Thư viện xã", kind="commune")
    CulturalCentre.objects.create(commune=neighbour, unit=unit, code="VH-QK", name="Nhà văn hóa", kind="village")
    open_year(commune=neighbour, year=OPEN_YEAR, window=default_window(OPEN_YEAR), by=cast.stranger, at=at)


def code_of(row: Row) -> str:
    """The facility that the row is about."""
    return FACILITIES[row.app][row.object == "foreign"]


def form(row: Row) -> dict[str, Any]:
    """The facility of the row, or its form in the state that the row is about."""
    code = code_of(row)
    if row.route not in STARTS_FROM:
        return {"code": code}
    put_into(code, State.ACCEPTED if row.object == "accepted" else STARTS_FROM[row.route])
    if row.route == "tally":
        return {"code": code, "year": OPEN_YEAR, "first_day": f"{OPEN_YEAR}-10-01"}
    if row.route in OF_A_FILE:
        return {"code": code, "year": OPEN_YEAR, "pk": photo_behind(figures_of(code)).pk}
    return {"code": code, "year": OPEN_YEAR}


def photo_behind(subject: Any) -> Evidence:
    """A photo behind a form or whatever else has evidence."""
    return subject.evidence.first() or Evidence.objects.create(
        subject=subject,
        name="anh.png",
        file=ContentFile(PHOTO, "anh.png"),
        media_type="image/png",
        size=len(PHOTO),
        sha256=sha256(PHOTO).hexdigest(),
        uploaded_at=NOW,
        uploaded_by=User.objects.get(username="cong-chuc"),
    )


def version(row: Row) -> dict[str, Any]:
    """The version that is on the screen: the newest."""
    return {"version": figures_of(code_of(row)).version}


def counting(row: Row) -> dict[str, Any]:
    """A decision to count a facility no longer."""
    scope = "all_libraries" if row.app == "thuvien" else "all_centres"
    return {"scope": scope, "counted": "0", "since": "01/01/2026", "reason": "Sửa chữa cả năm"}


AREA = Area(
    TABLE,
    apps=tuple(FACILITIES),
    parameters=dict.fromkeys(("own", "accepted", "foreign"), form),
    sent={
        "membership": counting,
        "entry": version,
        "tally": always(version=0),
        "accept": version,
        "return": always(reason="Thiếu lượt người dân."),
        "withdraw": always(stock="Nhập nhầm số"),
        "ask_back": always(reason="Một số gõ nhầm."),
        "decline": always(reason="Số này đã đúng."),
        "submit": lambda row: {**version(row), "name": "Nguyễn Thị Lan", "position": "Hiệu trưởng"},
        "evidence": lambda row: {"question": "", "file": ContentFile(PHOTO, "anh.png")},
    },
    set_up=set_up,
    reasons=(
        "Việc duyệt và trả lại do công chức Văn hóa - Xã hội làm.",
        "Lãnh đạo xã xem số liệu; việc nhập, duyệt do đơn vị và công chức Văn hóa - Xã hội làm.",
        "Tài khoản cấp trên chỉ xem số liệu đã duyệt, không nhập và không duyệt.",
        "Tài khoản quản trị lo tài khoản và đơn vị, không",
    ),
)
