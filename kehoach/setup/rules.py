"""Who may do what with a year's figures, and in which state. Every rule explains its refusal in Vietnamese.

Each rule raises Refused with the reason; the guard of the action, the button and the sentence beside a disabled
button all come from the same function (see `permit`).
"""

from __future__ import annotations

from kehoach.models import Plan, ReportingYear, Role, User
from kehoach.people.rules import Refused, check_runs_everything


def check_may_set_up(user: User) -> None:
    """Communes, units and plans are the administrator's to set up."""
    if user.role != Role.ADMINISTRATOR:
        raise Refused("Thiết lập xã, đơn vị và kế hoạch là việc của tài khoản quản trị.")
    check_runs_everything(user)


def check_keeps_closed_years(plan: Plan) -> None:
    """A plan that follows another leaves the years that are closed to that one. Raises Refused."""
    if not Plan.objects.filter(commune=plan.commune_id).exclude(pk=plan.pk).exists():
        return
    closed = ReportingYear.objects.filter(
        commune=plan.commune_id, closed_at__isnull=False, year__gte=plan.first_year
    ).order_by("-year")
    if (year := closed.first()) is not None:
        raise Refused(f"Năm {year} đã khóa theo kế hoạch trước. Hãy ghi năm đầu là {year.year + 1} hoặc sau đó.")
