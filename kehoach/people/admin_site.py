"""The administrator's site."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kehoach.models import Role, User
from kehoach.people.access import person, require
from kehoach.people.rules import Refused, check_runs_everything


def check_administers(user: User) -> None:
    """Accounts, units and communes are the administrator's work."""
    if user.role != Role.ADMINISTRATOR:
        raise Refused("Trang quản trị dành cho tài khoản quản trị.")
    check_runs_everything(user)


class AdministrationSite(AdminSite):
    """Django's admin with the portal's name, its sign-in page, and a reason for whoever is refused."""

    site_header = "Quản trị cổng kế hoạch"
    site_title = "Quản trị"
    index_title = "Tài khoản, đơn vị, kế hoạch"

    def has_permission(self, request: HttpRequest) -> bool:
        """Not for administrators of an area: its lists show all communes."""
        return super().has_permission(request) and not person(request).has_area

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One sign-in page for everybody; a colleague without the right learns why, an administrator is in already."""
        if request.user.is_authenticated:
            require(check_administers, person(request))
            return redirect("admin:index")
        return redirect_to_login(request.get_full_path())
