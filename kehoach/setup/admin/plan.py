"""Plans as issued, with their targets and tasks."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import TextInput

from kehoach.common.fields import PercentField
from kehoach.models import Condition, Interpretation, LegalBasis, Milestone, Plan, Recipient, Section, Target, Task
from kehoach.setup.admin.registers import RegisterAdmin, RowFormSet


class PlanPartInline(admin.StackedInline):
    """Parts of a plan, in the order of the document."""

    extra = 0
    formset = RowFormSet
    ordering = ("position",)


class LegalBasisInline(PlanPartInline):
    """The documents that the plan rests on."""

    model = LegalBasis


class RecipientInline(PlanPartInline):
    """The lines of “Nơi nhận”."""

    model = Recipient


@admin.register(Plan)
class PlanAdmin(RegisterAdmin):
    """A plan with its bases and recipients."""

    list_display = ("number", "commune", "issued_on", "title")
    autocomplete_fields = ("commune",)
    inlines = (LegalBasisInline, RecipientInline)
    in_plan = "pk"


class PlanPartAdmin(RegisterAdmin):
    """Sections, targets and tasks of a plan."""

    list_display = ("code", "__str__", "plan")
    list_filter = ("plan",)
    in_plan = "plan"
    ordering = ("plan", "position")
    search_fields = ("code",)


class ConditionInline(admin.StackedInline):
    """The conditions of a target."""

    model = Condition
    formset = RowFormSet
    extra = 0
    show_change_link = True


@admin.register(Target)
class TargetAdmin(PlanPartAdmin):
    """Targets with their conditions."""

    inlines = (ConditionInline,)


class MilestoneInline(admin.StackedInline):
    """The milestones of a condition."""

    model = Milestone
    formset = RowFormSet
    extra = 0
    # No input for numbers: a browser whose language is another one sends nothing for 12,5.
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        models.DecimalField: {"form_class": PercentField, "widget": TextInput(attrs={"inputmode": "decimal"})}
    }


@admin.register(Condition)
class ConditionAdmin(RegisterAdmin):
    """Conditions with their milestones."""

    list_display = ("target", "scope", "measure")
    list_filter = ("target__plan",)
    list_select_related = ("target",)
    inlines = (MilestoneInline,)
    in_plan = "target__plan"

    def rows_to_export(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A row of the sheet is a milestone."""
        return Milestone.objects.filter(condition__in=queryset)


admin.site.register([Section, Task, Interpretation], PlanPartAdmin)
