"""What an administrator sets about checks: numbers, and which of them only hint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import BooleanField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kehoach.common import formats
from kehoach.figures.forms.checking import (
    CheckSettingForm,
    Code,
    ThresholdForm,
    checks,
    kind_choices,
    thresholds,
    with_unit,
)
from kehoach.history.admin import HistoryAdmin
from kehoach.models import CheckSetting, CheckThreshold

# A code of a kind, its title, and what holds where nobody has set anything.
Known = tuple[Code, str, str]


class CheckingAdmin(HistoryAdmin):
    """Rows about checks, with a list of everything that can have one; without a row the form's proposal holds."""

    change_list_template = "admin/kehoach/checking.html"

    @admin.display(description="loại phiếu", ordering="kind")
    def kind_title(self, row: Any) -> str:
        """The kind of figures by its title."""
        return dict(kind_choices()).get(row.kind, row.kind)

    def known(self) -> Iterable[Known]:
        """What can have a row."""
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The rows, and below them everything with its default, what holds now, and where to change it."""
        titles = dict(kind_choices())
        rows: dict[Code, Any] = {(row.kind, row.code): row for row in self.get_queryset(request)}
        everything = [
            (titles[slug], title, default, self.now(row) if row else "", self._url(slug, code, row))
            for (slug, code), title, default in self.known()
            for row in [rows.get((slug, code))]
        ]
        return super().changelist_view(request, {**(extra_context or {}), "known": everything})

    def now(self, row: Any) -> str:
        """What a row sets."""
        raise NotImplementedError

    def _url(self, slug: str, code: str, row: Any) -> str:
        name = f"admin:kehoach_{self.opts.model_name}"
        if row is not None:
            return reverse(f"{name}_change", args=(row.pk,))
        return f"{reverse(f'{name}_add')}?{urlencode({'kind': slug, 'code': code})}"


@admin.register(CheckThreshold)
class CheckThresholdAdmin(CheckingAdmin):
    """Numbers that checks compare with."""

    form = ThresholdForm
    list_display = ("label", "kind_title", "now")

    @admin.display(description="ngưỡng")
    def label(self, row: CheckThreshold) -> str:
        """In the form's words."""
        known = thresholds().get((row.kind, row.code))
        return f"{known.label} ({known.unit})" if known else row.code

    def known(self) -> Iterable[Known]:
        """Every threshold."""
        return ((code, threshold.label, with_unit(threshold)) for code, threshold in thresholds().items())

    @admin.display(description="giá trị")
    def now(self, row: CheckThreshold) -> str:
        """The number."""
        return formats.decimal(row.value, 2)


@admin.register(CheckSetting)
class CheckSettingAdmin(CheckingAdmin):
    """Checks that only hint, or are switched off."""

    form = CheckSettingForm
    list_display = ("label", "kind_title", "now", "reason")

    @admin.display(description="phép kiểm tra")
    def label(self, row: CheckSetting) -> str:
        """In the form's words."""
        known = checks().get((row.kind, row.code))
        return known.title if known else row.code

    def known(self) -> Iterable[Known]:
        """Every check."""
        return ((code, check.title, check.severity.label) for code, check in checks().items())

    @admin.display(description="mức")
    def now(self, row: CheckSetting) -> str:
        """Chỉ lưu ý, Tắt"""
        return row.get_weight_display()


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


class FiguresAdmin(ReadOnly, HistoryAdmin):
    """The figures and their history, to look at."""

    list_display = ("facility", "reporting_year", "state", "submitted_at", "accepted_at")
    list_filter = ("state", "reporting_year__year")
    list_select_related = ("facility", "reporting_year")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Yes and no in words: Django's own signs have English names for whoever cannot see them."""
        fields: Any = super().get_fields(request, obj)
        known = {field.name: field for field in self.opts.fields if isinstance(field, BooleanField)}
        return [_in_words(known[name]) if name in known else name for name in fields]


def _in_words(field: BooleanField[Any, Any]) -> Callable[[Any], str | None]:
    @admin.display(description=field.verbose_name, empty_value=formats.DASH)
    def shown(row: Any) -> str | None:
        value = getattr(row, field.name)
        return None if value is None else "có" if value else "không"

    return shown
