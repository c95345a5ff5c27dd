"""Who hands out entry links, and for which year. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from datetime import datetime

from kehoach.models import Commune, EntryLink, ReportingYear, Unit, User
from kehoach.people.rules import Refused, is_officer_of, permit, refuse
from kehoach.years.rules import check_unit_may_work


def check_may_hand_out_links(user: User, commune: Commune) -> None:
    """The culture officer alone makes, shows and revokes entry links: who holds one enters the unit's figures."""
    if is_officer_of(user, commune):
        return
    refuse(user, "Đường dẫn nhập liệu do {officer} tạo và gửi.")


def check_can_hand_out_link(year: ReportingYear, unit: Unit, by: User, at: datetime) -> None:
    """A link is made for a year that the unit can still work on."""
    check_may_hand_out_links(by, unit.commune)
    if year.closed_at is not None and not year.excepts(unit.pk, at):
        raise Refused(f"Năm {year.year} đã khóa nên đường dẫn không mở được phiếu. Hãy cho đơn vị ngoại lệ trước.")


def why_link_ended(link: EntryLink | None, at: datetime) -> str:
    """Why a form that is open in a browser takes nothing any more, of a session whose link has ended (None: gone)."""
    if link is None or link.revoked_at is not None:
        return "Xã đã thay hoặc thu hồi đường dẫn này. Hãy mở đường dẫn mới nhất xã đã gửi, rồi quay lại trang này."
    if link.is_of_ended_unit:
        return f"{link.unit.name} không còn phải nộp số liệu năm {link.reporting_year.year}."
    return permit(check_unit_may_work, link.reporting_year, link.unit_id, at).reason
