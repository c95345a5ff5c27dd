"""Who reorganises what, and from which day on. Every rule explains its refusal in Vietnamese (see people.rules)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kehoach.common import formats
from kehoach.models import Commune, Reorganisation, ReorganisationKind, ReportingYear, Role, User
from kehoach.people.rules import Refused, check_runs_everything, is_officer_of, officer_for
from kehoach.succession.order import COMMUNE, Order


def check_may_reorganise(user: User, commune: Commune | None, level: str) -> None:
    """Units and facilities are the commune's officer's and the administrator's, communes the administrator's alone."""
    if user.role == Role.ADMINISTRATOR and level == COMMUNE:
        check_runs_everything(user)
    if user.role == Role.ADMINISTRATOR or (level != COMMUNE and commune is not None and is_officer_of(user, commune)):
        return
    if level == COMMUNE:
        raise Refused("Đổi tên, sáp nhập xã là việc của tài khoản quản trị.")
    raise Refused(f"Sắp xếp đơn vị, thư viện, nhà văn hóa là việc của {officer_for(user)}.")


def check_day(order: Order, today: date) -> None:
    """It has taken effect, and no year that is closed loses or wins a facility by it."""
    if order.day > today:
        raise Refused("Ngày hiệu lực chưa đến. Hãy ghi khi quyết định đã có hiệu lực.")
    if order.level == COMMUNE and order.action == ReorganisationKind.RENAME:
        return
    communes = order.ended if order.level == COMMUNE else [order.commune]
    check_years_are_open(communes, order.day)


def check_years_are_open(communes: Iterable[Commune], day: date) -> None:
    """A closed year keeps its denominators: nothing ends or begins on or before its last day."""
    closed = ReportingYear.objects.filter(commune__in=communes, closed_at__isnull=False, window_end__gte=day)
    year = closed.order_by("-window_end").first()
    if year is not None:
        raise Refused(
            f"Năm {year} đã khóa với số liệu đến hết ngày {formats.date_short(year.window_end)} và phải giữ nguyên. "
            "Hãy ghi ngày hiệu lực sau ngày đó."
        )


def check_can_take_back(reorganisation: Reorganisation) -> None:
    """Once."""
    if reorganisation.is_undone:
        raise Refused("Lần sắp xếp này đã được hoàn tác.")
