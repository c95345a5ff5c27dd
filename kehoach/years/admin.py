"""Years, facilities and their figures; the twins register what is their own."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from kehoach.common.fields import DAYS_IN_ADMIN
from kehoach.history.admin import HistoryAdmin
from kehoach.models import ReportingYear


@admin.register(ReportingYear)
class ReportingYearAdmin(HistoryAdmin):
    """Windows and deadlines; opening and closing a year is the officer's work."""

    formfield_overrides = DAYS_IN_ADMIN
    list_display = ("year", "commune", "window_start", "window_end", "unit_deadline", "report_deadline", "closed_at")
    readonly_fields = ("commune", "year", "opened_at", "opened_by", "closed_at", "closed_by", "closing_reason")
    list_select_related = ("commune",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A year is opened in the portal."""
        return False
