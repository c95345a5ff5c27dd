"""Years, facilities and their figures; the twins register what is their own."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from kehoach.models import Facility, ReportingYear
from kehoach.people.access import person
from kehoach.setup.admin.registers import RegisterAdmin
from kehoach.years.actions import add_missing_forms


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
