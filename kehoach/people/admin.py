"""Communes, units and accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
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
    """Accounts: of whoever was invited, switched off when they leave, never deleted."""

    formfield_overrides = DAYS_IN_ADMIN
    list_display = ("username", "position", "role", "unit", "commune", "standing")
    list_filter = ("role", "is_active")
    list_select_related = ("unit", "commune")
    autocomplete_fields = ("commune", "unit")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "own_password")}),
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
    readonly_fields = ("own_password",)

    @admin.display(description="tình trạng", ordering="is_active")
    def standing(self, account: User) -> str:
        """In words: Django's own signs have English names for whoever cannot see them."""
        return "đang dùng" if account.is_active else "đã tắt"

    @admin.display(description="mật khẩu")
    def own_password(self, account: User) -> str:
        """The way to a slip; what is kept of a password is nobody's to read."""
        page = f"{reverse('people')}?{urlencode({'q': account.username})}"
        return format_html('<a href="{}">Cấp lại giấy mời để người ấy tự đặt mật khẩu</a>', page)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accounts come of an invitation alone: whoever is invited sets a password that nobody else knows."""
        messages.info(request, "Tài khoản mới có qua giấy mời: người được mời tự đặt mật khẩu của mình.")
        return redirect("invite_one")

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nobody sets somebody else's password: they get a slip, with which they set their own."""
        messages.warning(request, "Mật khẩu do mỗi người tự đặt. Hãy cấp lại giấy mời cho người ấy ở đây.")
        return redirect("people")

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """What somebody did stays under their name."""
        return False
