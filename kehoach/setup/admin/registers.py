"""Registers as Excel for the administrator: out by django-import-export, in on the page that sets communes up.

What goes out is a part of the set-up workbook, by the same resources. It comes in on /thiet-lap/ alone, because
import-export's own page for it would show no place in the file, mark no copy, and write on confirmation whatever the
file does by then.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.contrib import messages
from django.db.models import Model, QuerySet, UniqueConstraint
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from import_export.admin import ExportActionMixin
from import_export.formats.base_formats import XLSX

from kehoach.common.converters import query_of
from kehoach.common.fields import DAYS_IN_ADMIN
from kehoach.history.admin import HistoryAdmin
from kehoach.models import Commune, Plan
from kehoach.people.rules import Refused
from kehoach.setup.template import register_of


class RowFormSet(BaseInlineFormSet):
    """Rows below their owner, saved one after the other: none may take the place of another before that has left it."""

    def clean(self) -> None:
        """Says at a row what is there already, as the database would; a row that goes stands in nobody's way."""
        super().clean()
        if self.instance.pk is None:
            return
        leaving = [form.instance.pk for form in self.deleted_forms]
        staying = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        model: Any = self.model
        for constraint in filter(lambda constraint: isinstance(constraint, UniqueConstraint), model._meta.constraints):
            for form in staying:
                key = {name: getattr(form.instance, name) for name in constraint.fields}
                others = model._default_manager.filter(**key).exclude(pk=form.instance.pk)
                if others.exclude(pk__in=leaving).exists():
                    sentence = f"{constraint.get_violation_error_message()} Muốn đổi chỗ hai dòng, hãy lưu làm hai lần."
                    form.add_error(None, sentence)


def _without(rows: Any, beginnings: tuple[str, ...]) -> list[Any]:
    """A nested list of sentences without those that begin so."""
    return [
        _without(row, beginnings) if isinstance(row, list) else row
        for row in rows
        if isinstance(row, list) or not str(row).startswith(beginnings)
    ]


class RegisterAdmin(ExportActionMixin, HistoryAdmin):
    """A list that can be taken along as it is filtered, or what is ticked of it, changed, and sent in again.

    `in_plan` leads from a row to its plan; where it is empty `in_commune` leads to its commune.
    """

    in_plan: ClassVar[str] = ""
    in_commune: ClassVar[str] = "commune"
    formfield_overrides = DAYS_IN_ADMIN
    # One format, so there is nothing to ask.
    skip_export_form = skip_export_form_from_action = True
    change_form_template = import_export_change_list_template = None
    show_change_form_export = False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with a row; what only ties two rows together has no name that says anything."""
        rows, numbers, *rest = super().get_deleted_objects(objs, request)
        ties = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
        unnamed = tuple(f"{capfirst(tie.verbose_name)}: " for tie in ties)
        plurals = {str(tie.verbose_name_plural) for tie in ties}
        return _without(rows, unnamed), {name: n for name, n in numbers.items() if str(name) not in plurals}, *rest

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever may see the list may take it along."""
        return self.has_view_permission(request)

    def get_export_formats(self) -> list[type[XLSX]]:
        """Excel alone: it holds the codes by which a row is found again."""
        return [XLSX]

    def get_export_data(
        self, file_format: XLSX, request: HttpRequest, queryset: QuerySet[Model], **kwargs: Any
    ) -> bytes:
        """The rows as a sheet of the set-up workbook, with the sheets that name their commune and plan."""
        commune, plan = self._owner(queryset)
        return register_of(commune, plan, self.rows_to_export(queryset), timezone.now())

    def get_export_filename(self, request: HttpRequest, queryset: QuerySet[Model], file_format: XLSX) -> str:
        """library-11122.xlsx"""
        return f"{self.opts.model_name}-{self._owner(queryset)[0].code}.{file_format.get_extension()}"

    def rows_to_export(self, queryset: QuerySet[Model]) -> QuerySet[Any]:
        """The rows of the sheet, where they are not those of the list."""
        return queryset

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """The list as it is filtered; back to it with a sentence where it cannot be one workbook."""
        try:
            return super().export_action(request)
        except Refused as refusal:
            return self._back(request, refusal)

    def export_admin_action(self, request: HttpRequest, queryset: QuerySet[Model]) -> HttpResponse:
        """The same of what is ticked."""
        try:
            return super().export_admin_action(request, queryset)
        except Refused as refusal:
            return self._back(request, refusal)

    def _back(self, request: HttpRequest, refusal: Refused) -> HttpResponse:
        messages.error(request, str(refusal))
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return redirect(f"{url}?{query_of(request).urlencode()}")

    def _owner(self, queryset: QuerySet[Model]) -> tuple[Commune, Plan | None]:
        """What all rows belong to; a workbook is read as one commune's and one plan's."""
        path = self.in_plan or self.in_commune
        keys = list(queryset.order_by().values_list(path, flat=True).distinct()[:2])
        if not keys:
            raise Refused("Danh sách trống nên không có gì để xuất. Mẫu trống có ở trang Thiết lập xã.")
        if len(keys) > 1:
            what = "một kế hoạch" if self.in_plan else "một xã"
            raise Refused(f"Danh sách có dòng của nhiều hơn {what}. Hãy lọc hoặc chọn dòng của {what} rồi xuất.")
        if not self.in_plan:
            return Commune.objects.get(pk=keys[0]), None
        plan = Plan.objects.select_related("commune").get(pk=keys[0])
        return plan.commune, plan
