"""Plans as issued, with their targets and tasks."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from kehoach.models import Condition, LegalBasis, Milestone, Plan, Reading, Recipient, Section, Target, Task


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
