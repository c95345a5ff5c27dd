"""A row's history in the administration, as the portal's pages tell it: in Vietnamese, with Vietnamese time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from simple_history.admin import SimpleHistoryAdmin

from kehoach.history.rows import history_of_row
from kehoach.history.timeline import history_of
from kehoach.models import YearFigures


class HistoryAdmin(SimpleHistoryAdmin):
    """Django's admin of a table with history; nobody goes back to a version there."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what: each column before and after."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404("Không có dòng này.")
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied("Trang quản trị dành cho tài khoản quản trị.")
        events = history_of(row).events if isinstance(row, YearFigures) else history_of_row(row)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lịch sử: {row}",
            "opts": self.opts,
            "object": row,
            "events": events,
        }
        return render(request, "kehoach/history/admin_history.html", context)

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was saved is mended by saving anew, with a reason where the portal asks one."""
        raise Http404("Không quay lại bản cũ ở đây.")
