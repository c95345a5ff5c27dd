"""The administrator's pages: communes, units, accounts, plans and years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from kehoach import formats
from kehoach.access import person
from kehoach.actions.tasks import assign_named_units
from kehoach.actions.years import add_missing_forms
from kehoach.forms.checking import CheckSettingForm, Code, ThresholdForm, checks, kind_choices, thresholds, with_unit
from kehoach.models import (
    CheckSetting,
    CheckThreshold,
    Commune,
    Condition,
    Facility,
    LegalBasis,
    Milestone,
    Plan,
    Reading,
    Recipient,
    ReportingYear,
    Section,
    Target,
    Task,
    Unit,
    User,
)

admin.site.unregister(Group)

# A code of a kind, its title, and what holds where nobody has set anything.
Known = tuple[Code, str, str]


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


@admin.register(Commune)
class CommuneAdmin(SimpleHistoryAdmin):
    """Communes with their dates and successors."""

    list_display = ("full_name", "code", "province", "valid_from", "valid_until")
    search_fields = ("name", "code", "province")
    exclude = ("is_demo",)


@admin.register(Unit)
class UnitAdmin(SimpleHistoryAdmin):
    """Units; a new one is given the tasks that the plan has for its kind."""

    list_display = ("name", "code", "kind", "commune", "closed_on")
    list_filter = ("kind",)
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


class PlanPartInline(admin.TabularInline):
    """Parts of a plan, in the order of the document."""

    extra = 0
    ordering = ("position",)


class LegalBasisInline(PlanPartInline):
    """The documents that the plan rests on."""

    model = LegalBasis


class RecipientInline(PlanPartInline):
    """The lines of “Nơi nhận”."""

    model = Recipient


@admin.register(Plan)
class PlanAdmin(SimpleHistoryAdmin):
    """A plan with its bases and recipients."""

    list_display = ("number", "commune", "issued_on", "title")
    autocomplete_fields = ("commune",)
    inlines = (LegalBasisInline, RecipientInline)


class PlanPartAdmin(SimpleHistoryAdmin):
    """Sections, targets and tasks of a plan."""

    list_display = ("code", "__str__", "plan")
    list_filter = ("plan",)
    ordering = ("plan", "position")
    search_fields = ("code",)


class ConditionInline(admin.TabularInline):
    """The conditions of a target."""

    model = Condition
    extra = 0
    show_change_link = True


@admin.register(Target)
class TargetAdmin(PlanPartAdmin):
    """Targets with their conditions."""

    inlines = (ConditionInline,)


class MilestoneInline(admin.TabularInline):
    """The milestones of a condition."""

    model = Milestone
    extra = 0


@admin.register(Condition)
class ConditionAdmin(SimpleHistoryAdmin):
    """Conditions with their milestones."""

    list_display = ("target", "scope", "measure")
    list_select_related = ("target",)
    inlines = (MilestoneInline,)


admin.site.register([Section, Task, Reading], PlanPartAdmin)


@admin.register(ReportingYear)
class ReportingYearAdmin(SimpleHistoryAdmin):
    """Windows and deadlines; opening and closing a year is the officer's work."""

    list_display = ("year", "commune", "window_start", "window_end", "unit_deadline", "report_deadline", "closed_at")
    readonly_fields = ("commune", "year", "opened_at", "opened_by", "closed_at", "closed_by", "closing_reason")
    list_select_related = ("commune",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A year is opened in the portal."""
        return False


class CheckingAdmin(SimpleHistoryAdmin):
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
        told = [
            (titles[slug], title, default, self.now(row) if row else "", self._url(slug, code, row))
            for (slug, code), title, default in self.known()
            for row in [rows.get((slug, code))]
        ]
        return super().changelist_view(request, {**(extra_context or {}), "known": told})

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
        return ((code, one.label, with_unit(one)) for code, one in thresholds().items())

    @admin.display(description="giá trị")
    def now(self, row: CheckThreshold) -> str:
        """The number."""
        return formats.decimal(row.value, 2)


@admin.register(CheckSetting)
class CheckSettingAdmin(CheckingAdmin):
    """Checks that only tell, or are switched off."""

    form = CheckSettingForm
    list_display = ("label", "kind_title", "now", "reason")

    @admin.display(description="phép kiểm tra")
    def label(self, row: CheckSetting) -> str:
        """In the form's words."""
        known = checks().get((row.kind, row.code))
        return known.title if known else row.code

    def known(self) -> Iterable[Known]:
        """Every check."""
        return ((code, one.title, one.severity.label) for code, one in checks().items())

    @admin.display(description="mức")
    def now(self, row: CheckSetting) -> str:
        """Chỉ lưu ý, Tắt"""
        return row.get_weight_display()


class FacilityAdmin(SimpleHistoryAdmin):
    """Libraries and centres; a new one gets its forms of the years that are open."""

    list_display = ("name", "code", "kind", "unit", "opened_on", "closed_on")
    list_filter = ("kind",)
    list_select_related = ("unit", "commune")
    search_fields = ("name", "code")
    autocomplete_fields = ("commune", "unit", "predecessors")

    def save_model(self, request: HttpRequest, obj: Facility, form: forms.ModelForm[Facility], change: bool) -> None:
        """Saves, then lays out what is missing."""
        super().save_model(request, obj, form, change)
        for year in ReportingYear.objects.filter(commune=obj.commune, closed_at=None):
            add_missing_forms(reporting_year=year, by=person(request), at=timezone.now())


class FiguresAdmin(ReadOnly, SimpleHistoryAdmin):
    """The figures and their history, to look at."""

    list_display = ("facility", "reporting_year", "state", "submitted_at", "accepted_at")
    list_filter = ("state", "reporting_year__year")
    list_select_related = ("facility", "reporting_year")
