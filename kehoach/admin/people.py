"""Communes, units and accounts."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from kehoach.access import person
from kehoach.actions.tasks import assign_named_units
from kehoach.admin.exporting import RegisterAdmin
from kehoach.models import Commune, Unit, User

admin.site.unregister(Group)


@admin.register(Commune)
class CommuneAdmin(RegisterAdmin):
    """Communes with their dates and successors."""

    list_display = ("full_name", "code", "province", "valid_from", "valid_until")
    search_fields = ("name", "code", "province")
    exclude = ("is_demo",)
    in_commune = "pk"


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


@admin.register(User)
class PeopleAdmin(SimpleHistoryAdmin, UserAdmin):
    """Accounts: made for a person in a unit, switched off when they leave, never deleted."""

    list_display = ("username", "position", "role", "unit", "commune", "is_active")
    list_filter = ("role", "is_active")
    list_select_related = ("unit", "commune")
    autocomplete_fields = ("commune", "unit")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Người", {"fields": ("last_name", "first_name", "position", "email")}),
        ("Quyền", {"fields": ("role", "commune", "unit", "is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    *("username", "usable_password", "password1", "password2", "position"),
                    *("role", "commune", "unit", "is_staff", "is_superuser"),
                ),
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """What somebody did stays under their name."""
        return False
