"""The administrator's pages about reports."""

from __future__ import annotations

from django.contrib import admin

from baocao.models import ReportHead
from kehoach.common.fields import DAYS_IN_ADMIN
from kehoach.history.admin import HistoryAdmin


@admin.register(ReportHead)
class ReportHeadAdmin(HistoryAdmin):
    """Letterheads, addressees and signing forms with their dates."""

    formfield_overrides = DAYS_IN_ADMIN
    list_display = ("commune", "purpose", "valid_from", "valid_until", "symbol", "signing")
    list_filter = ("purpose",)
    list_select_related = ("commune",)
    autocomplete_fields = ("commune",)
