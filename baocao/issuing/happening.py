"""What happens to reports, for the bell: proposed for the leader, returned for the officer, issued for both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from baocao.models import Report, ReportState
from kehoach.models import Role, User
from kehoach.notices.feed import Happening, add


def of_reports(user: User, since: datetime) -> Iterator[Happening]:
    """The reports of the person's commune that went a step further since then."""
    if user.role not in (Role.OFFICER, Role.LEADER):
        return
    recent = Q(proposed_at__gte=since) | Q(returned_at__gte=since) | Q(issued_at__gte=since)
    for report in Report.objects.filter(recent, commune=user.commune_id).select_related("proposed_by", "returned_by"):
        page = reverse("report_editor", kwargs={"pk": report.pk})
        if report.state == ReportState.PROPOSED and report.proposed_at and user.role == Role.LEADER:
            words = f"{report.proposed_by} trình, chờ ban hành hoặc trả lại."
            yield Happening(report.proposed_at, f"{report} đã trình", words, page, "Xem", "open")
        if report.state == ReportState.RETURNED and report.returned_at and user.role == Role.OFFICER:
            words = f"{report.returned_by}: “{report.return_reason}”"
            yield Happening(report.returned_at, f"{report} bị trả lại", words, page, "Sửa", "late")
        if report.issued_at and report.issued_at >= since:
            yield Happening(report.issued_at, f"Đã ban hành {report}", "", page, "Đọc", "met")


add(of_reports)
