"""Who reads and who keeps the calendar of duties. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from datetime import date

from kehoach.common import formats
from kehoach.models import Commune, Role, User
from kehoach.people.rules import Refused, is_officer_of, refuse


def check_reads_calendar(user: User) -> None:
    """The commune's own people: its offices see all duties, a unit its own."""
    if user.role not in (Role.REPORTER, Role.OFFICER, Role.LEADER) or user.commune_id is None:
        raise Refused("Lịch việc phải làm dành cho người của xã và các đơn vị.")


def check_keeps_duties(user: User, commune: Commune) -> None:
    """The culture officer alone notes what was sent and sets days and receivers."""
    if not is_officer_of(user, commune):
        refuse(user, "Hạn và việc đã gửi do {officer} ghi.", {})


def check_plans_activities(user: User, commune: Commune) -> None:
    """The culture officer plans for every unit, a unit's own people for theirs."""
    if not is_officer_of(user, commune) and not (user.role == Role.REPORTER and user.commune_id == commune.pk):
        refuse(user, "Hoạt động dự kiến do {officer} và các đơn vị ghi.", {})


def check_is_ahead(day: date, today: date) -> None:
    """What is planned is still to come, and in the next two years."""
    if day < today:
        raise Refused(f"Ngày {formats.date_short(day)} đã qua. Việc đã diễn ra thì ghi vào sổ Hoạt động.")
    if day.year > today.year + 2:
        raise Refused("Chỉ ghi trước được đến hai năm. Năm gồm bốn chữ số, ví dụ 31/12/2026.")


def check_was_sent(day: date, year: int, today: date) -> None:
    """What is noted as sent has been sent, and not before the year of its data."""
    if day.year < year:
        raise Refused(f"Báo cáo số liệu năm {year} không thể gửi trước năm {year}.")
    if day > today:
        raise Refused(f"Ngày {formats.date_short(day)} chưa đến. Hãy ghi khi đã gửi.")
