"""Communes, units and accounts."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from kehoach.models import Commune, Unit
from kehoach.people.access import person
from kehoach.setup.admin.registers import RegisterAdmin
from kehoach.tasks.actions.assignment import assign_named_units


@admin.register(Commune)
class CommuneAdmin(RegisterAdmin):
    """Communes with their dates and successors."""

    list_display = ("named", "code", "province", "valid_from", "valid_until")
    search_fields = ("name", "code", "province")
    exclude = ("is_demo",)
    in_commune = "pk"

    @admin.display(description="tên", ordering="name")
    def named(self, commune: Commune) -> str:
        """xã Quảng Nghiệp"""
        return commune.full_name


@admin.register(Unit)
class UnitAdmin(RegisterAdmin):
    """Units; a new one is given the tasks that the plan has for its kind."""

    list_display = ("name", "code", "kind", "commune", "closed_on")
    list_filter = ("commune", "kind")
    search_fields = ("name", "code")
    autocomplete_fields = ("commune", "predecessors")
    list_select_related = ("commune",)

    def save_model(self, request: HttpRequest, obj: Unit, form: forms.ModelForm[Unit], change: bool) -> None:
        """Saves, then assigns."""
        super().save_model(request, obj, form, change)
        assign_named_units(commune=obj.commune, at=timezone.now(), by=person(request))
