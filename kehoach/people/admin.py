"""Communes, units and accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from kehoach.common.fields import DAYS_IN_ADMIN
from kehoach.history.admin import HistoryAdmin
from kehoach.models import User

# Groups are not used; a second factor is its owner's, who is helped with a new slip (kehoach.accounts).
for model in (Group, StaticDevice, TOTPDevice):
    admin.site.unregister(model)


@admin.register(User)
class PeopleAdmin(HistoryAdmin, UserAdmin):
    """Accounts: made for a person in a unit, switched off when they leave, never deleted."""

    formfield_overrides = DAYS_IN_ADMIN
    list_display = ("username", "position", "role", "unit", "commune", "standing")
    list_filter = ("role", "is_active")
    list_select_related = ("unit", "commune")
    autocomplete_fields = ("commune", "unit")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Người", {"fields": ("last_name", "first_name", "position", "email", "phone", "active_until")}),
        (
            "Quyền",
            {
                "fields": (
                    "role",
                    "commune",
                    "unit",
                    "area_province",
                    "area_communes",
                    "is_active",
                    "is_staff",
                    "is_superuser",
                )
            },
        ),
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

    @admin.display(description="tình trạng", ordering="is_active")
    def standing(self, account: User) -> str:
        """In words: Django's own signs have English names for whoever cannot see them."""
        return "đang dùng" if account.is_active else "đã tắt"

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nobody sets somebody else's password: they get a slip, with which they set their own."""
        messages.warning(request, "Mật khẩu do mỗi người tự đặt. Hãy cấp lại giấy mời cho người ấy ở đây.")
        return redirect("people")

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """What somebody did stays under their name."""
        return False
