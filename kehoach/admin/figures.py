"""Years, facilities and their figures; the twins register what is their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from kehoach.access import person
from kehoach.actions.years import add_missing_forms
from kehoach.admin.exporting import RegisterAdmin
from kehoach.models import Facility, ReportingYear


class ReadOnly:
    """For rows that are written through the portal's own pages, where rules and history are."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Not here."""
        return False

    def has_change_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Not here."""
        return False

    def has_delete_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Not here."""
        return False


@admin.register(ReportingYear)
class ReportingYearAdmin(SimpleHistoryAdmin):
    """Windows and deadlines; opening and closing a year is the officer's work."""

    list_display = ("year", "commune", "window_start", "window_end", "unit_deadline", "report_deadline", "closed_at")
    readonly_fields = ("commune", "year", "opened_at", "opened_by", "closed_at", "closed_by", "closing_reason")
    list_select_related = ("commune",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A year is opened in the portal."""
        return False


class FacilityAdmin(RegisterAdmin):
    """Libraries and centres; a new one gets its forms of the years that are open."""

    list_display = ("name", "code", "kind", "unit", "opened_on", "closed_on")
    list_filter = ("commune", "kind")
    list_select_related = ("unit", "commune")
    search_fields = ("name", "code")
    autocomplete_fields = ("commune", "unit", "predecessors")

    def save_model(self, request: HttpRequest, obj: Facility, form: forms.ModelForm[Facility], change: bool) -> None:
        """Saves, then lays out what is missing."""
        super().save_model(request, obj, form, change)
        for year in ReportingYear.objects.filter(commune=obj.commune, closed_at=None):
            add_missing_forms(reporting_year=year, by=person(request), at=timezone.now())


class FiguresAdmin(ReadOnly, SimpleHistoryAdmin):
    """The figures and their history, to look at."""

    list_display = ("facility", "reporting_year", "state", "submitted_at", "accepted_at")
    list_filter = ("state", "reporting_year__year")
    list_select_related = ("facility", "reporting_year")
